"""Cross-site request forgery, response headers, and how often one may try."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import clock
from commissioning.core.database import Model, db, housekeeping, short
from commissioning.core.transactions import READING

csrf = CSRFProtect()
YEAR = 365 * 24 * 60 * 60

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Tries(Model):
    """How often a key was used in one stretch of time. Housekeeping, shared by all workers."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(short(64), unique=True)
    slot: Mapped[int]
    n: Mapped[int]


@dataclass(frozen=True)
class Limit:
    """At most `times` uses in `seconds`, counted for each address and each value of a field."""

    name: str
    times: int
    seconds: int
    field: str = ""


def limit(name: str, times: int, seconds: int, field: str = "") -> Callable[[Any], Any]:
    """Declare how often a view's POST may be used: by one address, or with one value of `field`."""

    def decorate(view: Any) -> Any:
        view.limits = [*getattr(view, "limits", []), Limit(name, times, seconds, field)]
        return view

    return decorate


def from_mail_programs(view: Any) -> Any:
    """Declare that a view's POST may come from anywhere, without a token (RFC 8058, section 3.1).

    Only for a view whose secret address is all the proof there is, and which can only stop mail.
    """
    view.from_mail_programs = True
    csrf.exempt(view)
    return view


def allow(key: str, times: int, seconds: int) -> bool:
    """Count one more use of this key, and say whether it was within the limit.

    One statement in a transaction of its own, so the count is exact over any number of workers.
    """
    slot = int(clock.now().timestamp() // seconds)
    hashed = sha256(f"{key}/{seconds}/{slot}".encode()).hexdigest()
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    count = insert(Tries).values(key=hashed, slot=slot * seconds, n=1, created_at=clock.now())
    count = count.on_conflict_do_update(index_elements=["key"], set_={"n": Tries.n + 1})
    with housekeeping() as connection:
        n = connection.execute(count.returning(Tries.n)).scalar_one()
    return bool(n <= times)


def tidy() -> None:
    """Forget counts that are more than a day old."""
    db.session.execute(delete(Tries).where(Tries.slot < clock.now().timestamp() - 24 * 60 * 60))


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or current_app.config.get("UNLIMITED"):
        return
    for each in getattr(view, "limits", []):
        who = request.form.get(each.field, "").strip().lower() if each.field else ""
        if not allow(f"{each.name}:{who or request.remote_addr}", each.times, each.seconds):
            abort(429)


def _same_origin() -> None:
    """A form sent from a page of another site is refused, whatever token it carries."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "from_mail_programs", False):
        return
    origin = request.headers.get("Origin")
    if origin and request.method not in READING and urlsplit(origin).netloc != request.host:
        abort(400)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if current_user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    return response


def init_app(app: Flask) -> None:
    """Protect forms, count tries, and add the headers to every answer."""
    app.before_request(_limit)
    app.before_request(_same_origin)
    csrf.init_app(app)
    app.after_request(_add_headers)
