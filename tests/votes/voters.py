"""Many voters at once: their cookies and tokens made beforehand, their votes sent over HTTP."""

import http.client
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import Person, SignIn
from commissioning.people.session import hash_of


@dataclass(frozen=True)
class Ready:
    """A voter who is signed in and stands before the button: what their browser would send."""

    person_id: int
    cookie: str
    token: str


def residents(where, area, many):
    """So many residents whose addresses are checked, in two statements. Returns their numbers."""
    rows = [
        {
            "name": f"Voter {n}",
            "email": f"voter{n}@example.org",
            "council_id": where.council_id,
            "neighbourhood_id": where.id,
            "small_area_id": area.id,
            "address_checked_on": clock.today(),
            "is_old_enough": True,
            "created_at": clock.now(),
        }
        for n in range(many)
    ]
    with saved():
        db.session.execute(db.insert(Person), rows)
    names = db.select(Person.id).where(Person.name.like("Voter %")).order_by(Person.id)
    return list(db.session.scalars(names))


def signed_in(site, numbers):
    """Sign these people in and give each a cookie and a token, as the ballot page would."""
    made, rows = [], []
    for number in numbers:
        key = secrets.token_urlsafe(32)
        now = clock.now()
        rows.append({"key_hash": hash_of(key), "person_id": number, "acting_as": "",
                     "seen_at": now, "created_at": now})  # fmt: skip
        made.append(_ready(site, number, _user_id=key, _fresh=True))
    with saved():
        db.session.execute(db.insert(SignIn), rows)
    return made


def visitor(site):
    """Somebody without an account who has opened a form."""
    return _ready(site, 0)


def _ready(site, number, **session):
    serializer = site.session_interface.get_signing_serializer(site)
    tokens = URLSafeTimedSerializer(site.config["SECRET_KEY"], salt="wtf-csrf-token")
    raw = secrets.token_hex(20)
    cookie = serializer.dumps({**session, "csrf_token": raw})
    return Ready(number, f"session={cookie}", tokens.dumps(raw))


def body(voter, choice, once):
    return urlencode({"csrf_token": voter.token, "once": once, "choice": choice})


def headers(voter):
    return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": voter.cookie}


def send(port, vote_id, voter, choice, once):
    """One POST to a running server. Returns the answer's status, or raises when none comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        address = f"/votes/{vote_id}/ballot-papers"
        connection.request("POST", address, body(voter, choice, once), headers(voter))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
