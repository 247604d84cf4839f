"""People who send one form each at the same moment, and what must come of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event
from tests.approvals import builders
from tests.browser import Browser

TRIES = 50


class Racer:
    """A person, signed in or not, ready to send one form at the same moment as the others."""

    def __init__(self, site, person=None):
        self.site = site
        browser = builders.signed_in(site, person) if person else Browser(site)
        self.client, self.token = browser.client, browser.token()

    def send(self, barrier, address, data, at):
        barrier.wait()
        with clock.set_to(at or clock.now()), self.site.app_context():
            form = {"csrf_token": self.token, "once": uuid4().hex, **data}
            response = self.client.post(address, data=form)
            db.session.remove()
        return response.status_code, response.text


def race(sendings, at=None, waves=1):
    """Send all of (racer, address, data) at once, at this time or now: (code, page) of each.

    With `waves`, an equal part of them in each: a wave starts when all of the one before began.
    """
    db.session.rollback()  # nothing of the test’s own stays open
    threads = len(sendings) // waves
    barrier = Barrier(threads)
    with ThreadPoolExecutor(threads) as pool:
        running = [pool.submit(who.send, barrier, *what, at) for who, *what in sendings]
        return [each.result() for each in running]


def one_outcome(answers, subject, steps):
    """One was saved, the rest got the page that explains, and the record has one step."""
    assert sorted(code for code, _ in answers) == [303] + [409] * (len(answers) - 1)
    for code, page in answers:
        if code == 409:
            assert "That cannot be done now" in page
            assert any(w in page for w in ("done", "Someone else", "You cannot", "another case"))
    assert len([name for name in events_of(subject) if name in steps]) == 1


def events_of(subject):
    """The names of all that the record says of this."""
    return db.session.scalars(
        select(Event.name).where(
            Event.subject_kind == subject.__tablename__, Event.subject_id == subject.id
        )
    ).all()
