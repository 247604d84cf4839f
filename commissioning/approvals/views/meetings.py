"""The agenda of a body that decides, which is its notice afterwards."""

from flask import render_template
from flask.typing import ResponseReturnValue

from commissioning.approvals import queries
from commissioning.approvals.queries.meetings import Meeting
from commissioning.approvals.scheme import Body
from commissioning.approvals.views.blueprint import bp
from commissioning.core.access import needs

BODIES = f"any({','.join(repr(each.value) for each in Body)})"
DAY = "<int:year>-<int:month>-<int:day>"


@bp.get(f"/decisions/meetings/{DAY}/<{BODIES}:body>")
@needs(None, of=queries.get_meeting)
def meeting(meeting: Meeting) -> ResponseReturnValue:
    return render_template("approvals/meeting.html", meeting=meeting)
