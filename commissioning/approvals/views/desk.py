"""The work queue, a case, and what officers do in it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import (
    CheckForm,
    LateForm,
    MessageForm,
    NoteForm,
    OwnerForm,
    QuestionsForm,
    QueueForm,
)
from commissioning.approvals.models import Case, Side
from commissioning.approvals.queries.queue import PAGE, Filters
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.workflow import MOVES
from commissioning.core import access, history, turns
from commissioning.core.access import needs
from commissioning.people.rules import is_staff
from commissioning.people.session import current_person
from commissioning.places.queries import neighbourhood_names


@bp.get("/work")
@needs(is_staff, of=access.of_council)
def queue(council_id: int) -> ResponseReturnValue:
    form = _queue_form(council_id)
    chosen = _chosen(form)
    page = _page_number()
    rows = queries.queue(council_id, chosen, page)
    return render_template(
        "approvals/queue.html",
        form=form,
        rows=rows[:PAGE],
        page=page,
        more=len(rows) > PAGE,
        chosen=chosen,
        asked={name: value for name, value in request.args.items() if value and name != "page"},
        total=queries.numbers(council_id),
        hidden=_hidden_late(council_id, chosen),
        waiting=queries.waiting(council_id),
    )


def _queue_form(council_id: int) -> QueueForm:
    form = QueueForm(formdata=request.args, meta={"csrf": False})
    form.neighbourhood.offer(neighbourhood_names(council_id))
    form.owner.offer([(each.id, each.name) for each in queries.officers(council_id)])
    return form


def _chosen(form: QueueForm) -> Filters:
    show = request.args.get("show", "")
    return Filters(
        kind=form.chosen("kind"),
        neighbourhood_id=form.chosen("neighbourhood"),
        owner_id=form.chosen("owner"),
        late=bool(form.late.data) or show == "late",
        today=show == "today",
        waiting=show == "waiting",
    )


def _page_number() -> int:
    written = request.args.get("page", "")
    return int(written) if written.isdecimal() and int(written[:6]) > 0 and len(written) < 7 else 1


def _hidden_late(council_id: int, chosen: Filters) -> int:
    """How many late cases the filters leave out: late work never goes out of sight unsaid."""
    if chosen == Filters():
        return 0
    shown = queries.numbers(council_id, chosen).late
    if chosen.today or chosen.waiting:
        shown = 0
    return queries.numbers(council_id).late - shown


@bp.get("/work/cases/<int:case_id>")
@needs(rules.may_see, of=queries.get_case)
def show(case: Case) -> ResponseReturnValue:
    return render_template("approvals/show.html", case=case, **_everything_in(case))


def _everything_in(case: Case) -> dict[str, Any]:
    subject = queries.subject_of(case)
    turn = None if case.is_done else turns.turn_of(subject)
    lines = queries.agreed_lines(case)
    return {
        "subject": subject,
        "turn": turn,
        "counted": queries.days_counted(turn) if turn else [],
        "moves": MOVES[case.kind],
        "obstacles": [] if case.is_done else queries.in_the_way(case),
        "messages": queries.messages_of([case]),
        "notes": queries.notes_of(case),
        "advice": queries.advice_on(case),
        "lines": lines,
        "outcome": queries.agreed_outcome(case, lines),
        "events": history.events_of(case, subject, limit=12),
        "me": current_person(),
        "rules": rules,
    }


@bp.route("/work/cases/<int:case_id>/assign", methods=["GET", "POST"])
@needs(rules.may_assign, of=queries.get_case)
def assign(case: Case) -> ResponseReturnValue:
    known = {each.id: each for each in queries.officers(case.council_id)}
    form = OwnerForm(owner=case.owner_id)
    form.owner.offer([(each.id, each.name) for each in known.values()])
    by = current_person()
    if is_done(form, lambda: operations.assign(case, known[form.owner.data], by=by)):
        flash(f"{case.owner.name if case.owner else ''} looks after {case.reference} now.")
        return to_case(case)
    return form_page("assign", form, case=case)


@bp.post("/work/cases/<int:case_id>/take")
@needs(rules.may_work, of=queries.get_case)
def take(case: Case) -> ResponseReturnValue:
    operations.assign(case, current_person(), by=current_person())
    flash(f"You look after {case.reference} now.")
    return to_case(case)


@bp.route("/work/cases/<int:case_id>/checks/<string:key>", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
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
def ask(case: Case) -> ResponseReturnValue:
    form = QuestionsForm()
    by = current_person()
    if is_done(form, lambda: operations.ask_questions(case, form.questions, by=by)):
        flash("Your questions are with the group. The clock has stopped.")
        return to_case(case)
    return form_page("questions", form, case=case)


@bp.route("/work/cases/<int:case_id>/messages", methods=["GET", "POST"])
@needs(rules.may_work, of=queries.get_case)
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
