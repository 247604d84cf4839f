"""How days are counted: every day of a period, and why it counts or not."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import everyone
from commissioning.core.day_counts import RULES, DayCount, count_days
from commissioning.core.pages import plural
from commissioning.home.forms import COUNTRIES, FIRST_WAYS, DaysForm, days_form
from commissioning.home.views.blueprint import bp
from commissioning.people.session import current_council


@bp.get("/how-it-works/days")
@everyone
def days() -> ResponseReturnValue:
    form = days_form(request.args)
    asked = any(name in request.args for name in ("from", "number", *FIRST_WAYS))
    if not (asked and form.validate()):
        page = render_template("home/days.html", form=form, count=None, rules=RULES)
        return page, 422 if form.errors else 200
    if "from" not in request.args:  # typed in the boxes: to the address that can be passed on
        return redirect(url_for("home.days", **form.address))
    return render_template("home/days.html", form=form, rules=RULES, **_counted(form))


def _counted(form: DaysForm) -> dict[str, object]:
    asked = form.answers
    number, added = asked["number"], asked["added"] or 0
    of = asked["calendar"]
    count = count_days(asked["way"], asked["day"], number + added, of, _closed_days())
    total = _sum(count, COUNTRIES[of])
    return {
        "count": count,
        "rule": RULES[count.way],
        "number": number,
        "added": added,
        "total": total,
    }


def _closed_days() -> frozenset[date]:
    council = current_council()
    return council.settings.closed_days if council else frozenset()


def _sum(count: DayCount, country: str) -> str:
    """How the days of the list add up, in sentences."""
    parts = (
        (count.counted, "day counts", "days count"),
        (count.weekends, "is a Saturday or Sunday", "are Saturdays or Sundays"),
        (count.holidays, f"is a bank holiday ({country})", f"are bank holidays ({country})"),
        (
            count.closings,
            "is a day on which the council is closed",
            "are days on which the council is closed",
        ),
        (count.ends, "is where the count starts", "are the two days at its ends"),
    )
    sentences = [plural(n, one, many) for n, one, many in parts if n]
    return ". ".join([f"The list has {plural(len(count.days), 'day')}", *sentences]) + "."
