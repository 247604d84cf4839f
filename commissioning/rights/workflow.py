"""A request under a right, and an owner's notice to sell a listed place, step by step."""

from commissioning.core.workflow import Step, Workflow
from commissioning.groups.rules import is_steward
from commissioning.people.rules import is_the_service
from commissioning.rights import rules
from commissioning.rights.models import NoticeStatus as N
from commissioning.rights.models import Status as R

BEFORE_THE_END = (R.CHECK, R.SENT_BACK, R.DECISION, R.CHANGES)

ASKING = Workflow(
    Step("send", R.DRAFT, R.CHECK, rules.may_send,
         "The group sent it to the council", plain=False),
    Step("send-back", R.CHECK, R.SENT_BACK, rules.may_check,
         "Something is missing: the council sent it back", needs_reason=True, plain=False),
    Step("send", R.SENT_BACK, R.CHECK, rules.may_send,
         "The group sent it to the council again", plain=False),
    Step("pass", R.CHECK, R.DECISION, rules.may_check,
         "It is complete: the council decides next", plain=False),
    Step("leave", R.CHECK, R.REPEAT, rules.may_check & rules.is_transfer,
         "The council does not look at it: much the same was refused in the last 2 years",
         needs_reason=True, plain=False),
    Step("ask-review", R.DECISION, R.REVIEW, rules.may_ask_late_review,
         "There was no decision in time: the group asked for a review", plain=False),
    Step("list", R.DECISION, R.LISTED, rules.may_decide & rules.is_nomination,
         "The council put the place on its list", needs_reason=True, plain=False),
    Step("accept", R.DECISION, R.ACCEPTED,
         rules.may_decide & (rules.is_challenge | rules.is_transfer),
         "The council accepted it", needs_reason=True, plain=False),
    Step("offer-changes", R.DECISION, R.CHANGES, rules.may_decide & rules.is_challenge,
         "The council would refuse it as it is, and asks the group to agree to changes",
         needs_reason=True, plain=False),
    Step("agree-changes", R.CHANGES, R.ACCEPTED, is_steward,
         "The group agreed to the changes, and so the council has accepted it", plain=False),
    Step("decline-changes", R.CHANGES, R.DECISION, is_steward,
         "The group did not agree to the changes", needs_reason=True, plain=False),
    Step("refuse", R.DECISION, R.REFUSED, rules.may_decide,
         "The council refused it", needs_reason=True, plain=False),
    Step("ask-review", R.REFUSED, R.REVIEW, rules.may_ask_review,
         "The group asked for a review", plain=False),
    Step("ask-review", R.LISTED, R.REVIEW, rules.may_note_review,
         "The owner asked for a review of the listing", plain=False),
    Step("keep", R.REVIEW, R.LISTED, rules.may_review & rules.is_nomination,
         "After a review the place stays on the list", needs_reason=True, plain=False),
    Step("remove", R.REVIEW, R.REMOVED, rules.may_review & rules.is_nomination,
         "After a review the place was taken off the list", needs_reason=True, plain=False),
    Step("confirm", R.REVIEW, R.REFUSED, rules.may_review & rules.is_transfer,
         "After a review the answer is no", needs_reason=True, plain=False),
    Step("overturn", R.REVIEW, R.ACCEPTED, rules.may_review & rules.is_transfer,
         "After a review the answer is yes", needs_reason=True, plain=False),
    Step("expire", R.LISTED, R.EXPIRED, is_the_service,
         "The time of the listing is over", plain=False),
    Step("sell", R.LISTED, R.SOLD, rules.may_note,
         "The place was sold", needs_reason=True, plain=False),
    *[
        Step("withdraw", source, R.WITHDRAWN, rules.may_withdraw,
             "Withdrawn by the group", needs_reason=True, plain=False)
        for source in BEFORE_THE_END
    ],
)  # fmt: skip

SELLING = Workflow(
    Step("ask-to-bid", N.INTERIM, N.ASKED, rules.may_ask_to_bid,
         "A group asked for time to bid", plain=False),
    Step("accept-bidder", N.ASKED, N.FULL, rules.may_answer_bid,
         "A group has time to bid: the owner may sell only to a community group", plain=False),
    Step("refuse-bidder", N.ASKED, N.INTERIM, rules.may_answer_bid,
         "The group that asked for time may not bid", needs_reason=True, plain=False),
    Step("free", N.INTERIM, N.PROTECTED, is_the_service,
         "No group asked for time to bid: the owner may sell to anybody", plain=False),
    Step("free", N.FULL, N.PROTECTED, is_the_service,
         "The time to bid is over: the owner may sell to anybody", plain=False),
    *[
        Step("sell", source, N.SOLD, rules.may_note_sale, "The place was sold", plain=False)
        for source in (N.INTERIM, N.FULL, N.PROTECTED)
    ],
    *[
        Step("end", source, N.ENDED, is_the_service, "The owner’s notice is over", plain=False)
        for source in (N.INTERIM, N.ASKED, N.FULL, N.PROTECTED)
    ],
)  # fmt: skip

# What happens next, for those who follow a request that has just come to a status.
NEXT = {
    R.CHECK: "The council checks that it is complete.",
    R.SENT_BACK: "The group puts it right and sends it again.",
    R.DECISION: "The council decides.",
    R.CHANGES: "The group says if it agrees.",
    R.REVIEW: "A senior officer who had no part in it looks at it again.",
    R.LISTED: "When the owner wants to sell, groups get time to bid.",
    R.ACCEPTED: "What happens now is on its page.",
    R.REFUSED: "The reasons are on its page.",
    R.REMOVED: "The owner may sell as they like.",
    R.EXPIRED: "The group can ask for it to be listed again.",
    R.SOLD: "It is no longer on the list.",
    R.REPEAT: "The reasons are on its page.",
    R.WITHDRAWN: "It ends here.",
}
