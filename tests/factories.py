"""Builders of rows for tests: plain functions, every default in sight, saved at once."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from commissioning import cli
from commissioning.agreements.models import Agreement, AgreementStatus, KeptPromise, PromiseRule
from commissioning.commissions.models import (
    BudgetLine,
    Commission,
    Direction,
    Need,
    Outcome,
    Priority,
    Service,
)
from commissioning.commissions.models import Status as CommissionStatus
from commissioning.commissions.operations.publishing import freeze
from commissioning.commissions.operations.steps import begin_turn
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups.models import Group, GroupRole, GroupStatus, Membership
from commissioning.mutuals.models import (
    BoardSeat,
    LegalForm,
    Mutual,
    MutualMember,
    MutualStatus,
    Office,
)
from commissioning.people.models import Person, Post, PostKind
from commissioning.places.models import (
    Council,
    Neighbourhood,
    Place,
    PlaceKind,
    Postcode,
    SmallArea,
)
from commissioning.proposals import operations as drafting
from commissioning.proposals.models import SHORT_FORM, Proposal, Supporter
from commissioning.proposals.models import Status as ProposalStatus
from commissioning.votes import operations as vote_operations
from commissioning.votes.operations import Notice
from seed.story import gates

numbers = count(1)


def save(row):
    with saved():
        db.session.add(row)
    return row


def council(name="Aldermere Council", **facts):
    facts = {"short_name": name.split()[0].lower(), "is_open": True, **facts}
    return save(Council(name=name, **facts))


def neighbourhood(of, name="Millgate", **facts):
    return save(Neighbourhood(council=of, name=name, **facts))


def small_area(of, code="", decile=1, adults=1000):
    code = code or f"E0100{next(numbers):04}"
    return save(SmallArea(code=code, neighbourhood=of, decile=decile, adults=adults))


def postcode(of, code="AM12BX"):
    return save(Postcode(code=code, small_area=of))


def place(where, name="Millgate Library", kind=PlaceKind.LIBRARY, **facts):
    facts = {"register_key": name, **facts}
    return save(
        Place(council_id=where.council_id, neighbourhood=where, name=name, kind=kind, **facts)
    )


def person(name="", where=None, **facts):
    """A person; with `where`, a neighbourhood, a resident whose address was checked."""
    name = name or f"Person {next(numbers)}"
    if where is not None:
        facts = {
            "council_id": where.council_id,
            "neighbourhood": where,
            "address_checked_on": clock.today(),
            "address_check": "letter",
            "is_old_enough": True,
            **facts,
        }
    return save(Person(name=name, email=facts.pop("email", _address(name)), **facts))


def _address(name):
    return name.lower().replace(" ", ".") + "@example.org"


def staff(of, kind=PostKind.OFFICER, name=""):
    someone = person(name or f"{kind.words} {next(numbers)}")
    post(someone, of, kind)
    return someone


def post(someone, of, kind):
    return save(Post(person=someone, council_id=of.id, kind=kind, started_on=clock.today()))


def group(where, name="", stewards=(), writers=(), status=GroupStatus.CHECKED):
    made = save(
        Group(
            council_id=where.council_id,
            neighbourhood=where,
            name=name or f"Friends {next(numbers)}",
            about="We care for this place.",
            status=status,
        )
    )
    people = [(each, GroupRole.STEWARD) for each in stewards]
    people += [(each, GroupRole.WRITER) for each in writers]
    for someone, role in people:
        save(Membership(group=made, person=someone, role=role, joined_on=clock.today(),
                        is_named=status == GroupStatus.CHECKED))  # fmt: skip
    return made


def three(where, **facts):
    """A group that was checked, with a steward and two writers: (group, steward, writer, other)."""
    people = [person(where=where) for _ in range(3)]
    return group(where, stewards=people[:1], writers=people[1:], **facts), *people


def proposal(of, at, title="A library run by its readers", **facts):
    """A draft of a group for a place, made by its steward."""
    steward = next(each.person for each in of.members if each.role == GroupRole.STEWARD)
    with saved():
        made = drafting.start(at, of, title, "Open longer, run by readers.", by=steward)
        for name, value in facts.items():
            setattr(made, name, value)
    return made


def write(proposal, sections, by, text="We **will** do it."):
    """Save sections as finished."""
    with saved():
        for section in sections:
            version = next(e.version for e in proposal.sections if e.section == section)
            written = drafting.Written(text, version, True)
            drafting.save_section(proposal, section, written, by=by)
    return proposal


def opened(of, at, **facts):
    """A proposal that gathers support."""
    people = [each.person for each in of.members]
    made = write(proposal(of, at, **facts), SHORT_FORM, people[0])
    with saved():
        drafting.agree(made, by=people[1])
        drafting.open_support(made, by=people[0])
    return made


def gathering(group, where=None, title="Open up the Old Fire Station", **facts):
    """A proposal of a group, gathering support unless `status` says otherwise."""
    where = where or place(group.neighbourhood, f"Old Fire Station {next(numbers)}")
    facts = {"status": ProposalStatus.SUPPORT, "support_target": 50, **facts}
    made = save(
        Proposal(
            council_id=where.council_id,
            neighbourhood=where.neighbourhood,
            place=where,
            group=group,
            title=title,
            **facts,
        )
    )
    if made.status == ProposalStatus.SUPPORT:
        with saved():
            promise = Promise(8, Unit.WEEKS)
            turns.begin(made, made.status, Whose.RESIDENTS, promise)
    return made


def supporter(of, name="", where=None, **facts):
    """A supporter who pressed the button; `confirmed_at=None` for one who has not."""
    name = name or f"Supporter {next(numbers)}"
    facts = {"confirmed_at": clock.now(), "postcode": "AM1 2BX", **facts}
    made = Supporter(
        proposal=of,
        name=name,
        name_key=name.casefold(),
        email=_address(name),
        neighbourhood=where,
        **facts,
    )
    with saved():
        db.session.add(made)
        if made.confirmed_at:
            of.supporters_count += where is not None
            of.supporters_elsewhere_count += where is None
    return made


# mutuals, agreements, reports


def proposal_at(place, of, status, title="Keep it open"):
    """A proposal of a group about a place, standing at a status."""
    return save(
        Proposal(
            council_id=place.council_id,
            neighbourhood_id=place.neighbourhood_id,
            place=place,
            group=of,
            title=title,
            status=status,
        )
    )


def mutual(place, of, board=(), name="Baths for All", **facts):
    """A mutual that a group has become; `board` people, the first is the chair."""
    offices = [Office.CHAIR, Office.SECRETARY, Office.TREASURER, *[Office.DIRECTOR] * 9]
    facts = {
        "form": LegalForm.CBS,
        "register_number": "8234",
        "status": MutualStatus.FORMING,
        "opening_bank": 52_000_00,
        "members_count": len(board),
        **facts,
    }
    made = save(
        Mutual(
            council_id=place.council_id,
            neighbourhood_id=place.neighbourhood_id,
            place=place,
            group=of,
            name=name,
            **facts,
        )
    )
    for someone, office in zip(board, offices, strict=False):
        save(BoardSeat(mutual=made, person=someone, office=office, started_on=clock.today()))
        save(MutualMember(mutual=made, person=someone, joined_on=clock.today()))
    return made


def running_mutual(opened_on, kind=PlaceKind.SWIMMING_POOL, promises=(), **facts):
    """A mutual that opened on a day, with three directors and an agreement in force.

    `promises`: (key of a figure, target). Returns the mutual and its board.
    """
    where = neighbourhood(council())
    pool = place(where, "Millgate Baths", kind)
    board = [person(name, where) for name in ("Ann Chair", "Bob Secretary", "Cat Treasurer")]
    friends = group(where, stewards=board[:1], writers=board[1:])
    made = mutual(pool, friends, board, status=MutualStatus.RUNNING, opened_on=opened_on, **facts)
    agreement = save(
        Agreement(
            council_id=made.council_id,
            proposal=proposal_at(pool, friends, ProposalStatus.RUNNING),
            mutual=made,
            status=AgreementStatus.IN_FORCE,
        )
    )
    for kpi, target in promises:
        save(
            KeptPromise(
                agreement=agreement,
                kpi=kpi,
                rule=PromiseRule.MIN,
                target=target * 100,
                from_quarter="2020-q1",
            )
        )
    return made, board


# Commissions

HOLDERS = ("Children’s services", "Public health", "Millgate Library")
AMOUNTS = (51_000_00, 27_000_00, 18_000_00)
FIRST = ("Homework help", "A hot meal", "Sport", "Music")  # what residents can ask to come first
AGREED = list(CommissionStatus)[3:8]  # the stages after the money check


def commission(of, status=CommissionStatus.DRAFT, title="After-school 3 till 6", **facts):
    """A commission of a group with every part written, standing at a status.

    After DRAFT one draft is published and the turn has begun; from the vote on, every budget
    holder has said yes; from RUNNING on somebody runs it, from today for a year.
    """
    if status in {CommissionStatus.RUNNING, CommissionStatus.REVIEW}:
        year = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=365)}
        facts = {"provider": "Abbots Lea Home Circle", "how_chosen": "By talks.", **year, **facts}
    made = Commission(
        council_id=of.council_id,
        group=of,
        title=title,
        status=status,
        summary="Children have somewhere safe to go after school.",
        who_for="Children of 5 to 11 and the people who care for them.",
        **{"neighbourhoods": [of.neighbourhood], **facts},
    )
    save(written(made))
    if status != CommissionStatus.DRAFT:
        with saved():
            freeze(made)
            begin_turn(made)
    if status == CommissionStatus.MONEY or status in AGREED:
        asked(made, answer="yes" if status in AGREED else None)
    return made


def written(commission):
    """Fill every part of a commission."""
    commission.needs = [
        Need(words="1 child in 3 goes home to an empty house", source="School survey",
             source_on=clock.today() - timedelta(days=90)),
    ]  # fmt: skip
    commission.services = [
        Service(name=name, before="Closes at 3pm", differently="Stays open until 6pm",
                answers=f"Head of {name}")
        for name in ("Millgate School", "Millgate Library")
    ]  # fmt: skip
    commission.outcomes = [
        Outcome(words="Children who feel safe after school", unit="%", baseline=52_00,
                target=75_00, direction=Direction.UP, how_counted="A survey each term"),
        Outcome(words="Children excluded from school", baseline=14_00, target=7_00,
                direction=Direction.DOWN, how_counted="School records"),
    ]  # fmt: skip
    commission.lines = [
        BudgetLine(holder=holder, email=f"{number}@holders.example", amount=amount)
        for number, (holder, amount) in enumerate(zip(HOLDERS, AMOUNTS, strict=True), 1)
    ]
    commission.priorities = [Priority(words=each, means=f"{each} every day") for each in FIRST]
    return commission


def asked(commission, answer=None):
    """Its budget holders were asked today, and have all given this answer."""
    with saved():
        for line in commission.lines:
            line.asked_on = clock.today()
            if answer:
                line.answer, line.answered_on = answer, clock.today()
                line.answered_by = "Sam Holder"
    return commission


# Votes


def proposal_at_vote(group_, place_, title="A library run by local people"):
    """A proposal that the council has passed on to the residents' vote."""
    return save(
        Proposal(
            council_id=place_.council_id,
            neighbourhood_id=place_.neighbourhood_id,
            place_id=place_.id,
            group_id=group_.id,
            title=title,
            status=ProposalStatus.VOTE,
        )
    )


def notice(*places, opens_in=14, days=28, **facts):
    """A notice of a yes-or-no vote that is long enough."""
    opens = clock.today() + timedelta(days=opens_in)
    facts = {
        "question": "Should a mutual of local people run it?",
        "options": [("Yes", "Local people run it."), ("No", "The council keeps running it.")],
        "about": "Who runs the library.",
        **facts,
    }
    return Notice(neighbourhoods=places, opens_on=opens, closes_on=opens + timedelta(days=days),
                  **facts)  # fmt: skip


def voting(adults=1000, deciles=(1,), **facts):
    """A council with a library, its returning officer, and a vote just announced on it."""
    here = council()
    where = neighbourhood(here)
    areas = [small_area(where, decile=decile, adults=adults) for decile in deciles]
    proposal = proposal_at_vote(group(where), place(where))
    return SimpleNamespace(
        council=here, where=where, areas=areas, proposal=proposal, facts=facts,
        officer=staff(here, PostKind.RETURNING_OFFICER),
        second=staff(here, PostKind.SENIOR_OFFICER),
    )  # fmt: skip


def announce(scene, **facts):
    """Announce a vote in a scene that `voting` made."""
    with saved():
        return vote_operations.announce(
            scene.proposal, notice(scene.where, **{**scene.facts, **facts}), by=scene.officer
        )


def while_open(vote):
    """The clock, an hour after a vote opened."""
    return clock.set_to(vote.opens_at + clock.HOUR)


def after(vote):
    """The clock, two minutes after a vote closed."""
    return clock.set_to(vote.closes_at + timedelta(minutes=2))


def settle(proposal, officer, second, **more):
    """Two officers settle what the law asks of a proposal: all of it, or up to `blocks`."""
    with saved():
        gates.settle(proposal, by=officer, second=second, **more)


def tick():
    """Take every step that time takes, like the worker."""
    return cli.take_due_steps()
