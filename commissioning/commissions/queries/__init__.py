"""Which commissions, and what is known of one."""

from commissioning.commissions.queries.drafts import (
    content_of,
    digest_of,
    get_draft,
    newest_draft,
    published_drafts,
)
from commissioning.commissions.queries.one import get_commission

__all__ = [
    "content_of",
    "digest_of",
    "get_commission",
    "get_draft",
    "newest_draft",
    "published_drafts",
]
