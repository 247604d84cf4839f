"""Search: one box for everything public."""

import re
from itertools import groupby
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from commissioning.approvals.models import Choose
from commissioning.commissions.models import Status as CommissionStatus
from commissioning.core import text
from commissioning.core.access import current_council_id, everyone
from commissioning.core.addresses import key
from commissioning.core.forms.words import POSTCODE, tidy_postcode
from commissioning.groups.models import GroupStatus
from commissioning.home import queries
from commissioning.home.queries.search import PAGE, Found
from commissioning.home.views.blueprint import bp
from commissioning.mutuals.models import MutualStatus
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Status as ProposalStatus
from commissioning.votes.models import Status as VoteStatus

LONGEST = 200  # characters of what is asked
LAST_PAGE = 1000


class Kind(NamedTuple):
    """A kind of thing: its words, its page, the letters of its references, its standings."""

    one: str
    many: str
    endpoint: str
    argument: str
    letters: str = ""
    standings: Any = ()

    def address(self, thing: Found) -> str:
        """Where the page of a thing of this kind is."""
        parts: dict[str, Any] = {self.argument: thing}
        return url_for(self.endpoint, **parts)

    def words(self, standing: str) -> str:
        """Where a thing stands; nothing when its kind has no such thing."""
        known = {each.value: each.words for each in self.standings} | {"closed": "Closed"}
        return known[standing].capitalize() if standing else ""


# The names of tables, in the order of the page.
KINDS = {
    "neighbourhood": Kind(
        "Neighbourhood", "Neighbourhoods", "places.neighbourhood", "neighbourhood_id"
    ),
    "place": Kind("Place", "Places", "places.show", "place_id", "PL", PlaceKind),
    "proposal": Kind("Proposal", "Proposals", "proposals.show", "proposal_id", "P", ProposalStatus),
    "commission": Kind(
        "Commission", "Commissions", "commissions.show", "commission_id", "C", CommissionStatus
    ),
    "vote": Kind("Vote", "Votes", "votes.show", "vote_id", "V", VoteStatus),
    "decision": Kind("Decision", "Decisions", "approvals.decision", "decision_id", "D", Choose),
    "mutual": Kind("Mutual", "Mutuals", "mutuals.show", "mutual_id", "", MutualStatus),
    "neighbourhood_group": Kind("Group", "Groups", "groups.show", "group_id", "", GroupStatus),
}
BY_LETTERS = {kind.letters: table for table, kind in KINDS.items() if kind.letters}
REFERENCE = re.compile(rf"({'|'.join(BY_LETTERS)}) ?0*([1-9][0-9]{{0,8}})", re.IGNORECASE)


class Result(NamedTuple):
    """One thing as the page shows it, its words marked."""

    address: str
    title: Markup
    excerpt: Markup
    standing: str


@bp.get("/search")
@everyone
def search() -> ResponseReturnValue:
    council_id = current_council_id()
    asked = text.clean_line(request.args.get("q", "")[: LONGEST * 2])[:LONGEST]
    if address := _straight_to(asked, council_id):
        return redirect(address, 303)
    words = queries.words_in(asked)
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = min(max(request.args.get("page", 1, type=key), 1), LAST_PAGE)
    found = queries.find(council_id, words, kind, page) if words else []
    is_more = bool(kind and found and found[0].of_kind > page * PAGE)
    return render_template(
        "home/search.html",
        asked=asked,
        words=words,
        kind=kind,
        groups=_groups(found, words),
        earlier=page - 1 if kind and page > 1 else None,
        later=page + 1 if is_more else None,
    )


def _straight_to(asked: str, council_id: int) -> str:
    """The one page a postcode or a reference means; nothing for other words."""
    postcode = tidy_postcode(asked)
    if POSTCODE.fullmatch(postcode):
        return url_for("places.neighbourhoods", postcode=postcode)
    if reference := REFERENCE.fullmatch(asked):
        table = BY_LETTERS[reference[1].upper()]
        thing = queries.named(council_id, table, int(reference[2]))
        return KINDS[table].address(thing) if thing else ""
    return ""


class Group(NamedTuple):
    """What was found of one kind: how many there are, and those that are shown."""

    name: str
    kind: Kind
    size: int
    results: list[Result]


def _groups(found: list[Found], words: list[str]) -> list[Group]:
    by_kind = {name: list(things) for name, things in groupby(found, lambda each: each.kind)}
    return [
        Group(name, kind, things[0].of_kind, [_result(each, kind, words) for each in things])
        for name, kind in KINDS.items()
        if (things := by_kind.get(name))
    ]


def _result(found: Found, kind: Kind, words: list[str]) -> Result:
    return Result(
        kind.address(found),
        text.marked(found.title, words),
        text.marked(text.excerpt(found.words, words), words),
        kind.words(found.standing),
    )
