"""How the installation is, and the people and mails of a demo."""

from typing import NamedTuple

from sqlalchemy import select, text

from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotHere
from commissioning.people.models import Person
from commissioning.places.queries import is_demo

MAILS_SHOWN = 100


def health() -> dict[str, object]:
    """Is the database there, and how long has the oldest mail waited? Ages are in seconds."""
    db.session.execute(text("SELECT 1"))
    waiting = mail.oldest_unsent()
    age = int((clock.now() - waiting).total_seconds()) if waiting else 0
    return {"database": "ok", "oldest_unsent_mail_seconds": age}


class DemoPerson(NamedTuple):
    """Somebody to look round as."""

    person: Person


def _only_in_a_demo() -> None:
    if not is_demo():
        raise NotHere


def demo_people() -> list[DemoPerson]:
    """Everybody whom the demo's front page offers, in the order they were made."""
    _only_in_a_demo()
    query = select(Person).where(Person.email.like("demo.%@example.org")).order_by(Person.id)
    return [DemoPerson(person) for person in db.session.scalars(query)]


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
