"""The pages of reports: the board's, everybody's, and the council's."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.agreements.queries import promises_of
from commissioning.core import access
from commissioning.core.access import needs
from commissioning.core.forms import Form, StepForm
from commissioning.core.refusals import Refused
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.queries import get_mutual
from commissioning.mutuals.rules import is_director
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person
from commissioning.reports import figures, forms, operations, queries, rules
from commissioning.reports.models import Part, Report, ReportStatus
from commissioning.reports.queries import AT_ONCE, get_report

bp = Blueprint("reports", __name__)
REPORT = "/mutuals/<numbered:mutual_id>/reports/<string:quarter>"
MEANWHILE = (
    "Someone else saved this part while you were writing. Nothing you wrote is lost: it is below. "
    "Save again to put it in the place of theirs"
)
PARTS = f"any({','.join(repr(part.value) for part in Part)})"


def _to(report: Report, endpoint: str = "reports.show") -> ResponseReturnValue:
    address = url_for(endpoint, mutual_id=report.mutual, quarter=report.quarter)
    return redirect(address, 303)


@bp.get("/mutuals/<numbered:mutual_id>/reports")
@needs(None, of=get_mutual)
def index(mutual: Mutual) -> ResponseReturnValue:
    found = queries.all_reports(mutual, request.args.get("before", "")[:7])
    more = found[AT_ONCE - 1].quarter if len(found) > AT_ONCE else ""
    return render_template("reports/index.html", mutual=mutual, reports=found[:AT_ONCE], more=more)


@bp.get("/mutuals/<numbered:mutual_id>/money")
@needs(None, of=get_mutual)
def money(mutual: Mutual) -> ResponseReturnValue:
    reports = queries.published([mutual.id])[mutual.id]
    return render_template(
        "reports/money.html",
        mutual=mutual,
        reports=reports,
        pairs=figures.money_pairs(reports),
        bank=figures.bank_chart(reports, None) if reports else None,
        bank_words=figures.bank_words(reports[-1]) if reports else "",
        sources=figures.source_words(reports),
    )


@bp.get("/mutuals/<numbered:mutual_id>/home")
@needs(is_director, of=get_mutual)
def home(mutual: Mutual) -> ResponseReturnValue:
    return render_template(
        "reports/home.html",
        mutual=mutual,
        waiting=queries.open_reports(mutual),
        Status=ReportStatus,
        rules=rules,
    )


@bp.get(REPORT)
@needs(None, of=get_report)
def show(report: Report) -> ResponseReturnValue:
    versions = queries.versions_of(report)
    current = versions[0] if versions else None
    promises = promises_of([report.mutual_id])[report.mutual_id]
    recent = queries.published([report.mutual_id])[report.mutual_id]
    upto = [each for each in recent if each.quarter <= report.quarter]
    charts = [figures.figure_chart(promise, upto) for promise in promises if upto]
    return render_template(
        "reports/show.html",
        report=report,
        current=current,
        versions=versions,
        charts=charts,
        judged=[(p, figures.is_kept(p, current)) for p in promises if current],
        figure_of=figures.figure_of,
        value_of=figures.value_of,
        bank_words=figures.bank_words(current) if current else "",
        rules=rules,
        MONEY=figures.MONEY,
        PEOPLE=figures.PEOPLE,
    )


@bp.get(f"{REPORT}/edit")
@needs(rules.may_write, of=get_report)
def edit(report: Report) -> ResponseReturnValue:
    return render_template("reports/edit.html", report=report, Part=Part)


@bp.route(f"{REPORT}/edit/<{PARTS}:part>", methods=["GET", "POST"])
@needs(rules.may_write, of=get_report)
def edit_part(report: Report, part: str) -> ResponseReturnValue:
    form = _form(report, Part(part))
    meanwhile = forms.was_saved_meanwhile(form, report, Part(part))
    if form.validate_on_submit():
        try:
            if meanwhile:
                raise Refused(MEANWHILE)
            _save(report, Part(part), form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.", "success")
            return _to(report, "reports.edit")
    page = render_template("reports/part.html", report=report, part=Part(part), form=form)
    return page, 422 if form.errors else 200


def _form(report: Report, part: Part) -> Form:
    before = queries.report_before(report)
    if part is Part.FIGURES:
        promises = promises_of([report.mutual_id])[report.mutual_id]
        return forms.figures_form(report, before, operations.asked_for(report), promises)
    if part is Part.MONEY:
        return forms.money_form(report, before, queries.opening_bank(report))
    if part is Part.PEOPLE:
        return forms.people_form(report, before)
    return forms.risks_form(report, before)


def _save(report: Report, part: Part, form: Form) -> None:
    answers, by = form.answers, current_person()
    checked: dict[str, Any] = {"is_right": bool(answers.get("is_right")), "by": by}
    if part is Part.FIGURES:
        counted = forms.counted(form, operations.asked_for(report))
        operations.save_figures(report, counted, **checked)
    elif part is Part.MONEY:
        operations.save_money(report, forms.money_of(form), **checked)
    elif part is Part.PEOPLE:
        operations.save_people(report, forms.people_counts(form), **checked)
    else:
        operations.save_risks(report, answers["risks"], by=by)


@bp.post(f"{REPORT}/ask")
@needs(rules.may_ask, of=get_report)
def ask(report: Report) -> ResponseReturnValue:
    operations.ask_to_certify(report, by=current_person())
    flash("The report waits for a second director.", "success")
    return redirect(url_for("reports.home", mutual_id=report.mutual), 303)


@bp.route(f"{REPORT}/certify", methods=["GET", "POST"])
@needs(rules.may_certify, of=get_report)
def certify(report: Report) -> ResponseReturnValue:
    form = StepForm()
    if form.validate_on_submit():
        operations.certify(report, by=current_person())
        flash("The report is published.", "success")
        return _to(report)
    promises = promises_of([report.mutual_id])[report.mutual_id]
    return render_template(
        "reports/certify.html",
        report=report,
        form=form,
        judged=[(promise, figures.is_kept(promise, report)) for promise in promises],
        figure_of=figures.figure_of,
        value_of=figures.value_of,
        MONEY=figures.MONEY,
        PEOPLE=figures.PEOPLE,
    )


@bp.post(f"{REPORT}/back")
@needs(rules.may_take_back, of=get_report)
def back_to_writing(report: Report) -> ResponseReturnValue:
    operations.back_to_writing(report, by=current_person())
    return _to(report, "reports.edit")


@bp.route(f"{REPORT}/correct", methods=["GET", "POST"])
@needs(rules.may_correct, of=get_report)
def correct(report: Report) -> ResponseReturnValue:
    form = forms.CorrectForm()
    if form.validate_on_submit():
        newer = operations.correct(report, form.why.data, by=current_person())
        return _to(newer, "reports.edit")
    page = render_template("reports/correct.html", report=report, form=form)
    return page, 422 if form.errors else 200


@bp.get("/work/mutuals")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "reports/work.html",
        waiting=queries.waiting_for_reply(council_id),
        not_sent=queries.not_sent(council_id),
    )


@bp.route("/work/mutuals/<int:report_id>", methods=["GET", "POST"])
@needs(rules.may_reply, of=queries.report_to_answer)
def reply(report: Report) -> ResponseReturnValue:
    form = forms.ReplyForm()
    if form.validate_on_submit():
        operations.reply(report, form.reply.data, by=current_person())
        flash("Your reply is published.", "success")
        return redirect(url_for("reports.work"), 303)
    page = render_template("reports/reply.html", report=report, form=form)
    return page, 422 if form.errors else 200
