"""A group, an invitation, a wish to join and a change of the group, step by step."""

from commissioning.core.history import Visibility
from commissioning.core.workflow import Step, Workflow
from commissioning.groups import rules
from commissioning.groups.models import ChangeStatus as C
from commissioning.groups.models import GroupStatus as G
from commissioning.groups.models import RequestStatus as R
from commissioning.people.rules import is_signed_in

CHECKING = Workflow(
    Step("check", G.NEW, G.CHECKED, rules.may_check,
         "The council checked the group", plain=False),
    Step("send-back", G.NEW, G.SENT_BACK, rules.may_check,
         "The council asked the group to put something right", needs_reason=True, plain=False),
    Step("send-again", G.SENT_BACK, G.NEW, rules.is_steward,
         "The group asked the council to check it again", plain=False),
    Step("reopen", G.CLOSED, G.NEW, rules.may_reopen,
         "A review set this aside: the council checks the group again", needs_reason=True,
         plain=False),
    *[
        Step("close", source, G.CLOSED, rules.may_check,
             "The group was closed", needs_reason=True, plain=False)
        for source in (G.NEW, G.SENT_BACK, G.CHECKED)
    ],
)  # fmt: skip

INVITING = Workflow(
    Step("accept", R.OPEN, R.ACCEPTED, rules.is_for_them & is_signed_in,
         "An invitation was accepted", plain=False, visibility=Visibility.PARTIES),
    Step("decline", R.OPEN, R.DECLINED, rules.is_for_them,
         "An invitation was not accepted", plain=False, visibility=Visibility.PARTIES),
)  # fmt: skip

JOINING = Workflow(
    Step("accept", R.OPEN, R.ACCEPTED, rules.is_steward,
         "A wish to join was accepted", plain=False, visibility=Visibility.PARTIES),
    Step("decline", R.OPEN, R.DECLINED, rules.is_steward,
         "A wish to join was not accepted", plain=False, visibility=Visibility.PARTIES),
    *[
        Step("ask-again", source, R.OPEN, is_signed_in,
             "A person asked to join again", plain=False, visibility=Visibility.PARTIES)
        for source in (R.ACCEPTED, R.DECLINED)
    ],
)  # fmt: skip

CHANGING = Workflow(
    Step("agree", C.ASKED, C.AGREED, rules.may_answer_change,
         "The council agreed to a change of a group", plain=False),
    Step("refuse", C.ASKED, C.REFUSED, rules.may_answer_change,
         "The council refused a change of a group", needs_reason=True, plain=False),
    Step("withdraw", C.ASKED, C.WITHDRAWN, rules.is_steward,
         "A group took back what it asked to change", plain=False),
)  # fmt: skip
