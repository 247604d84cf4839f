"""A group becomes a mutual; people join it, sit on its board, and leave."""

from typing import NamedTuple

from sqlalchemy import select, update

from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.groups.models import Group
from commissioning.groups.rules import role_in
from commissioning.mutuals import rules
from commissioning.mutuals.models import (
    BoardSeat,
    LegalForm,
    Mutual,
    MutualMember,
    MutualStatus,
    Office,
)
from commissioning.mutuals.queries import is_member, membership, mutual_at
from commissioning.mutuals.workflow import LIFE
from commissioning.people.models import Person
from commissioning.places.models import Place


class Director(NamedTuple):
    """A person for the board, and their office."""

    person: Person
    office: Office


def form(  # noqa: PLR0913 - what a society is registered with
    group: Group,
    place: Place,
    name: str,
    form: LegalForm,
    register_number: str,
    has_asset_lock: bool,
    board: list[Director],
    *,
    by: Person,
) -> Mutual:
    """A group becomes a mutual that will run a place.

    Arguments: `register_number` as the form's register gives it out (rules.REGISTERS); the asset
    lock is always there where the law puts it; `board` at least three people of the group, who
    become the first members. Raises Refused with the field's name, NotAllowed for a stranger.
    """
    rules.may_form.check(by, group)
    number = rules.tidy_number(register_number)
    _check_society(place, form, number)
    _check_board(group, board)
    mutual = Mutual(
        council_id=group.council_id,
        neighbourhood_id=place.neighbourhood_id or group.neighbourhood_id,
        place=place,
        group=group,
        name=name,
        form=form,
        register_number=number,
        has_asset_lock=has_asset_lock or form in rules.LOCKED_BY_LAW,
    )
    _save_new(mutual)
    _seat(mutual, board)
    history.record(mutual, "form", by=by, says=f"{group.name} became {name}", form=form.value,
                   register_number=number, has_asset_lock=mutual.has_asset_lock)  # fmt: skip
    return mutual


def _check_society(place: Place, form: LegalForm, number: str) -> None:
    if wrong := rules.what_is_wrong_with(form, number):
        raise Refused(wrong, "register_number")
    other = mutual_at(place.id)
    if other is not None:
        raise Refused(f"{other.name} already runs this place or is getting ready to", "place")


def _check_board(group: Group, board: list[Director]) -> None:
    people = {director.person.id for director in board}
    if len(people) < len(board):
        raise Refused("Choose each person once", "board")
    if len(people) < rules.LEAST_BOARD:
        raise Refused(f"Choose {rules.LEAST_BOARD} people or more for the board", "board")
    if any(role_in(director.person, group) is None for director in board):
        raise Refused("Choose people who are in the group", "board")


def _save_new(mutual: Mutual) -> None:
    with (
        unique(
            "uq_mutual_council_id_name",
            says="There is a mutual with this name. Add a word",
            field="name",
        ),
        unique("uq_mutual_group_id", says="This group has already become a mutual"),
    ):
        db.session.add(mutual)


def _seat(mutual: Mutual, board: list[Director]) -> None:
    today = clock.today()
    for person, office in board:
        mutual.board.append(BoardSeat(person=person, office=office, started_on=today))
        db.session.add(MutualMember(mutual=mutual, person=person, joined_on=today))
    mutual.members_count = len(board)
    db.session.flush()


def join(mutual: Mutual, *, by: Person) -> MutualMember:
    """Become a member. Raises Refused for one who is, or when the mutual has closed."""
    rules.is_open.check(by, mutual)
    line = membership(mutual, by)
    if line is not None and line.left_on is None:
        raise Refused(f"You are already a member of {mutual.name}")
    if line is None:
        line = MutualMember(mutual=mutual, person=by, joined_on=clock.today())
        with unique("uq_mutual_member_mutual_id_person_id", says="You are already a member"):
            db.session.add(line)
    else:
        line.joined_on, line.left_on = clock.today(), None
    _count(mutual, 1)
    history.record(mutual, "join", by=by, says="A member joined")
    return line


def leave(mutual: Mutual, *, by: Person) -> None:
    """Stop being a member. Directors leave the board first."""
    line = membership(mutual, by)
    if line is None or line.left_on is not None:
        raise Refused(f"You are not a member of {mutual.name}")
    if problem := rules.is_off_the_board.why_not(by, mutual):
        raise Refused(problem)
    line.left_on = clock.today()
    _count(mutual, -1)
    history.record(mutual, "leave", by=by, says="A member left")


def _count(mutual: Mutual, change: int) -> None:
    db.session.flush()
    counted = update(Mutual).where(Mutual.id == mutual.id)
    db.session.execute(counted.values(members_count=Mutual.members_count + change))
    db.session.refresh(mutual, ["members_count"])


def seat(mutual: Mutual, person: Person, office: Office, *, by: Person) -> BoardSeat:
    """A member joins the board. Raises Refused for a stranger, a director or a full board."""
    rules.may_lead.check(by, mutual)
    if not is_member(mutual, person):
        raise Refused("Only members of the mutual can join its board", "person")
    if rules.is_director(person, mutual):
        raise Refused(f"{person.name} is already on the board", "person")
    if len(mutual.current_board) >= mutual.seats:
        raise Refused(f"All {mutual.seats} seats of the board are taken", "person")
    taken = BoardSeat(mutual=mutual, person=person, office=office, started_on=clock.today())
    db.session.add(taken)
    db.session.flush()  # a seat is found again by its number
    history.record(mutual, "join-board", by=by, says="A member joined the board",
                   office=office.value)  # fmt: skip
    return taken


def leave_board(mutual: Mutual, seat_id: int, *, by: Person) -> None:
    """A director's time on the board ends today. Three directors always stay."""
    rules.may_lead.check(by, mutual)
    found = next((each for each in mutual.current_board if each.id == seat_id), None)
    if found is None:
        raise Refused("This seat is empty already")
    if problem := rules.can_spare_a_director.why_not(by, mutual):
        raise Refused(problem)
    found.ended_on = clock.today()
    history.record(mutual, "leave-board", by=by, says="A director left the board",
                   office=found.office.value)  # fmt: skip


def take_step(mutual: Mutual, name: str, *, by: Person, reason: str = "") -> None:
    """Take one of the steps that change nothing but how the mutual is doing."""
    LIFE.take(name, mutual, by=by, reason=reason)


def open_doors(mutual: Mutual, *, by: Person) -> None:
    """From today the mutual runs its place."""
    LIFE.take("open", mutual, by=by)
    mutual.opened_on = clock.today()


def count_members(mutual: Mutual, count: int) -> None:
    """What the mutual's own register says, as a certified report has it. No event of its own."""
    mutual.members_count = count


def set_opening(mutual: Mutual, bank: int, seats: int, *, by: Person) -> None:
    """The money in the bank (pence) and the seats of the board on the day it opens.

    Fixed once it has opened: every later figure follows from it. Raises Refused after that.
    """
    rules.may_lead.check(by, mutual)
    if mutual.status != MutualStatus.FORMING:
        raise Refused("This was fixed on the day the mutual opened", "bank")
    if seats < len(mutual.current_board):
        raise Refused("Write at least as many seats as there are directors", "seats")
    mutual.opening_bank, mutual.seats = bank, seats
    history.record(mutual, "set-opening", by=by, bank=bank, seats=seats,
                   says="The board wrote down its money in the bank and its seats")  # fmt: skip


def person_by_id(person_id: int) -> Person:
    """A person chosen from a list. Raises NoResultFound."""
    return db.session.scalars(select(Person).where(Person.id == person_id)).one()
