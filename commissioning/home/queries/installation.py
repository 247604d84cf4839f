"""How the installation is, and the people and mails of a demo."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from commissioning.core import clock, mail
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotHere
from commissioning.groups.models import Group, Membership
from commissioning.mutuals.models import BoardSeat, Mutual
from commissioning.people.models import Person, PostKind
from commissioning.people.queries import posts
from commissioning.places.models import Council, Neighbourhood, Place, Postcode, SmallArea
from commissioning.places.queries import closed_days, is_demo

MAILS_SHOWN = 100


def health(clocks: list[Callable[[], list[Due]]], *, mail_leaves: bool) -> dict[str, object]:
    """Is the database there, and for how long have the oldest mail and the oldest step waited?

    `clocks` say what steps of time are due; `mail_leaves`: is mail sent from here at all?
    """
    undone = [step.since for due in clocks for step in due()]
    return {
        "database": "ok",
        "oldest_unsent_mail_seconds": _age(mail.oldest_unsent() if mail_leaves else None),
        "oldest_undone_step_seconds": _age(min(undone, default=None)),
    }


def _age(moment: datetime | None) -> int:
    return max(int((clock.now() - moment).total_seconds()), 0) if moment else 0


class DemoPerson(NamedTuple):
    """Somebody to look round as, and what they are: posts, seats on boards, groups."""

    person: Person
    roles: tuple[str, ...] = ()


def _only_in_a_demo() -> None:
    if not is_demo():
        raise NotHere


def demo_people() -> list[DemoPerson]:
    """Everybody whom the demo's front page offers, in the order they were made."""
    _only_in_a_demo()
    query = select(Person).where(Person.email.like("demo.%@example.org")).order_by(Person.id)
    people = list(db.session.scalars(query.options(joinedload(Person.neighbourhood))))
    roles = _roles_of([person.id for person in people])
    return [DemoPerson(person, (*_at_home(person), *roles[person.id])) for person in people]


def _at_home(person: Person) -> list[str]:
    posts = [post.kind.words for post in person.current_posts]
    home = f" of {person.neighbourhood.name}" if person.neighbourhood else ""
    return posts or [f"Resident{home}"]


def _roles_of(people: list[int]) -> dict[int, list[str]]:
    """Seats on boards and memberships of groups, by the number of the person."""
    seats = (
        select(BoardSeat.person_id, BoardSeat.office, Mutual.name)
        .join(Mutual, Mutual.id == BoardSeat.mutual_id)
        .where(BoardSeat.person_id.in_(people), BoardSeat.ended_on.is_(None))
    )
    members = (
        select(Membership.person_id, Membership.role, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.person_id.in_(people), Membership.left_on.is_(None))
    )
    found = defaultdict(list)
    for query in (seats, members):
        for number, role, name in db.session.execute(query):
            found[number].append(f"{role.words} of {name}")
    return found


def get_demo_person(person_id: int) -> DemoPerson:
    """One of them. Raises NotHere for anybody else, and where there is no demo."""
    for found in demo_people():
        if found.person.id == person_id:
            return found
    raise NotHere


def demo_mails() -> list[Mail]:
    """The newest mails of a demo, which sends none."""
    _only_in_a_demo()
    return list(db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(MAILS_SHOWN)))


def get_demo_mail(mail_id: int) -> Mail:
    """One mail of a demo."""
    _only_in_a_demo()
    return db.session.scalars(select(Mail).where(Mail.id == mail_id)).one()


class Task(NamedTuple):
    """One task of setting up a council."""

    name: str
    endpoint: str
    is_done: bool
    hint: str
    is_needed: bool = True  # before the site can open


def place_counts(council: Council) -> tuple[int, int]:
    """How many places a council has, and how many of them have no neighbourhood yet."""
    count = select(func.count(Place.id)).where(Place.council_id == council.id)
    lost = count.where(Place.neighbourhood_id.is_(None))
    return db.session.scalar(count) or 0, db.session.scalar(lost) or 0


def adults_by_neighbourhood(council: Council) -> list[tuple[Neighbourhood, int | None]]:
    """A council's neighbourhoods by name, with how many people may vote there; None: not known."""
    adults = (
        select(func.sum(SmallArea.adults))
        .where(SmallArea.neighbourhood_id == Neighbourhood.id)
        .scalar_subquery()
    )
    query = select(Neighbourhood, adults).where(Neighbourhood.council_id == council.id)
    return [
        (home, adults) for home, adults in db.session.execute(query.order_by(Neighbourhood.name))
    ]


def small_area_counts(council: Council) -> tuple[int, int]:
    """How many small areas with a decile a council has, and how many postcodes."""
    areas = select(func.count(SmallArea.id)).join(Neighbourhood)
    areas = areas.where(Neighbourhood.council_id == council.id)
    postcodes = areas.join(Postcode, Postcode.small_area_id == SmallArea.id)
    ranked = areas.where(SmallArea.decile.is_not(None))
    return db.session.scalar(ranked) or 0, db.session.scalar(postcodes) or 0


def set_up_tasks(council: Council) -> list[Task]:
    """What there is to do before a council can open its site, in any order."""
    homes = adults_by_neighbourhood(council)
    silent = sum(not adults for _home, adults in homes)
    ranked, postcodes = small_area_counts(council)
    places, lost = place_counts(council)
    kinds = {post.kind for post in posts(council.id)}
    needed = {PostKind.OFFICER, PostKind.RETURNING_OFFICER, PostKind.DECISION_MAKER}
    missing = ", ".join(sorted(kind.words.lower() for kind in needed - kinds))
    version = council.settings_version
    numbers = "Our defaults" if version == 1 else f"Version {version}"
    return [
        Task("The council", "home.set_up_council", bool(council.phone and council.email), ""),
        Task("Neighbourhoods", "home.set_up_neighbourhoods", bool(homes) and not silent,
             f"Groups and votes belong to one. {len(homes)} so far." + (
                 f" We do not know how many people may vote in {silent}: those cannot vote"
                 if silent else "")),
        Task("Small areas and postcodes", "home.set_up_areas", ranked > 0 and postcodes > 0,
             "May wait. Without them people choose their neighbourhood from a list, and results "
             "do not show deprivation", False),
        Task("Places", "home.set_up_places", places > 0, f"{places} so far, {lost} without a "
             "neighbourhood"),
        Task("Stages and times", "home.set_up_stages", True, numbers),
        Task("Days the council is closed", "home.set_up_closed_days", True,
             f"{len(closed_days(council))} besides bank holidays", False),
        Task("Voting rules", "home.set_up_voting", True, numbers),
        Task("What the law asks", "gates.law", True, "Which laws are checked before a takeover"),
        Task("Rights the law gives", "home.set_up_rights", True, council.settings.nation.words),
        Task("Scores of a plan", "home.set_up_scores", True, numbers),
        Task("People", "home.set_up_people", not missing, missing and f"Still needed: {missing}"),
    ]  # fmt: skip


def still_to_do(council: Council) -> list[str]:
    """The names of the tasks that are not done."""
    return [task.name for task in set_up_tasks(council) if task.is_needed and not task.is_done]
