"""The score sheet: each panel member’s own, and the one the panel agrees on."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import SheetForm
from commissioning.approvals.models import Case, Criterion
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core.access import needs
from commissioning.people.session import current_person


@bp.route("/work/cases/<int:case_id>/scores", methods=["GET", "POST"])
@needs(rules.may_score, of=queries.get_case)
def score(case: Case) -> ResponseReturnValue:
    lines = queries.agreed_lines(case)
    if request.method == "GET" and (lines or case.is_done):
        return render_template(
            "approvals/agreed_scores.html",
            case=case,
            lines=lines,
            outcome=queries.agreed_outcome(case, lines),
        )
    by = current_person()
    form = SheetForm(data=SheetForm.of(queries.own_scores(case, by)))
    if is_done(form, lambda: operations.give_scores(case, form.sheet, by=by)):
        flash("Your scores are saved.")
        return to_case(case)
    return form_page("scores", form, case=case, criteria=list(Criterion), panel=[], agreed=False)


@bp.route("/work/cases/<int:case_id>/scores/agreed", methods=["GET", "POST"])
@needs(rules.may_agree_scores, of=queries.get_case)
@one_at_a_time
def agree(case: Case) -> ResponseReturnValue:
    by = current_person()
    form = SheetForm(
        data=SheetForm.of({line.criterion: line for line in queries.agreed_lines(case)})
    )
    if is_done(form, lambda: operations.agree_scores(case, form.sheet, by=by)):
        flash("The scores the panel agreed on are saved.")
        return to_case(case)
    return form_page(
        "scores",
        form,
        case=case,
        criteria=list(Criterion),
        panel=queries.panel_lines(case),
        agreed=True,
    )
