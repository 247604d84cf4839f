"""A case, and what officers do in it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import (
    CheckForm,
    LateForm,
    MessageForm,
    NoteForm,
    OwnerForm,
    QuestionsForm,
)
from commissioning.approvals.models import Case, CaseKind, Side
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.approvals.workflow import MOVES
from commissioning.core import access, history, standing, turns
from commissioning.core.access import needs
from commissioning.core.day_counts import days_of_turn
from commissioning.core.refusals import NotHere
from commissioning.people.session import current_person
from commissioning.proposals.models import Proposal


@bp.get("/work/cases/<int:case_id>")
@needs(rules.may_see, of=queries.get_case)
def show(case: Case) -> ResponseReturnValue:
    return render_template("approvals/show.html", case=case, **_everything_in(case))


def _everything_in(case: Case) -> dict[str, Any]:
    subject = queries.subject_of(case)
    turn = turns.turn_of(subject)
    standing.known(subject, turn)
    turn = None if case.is_done else turn
    scores = _scores_in(case) if case.kind == CaseKind.ASSESSMENT else {}
    return {
        "subject": subject,
        "turn": turn,
        "counted": days_of_turn(turn, turns.pauses_of(turn)) if turn else [],
        "moves": MOVES[case.kind],
        "obstacles": [] if case.is_done else queries.desk_in_the_way(case, scores.get("outcome")),
        "gates": [] if case.is_done else queries.gates_in_the_way(case, subject),
        "messages": queries.messages_of([case]),
        "notes": queries.notes_of(case),
        "advice": queries.advice_on(case) if case.kind == CaseKind.DECISION else None,
        "asked": queries.advice_asked(case),
        "report": queries.report_on(case) if case.kind == CaseKind.DECISION else None,
        **scores,
        "events": history.events_of(*filter(None, (case, subject, turn)), limit=12),
        "lock": None if case.is_done else queries.lock_of_another(case, current_person()),
        "me": current_person(),
        "rules": rules,
    }


@bp.get("/work/cases/<int:case_id>/gates")
@needs(rules.may_see, of=queries.get_case)
def gates(case: Case) -> ResponseReturnValue:
    """The gates are the proposal’s: they are asked for after its last case too."""
    subject = queries.subject_of(case)
    if not isinstance(subject, Proposal):
        raise NotHere
    return redirect(url_for("gates.show", proposal_id=subject))


def _scores_in(case: Case) -> dict[str, Any]:
    """How far the panel is. Scores are shown when they are agreed, and no sooner."""
    panel = queries.panel_of(case)
    lines = queries.agreed_lines(case, panel)
    people = panel.people if panel and not lines else set()
    scored = queries.who_scored(case) & people if people else set()
    return {
        "panel": panel,
        "lines": lines,
        "outcome": queries.agreed_outcome(case, lines, panel),
        "people": people,
        "scored": scored,
        "all_scored": panel and (panel.closed_on is not None or scored == people),
    }


@bp.route("/work/cases/<int:case_id>/assign", methods=["GET", "POST"])
@needs(rules.may_assign, of=queries.get_case)
def assign(case: Case) -> ResponseReturnValue:
    offered, barred = operations.who_may_deal([case.turn] if case.turn else [])
    known = {each.id: each for each in offered}
    form = OwnerForm(owner=case.turn.owner_id if case.turn else None)
    form.owner.offer([(each.id, each.name) for each in offered])
    by = current_person()
    if is_done(form, lambda: operations.assign(case, known[form.owner.data], by=by)):
        flash(f"{known[form.owner.data].name} looks after {case.reference} now.")
        return to_case(case)
    return form_page("assign", form, case=case, barred=barred)


@bp.post("/work/cases/<int:case_id>/take")
@needs(rules.may_work, of=queries.get_case)
def take(case: Case) -> ResponseReturnValue:
    operations.assign(case, current_person(), by=current_person())
    flash(f"You look after {case.reference} now.")
    return to_case(case)


@bp.route("/work/cases/<int:case_id>/checks/<string:key>", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def check(case: Case, key: str) -> ResponseReturnValue:
    found = queries.get_check(case, key)
    form = CheckForm(obj=found)
    by = current_person()
    if is_done(
        form,
        lambda: operations.record_check(
            case, found, form.result.data, form.reason.data, form.public_note.data, by=by
        ),
    ):
        flash("The result is saved.")
        return to_case(case)
    return form_page("check", form, case=case, check=found)


@bp.route("/work/cases/<int:case_id>/questions", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def ask(case: Case) -> ResponseReturnValue:
    form = QuestionsForm()
    by = current_person()
    if is_done(form, lambda: operations.ask_questions(case, form.questions, by=by)):
        flash("Your questions are with the group.")
        return to_case(case)
    return form_page("questions", form, case=case)


@bp.route("/work/cases/<int:case_id>/messages", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def write(case: Case) -> ResponseReturnValue:
    form = MessageForm()
    by = current_person()
    if is_done(
        form,
        lambda: operations.send_message(
            case, form.words.data, form.readers.data == "everyone", by=by, side=Side.COUNCIL
        ),
    ):
        flash("Your message is sent.")
        return to_case(case)
    return form_page("message", form, case=case)


@bp.route("/work/cases/<int:case_id>/notes", methods=["GET", "POST"])
@needs(rules.may_note, of=queries.get_case)
def note(case: Case) -> ResponseReturnValue:
    form = NoteForm()
    by = current_person()
    if is_done(form, lambda: operations.add_note(case, form.words.data, by=by)):
        flash("Your note is saved. Only staff can see it.")
        return to_case(case)
    return form_page("note", form, case=case)


@bp.route("/work/cases/<int:case_id>/late", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
@one_at_a_time
def late(case: Case) -> ResponseReturnValue:
    form = LateForm()
    by = current_person()
    if is_done(form, lambda: operations.explain_delay(case, **form.answers, by=by)):
        flash("Everyone can now see why this is late and the new date.")
        return to_case(case)
    turn = turns.turn_of(queries.subject_of(case))
    return form_page("late", form, case=case, turn=turn)


@bp.post("/work/decisions/open")
@needs(rules.may_assign, of=access.of_council)
def open_waiting(council_id: int) -> ResponseReturnValue:
    for subject in queries.waiting(council_id):
        operations.open_next(subject, by=current_person())
    return redirect(url_for("approvals.queue"), 303)
