"""The group’s side: handing in, and answering the council."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries
from commissioning.approvals.forms import MessageForm, answers_form
from commissioning.approvals.models import Case, CaseKind, Side
from commissioning.approvals.views.blueprint import bp, is_done
from commissioning.commissions.models import Commission
from commissioning.core.access import needs
from commissioning.core.addresses import number_of
from commissioning.core.forms import Form
from commissioning.core.refusals import Refused
from commissioning.groups.rules import is_member, is_steward
from commissioning.people.session import current_person
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.rules import may_send_plan
from commissioning.votes.queries import get_subject


def _to_respond(subject: Proposal | Commission) -> ResponseReturnValue:
    return redirect(url_for("approvals.respond", **number_of(subject)), 303)


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


def _the_case(subject: Proposal | Commission) -> Case:
    case = queries.open_case_of(subject)
    if case is None:
        raise Refused("The council is not dealing with this now.")
    return case


@bp.route("/proposals/<numbered:proposal_id>/respond", methods=["GET", "POST"])
@bp.route("/commissions/<numbered:commission_id>/respond", methods=["GET", "POST"])
@needs(is_member, of=get_subject)
def respond(subject: Proposal | Commission) -> ResponseReturnValue:
    case = queries.open_case_of(subject)
    open_questions = case.unanswered if case else []
    form = answers_form(open_questions)
    if form.is_submitted():
        case = _the_case(subject)
        answers = {each.number: form[f"answer_{each.number}"] for each in open_questions}
        by = current_person()
        if is_done(
            form,
            lambda: operations.answer_questions(
                case, {number: field.data for number, field in answers.items()}, by=by
            ),
        ):
            flash("The council has your answers. Its clock runs.")
            return _to_respond(subject)
    return _respond_page(subject, form, MessageForm(formdata=None))


@bp.post("/proposals/<numbered:proposal_id>/respond/message")
@bp.post("/commissions/<numbered:commission_id>/respond/message")
@needs(is_member, of=get_subject)
def write_to_council(subject: Proposal | Commission) -> ResponseReturnValue:
    form = MessageForm()
    case = _the_case(subject)
    by = current_person()
    if is_done(
        form,
        lambda: operations.send_message(
            case, form.words.data, form.readers.data == "everyone", by=by, side=Side.GROUP
        ),
    ):
        flash("Your message is sent.")
        return _to_respond(subject)
    empty = answers_form(case.unanswered)
    return _respond_page(subject, empty, form)


def _respond_page(
    subject: Proposal | Commission, answers: Form, message: MessageForm
) -> ResponseReturnValue:
    cases = queries.cases_of(subject)
    scored = [case for case in cases if case.kind == CaseKind.ASSESSMENT and case.is_done]
    panel = queries.panel_of(scored[0]) if scored else None
    lines = queries.agreed_lines(scored[0], panel) if scored else []
    page = render_template(
        "approvals/respond.html",
        subject=subject,
        cases=cases,
        open_case=next((case for case in cases if not case.is_done), None),
        answers=answers,
        message=message,
        forms=[answers, message],
        messages=queries.messages_of(cases),
        lines=lines,
        outcome=queries.agreed_outcome(scored[0], lines, panel) if scored else None,
    )
    return page, 422 if answers.errors or message.errors else 200
