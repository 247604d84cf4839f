"""What the law asks of a takeover in the demo: one officer answers, another confirms.

`settle` answers all that a case needs up to a step. Its days are worked out from the day it is
told on, so that notices have run and the public was asked before.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from commissioning.core import clock
from commissioning.gates import operations, queries
from commissioning.gates.law import BY_KEY, Blocks
from commissioning.gates.law.people import CHARACTERISTICS
from commissioning.gates.models import SubsidyKind
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import holders
from commissioning.proposals.models import Proposal

LEASE_YEARS = 25
WORTH, PAID = 180_000_00, 25_00  # pence: without limits on its use, and £1 a year
FIRST_NOTICE, SECOND_NOTICE, OBJECT_UNTIL = 28, 21, 6  # days before
ASKED_FROM, ASKED_UNTIL = 87, 2
NOT_MET = ("best-consideration", "open-space", "subsidy")
Answers = Callable[[date, Proposal], dict[str, Any]]


def _deal(_today: date, proposal: Proposal) -> dict[str, Any]:
    place = proposal.place
    return {
        "instrument": "lease",
        "years": LEASE_YEARS,
        "open_space": _yes(place.is_open_space),
        "charity_land": _yes(place.is_charity_land),
        "staff": _yes(place.staff),
        "pays": _yes(proposal.council_pays),
        "consults": "no",
    }


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _price(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "power": "general",
        "worth": WORTH,
        "paid": PAID,
        "valuer": "Hill and Marsh, RICS registered valuers",
        "valued_on": today - timedelta(days=20),
        "well_being": "People keep a place to meet and learn, with longer hours.",
    }


def _open_space(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "paper": "Aldermere Post",
        "first_on": today - timedelta(days=FIRST_NOTICE),
        "second_on": today - timedelta(days=SECOND_NOTICE),
        "until": today - timedelta(days=OBJECT_UNTIL),
        "objections": 2,
        "report": "Two people feared locked gates. The lease keeps the gates open all day.",
    }


def _charity(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "adviser": "Ruth Hill, chartered surveyor",
        "advised_on": today - timedelta(days=50),
        "designated": "yes",
        "notice_on": today - timedelta(days=45),
        "until": today - timedelta(days=10),
        "answers": "Three people wrote in favour. Nobody was against it.",
        "trustee_on": today - timedelta(days=3),
    }


def _subsidy(_today: date, _proposal: Proposal) -> dict[str, Any]:
    return {"enterprise": "yes", "amount": WORTH - PAID, "route": "minimal"}


def _given(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {"told_on": today - timedelta(days=4), "answered_on": today - timedelta(days=2)}


def _library(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "needs": "1 in 3 homes near it has no computer. The needs assessment is on our site.",
        "statutory": "yes",
        "duty": "It stays one of our nine libraries, with the same card and our books.",
        "told_on": today - timedelta(days=ASKED_FROM + 10),
    }


def _consultation(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "open": "Who runs it, the hours, and whether the council keeps it.",
        "papers": "The options with their costs, online and in every library.",
        "opened_on": today - timedelta(days=ASKED_FROM),
        "closed_on": today - timedelta(days=ASKED_UNTIL),
        "answers": "212 people answered. Most want longer hours and fear for the staff.",
        "changed": "The lease now asks for two evenings a week. Staff keep their work.",
    }


def _equality(today: date, _proposal: Proposal) -> dict[str, Any]:
    impacts = dict.fromkeys(CHARACTERISTICS, "neutral")
    return {
        "users": "Older people and families use it most, as our count of visits shows.",
        **impacts,
        "age": "positive",
        "disability": "negative",
        "disability_why": "The ramp is too steep. A new one comes in year 1.",
        "conclusion": "It can go on. The ramp is a condition.",
        "look_again_on": today + timedelta(days=365),
    }


def _staff(today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "people": 4,
        "transfer_on": today + timedelta(days=29),
        "told_on": today - timedelta(days=1),
        "asked_how": "representatives",
        "asked_on": today - timedelta(days=1),
        "pensions": "The mutual joins the council’s scheme, and the council stands behind it.",
    }


def _best_value(_today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "better": "Hours and visits are promised, and reported each quarter.",
        "asked": "Council taxpayers, users and traders nearby were asked.",
    }


def _procurement(_today: date, _proposal: Proposal) -> dict[str, Any]:
    return {
        "route": "grant",
        "value": 96_000_00,
        "why": "The council funds what the mutual is there for, and buys no service.",
    }


ANSWERS: dict[str, Answers] = {
    "deal": _deal,
    "best-consideration": _price,
    "open-space": _open_space,
    "charity-land": _charity,
    "subsidy": _subsidy,
    "subsidy-given": _given,
    "library": _library,
    "consultation": _consultation,
    "equality": _equality,
    "socio-economic": lambda _today, _proposal: {"means": "Nothing costs more than now."},
    "staff": _staff,
    "best-value": _best_value,
    "procurement": _procurement,
}


def settle(
    proposal: Proposal,
    *,
    by: Person,
    second: Person,
    blocks: Blocks = Blocks.COMPLETION,
    but: tuple[str, ...] = (),
) -> None:
    """Settle all that blocks a step or one before it. `but`: the gates to leave as they are."""
    while True:
        left = [each for each in queries.in_the_way(proposal, blocks) if each.gate.key not in but]
        if not left:
            return
        for each in left:
            answer(proposal, each.gate.key, by=by)
            if each.gate.second:
                operations.confirm(proposal, each.gate, by=second)


def answer(proposal: Proposal, key: str, *, by: Person, **other: Any) -> None:
    """Save the demo’s answers to one gate, with some of them changed; None leaves one out."""
    known = queries.newest_answers(proposal).get(key)
    answers = {**ANSWERS[key](clock.today(), proposal), **other}
    operations.save(proposal, BY_KEY[key], answers, known.version if known else 0, by=by)


def meet(subject: Any, *, by: Person, but: tuple[str, ...] = ()) -> None:
    """Settle what the law asks of a takeover before the decision; nothing for a commission."""
    if not isinstance(subject, Proposal):
        return
    officers = holders(subject.council_id, PostKind.OFFICER, PostKind.SENIOR_OFFICER)
    second = next(each for each in officers if each.id != by.id)
    settle(subject, by=by, second=second, blocks=Blocks.DECISION, but=but)


def begin(proposal: Proposal, *, by: Person) -> None:
    """All but three: the valuer has not been yet, and the second notice is not out."""
    meet(proposal, by=by, but=NOT_MET)
    answer(proposal, "best-consideration", by=by, **dict.fromkeys(("worth", "valuer", "valued_on")))
    if proposal.place.is_open_space:
        later = dict.fromkeys(("second_on", "until", "objections", "report"))
        answer(proposal, "open-space", by=by, first_on=clock.today() - timedelta(days=3), **later)


def enter(proposal: Proposal, *, by: Person) -> None:
    """Write in the ledger of its group what the council gives by this takeover."""
    given = operations.Given(
        proposal.council.name, clock.today(), WORTH - PAID, SubsidyKind.MINIMAL, proposal.id
    )
    operations.enter_subsidy(proposal.group, given, by=by)
