"""Publishing a draft: a whole copy that stays as it is while the group writes on."""

from commissioning.commissions.models import Commission, PublishedDraft
from commissioning.commissions.queries import content_of, digest_of
from commissioning.core import clock
from commissioning.core.database import db


def freeze(commission: Commission) -> PublishedDraft:
    """Keep what is written now as the next published draft; the sum is that of this draft."""
    content = content_of(commission)
    commission.draft_number += 1
    commission.per_year = sum(line["amount"] for line in content["lines"])
    draft = PublishedDraft(
        commission_id=commission.id,
        number=commission.draft_number,
        content=content,
        digest=digest_of(content),
        published_on=clock.today(),
    )
    db.session.add(draft)
    return draft
