"""The group’s side: handing in, and answering the council."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries
from commissioning.approvals.forms import MessageForm, answers_form
from commissioning.approvals.models import Case, CaseKind, Side
from commissioning.approvals.views.blueprint import bp, is_done
from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.refusals import Refused
from commissioning.groups.rules import is_member, is_steward
from commissioning.people.session import current_person
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.rules import may_send_plan


def _to_respond(proposal: Proposal) -> ResponseReturnValue:
    return redirect(url_for("approvals.respond", proposal_id=proposal), 303)


@bp.post("/proposals/<numbered:proposal_id>/send-in")
@needs(is_steward, of=get_proposal)
def send_in(proposal: Proposal) -> ResponseReturnValue:
    operations.hand_in(proposal, by=current_person())
    flash("The council has your proposal. Its clock has started.")
    return _to_respond(proposal)


@bp.post("/proposals/<numbered:proposal_id>/send-plan")
@needs(may_send_plan, of=get_proposal)
def send_plan(proposal: Proposal) -> ResponseReturnValue:
    operations.hand_in_plan(proposal, by=current_person())
    flash("The council has your full plan. Its clock has started.")
    return _to_respond(proposal)


def _the_case(proposal: Proposal) -> Case:
    case = queries.open_case_of(proposal)
    if case is None:
        raise Refused("The council is not dealing with this now.")
    return case


@bp.route("/proposals/<numbered:proposal_id>/respond", methods=["GET", "POST"])
@needs(is_member, of=get_proposal)
def respond(proposal: Proposal) -> ResponseReturnValue:
    case = queries.open_case_of(proposal)
    open_questions = case.unanswered if case else []
    form = answers_form(open_questions)
    if form.is_submitted():
        case = _the_case(proposal)
        answers = {each.number: form[f"answer_{each.number}"] for each in open_questions}
        by = current_person()
        if is_done(
            form,
            lambda: operations.answer_questions(
                case, {number: field.data for number, field in answers.items()}, by=by
            ),
        ):
            flash("The council has your answers. Its clock runs again.")
            return _to_respond(proposal)
    return _respond_page(proposal, form, MessageForm(formdata=None))


@bp.post("/proposals/<numbered:proposal_id>/respond/message")
@needs(is_member, of=get_proposal)
def write_to_council(proposal: Proposal) -> ResponseReturnValue:
    form = MessageForm()
    case = _the_case(proposal)
    by = current_person()
    if is_done(
        form,
        lambda: operations.send_message(
            case, form.words.data, form.readers.data == "everyone", by=by, side=Side.GROUP
        ),
    ):
        flash("Your message is sent.")
        return _to_respond(proposal)
    empty = answers_form(case.unanswered)
    return _respond_page(proposal, empty, form)


def _respond_page(proposal: Proposal, answers: Form, message: MessageForm) -> ResponseReturnValue:
    cases = queries.cases_of(proposal)
    scored = [case for case in cases if case.kind == CaseKind.ASSESSMENT and case.is_done]
    lines = queries.agreed_lines(scored[0]) if scored else []
    page = render_template(
        "approvals/respond.html",
        proposal=proposal,
        cases=cases,
        open_case=next((case for case in cases if not case.is_done), None),
        answers=answers,
        message=message,
        forms=[answers, message],
        messages=queries.messages_of(cases),
        lines=lines,
        outcome=queries.agreed_outcome(scored[0], lines) if scored else None,
    )
    return page, 422 if answers.errors or message.errors else 200
