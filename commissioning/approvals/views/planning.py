"""The forward plan of a decision: its notice, its papers, and how to be quicker lawfully."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms.planning import (
    AgreeForm,
    ExceptionForm,
    ExemptForm,
    NoticeForm,
    UrgencyForm,
)
from commissioning.approvals.models import Case, DecisionFacts, PlanEntry
from commissioning.approvals.operations import Notice
from commissioning.approvals.queries import Out
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.approvals.views.working import one_at_a_time
from commissioning.core import clock
from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.people.session import current_person


def _to_plan(case: Case) -> ResponseReturnValue:
    return redirect(url_for("approvals.plan", case_id=case.id), 303)


def _facts(case: Case) -> DecisionFacts:
    facts = queries.facts_of(case)
    if facts is None:
        raise Refused("Say who decides first.")
    return facts


@bp.route("/work/decisions/<int:case_id>/plan", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
@one_at_a_time
def plan(case: Case) -> ResponseReturnValue:
    facts, entry = _facts(case), queries.entry_of(case)
    form = NoticeForm(obj=entry) if entry else NoticeForm(data=_usual(case, facts))
    by = current_person()
    if is_done(form, lambda: operations.publish_entry(case, Notice(**form.answers), by=by)):
        flash("The forward plan says so now.")
        return _to_plan(case)
    out = Out.of(entry)
    return form_page(
        "plan",
        form,
        case=case,
        facts=facts,
        entry=entry,
        waits=queries.waits(case, facts, out),
        soonest=queries.longest(queries.waits(case, facts, out.by(clock.today()))),
        advice=queries.advice_on(case),
        part=queries.exempt_part_of(case),
    )


def _usual(case: Case, facts: DecisionFacts) -> dict[str, Any]:
    """What most notices say."""
    council = case.council
    return {
        "matter": f"Whether the council says yes to “{case.title}”",
        "maker": facts.body.words,
        "papers": "The officer’s report, with the group’s plan and the equality paper",
        "copies_from": f"This site, and the offices of {council.name}",
        "ask_for": f"Write to {council.email or council.name}. Other papers may come later.",
    }


@bp.post("/work/decisions/<int:case_id>/papers")
@needs(rules.may_advise, of=queries.get_case)
def publish_papers(case: Case) -> ResponseReturnValue:
    operations.publish_papers(case, by=current_person())
    flash("Everyone can read the report now.")
    return _to_plan(case)


@bp.route("/work/decisions/<int:case_id>/exception", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
def use_exception(case: Case) -> ResponseReturnValue:
    form = ExceptionForm()
    by = current_person()
    if is_done(form, lambda: operations.use_exception(case, **form.answers, by=by)):
        flash("The notice with your reasons is public.")
        return _to_plan(case)
    return form_page("exception", form, case=case)


@bp.route("/work/decisions/<int:case_id>/urgency", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
def ask_urgency(case: Case) -> ResponseReturnValue:
    form = UrgencyForm()
    by = current_person()
    if is_done(form, lambda: operations.ask_urgency(case, **form.answers, by=by)):
        flash("Scrutiny councillors have your question.")
        return _to_plan(case)
    return form_page("urgency", form, case=case)


@bp.route("/work/decisions/<int:case_id>/urgency/agree", methods=["GET", "POST"])
@needs(rules.may_agree_urgency, of=queries.get_case)
def agree_urgency(case: Case) -> ResponseReturnValue:
    form = AgreeForm()
    by = current_person()
    if is_done(form, lambda: operations.agree_urgency(case, **form.answers, by=by)):
        flash("You agreed that this is urgent. Everyone can read it.")
        return to_case(case)
    entry = queries.entry_of(case)
    problem = "Nobody waits for scrutiny to agree that this is urgent."
    if entry is not None:
        advice, interest = queries.advice_on(case), queries.interest_of(by, case)
        problem = rules.why_not_agree(by, entry, advice, interest) or ""
    return form_page("agree_urgency", form, case=case, entry=entry, problem=problem)


@bp.route("/work/decisions/<int:case_id>/exempt", methods=["GET", "POST"])
@needs(rules.may_advise, of=queries.get_case)
@one_at_a_time
def keep_back(case: Case) -> ResponseReturnValue:
    known = queries.exempt_part_of(case)
    words = {"words": known.text} if known else {}
    form = ExemptForm(obj=known, data=words)
    by = current_person()
    if is_done(form, lambda: operations.keep_back(case, **form.answers, by=by)):
        flash("Only officers and decision-makers read this part.")
        return _to_plan(case)
    return form_page("exempt", form, case=case)


@bp.get("/decisions/coming/<int:entry_id>")
@needs(None, of=queries.get_entry)
def coming(entry: PlanEntry) -> ResponseReturnValue:
    case = entry.case
    return render_template(
        "approvals/coming.html",
        entry=entry,
        case=case,
        facts=queries.facts_of(case),
        advice=queries.advice_on(case) if entry.papers_on else None,
        in_report=queries.advice_in_report(case) if entry.papers_on else [],
        part=queries.exempt_part_of(case),
        report=queries.report_on(case) if entry.papers_on else None,
        sitting=queries.sitting_of(case, entry),
        put_off=queries.deferrals_of(case),
        subject=queries.subject_of(case),
        rules=rules,
    )
