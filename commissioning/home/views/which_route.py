"""“Which route?”: a few questions, one a page, and the page of the one route they lead to.

The answers travel in the address; nothing is stored.
"""

from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import clock
from commissioning.core.access import everyone
from commissioning.core.turns import Basis
from commissioning.home.forms import question_form
from commissioning.home.guide.choosing import route_for
from commissioning.home.guide.facts import READ_ON, Clock, holding
from commissioning.home.guide.questions import BY_NAME, QUESTIONS, Question, tidy
from commissioning.home.views.blueprint import bp
from commissioning.people.session import current_council
from commissioning.places.settings import CouncilSettings

NAMES = ",".join(repr(name) for name in BY_NAME)


@bp.get("/which-route")
@everyone
def which_route() -> ResponseReturnValue:
    return render_template("home/route/start.html", first=QUESTIONS[0].name)


@bp.get(f"/which-route/<any({NAMES}):name>")
@everyone
def route_question(name: str) -> ResponseReturnValue:
    answers, still_open = tidy(request.args)
    asked = [*answers, *([still_open.name] if still_open else [])]
    if name not in asked or ("answered" in request.args and name in answers):
        return redirect(_next(answers, still_open))
    form = question_form(BY_NAME[name], request.args)
    if "answered" in request.args:
        form.validate()
    number = asked.index(name) + 1
    page = render_template(
        "home/route/question.html",
        form=form,
        name=name,
        number=number,
        before=_of(asked[number - 2], answers) if number > 1 else url_for("home.which_route"),
        others={other: answer for other, answer in answers.items() if other != name},
    )
    return page, 422 if form.errors else 200


def _of(name: str, answers: dict[str, str]) -> str:
    """The address of a question, with the answers so far."""
    parts: dict[str, Any] = {**answers, "name": name}
    return url_for("home.route_question", **parts)


def _next(answers: dict[str, str], still_open: Question | None) -> str:
    if still_open:
        return _of(still_open.name, answers)
    parts: dict[str, Any] = {**answers}
    return url_for("home.route_result", **parts)


@bp.get("/which-route/result")
@everyone
def route_result() -> ResponseReturnValue:
    answers, still_open = tidy(request.args)
    if still_open:
        return redirect(_of(still_open.name, answers))
    route, today = route_for(answers), clock.today()
    settings = _settings()
    has_cabinet = settings.governance_model.is_executive
    clocks = [
        each
        for each in holding(route.clocks, answers, today)
        if has_cabinet or not each.needs_cabinet
    ]
    return render_template(
        "home/route/result.html",
        route=route,
        needs=holding(route.needs, answers, today),
        decides=holding(route.decides, answers, today),
        steps=[_step(each, settings) for each in clocks],
        traps=holding(route.traps, answers, today),
        answers=[
            (BY_NAME[name].asks, BY_NAME[name].offer[answer], _of(name, answers), "Change")
            for name, answer in answers.items()
        ],
        read_on=READ_ON,
    )


class Step(NamedTuple):
    """One step of a route with its time: what the law says, or this council’s own number."""

    step: str
    time: str
    basis: Basis | None
    source: str
    is_sure: bool


def _settings() -> CouncilSettings:
    council = current_council()
    return council.settings if council else CouncilSettings()


def _step(each: Clock, settings: CouncilSettings) -> Step:
    if not each.setting:
        return Step(each.step, each.time, each.basis, each.source, each.is_sure)
    promise = settings.promise(each.setting)
    return Step(each.step, promise.words, promise.basis, promise.source, is_sure=True)
