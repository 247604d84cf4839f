"""What a group types to use a right, and what the council types to answer."""

from typing import Any

from wtforms import HiddenField

from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    LineField,
    NumberField,
    PickField,
    TextField,
)
from commissioning.core.workflow import Step
from commissioning.rights.models import TITLE, RightRequest, Status
from commissioning.rights.scheme import (
    CONTENTS,
    MAY_ASK,
    MAY_BID,
    PRIVATE,
    Body,
    Part,
    RefusalGround,
    RightKind,
    Wanted,
)

HINTS = {
    Part.WHY: "Its main use helps people here to meet, play, learn or rest, and can go on. Or it "
    "did so a short time ago, and can again in the next 5 years.",
    Part.EVIDENCE: "Like a charity number, or the rules of your group and where its members live.",
    Part.MONEY: "For each body that takes part, those that would work for you too.",
    Part.ABLE: "For each body that takes part.",
    Part.STAFF: "Only when the people who ask work for the council.",
    Part.BENEFITS: "Think of work, health, nature, and of those who have least.",
    Part.CONTACT: "The council writes to it.",
}
FOR_THE_COUNCIL = "Only the council and your group read this."
# What a step of the council says, on the page where it is chosen.
STEPS = {
    "pass": "It is complete",
    "send-back": "Something is missing: send it back",
    "leave": "Do not look at it: much the same was refused in the last 2 years",
    "list": "Put the place on the list",
    "accept": "Accept it",
    "offer-changes": "Refuse it as it is, but accept it if the group agrees to changes",
    "refuse": "Refuse it",
    "keep": "The place stays on the list",
    "remove": "Take the place off the list",
    "confirm": "The answer stays no",
    "overturn": "The answer is yes after all",
}
WHY = "Say why, so that people can understand"


class PlaceForm(Form):
    """Which place, and for which group."""

    place = PickField("Which place?", empty="Choose the place")
    group = PickField("For which group?", empty="Choose your group")


class ServiceForm(Form):
    """Which service, and for which group."""

    title = LineField("Which service do you want to run?", most=TITLE, empty="Say which service")
    group = PickField("For which group?", empty="Choose your group")


def request_form(request: RightRequest) -> Any:
    """The form for what a group says, with what it has said. Nothing has to be filled in yet."""
    kind = request.kind
    bodies = [(each.value, each.words) for each in MAY_ASK[kind]]
    fields: dict[str, Any] = {
        "body": PickField("What is your group in law?", offer=bodies),
        "people": NumberField(
            "How many people ask?", most=1_000_000,
            description="The members of your group, or the staff who ask.",
        ),
    }  # fmt: skip
    if kind == RightKind.TRANSFER:
        fields["wanted"] = ChoiceField("What do you ask for?", offer=Wanted)
    for part in CONTENTS[kind]:
        hint = FOR_THE_COUNCIL if part in PRIVATE else HINTS.get(part, "")
        fields[part.value] = TextField(part.words, most=4000, description=hint)
    fields["seen"] = HiddenField()
    made = type("RequestForm", (Form,), fields)
    said = {"body": request.body, "people": request.people, "seen": request.version}
    return made(data={**request.contents, **said})


def written(form: Any) -> dict[str, Any]:
    """What was typed, named as the operation names it."""
    others = {"body", "people", "seen"}
    contents = {name: str(words or "") for name, words in form.data.items() if name not in others}
    contents.pop("csrf_token", None)
    body = Body(form.body.data) if form.body.data else None
    return {"body": body, "people": form.people.data, "contents": contents}


class SeenForm(Form):
    """Which version somebody read."""

    seen = HiddenField()


class ReasonForm(Form):
    """A reason that everyone can read."""

    reason = TextField("Say why", most=2000, empty=WHY, description="Everyone can read this.")


class WordsForm(Form):
    """What somebody thinks of a request, or the group's answer."""

    words = TextField("What do you want to say?", most=4000, empty="Write what you want to say",
                      description="Everyone can read this.")  # fmt: skip


class UntilForm(Form):
    """More time for a decision."""

    until = DateField("Until which day?", empty="Enter the new day")


class ReceivedForm(Form):
    """An owner's notice."""

    received_on = DateField("When did the council get it?", empty="Enter the day",
                            description="This day is day 1 of the time to bid.")  # fmt: skip


class BidForm(Form):
    """A group asks for time to bid."""

    group = PickField("For which group?", empty="Choose your group")
    body = ChoiceField(
        "What is your group in law?",
        offer=[(each.value, each.words) for each in MAY_BID],
        empty="Choose what your group is",
    )


class BidAnswerForm(Form):
    """May the group bid?"""

    step = ChoiceField(
        "May this group bid?",
        offer=[("accept-bidder", "Yes"), ("refuse-bidder", "No")],
        empty="Choose yes or no",
    )
    reason = TextField("Why not?", most=2000, description="Everyone can read this.")


class AnswerForm(Form):
    """The council's answer to a request, whatever it is asked for now."""

    step = ChoiceField("What do you decide?", empty="Choose one answer")
    decide_by = DateField("By which day will the council decide?")
    grounds = ChoicesField(
        "On which grounds?", offer=RefusalGround,
        description="Only when it is refused, or changes are asked for. The law has no others.",
    )  # fmt: skip
    changes = TextField("What has to change?", most=4000)
    reasons = TextField("Say why", most=4000, description="Everyone can read this.")

    @classmethod
    def of(cls, request: RightRequest, steps: list[Step[Any]]) -> "AnswerForm":
        """The form with the steps that somebody may take now, and what these ask for."""
        form: Any = cls()
        form.step.offer([(each.name, STEPS[each.name]) for each in steps])
        is_challenge = request.kind == RightKind.CHALLENGE
        if not (is_challenge and request.status == Status.CHECK):
            del form.decide_by
        if not (is_challenge and request.status == Status.DECISION):
            del form.grounds, form.changes
        return form  # type: ignore[no-any-return]

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, named as the operation names it."""
        answers = self.answers
        grounds = tuple(RefusalGround(each) for each in answers.pop("grounds", None) or ())
        return {**answers, "grounds": grounds}
