"""The council's pages: what waits, one request with all it says, and the answer to it."""

from typing import Any

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from commissioning.core import access
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.workflow import Step
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person
from commissioning.rights import dates, operations, queries, rules
from commissioning.rights.forms import STEPS, AnswerForm
from commissioning.rights.models import RightRequest, Status
from commissioning.rights.operations import Answer
from commissioning.rights.queries import get_request
from commissioning.rights.views.blueprint import CASE, WORK, bp, form_page, of_case, to_case
from commissioning.rights.views.standing import standing_of
from commissioning.rights.workflow import ASKING

# What the page says on which the council answers: the start of its title, and the words under it.
ASKS = {
    Status.CHECK: ("Check", "You check if every part is there. Somebody else decides."),
    Status.DECISION: ("Decide about", "Everyone reads your answer and your reasons."),
    Status.REVIEW: ("Review", "Everyone reads your answer and your reasons."),
}


@bp.get(WORK)
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    waiting = [*queries.waiting(council_id), *queries.waiting_notices(council_id)]
    return render_template(
        "rights/work.html",
        waiting=sorted(waiting, key=lambda each: (each[1].due_on is None, each[1].due_on)),
        count=queries.count_waiting(council_id),
    )


@bp.get(CASE)
@needs(is_officer, of=get_request)
def case(request: RightRequest) -> ResponseReturnValue:
    notice = queries.open_notice_of(request) if request.status == Status.LISTED else None
    return render_template(
        "rights/case.html",
        right=request,
        notice=notice,
        turn=standing_of(request, notice),
        rules=rules,
        review_by=dates.review_open_until(request),
        times=dates.times(request),
        representations=queries.representations(request) if request.represent_by else [],
    )


@bp.route(f"{CASE}/answer", methods=["GET", "POST"])
@needs(rules.may_answer, of=get_request)
def answer(request: RightRequest) -> ResponseReturnValue:
    form = AnswerForm.of(request, _steps(request))
    if form.validate_on_submit():
        try:
            operations.answer(request, Answer(**form.said), by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            field = "reasons" if refusal.field == "reason" else refusal.field
            form.refuse(Refused(str(refusal), field))
        else:
            flash("Saved. The group has an email.", "success")
            return to_case(request)
    title, lede = ASKS[request.status]
    return form_page(
        form, f"{title} {request.title}", of_case(request), "Save the answer", lede=lede
    )


def _steps(request: RightRequest) -> list[Step[Any]]:
    """The steps of the council that this person may take now."""
    here = {each.name: each for each in ASKING.steps if each.source == request.status}
    known = [here[name] for name in STEPS if name in here]
    return [each for each in known if each.rule(current_person(), request)]


@bp.post(f"{CASE}/owner-review")
@needs(rules.may_note_review, of=get_request)
def note_review(request: RightRequest) -> ResponseReturnValue:
    operations.note_review(request, by=current_person())
    flash("A senior officer who had no part in it has to review the listing.")
    return to_case(request)
