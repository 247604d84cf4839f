"""M40: who hears of a concern, of its answer, and of an answer that is late."""

from commissioning.concerns.models import Concern
from commissioning.core import mail
from commissioning.mutuals.models import Office


def tell_raised(concern: Concern) -> None:
    """The secretary and the council hear of it."""
    _to_secretary(concern, _raised(concern), "raised")
    _to_council(concern, _raised(concern), "raised")


def tell_asked(concern: Concern, words: str) -> None:
    """The secretary hears what the council asks."""
    _to_secretary(concern, f"The council asks: {concern.name}", "asked", words=words)


def tell_told(concern: Concern, words: str) -> None:
    """The council hears what the board writes back."""
    _to_council(concern, f"{concern.mutual.name} wrote: {concern.name}", "told", words=words)


def tell_answer(concern: Concern) -> None:
    """Whoever raised it hears the answer, if they wanted one."""
    if concern.wants_reply:
        _to_person(concern, "An answer to your concern", "answered")


def tell_closed(concern: Concern) -> None:
    """The mutual has closed: whoever wanted an answer hears that there is none."""
    if concern.wants_reply:
        _to_person(concern, "Your concern is closed", "closed")


def tell_late(concern: Concern) -> None:
    """The answer is late: all three hear of it."""
    subject = f"Late: {concern.name}"
    _to_secretary(concern, subject, "late")
    _to_council(concern, subject, "late")
    if concern.wants_reply:
        _to_person(concern, "The answer to your concern is late", "late_for_you")


def _raised(concern: Concern) -> str:
    return f"A concern about {concern.mutual.name}"


def _to_secretary(concern: Concern, subject: str, template: str, **more: str) -> None:
    board = concern.mutual.current_board
    secretaries = [seat for seat in board if seat.office == Office.SECRETARY]
    link = _board_page(concern)
    for seat in secretaries or board:  # a board without a secretary: all of it
        mail.write(seat.person.email, subject, _words(concern, template, link, more))


def _to_council(concern: Concern, subject: str, template: str, **more: str) -> None:
    council = concern.mutual.council
    if council.email:
        link = mail.link("concerns.case", council=council, concern_id=concern.id)
        mail.write(council.email, subject, _words(concern, template, link, more))


def _to_person(concern: Concern, subject: str, template: str) -> None:
    mail.write(concern.person.email, subject, _words(concern, template, _board_page(concern), {}))


def _board_page(concern: Concern) -> str:
    return mail.link("concerns.show", council=concern.mutual.council, mutual_id=concern.mutual,
                     concern_id=concern.id)  # fmt: skip


def _words(concern: Concern, template: str, link: str, more: dict[str, str]) -> str:
    name = f"concerns/emails/{template}.txt"
    return mail.text(name, concern=concern, link=link, **more)
