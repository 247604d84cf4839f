"""The questions of “Which route?”, and which of them matter after the answers so far.

Pure: the answers are names and keys, as they stand in the address.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Answers = Mapping[str, str]
Case = Mapping[str, frozenset[str]]


def case(**answers: str) -> Case:
    """When these questions are answered so; several answers to one stand in a row."""
    return {name: frozenset(keys.split()) for name, keys in answers.items()}


def fits(when: Case, answers: Answers) -> bool:
    """Is each question of the case answered with one of its answers?"""
    return all(answers.get(name) in keys for name, keys in when.items())


@dataclass(frozen=True)
class Question:
    """One question. `offer`: keys and words of its answers. `when`: any of these; none: always.

    The cases look only at questions that come earlier.
    """

    name: str
    asks: str
    offer: Mapping[str, str]
    when: tuple[Case, ...] = ()
    hint: str = ""

    def matters(self, answers: Answers) -> bool:
        """Has it to be asked?"""
        return not self.when or any(fits(each, answers) for each in self.when)


YES_NO = {"yes": "Yes", "no": "No", "unknown": "We do not know"}
ON_A_PLACE = case(want="run keep")
ON_A_SERVICE = case(want="service staff")

QUESTIONS = (
    Question(
        "nation",
        "Where is it?",
        {
            "england": "England",
            "scotland": "Scotland",
            "wales": "Wales",
            "northern-ireland": "Northern Ireland",
        },
        hint="Each country has its own rules.",
    ),
    Question(
        "want",
        "What do you want to do?",
        {
            "run": "Run a place, such as a library, a park or a pool",
            "keep": "Stop a place from being sold, or buy it",
            "use": "Use a place for a short time, or for some hours a week",
            "service": "Run a service, without the building",
            "joined": "Get services to work together in our neighbourhood",
            "staff": "Run our own service: we work for the council",
            "unsure": "We do not know yet",
        },
    ),
    Question(
        "kind",
        "What kind of place is it?",
        {
            "library": "A library",
            "open": "A park or other open land",
            "leisure": "A leisure centre or a pool",
            "other": "Another building",
        },
        (ON_A_PLACE,),
    ),
    Question(
        "owner",
        "Who owns the place?",
        {
            "council": "The council",
            "public": "Another public body, such as the police or the NHS",
            "private": "A company, a charity or a person",
            "unknown": "We do not know",
        },
        (ON_A_PLACE,),
    ),
    Question(
        "sale",
        "What is going to happen to it?",
        {
            "selling": "Its owner wants to sell it, or let it for many years",
            "closing": "It may close or be sold later",
            "nothing": "Nothing that we know of",
        },
        (ON_A_PLACE,),
    ),
    Question(
        "listed",
        "Is it on the council’s list of assets of community value?",
        YES_NO,
        (case(nation="england", want="keep"), case(nation="england", owner="public private")),
        hint="Councils in England keep this list on their own website.",
    ),
    Question(
        "group",
        "Who are you?",
        {
            "alone": "One or two people",
            "small": "A group with no legal form, with fewer than 21 members",
            "informal": "A group with no legal form, with 21 members or more",
            "body": "A charity, a society, or a company that works for the community",
            "parish": "A parish, town or community council",
        },
        (case(want="run keep service joined"),),
    ),
    Question(
        "term",
        "For how long do you want the place?",
        {
            "year": "Up to a year",
            "seven": "More than a year, up to 7 years",
            "long": "More than 7 years",
            "own": "For good: we want to own it",
        },
        (case(want="run"),),
    ),
    Question(
        "services",
        "Which services is it about?",
        {
            "one": "One service of the council",
            "other": "One service of somebody else, such as the NHS or a school",
            "several": "Two services or more",
        },
        (case(want="service joined"),),
    ),
    Question(
        "workers",
        "Do people do this work now as their job?",
        YES_NO,
        (case(want="run"), ON_A_SERVICE),
        hint="They may have to move to you with the work.",
    ),
    Question(
        "payment",
        "Would the council pay you?",
        {
            "contract": "Yes, for a service that it asks us to give",
            "grant": "Yes, with a grant for our own work",
            "none": "No",
            "unknown": "We do not know",
        },
        (case(want="run"), ON_A_SERVICE),
    ),
    Question(
        "control",
        "Who would be in charge of the new body?",
        {
            "residents": "People who live here, or who use it",
            "staff": "The people who work in it",
            "both": "Both together",
            "unknown": "We do not know",
        },
        (case(nation="england", want="run"), case(nation="england", want="service staff")),
    ),
)
BY_NAME = {each.name: each for each in QUESTIONS}


def tidy(given: Answers) -> tuple[dict[str, str], Question | None]:
    """The answers that count, and the first question that is still open (None: all answered).

    What was not asked, or is no answer to it, is left out; so is all after an open question.
    """
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if not question.matters(answers):
            continue
        answer = given.get(question.name, "")
        if answer not in question.offer:
            return answers, question
        answers[question.name] = answer
    return answers, None
