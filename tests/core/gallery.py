"""Every part of the look on a few pages, for the tests only: the site itself has no such page."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, flash, render_template
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from commissioning.core import charts, maps, pages, standing, text
from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    CsvField,
    DateField,
    EmailField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PostcodeField,
    TextField,
    YesField,
)

ROOT = Path(__file__).parents[2]
COUNCIL = SimpleNamespace(
    name="Aldermere Council",
    notice="There is an election on 6 May 2027. New votes will wait until 7 May 2027.",
    phone="01632 960 123",
    email="help@aldermere.example",
)


class EveryField(Form):
    name = LineField("Your name", most=80, empty="Enter your name", autocomplete="name")
    email = EmailField("Your email address", description="We will send you a link. No password.")
    postcode = PostcodeField("Your postcode")
    idea = TextField(
        "What would you do there?",
        most=200,
        empty="Say what you would do",
        description="Say it so that a neighbour would understand.",
    )
    kind = ChoiceField(
        "What kind of place is it?",
        offer=[("library", "Library"), ("park", "Park"), ("pool", "Swimming pool")],
        empty="Choose what kind of place it is",
        hints={"park": "Playing fields and allotments too"},
    )
    days = ChoicesField("When can you help?", offer=[(1, "Weekdays"), (2, "Weekends")], most=2)
    place = PickField("Which neighbourhood?", offer=[(1, "Millgate"), (2, "Northfields")])
    cost = MoneyField(
        "What would it cost a year?", empty="Enter the cost", description="In pounds."
    )
    visits = NumberField("How many visits in a year?", suffix="visits")
    starts = DateField("When would it start?", empty="Enter a date", description="Like 27 3 2027")
    figures = CsvField("Your figures, if you have them")
    agree = YesField("I live, work or study in Aldermere", empty="Say that you live here")


SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [[-1.50, 53.00], [-1.40, 53.00], [-1.39, 53.06], [-1.50, 53.06], [-1.50, 53.00]],
        [[-1.46, 53.02], [-1.44, 53.02], [-1.44, 53.03], [-1.46, 53.03], [-1.46, 53.02]],
    ],
}
TWO_PARTS = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[-1.40, 53.00], [-1.30, 53.01], [-1.31, 53.05], [-1.39, 53.06], [-1.40, 53.00]]],
        [[[-1.29, 53.06], [-1.27, 53.06], [-1.27, 53.08], [-1.29, 53.08], [-1.29, 53.06]]],
    ],
}
QUARTERS = ["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
WEEKS = [5.2, 4.4, 3.1, None, 2.8, 4.6, 6.1, 6.8]


def _pictures():
    return {
        "line": charts.line_chart(
            "bank", "Weeks of money in the bank", list(zip(QUARTERS, WEEKS, strict=True)), target=4
        ),
        "losses": charts.line_chart(
            "left", "Left over", [("Year 1", -1_200_000), ("Year 2", 300_000)], words=pages.money
        ),
        "costs": charts.bars(
            [("Staff", 9_640_000), ("Building", 3_270_000), ("Earned", -640_000), ("Books", None)],
            words=pages.money,
        ),
        "result": charts.bars(
            [("Yes", 0.465), ("No", 0.535)], words=pages.percent, most=1, target=0.5
        ),
        "in_out": charts.paired(
            [
                ("July to September", 21_400_000, 19_800_000),
                ("April to June", 18_000_000, 19_100_000),
            ],
            words=pages.money,
        ),
        "spark": charts.sparkline([41_000, 44_600, 43_200, None, 46_000, 47_800]),
        "change": charts.change(0.17, 0.134, 0.12),
        "clock": charts.clock_bar(40, 46),
        "map": maps.outline(
            "map",
            "Places in Aldermere",
            [("Millgate", SQUARE), ("Northfields", TWO_PARTS)],
            [(1, "Millgate Library", -1.47, 53.045), (2, "Canal Gardens", -1.35, 53.03)],
        ),
        "share": charts.share(31, 50),
    }


def _events():
    moment = datetime(2026, 11, 13, 23, 59, tzinfo=UTC)
    return [
        {"what": "Deadline missed", "at": moment, "by": "recorded by the service", "is_late": True},
        {
            "what": "Plan sent",
            "at": moment,
            "by": "the group",
            "why": "All is ready",
            "href": "/e/1",
        },
    ]


def make_gallery(signed_in=False):
    """A small site with the real templates, the real settings of Jinja, and pages of parts."""
    site = Flask("gallery", root_path=str(ROOT), static_folder=str(ROOT / "static"))
    site.config.update(SECRET_KEY="a gallery for the tests, nothing else", TESTING=True)
    site.jinja_env.undefined = StrictUndefined
    site.jinja_env.trim_blocks = site.jinja_env.lstrip_blocks = True
    site.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(ROOT / "templates"),
            FileSystemLoader(Path(__file__).parent / "gallery_pages"),
        ]
    )
    people = LoginManager(site)
    people.user_loader(lambda _key: None)
    if signed_in:
        staff = SimpleNamespace(is_authenticated=True, is_staff=True, name="Ann")
        people.request_loader(lambda _request: staff)
    CSRFProtect(site)
    pages.init_app(site)
    standing.init_app(site)
    site.extensions["current_council"] = lambda: COUNCIL
    _add_pages(site)
    return site


def _add_pages(site):
    for endpoint, _words in (
        *pages.NAVIGATION,
        *pages.STAFF,
        *pages.SIGNED_IN,
        *pages.SIGNED_OUT,
        *pages.FOOTER,
        ("people.sign_out", ""),
    ):
        address = "/" + endpoint.replace(".index", "").replace(".", "-").replace("_", "-")
        site.add_url_rule(address, endpoint, lambda: "", methods=["GET", "POST"])

    @site.route("/form", methods=["GET", "POST"])
    def form():
        form = EveryField()
        good = form.validate_on_submit()
        return render_template("form.html", form=form, good=good), 422 if form.errors else 200

    @site.get("/parts")
    def parts():
        flash("Saved.", "success")
        written = text.to_html("# Words\n\nSome **words**, a [link](https://example.com).\n\n- one")
        return render_template(
            "parts.html", events=_events(), today=date(2026, 12, 4), written=written, **_pictures()
        )

    @site.get("/done")
    def done():
        return render_template("done.html")

    @site.get("/error")
    def error():
        return render_template(
            "errors/error.html",
            code=503,
            heading="The service is busy",
            message="Nothing you wrote is lost.",
            kept=[("why_it_matters", "Two\nlines"), ("cost", "12")],
            number="4F2K",
        )
