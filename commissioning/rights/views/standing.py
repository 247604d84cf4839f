"""Where a request stands, in the words of the turn box."""

from typing import Any

from commissioning.core import turns
from commissioning.core.pages import in_words
from commissioning.core.standing import words_of
from commissioning.core.turns import Basis, Turn
from commissioning.rights.models import NoticeStatus, RightRequest, SaleNotice, Status

WAITS = {
    NoticeStatus.INTERIM: "The owner wants to sell. A community group can ask for time to bid.",
    NoticeStatus.ASKED: "A group has asked for time to bid. It is the council’s turn to check it.",
    NoticeStatus.FULL: "The owner may sell only to a community group, and need not sell at all.",
    NoticeStatus.PROTECTED: "The owner may sell to anybody. The sale cannot be held up again.",
}


def standing_of(request: RightRequest, notice: SaleNotice | None) -> dict[str, Any]:
    """What the turn box says: of the owner's notice while one runs, else of the request."""
    if notice is not None:
        return {
            "heading": f"Where this is now: {notice.status.words[0].lower()}"
            f"{notice.status.words[1:]}",
            "whose": WAITS[notice.status],
            "state": "open",
            "promise": f"The last day of this is {in_words(notice.until)}.",
            "basis": "This limit is the law: Localism Act 2011, section 95.",
        }
    if request.status == Status.LISTED and request.listed_until:
        return {
            "heading": "Where this is now: on the list",
            "whose": "Nobody has to do anything. Groups get time to bid when the owner wants to "
            "sell.",
            "state": "open",
            "promise": f"The listing lasts until {in_words(request.listed_until)}.",
            "basis": "This limit is the law: Localism Act 2011, section 87.",
        }
    turn = turns.turn_of(request)
    words = words_of(request, turn)
    if turn and turn.source and turn.due_on:
        words["basis"] = _basis(turn)
    return words


def _basis(turn: Turn) -> str:
    """Where a limit comes from; what is not the law itself is checked with it."""
    if turn.basis == Basis.LAW:
        return f"This limit is the law: {turn.source}."
    return f"This limit is {turn.basis.words}. Check it with the {turn.source}."
