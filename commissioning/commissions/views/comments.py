"""Comments on a draft, by part, and what the group did because of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.commissions import rules
from commissioning.commissions.forms.comments import AnswerForm, CommentForm, HideForm
from commissioning.commissions.models import Commission, Part
from commissioning.commissions.operations import comments as operations
from commissioning.commissions.queries import get_commission
from commissioning.commissions.views.blueprint import bp
from commissioning.core.access import about, everyone, needs
from commissioning.core.addresses import key
from commissioning.core.forms import Form
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.security import limit
from commissioning.core.turns import turn_of
from commissioning.discussion import queries as discussion
from commissioning.discussion.models import Comment, HideRule
from commissioning.discussion.operations import Asked
from commissioning.people import session

HERE = "/commissions/<numbered:commission_id>/comments"
ONE = f"{HERE}/<int(max=999999999):comment_id>"
SHOW = [("changed", "Changed the draft"), ("kept", "Not changed"), ("waiting", "No answer yet")]


@bp.get(HERE)
@needs(rules.may_see, of=get_commission)
def comments(commission: Commission) -> ResponseReturnValue:
    chosen = {name: request.args.get(name, "") for name in ("part", "show")}
    before = request.args.get("before", type=key)
    found = discussion.comments(commission, **chosen, before=before)
    is_open = rules.is_open_for_comments(current_user, commission)
    return render_template(
        "commissions/comments/index.html",
        commission=commission,
        comments=found[: discussion.PAGE],
        counts=discussion.count_comments(commission),
        chosen={name: value for name, value in chosen.items() if value},
        parts=[(part.value, part.words) for part in Part],
        show=SHOW,
        words={part.value: part.words for part in Part},
        before=before,
        more=len(found) > discussion.PAGE,
        turn=turn_of(commission) if is_open else None,
    )


@bp.route(f"{HERE}/add", methods=["GET", "POST"])
@limit("comment", 20, 300)
@limit("comment-address", 5, 900, field="email")
@needs(rules.may_see, of=get_commission)
def add_comment(commission: Commission) -> ResponseReturnValue:
    form = CommentForm(data={"part": request.args.get("part", "")})
    if current_user.is_authenticated:
        del form.name, form.email
    if not form.is_submitted() and not rules.is_open_for_comments(current_user, commission):
        return redirect(url_for("commissions.comments", commission_id=commission))
    if form.validate_on_submit() and (made := _comment(commission, form)):
        return redirect(made, 303)
    page = render_template("commissions/comments/add.html", commission=commission, form=form)
    return page, 422 if form.errors or form.form_errors else 200


def _comment(commission: Commission, form: CommentForm) -> str:
    """Comment, and say where to go then; nothing when it was refused and the form says why."""
    part, words = Part(form.part.data), form.text.data or ""
    try:
        if current_user.is_authenticated:
            person = session.current_person()
            made = operations.comment_now(commission, part, words, by=person)
            flash("Your comment is on the page. The group has been told.")
            return _page(commission, made)
        asked = Asked(words, form.name.data or "", form.email.data or "")
        operations.comment(commission, part, asked)
    except Refused as refusal:
        form.refuse(refusal)
        return ""
    return url_for("commissions.comment_sent", commission_id=commission)


def _page(commission: Commission, comment: Comment) -> str:
    return url_for("commissions.comment", commission_id=commission, comment_id=comment.id)


@bp.get(f"{HERE}/sent")
@needs(rules.is_public, of=get_commission)
def comment_sent(commission: Commission) -> ResponseReturnValue:
    return render_template("commissions/comments/sent.html", commission=commission)


@bp.route("/comments/confirm/<string:token>", methods=["GET", "POST"])
@everyone
def confirm_comment(token: str) -> ResponseReturnValue:
    try:
        comment = discussion.commented_by_link(session.hash_of(token), session.council_id())
    except NotHere:
        return render_template("commissions/comments/link_over.html", commission=None), 410
    commission = get_commission(comment.subject_id, session.council_id())
    about(commission)
    if comment.confirmed_at:
        return redirect(_page(commission, comment), 303)
    if not rules.is_open_for_comments(current_user, commission):
        page = render_template("commissions/comments/link_over.html", commission=commission)
        return page, 410
    if request.method == "POST":
        operations.confirm(commission, comment)
        flash("Your comment is on the page. The group has been told.")
        return redirect(_page(commission, comment), 303)
    return render_template("commissions/comments/confirm.html", commission=commission,
                           comment=comment, token=token)  # fmt: skip


@bp.get(ONE)
@needs(rules.may_see, of=get_commission)
def comment(commission: Commission, comment_id: int) -> ResponseReturnValue:
    return _show(commission, discussion.get_comment(commission, comment_id))


def _show(commission: Commission, found: Comment, sent: Form | None = None) -> ResponseReturnValue:
    """One comment with its forms; `sent`: the one that was sent and has something wrong."""
    forms: dict[str, Any] = {
        "answer_form": sent if isinstance(sent, AnswerForm) else AnswerForm(formdata=None),
        "hide_form": sent if isinstance(sent, HideForm) else HideForm(formdata=None),
    }
    page = render_template(
        "commissions/comments/show.html", commission=commission, comment=found, rules=rules,
        part=Part(found.part), forms=[sent], **forms,
    )  # fmt: skip
    return page, 422 if sent else 200


@bp.post(f"{ONE}/answer")
@needs(rules.may_answer_comments, of=get_commission)
def answer_comment(commission: Commission, comment_id: int) -> ResponseReturnValue:
    found = discussion.get_comment(commission, comment_id)
    form = AnswerForm()
    if not form.validate():
        return _show(commission, found, form)
    try:
        operations.answer(
            commission, found, form.answer.data or "", has_changed=form.changed.data == "yes",
            by=session.current_person(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _show(commission, found, form)
    flash("Your answer is on the page. Whoever commented has been told.")
    return redirect(_page(commission, found), 303)


@bp.post(f"{ONE}/hide")
@needs(rules.may_hide, of=get_commission)
def hide_comment(commission: Commission, comment_id: int) -> ResponseReturnValue:
    found = discussion.get_comment(commission, comment_id)
    form = HideForm()
    if not form.validate():
        return _show(commission, found, form)
    operations.hide(commission, found, HideRule(form.rule.data), by=session.current_person())
    flash("The comment is hidden. Whoever made it has been told which rule it broke.")
    return redirect(_page(commission, found), 303)


@bp.post(f"{ONE}/show-again")
@needs(rules.may_hide, of=get_commission)
def show_comment(commission: Commission, comment_id: int) -> ResponseReturnValue:
    found = discussion.get_comment(commission, comment_id)
    operations.show_again(commission, found, by=session.current_person())
    flash("The comment is back on the page.")
    return redirect(_page(commission, found), 303)
