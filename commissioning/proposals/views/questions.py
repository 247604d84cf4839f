"""Questions and answers on a proposal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import text
from commissioning.core.access import about, everyone, needs
from commissioning.core.addresses import key
from commissioning.core.forms import Form
from commissioning.core.refusals import NotHere, Refused
from commissioning.core.security import limit
from commissioning.discussion import queries as discussion
from commissioning.discussion.models import HideRule, Question
from commissioning.discussion.operations import Asked
from commissioning.people import session
from commissioning.proposals import rules
from commissioning.proposals.forms.questions import AnswerForm, HideForm, QuestionForm
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import questions as operations
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.views.blueprint import bp

HERE = "/proposals/<numbered:proposal_id>/questions"
ONE = f"{HERE}/<int(max=999999999):question_id>"
LARGEST = 999_999_999


@bp.get(HERE)
@needs(rules.may_see, of=get_proposal)
def questions(proposal: Proposal) -> ResponseReturnValue:
    words = text.clean_line(request.args.get("words", ""))[:100]
    before = request.args.get("before", type=key)
    if before is not None and not 0 < before <= LARGEST:
        before = None
    found = discussion.questions(proposal, words=words, before=before)
    return render_template(
        "proposals/questions/index.html", proposal=proposal, questions=found[: discussion.PAGE],
        words=words, before=before, more=len(found) > discussion.PAGE,
    )  # fmt: skip


@bp.route(f"{HERE}/ask", methods=["GET", "POST"])
@limit("ask-question", 20, 300)
@limit("ask-question-address", 5, 900, field="email")
@needs(rules.is_public, of=get_proposal)
def ask_question(proposal: Proposal) -> ResponseReturnValue:
    form = QuestionForm()
    if current_user.is_authenticated:
        del form.name, form.email
    alike: list[Question] = []
    if form.validate_on_submit():
        if not form.sure.data:
            alike = discussion.asked_before(proposal, form.text.data or "")
        if not alike:
            return redirect(_ask(proposal, form), 303)
        form.sure.data = "yes"
    page = render_template("proposals/questions/ask.html", form=form, proposal=proposal,
                           alike=alike)  # fmt: skip
    return page, 422 if form.errors else 200


def _ask(proposal: Proposal, form: QuestionForm) -> str:
    """Ask, and say where to go then."""
    written = form.text.data or ""
    if not current_user.is_authenticated:
        asked = Asked(written, form.name.data or "", form.email.data or "")
        operations.ask(proposal, asked)
        return url_for("proposals.question_sent", proposal_id=proposal)
    question = operations.ask_now(proposal, written, by=session.current_person())
    flash("Your question is on the page. The group has been told.")
    return _page(proposal, question)


def _page(proposal: Proposal, question: Question) -> str:
    return url_for("proposals.question", proposal_id=proposal, question_id=question.id)


@bp.get(f"{HERE}/sent")
@needs(rules.is_public, of=get_proposal)
def question_sent(proposal: Proposal) -> ResponseReturnValue:
    return render_template("proposals/questions/sent.html", proposal=proposal)


@bp.route("/questions/confirm/<string:token>", methods=["GET", "POST"])
@everyone
def confirm_question(token: str) -> ResponseReturnValue:
    try:
        question = discussion.asked_by_link(session.hash_of(token), session.council_id())
    except NotHere:
        return render_template("proposals/questions/link_over.html"), 410
    proposal = get_proposal(question.subject_id, session.council_id())
    about(proposal)
    if question.confirmed_at:
        return redirect(_page(proposal, question), 303)
    if request.method == "POST":
        operations.confirm(proposal, question)
        flash("Your question is on the page. The group has been told.")
        return redirect(_page(proposal, question), 303)
    return render_template("proposals/questions/confirm.html", proposal=proposal,
                           question=question, token=token)  # fmt: skip


@bp.get(ONE)
@needs(rules.may_see, of=get_proposal)
def question(proposal: Proposal, question_id: int) -> ResponseReturnValue:
    return _show(proposal, discussion.get_question(proposal, question_id))


def _show(proposal: Proposal, found: Question, sent: Form | None = None) -> ResponseReturnValue:
    """One question with its forms; `sent`: the one that was sent and has something wrong."""
    answer_form = sent if isinstance(sent, AnswerForm) else AnswerForm(formdata=None)
    hide_form = sent if isinstance(sent, HideForm) else HideForm(formdata=None)
    page = render_template(
        "proposals/questions/show.html", proposal=proposal, question=found, rules=rules,
        forms=[sent], answer_form=answer_form, hide_form=hide_form,
    )  # fmt: skip
    return page, 422 if sent else 200


@bp.post(f"{ONE}/answer")
@needs(rules.may_answer, of=get_proposal)
def answer_question(proposal: Proposal, question_id: int) -> ResponseReturnValue:
    found = discussion.get_question(proposal, question_id)
    form = AnswerForm()
    if not form.validate():
        return _show(proposal, found, form)
    try:
        operations.answer(proposal, found, form.answer.data or "", by=session.current_person())
    except Refused as refusal:
        form.refuse(refusal)
        return _show(proposal, found, form)
    flash("Your answer is on the page. Whoever asked has been told.")
    return redirect(_page(proposal, found), 303)


@bp.post(f"{ONE}/hide")
@needs(rules.may_hide, of=get_proposal)
def hide_question(proposal: Proposal, question_id: int) -> ResponseReturnValue:
    found = discussion.get_question(proposal, question_id)
    form = HideForm()
    if not form.validate():
        return _show(proposal, found, form)
    operations.hide(proposal, found, HideRule(form.rule.data), by=session.current_person())
    flash("The question is hidden. Whoever asked has been told which rule it broke.")
    return redirect(_page(proposal, found), 303)


@bp.post(f"{ONE}/show-again")
@needs(rules.may_hide, of=get_proposal)
def show_question(proposal: Proposal, question_id: int) -> ResponseReturnValue:
    found = discussion.get_question(proposal, question_id)
    operations.show_again(proposal, found, by=session.current_person())
    flash("The question is back on the page.")
    return redirect(_page(proposal, found), 303)
