"""Flagging a question or comment, and the officer's pages where it is kept or hidden."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.security import limit
from commissioning.discussion.models import Comment, HideRule, Question
from commissioning.flags import operations, queries, rules
from commissioning.flags.forms import FlagForm, HideForm
from commissioning.flags.models import Flagged, Kind
from commissioning.flags.queries import get_flagged, get_said
from commissioning.people.rules import is_officer, is_signed_in
from commissioning.people.session import current_person

bp = Blueprint("flags", __name__)
KINDS = f"any({','.join(repr(each.value) for each in Kind)})"
FLAG = "/work/flags/<int:flag_id>"
PAGES = {
    Kind.QUESTION: ("proposals.question", "proposal_id", "question_id"),
    Kind.COMMENT: ("commissions.comment", "commission_id", "comment_id"),
}


def page_of(said: Question | Comment, subject: Any) -> str:
    """The address of a question or comment."""
    endpoint, about, own = PAGES[queries.kind_of(said)]
    return url_for(endpoint, **{about: subject, own: said.id})


@bp.route(f"/flag/<{KINDS}:kind>/<int(max=999999999):said_id>", methods=["GET", "POST"])
@limit("flag", 20, 3600)
@needs(is_signed_in, of=get_said)
def new(said: Question | Comment) -> ResponseReturnValue:
    form = FlagForm()
    subject = queries.subject_of(said)
    back = page_of(said, subject)
    if form.validate_on_submit():
        try:
            operations.flag(said, HideRule(form.rule.data), by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Thank you. The council will look at it and write to you.", "success")
            return redirect(back, 303)
    page = render_template("flags/new.html", said=said, subject=subject, form=form, back=back)
    return page, 422 if form.errors else 200


@bp.get("/work/flags")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "flags/work.html",
        waiting=queries.waiting(council_id),
        count=queries.count_waiting(council_id),
    )


@bp.get(FLAG)
@needs(is_officer, of=get_flagged)
def case(flagged: Flagged) -> ResponseReturnValue:
    return _case(flagged)


def _case(flagged: Flagged, form: HideForm | None = None) -> ResponseReturnValue:
    running = [turn for each in flagged.open if (turn := turns.turn_of(each))]
    page = render_template(
        "flags/case.html",
        flagged=flagged,
        turn=running[0] if running else None,
        page=page_of(flagged.said, flagged.subject),
        form=form or HideForm(formdata=None, rule=flagged.said.hidden_because),
        rules=rules,
    )
    return page, 422 if form else 200


@bp.post(f"{FLAG}/keep")
@needs(rules.may_decide, of=get_flagged)
def keep(flagged: Flagged) -> ResponseReturnValue:
    operations.keep(flagged, by=current_person())
    flash(f"The {flagged.said.called} stays on the page.", "success")
    return redirect(url_for("flags.work"), 303)


@bp.post(f"{FLAG}/hide")
@needs(rules.may_decide, of=get_flagged)
def hide(flagged: Flagged) -> ResponseReturnValue:
    form = HideForm()
    if not form.validate_on_submit():
        return _case(flagged, form)
    try:
        operations.hide(flagged, HideRule(form.rule.data), by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _case(flagged, form)
    flash(f"The {flagged.said.called} is hidden. Its writer has been told why.", "success")
    return redirect(url_for("flags.work"), 303)
