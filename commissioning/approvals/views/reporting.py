"""The officer’s report for a decision: written at the desk, then a page and a file for everyone."""

from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules, word
from commissioning.approvals.forms.reporting import PartForm
from commissioning.approvals.models import Case, DecisionReport, ExemptPart, Heading
from commissioning.approvals.views.blueprint import bp, form_page, is_done
from commissioning.core import text
from commissioning.core.access import needs
from commissioning.core.pages import in_words
from commissioning.people.session import current_person

HEADINGS = f"any({','.join(repr(each.value) for each in Heading)})"
REPORT = "/decisions/reports/<int:report_id>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _to_report(report: DecisionReport) -> ResponseReturnValue:
    return redirect(url_for("approvals.report", report_id=report.id), 303)


@bp.post("/work/decisions/<int:case_id>/report")
@needs(rules.may_advise, of=queries.get_case)
def draft_report(case: Case) -> ResponseReturnValue:
    made = operations.draft_report(case, by=current_person())
    flash("The report is drafted from the case. You can edit each part.")
    return _to_report(made)


@bp.get(REPORT)
@needs(rules.may_read_report, of=queries.get_report)
def report(report: DecisionReport) -> ResponseReturnValue:
    return render_template("approvals/report.html", report=report, **_around(report))


def _around(report: DecisionReport) -> dict[str, Any]:
    case = report.case
    return {
        "case": case,
        "subject": queries.subject_of(case),
        "facts": queries.facts_of(case),
        "entry": queries.entry_of(case),
        "advice": queries.advice_on(case),
        "part": queries.exempt_part_of(case),
        "rules": rules,
    }


@bp.route(f"{REPORT}/parts/<{HEADINGS}:heading>", methods=["GET", "POST"])
@needs(rules.may_write_report, of=queries.get_report)
def write_part(report: DecisionReport, heading: str) -> ResponseReturnValue:
    part = report.parts[Heading(heading)]
    form = PartForm(data={"words": part.text, "version": part.version})
    by = current_person()
    act = operations.write_part
    if is_done(form, lambda: act(report, part.heading, form.words.data, form.edited, by=by)):
        flash(f"Saved: {part.heading.words.lower()}.")
        return _to_report(report)
    versions = queries.versions_of(report, part.heading)
    return form_page("write_part", form, report=report, part=part, versions=versions)


@bp.get(f"{REPORT}/report.docx")
@needs(rules.may_read_report, of=queries.get_report)
def report_docx(report: DecisionReport) -> ResponseReturnValue:
    file = word.to_docx(_paper(report))
    name = f"report-{report.case.reference.lower()}.docx"
    disposition = f'attachment; filename="{name}"'
    return Response(file, mimetype=DOCX, headers={"Content-Disposition": disposition})


def _kept_back(part: ExemptPart) -> str:
    return f"<p>{part.paragraph.words}</p>{text.to_html(part.public_interest)}"


def _paper(report: DecisionReport) -> word.Paper:
    around, case = _around(report), report.case
    facts, entry, advice, part = (around[key] for key in ("facts", "entry", "advice", "part"))
    top = [("Reference", case.reference), ("Council", case.council.name)]
    if facts:
        top.append(("Who decides", facts.body.words))
    if entry:
        top.append(("To be decided on", in_words(entry.decide_on)))
    parts = [
        word.Part(heading.words, each.html, report.tables.get(heading.value))
        for heading, each in report.parts.items()
    ]
    if part:
        parts.append(word.Part("A part is kept back", _kept_back(part)))
    if advice:
        parts.append(word.Part(f"Recommendation: {advice.choice.words.lower()}", advice.html))
    made_on = report.published_on or report.drafted_on
    return word.Paper(f"Report: {case.title}", case.council.name, made_on, top, parts)
