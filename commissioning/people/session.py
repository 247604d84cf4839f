"""Who is asking, and for which council."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, current_user
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload

from commissioning.core import clock
from commissioning.core.database import db, housekeeping
from commissioning.core.refusals import NotHere
from commissioning.people.models import Person, PostKind, SignIn, Visitor
from commissioning.places.models import Council
from commissioning.places.queries import councils

IDLE = timedelta(days=14)
IDLE_STAFF = timedelta(minutes=60)
LONGEST = timedelta(days=30)
LONGEST_STAFF = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=5)

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32

login_manager = LoginManager()
login_manager.anonymous_user = Visitor
login_manager.session_protection = None  # it would sign the cookie anew at every request


def hash_of(secret: str) -> str:
    """What we keep of a secret that somebody else holds."""
    return hashlib.sha256(secret.encode()).hexdigest()


def letter_code(nonce: str) -> str:
    """The code of a letter, like 7K4M-2Q9D: 40 bits that only this site's secret key can make."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    made = hmac.digest(key, f"address-letter/v1\n{nonce}".encode(), "sha256")
    letters = "".join(CODE_LETTERS[byte % 32] for byte in made[:8])
    return f"{letters[:4]}-{letters[4:]}"


def tidy_code(written: str) -> str:
    """A code as it was printed, however it was typed: small letters, no dash, O for 0."""
    letters = "".join(each for each in written.upper() if each.isalnum())
    letters = letters.translate(str.maketrans("OIL", "011"))
    return f"{letters[:4]}-{letters[4:]}"


def current_person() -> Person:
    """The person asking. Only call this behind a rule that turns visitors away."""
    return cast(Person, current_user._get_current_object())


def current_council() -> Council | None:
    """The council this request is for: by host name, by the COUNCIL setting, or the only one."""
    if "council" not in g:
        g.council = _find(councils(), request.host.split(":")[0])
    return cast(Council | None, g.council)


def _find(known: list[Council], host: str) -> Council | None:
    first = host.split(".")[0]
    for council in known:
        if council.host == host or (host.endswith(".localhost") and council.short_name == first):
            return council
    chosen = current_app.config["COUNCIL"]
    for council in known:
        if chosen and council.short_name == chosen:
            return council
    return known[0] if len(known) == 1 else None


def council_id() -> int:
    """The number of the current council. Raises NotHere when the address names none."""
    council = current_council()
    if council is None:
        raise NotHere
    return council.id


def begin(key: str) -> None:
    """Put a new session's key in the cookie; nothing of an older session stays."""
    session.clear()
    session["_user_id"] = key
    session["_fresh"] = True
    session.permanent = True


def forget() -> None:
    """Empty the cookie: its key opens nothing any more."""
    session.clear()


_SESSION = (SignIn.id, SignIn.acting_as, SignIn.created_at, SignIn.seen_at, SignIn.ended_at)
_SIGN_IN = (
    select(Person, *_SESSION)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(SignIn.key_hash == bindparam("key_hash"))
    .options(joinedload(Person.posts))
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(key: str) -> Person | None:
    found = db.session.execute(_SIGN_IN, {"key_hash": hash_of(key)}).unique().one_or_none()
    if found is None or found.ended_at is not None or _is_over(found):
        return None
    person: Person = found.Person
    person.session_key = key
    person.acting_as = _acting_as(found.acting_as)
    g.session_seen = found.id, found.seen_at
    return person


def _acting_as(stored: str) -> PostKind | str | None:
    return PostKind(stored) if stored in list(PostKind) else stored or None


def _is_over(found: Any) -> bool:
    now = clock.now()
    staff = bool(found.Person.current_posts)
    idle, longest = (IDLE_STAFF, LONGEST_STAFF) if staff else (IDLE, LONGEST)
    return bool(now - found.seen_at > idle or now - found.created_at > longest)


def _touch(response: Response) -> Response:
    """Note, now and then and after the request's own transaction, that the session is in use."""
    number, seen_at = g.get("session_seen", (None, clock.now()))
    if clock.now() - seen_at > TOUCH_EVERY:
        with housekeeping() as connection:
            seen = update(SignIn).where(SignIn.id == number).values(seen_at=clock.now())
            connection.execute(seen)
    return response


def init_app(app: Flask) -> None:
    """Know the person and the council of every request."""
    app.extensions["current_council_id"] = council_id
    app.extensions["current_council"] = current_council
    login_manager.init_app(app, add_context_processor=False)
    # After-request functions run last first: this one must run when the transaction has closed.
    app.after_request_funcs.setdefault(None, []).insert(0, _touch)
