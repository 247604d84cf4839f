"""The pages of a concern: for whoever raises it, for the board, and for the council."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.concerns import operations, queries, rules
from commissioning.concerns.forms import AnswerForm, ConcernForm, MessageForm
from commissioning.concerns.models import Concern
from commissioning.concerns.operations import Written
from commissioning.concerns.queries import get_concern, get_concern_asked_about, get_concern_of
from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.queries import get_mutual
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person

bp = Blueprint("concerns", __name__)
CONCERNS = "/mutuals/<numbered:mutual_id>/concerns"
CONCERN = f"{CONCERNS}/<int:concern_id>"
CASE = "/work/concerns/<int:concern_id>"


@bp.route(f"{CONCERNS}/new", methods=["GET", "POST"])
@limit("concern", 5, 3600)
@needs(rules.may_raise, of=get_mutual)
def new(mutual: Mutual) -> ResponseReturnValue:
    form = ConcernForm()
    if form.validate_on_submit():
        written = Written(form.what.data, form.happened.data, form.wants_reply.data == "yes")
        concern = operations.raise_concern(mutual, written, by=current_person())
        flash("The board and the council have your concern.", "success")
        return redirect(_page(concern), 303)
    page = render_template("concerns/new.html", mutual=mutual, form=form)
    return page, 422 if form.errors else 200


def _page(concern: Concern) -> str:
    return url_for("concerns.show", mutual_id=concern.mutual, concern_id=concern.id)


@bp.get(CONCERN)
@needs(rules.may_read, of=get_concern_of)
def show(concern: Concern) -> ResponseReturnValue:
    return _show(concern)


def _show(concern: Concern, sent: Form | None = None) -> ResponseReturnValue:
    page = render_template(
        "concerns/show.html",
        concern=concern,
        turn=turns.turn_of(concern),
        answering=sent if isinstance(sent, AnswerForm) else AnswerForm(formdata=None),
        writing=sent if isinstance(sent, MessageForm) else MessageForm(formdata=None),
        sent=sent,
        rules=rules,
    )
    return page, 422 if sent else 200


@bp.post(f"{CONCERN}/answer")
@needs(rules.may_answer, of=get_concern_of)
def answer(concern: Concern) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate_on_submit():
        return _show(concern, form)
    operations.answer(concern, form.answer.data, by=current_person())
    flash("Your answer is sent.", "success")
    return redirect(_page(concern), 303)


@bp.post(f"{CONCERN}/messages")
@needs(rules.may_answer, of=get_concern_of)
def write_to_council(concern: Concern) -> ResponseReturnValue:
    form = MessageForm()
    if not form.validate_on_submit():
        return _show(concern, form)
    try:
        operations.write_to_council(concern, form.words.data, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _show(concern, form)
    flash("The council has your message.", "success")
    return redirect(_page(concern), 303)


@bp.get("/work/concerns")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "concerns/work.html",
        waiting=queries.waiting(council_id),
        count=queries.count_waiting(council_id),
        answered=queries.answered(council_id),
    )


@bp.get(CASE)
@needs(is_officer, of=get_concern)
def case(concern: Concern) -> ResponseReturnValue:
    return _case(concern)


@bp.get("/work/concerns/messages/<int:message_id>")
@needs(rules.may_ask, of=get_concern_asked_about)
def read(concern: Concern) -> ResponseReturnValue:
    """The same, where a line of the queue leads."""
    return _case(concern)


def _case(concern: Concern, form: MessageForm | None = None) -> ResponseReturnValue:
    question = concern.question
    page = render_template(
        "concerns/case.html",
        concern=concern,
        turn=turns.turn_of(concern),
        own_turn=turns.turn_of(question) if question else None,
        form=form or MessageForm(formdata=None),
        rules=rules,
    )
    return page, 422 if form else 200


@bp.post(f"{CASE}/ask")
@needs(rules.may_ask, of=get_concern)
def ask(concern: Concern) -> ResponseReturnValue:
    form = MessageForm()
    if not form.validate_on_submit():
        return _case(concern, form)
    operations.ask(concern, form.words.data, by=current_person())
    flash("The board has your question.", "success")
    return redirect(url_for("concerns.case", concern_id=concern.id), 303)


@bp.post(f"{CASE}/settle")
@needs(rules.may_ask, of=get_concern)
def settle(concern: Concern) -> ResponseReturnValue:
    operations.settle(concern, by=current_person())
    flash("It is off your list.", "success")
    return redirect(url_for("concerns.case", concern_id=concern.id), 303)
