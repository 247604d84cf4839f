"""Which commissions, and what is known of one."""

from commissioning.commissions.queries.drafts import (
    as_read,
    content_of,
    digest_of,
    get_draft,
    newest_draft,
    published_drafts,
)
from commissioning.commissions.queries.lists import (
    PAGE,
    Listed,
    commissions,
    of_group,
    open_for_comments,
    waiting_for,
)
from commissioning.commissions.queries.one import get_commission
from commissioning.commissions.queries.parts import ROWS, get_row, print_of, rows_of

__all__ = [
    "PAGE",
    "ROWS",
    "Listed",
    "as_read",
    "commissions",
    "content_of",
    "digest_of",
    "get_commission",
    "get_draft",
    "get_row",
    "newest_draft",
    "of_group",
    "open_for_comments",
    "print_of",
    "published_drafts",
    "rows_of",
    "waiting_for",
]
