"""One request, one transaction, at one place.

A POST that ends in a redirect is saved; anything else, a page shown in answer to a POST included,
saves nothing. A GET reads only. Every form carries a key: a form sent twice happens once, and the
second sending is answered like the first.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

from flask import Flask, Response, g, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import clock, errors, history
from commissioning.core.database import Model, db, reading, short

READING = {"GET", "HEAD", "OPTIONS"}
KEPT_DAYS = 7


class SentForm(Model):
    """A form that was sent, and where its sender was taken. Housekeeping: kept seven days."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(short(64), unique=True)
    taken_to: Mapped[str] = mapped_column(short(2000), default="")


_SENT = cast(Table, SentForm.__table__)
# The first to insert a key has it; another sender waits here until that request has ended.
CLAIMS = {
    engine: insert(_SENT).on_conflict_do_nothing(index_elements=["key"]).returning(_SENT.c.id)
    for engine, insert in (("sqlite", sqlite_insert), ("postgresql", postgres_insert))
}
_TAKE_TO = update(_SENT).where(_SENT.c.key == bindparam("claimed"))


@contextmanager
def saved() -> Iterator[None]:
    """One transaction outside a request: for the command line, the worker and tests."""
    try:
        yield
        commit()
    except BaseException:
        db.session.rollback()
        raise


def commit() -> None:
    """Number the events and make everything durable. Nothing else in the project commits."""
    history.write()
    db.session.commit()


def _key() -> str:
    """The form's key, bound to who sent it and where: nobody is shown another person's answer."""
    written = request.form.get("once", "")
    owner = session.get("_user_id") or session.get("csrf_token", "")
    return hashlib.sha256(f"{written}\n{owner}\n{request.path}".encode()).hexdigest()


def _begin() -> ResponseReturnValue | None:
    g.reading = reading(request.method in READING)
    g.reading.__enter__()
    if request.method not in READING and request.form.get("once"):
        return _claim(_key())
    return None


def _claim(key: str) -> ResponseReturnValue | None:
    """Take the key, or wait for the request that has it and answer as it was answered."""
    wanted = {"key": key, "created_at": clock.now(), "taken_to": ""}
    if db.session.scalar(CLAIMS[db.engine.dialect.name], wanted) is not None:
        g.claimed = key
        return None
    before = db.session.scalar(select(SentForm.taken_to).where(SentForm.key == key))
    return redirect(before or request.path, 303)


def _end(response: Response) -> Response:
    try:
        if request.method in READING:
            db.session.close()  # what was read stays readable, and is not read again
        elif _saves(response):
            _remember(response)
            commit()
        else:
            db.session.rollback()
    except DBAPIError as error:
        db.session.rollback()
        response = errors.database_error(error)
    return response


def _saves(response: Response) -> bool:
    return response.status_code in {204, 301, 302, 303}


def _remember(response: Response) -> None:
    if "claimed" in g:
        db.session.execute(_TAKE_TO, {"claimed": g.claimed, "taken_to": response.location or ""})


def _forget_context(_error: BaseException | None) -> None:
    if "reading" in g:
        g.pop("reading").__exit__(None, None, None)


def tidy() -> None:
    """Forget the keys of forms sent more than a week ago."""
    long_ago = clock.now() - timedelta(days=KEPT_DAYS)
    db.session.execute(delete(SentForm).where(SentForm.created_at < long_ago))


def init_app(app: Flask) -> None:
    """Open and close the transaction around every request."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget_context)
