"""What everyone can read: decisions, and what the council did with a proposal or commission."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.approvals import queries, rules
from commissioning.approvals.forms import DecisionsForm
from commissioning.approvals.models import Decision
from commissioning.approvals.queries.decisions import PAGE
from commissioning.approvals.views.blueprint import bp
from commissioning.commissions.models import Commission
from commissioning.core.access import everyone, needs
from commissioning.core.addresses import key
from commissioning.files import queries as files
from commissioning.files import rules as file_rules
from commissioning.gates import queries as gates
from commissioning.people.session import council_id
from commissioning.places.queries import neighbourhood_names
from commissioning.proposals.models import Proposal
from commissioning.proposals.rules import may_see
from commissioning.votes.queries import get_subject


@bp.get("/decisions")
@everyone
def decisions() -> ResponseReturnValue:
    council = council_id()
    form = DecisionsForm(formdata=request.args, meta={"csrf": False})
    form.neighbourhood.offer(neighbourhood_names(council))
    where, choice = form.chosen("neighbourhood"), form.chosen("choice")
    before = request.args.get("before", type=key)
    found = queries.decisions(council, before=before, choice=choice, neighbourhood_id=where)
    plan = [] if before else queries.forward_plan(council, neighbourhood_id=where)
    return render_template(
        "approvals/decisions.html",
        form=form,
        soon=[each for each in plan if queries.is_soon(each)],
        sittings=queries.sittings(plan),
        later=[each for each in plan if not queries.is_soon(each)],
        decisions=found[:PAGE],
        more=len(found) > PAGE,
        before=before,
        asked={name: str(value) for name, value in
               (("neighbourhood", where), ("choice", choice)) if value},
    )  # fmt: skip


@bp.get("/decisions/<numbered:decision_id>")
@needs(None, of=queries.get_decision)
def decision(decision: Decision) -> ResponseReturnValue:
    entry, report_id = queries.papers_of(decision.case)
    return render_template(
        "approvals/decision.html",
        decision=decision,
        known=decision.case.facts,
        report_id=report_id,
        sitting=queries.sitting_of(decision.case, entry),
        window=queries.window_of(decision),
        follows=queries.record_of(decision.case),
        promise=decision.case.council.settings.promise("call_in_days"),
        rules=rules,
        conditions=queries.conditions_of(decision),
        put_off=queries.deferrals_of(decision.case),
        in_report=queries.advice_in_report(decision.case),
        subject=queries.subject_of(decision.case),
    )


@bp.get("/proposals/<numbered:proposal_id>/council")
@bp.get("/commissions/<numbered:commission_id>/council")
@needs(may_see, of=get_subject)
def council(subject: Proposal | Commission) -> ResponseReturnValue:
    cases = queries.cases_of(subject)
    return render_template(
        "approvals/council.html",
        subject=subject,
        cases=cases,
        files={
            case.id: file_rules.heard_of(current_user, case, files.files_of(case)) for case in cases
        },
        messages=queries.messages_of(cases, public_only=True),
        law=gates.needed(subject) if isinstance(subject, Proposal) else [],
    )
