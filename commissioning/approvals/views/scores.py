"""The score sheet: the panel is named, each scores alone, and the moderator writes what counts."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import SheetForm
from commissioning.approvals.forms.scoring import CloseForm, PanelForm
from commissioning.approvals.models import Case, Criterion, Panel
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed
from commissioning.people.models import PostKind
from commissioning.people.queries import holders
from commissioning.people.session import current_person

SCORES = "/work/cases/<int:case_id>/scores"


@bp.route("/work/cases/<int:case_id>/panel", methods=["GET", "POST"])
@needs(rules.may_name_panel, of=queries.get_case)
@one_at_a_time
def name_panel(case: Case) -> ResponseReturnValue:
    panel, by = queries.panel_of(case), current_person()
    staff = holders(case.council_id, PostKind.PANEL, PostKind.OFFICER, PostKind.SENIOR_OFFICER)
    form, known = PanelForm.of(panel, case, staff), {each.id: each for each in staff}

    def name() -> None:
        people = [known[each] for each in form.people.data]
        operations.name_panel(case, known[form.moderator.data], people, by=by)

    if is_done(form, name):
        flash("The panel is named. Each scores alone.")
        return to_case(case)
    return form_page("scores/panel", form, case=case, barred=form.barred,
                     counts=queries.counts_of(case, None), criteria=list(Criterion))  # fmt: skip


@bp.route(SCORES, methods=["GET", "POST"])
@needs(rules.may_score, of=queries.get_case)
def score(case: Case) -> ResponseReturnValue:
    panel, by = queries.panel_of(case), current_person()
    is_over = case.is_done or (panel is not None and queries.has_all_scores(case, panel))
    if request.method == "GET" and is_over:
        return render_template("approvals/scores/all.html", case=case, **_seen(case, panel))
    if panel is None or by.id not in panel.people:
        raise NotAllowed("You are not on the panel for this plan.")
    form = SheetForm(data=SheetForm.of(queries.own_scores(case, by)))
    if is_done(form, lambda: operations.give_scores(case, form.sheet, by=by)):
        flash("Your scores are saved.")
        return to_case(case)
    return _sheet(case, form, panel, agreed=False)


@bp.route(f"{SCORES}/close", methods=["GET", "POST"])
@needs(rules.may_agree_scores, of=queries.get_case)
def close_scoring(case: Case) -> ResponseReturnValue:
    form = CloseForm()
    by = current_person()
    if is_done(form, lambda: operations.close_scoring(case, form.reason.data, by=by)):
        flash("The panel sees all scores now, and nobody can change theirs.")
        return to_case(case)
    panel = queries.panel_of(case)
    return form_page("scores/close", form, case=case, panel=panel,
                     scored=queries.who_scored(case))  # fmt: skip


@bp.route(f"{SCORES}/agreed", methods=["GET", "POST"])
@needs(rules.may_agree_scores, of=queries.get_case)
@one_at_a_time
def agree(case: Case) -> ResponseReturnValue:
    panel, by = queries.panel_of(case), current_person()
    problem = rules.why_not_moderate(by, panel)
    if problem is not None or panel is None:
        raise NotAllowed(problem or "")
    given = {line.criterion: line for line in queries.agreed_lines(case)}
    form = SheetForm(data=SheetForm.of(given))
    if is_done(form, lambda: operations.agree_scores(case, form.sheet, by=by)):
        flash("The scores the panel agreed on are saved.")
        return to_case(case)
    return _sheet(case, form, panel, agreed=True)


def _sheet(case: Case, form: SheetForm, panel: Panel, *, agreed: bool) -> ResponseReturnValue:
    form.explain(panel.counts)
    sees_all = agreed and queries.has_all_scores(case, panel)
    lines = queries.panel_lines(case, panel) if sees_all else []
    return form_page("scores/sheet", form, case=case, criteria=list(Criterion), panel=panel,
                     lines=lines, agreed=agreed, waits=agreed and not sees_all)  # fmt: skip


def _seen(case: Case, panel: Panel | None) -> dict[str, Any]:
    lines = queries.agreed_lines(case, panel)
    return {
        "given": queries.panel_lines(case, panel),
        "lines": lines,
        "outcome": queries.agreed_outcome(case, lines, panel),
    }
