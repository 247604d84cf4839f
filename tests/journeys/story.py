"""What the whole story needs: a council, a clock that can be set, a post office, and people."""

import email
import re
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import select

from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import Person, PostKind
from commissioning.people.operations import begin_session
from commissioning.proposals.models import Proposal
from tests import factories
from tests.chromium import Tab, served

STAFF = {
    "Olive Officer": PostKind.OFFICER,
    "Sam Senior": PostKind.SENIOR_OFFICER,
    "Pat Panel": PostKind.PANEL,
    "Dee Desk": PostKind.DESK,
    "Rita Returning": PostKind.RETURNING_OFFICER,
    "Cara Cabinet": PostKind.DECISION_MAKER,
}
FIRST_DAY = clock.london(date(2026, 3, 2), 10)
ALL_WIDTHS = (1200, 360, 320)


def address_of(name):
    return name.lower().replace(" ", ".") + "@example.org"


def parts(day):
    """A day as three boxes want it."""
    return day.day, day.month, day.year


class Story:
    """The site on a port, at a time of its own; and each person's tab in it."""

    def __init__(self, site, chromium, box, scripts):
        self.site, self.chromium, self.box, self.scripts = site, chromium, box, scripts
        self.now = FIRST_DAY
        self.tabs = {}
        self.shapes = set()
        self.signed_in_at = {}

    def __call__(self, environ, start_response):
        """Answer a request at the time of the story."""
        with clock.set_to(self.now):
            return self.site(environ, start_response)

    @contextmanager
    def told(self):
        """The site listens; yields the story."""
        with served(self) as self.address:
            yield self
            for tab in self.tabs.values():
                tab.close()

    @contextmanager
    def inside(self):
        """The database, at the time of the story, with nothing left open afterwards."""
        with clock.set_to(self.now), self.site.app_context():
            yield db.session
            db.session.remove()

    @property
    def today(self):
        return self.now.astimezone(clock.LONDON).date()

    def pass_until(self, moment):
        """Set the clock on; the worker takes its steps and empties the outbox."""
        assert moment > self.now
        self.now = moment
        with self.inside():
            factories.tick()

    def pass_days(self, days):
        self.pass_until(self.now + timedelta(days=days))

    def mail_to(self, name, about=""):
        """The newest mail that has come for somebody, when the worker has sent all there is."""
        with self.inside():
            while mail.send_next():
                pass
        for raw in reversed(self.box.mails):
            letter = email.message_from_string(raw)
            if letter["To"] == address_of(name) and about in letter["Subject"]:
                return letter
        raise AssertionError(f"no mail about “{about}” for {name}")

    def link_to(self, name, path, about=""):
        """The address in their newest mail that begins with this path."""
        body = self.mail_to(name, about).get_payload(decode=True).decode()
        return re.search(rf"https?://[^/\s]+({path}\S+)", body).group(1)

    def visitor(self, name="a visitor"):
        """A browser in which nobody is signed in."""
        if name not in self.tabs:
            self.tabs[name] = Tab(
                self.chromium,
                self.address,
                scripts=self.scripts,
                widths=ALL_WIDTHS,
                shapes=self.shapes,
            )
        return self.tabs[name]

    def as_(self, name):
        """Somebody's browser, signed in: the first time by the link in a mail, as people do."""
        tab = self.visitor(name)
        if name not in self.signed_in_at:
            tab.go("/sign-in").press("Send me a link", {"Your email address": address_of(name)})
            tab.go(self.link_to(name, "/sign-in/", "sign-in"))
            if tab.page.get_by_label("Your name").count():
                tab.press("Sign in with this name", {"Your name": name})
            else:
                tab.press(f"Sign in as {name}")
        elif self.signed_in_at[name] != self.now:
            self._sign_in_again(tab, name)
        self.signed_in_at[name] = self.now
        return tab

    def _sign_in_again(self, tab, name):
        with self.inside() as session, saved():
            person = session.scalars(select(Person).filter_by(email=address_of(name))).one()
            key = begin_session(person)
        serializer = self.site.session_interface.get_signing_serializer(self.site)
        cookie = serializer.dumps({"_user_id": key, "_fresh": True})
        tab.context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])


def council(target, residents):
    """A council with a library, its staff, and residents whose address is checked already."""
    here = factories.council(changed_settings={"support_target": target, "vote_turnout_percent": 0})
    where = factories.neighbourhood(here)
    area = factories.small_area(where, decile=2, adults=400)
    factories.postcode(area)
    factories.place(where, running_cost=142_600_00, is_statutory=True)
    for name, kind in STAFF.items():
        factories.staff(here, kind, name)
    return [
        factories.person(f"Resident {n}", where, small_area=area).email for n in range(residents)
    ]


def check_everything(tab):
    """Give each check of a case its result."""
    case = tab.page.url
    for check in tab.page.locator("main .tasks a").all_inner_texts():
        tab.go(case).follow(check).press(
            "Save the result",
            {"Result": "Passed", "Why": "Seen the papers", "What the public may": "All is well"},
        )
    return tab.go(case)


def meet_the_law(story):
    """Two officers settle what the law asks of the first proposal."""
    with story.inside() as session:
        olive, sam = (
            session.scalars(select(Person).filter_by(email=address_of(name))).one()
            for name in ("Olive Officer", "Sam Senior")
        )
        factories.settle(session.get_one(Proposal, 1), olive, sam)


def say_who_decides(tab):
    """Write down the facts of a case: it is worth little, and there is no land in it."""
    case = tab.page.url
    facts = {"What is it worth": "9,000", "What would the council": "No land"}
    tab.follow("Say who decides").press("Save who decides", facts)
    return tab.go(case)
