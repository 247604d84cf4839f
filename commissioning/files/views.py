"""Adding a file, reading it, and removing it."""

from flask import Blueprint, Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.kept_pages import always_new
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.security import limit
from commissioning.files import operations, rules, store
from commissioning.files.forms import FileForm, RemoveForm
from commissioning.files.models import Held
from commissioning.files.queries import get_file, get_holder
from commissioning.people.session import current_person

bp = Blueprint("files", __name__)
FILE = "/files/<int(max=999999999):file_id>"
ALONE = "default-src 'none'; sandbox"  # nothing in a file runs, even where a browser opens it


@bp.route("/files/new/<string:kind>/<numbered:number>", methods=["GET", "POST"])
@limit("file", 60, 3600)
@needs(rules.may_add, of=get_holder)
def add(held: Held) -> ResponseReturnValue:
    form = FileForm.for_(held)
    back = held.holder.address(held.thing.id)
    if form.validate_on_submit() and _added(held, form):
        flash("The file is added.", "success")
        return redirect(back, 303)
    page = render_template("files/add.html", held=held, form=form, back=back)
    return page, 422 if form.errors else 200


def _added(held: Held, form: FileForm) -> bool:
    """Attach it; False when it was refused and the form says why."""
    name, content = form.file.data or ("", b"")
    try:
        operations.attach(held, name, content, form.terms, by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@bp.get(FILE)
@always_new
@needs(rules.may_read, of=get_file)
def read(held: Held) -> ResponseReturnValue:
    file = held.file
    if file is None:
        raise NotHere
    if file.removed_on is not None:
        return render_template("files/removed.html", file=file), 410
    answer = Response(store.read(file.kept_as), content_type=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route(f"{FILE}/remove", methods=["GET", "POST"])
@needs(rules.may_remove, of=get_file)
def remove(held: Held) -> ResponseReturnValue:
    form = RemoveForm()
    back = held.holder.address(held.thing.id)
    if form.validate_on_submit():
        operations.remove(held, form.reason.data or "", by=current_person())
        flash("The file is removed. Its row says why.", "success")
        return redirect(back, 303)
    page = render_template("files/remove.html", held=held, form=form, back=back)
    return page, 422 if form.errors else 200
