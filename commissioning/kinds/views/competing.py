"""A competition as everyone sees it; opening it, its last day, questions and answers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.security import limit
from commissioning.kinds import operations, queries, rules
from commissioning.kinds.forms import (
    AnswerForm,
    AskForm,
    CallOffForm,
    CompetitionForm,
    LastDayForm,
)
from commissioning.kinds.views.blueprint import bp, form_page, is_done, to_competition
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person
from commissioning.places.models import Place
from commissioning.places.queries import get_place
from commissioning.proposals.models import Competition, CompetitionQuestion
from commissioning.proposals.queries import can_compete

HERE = "/competitions/<int:competition_id>"
WORK = "/work/competitions/<int:competition_id>"


@bp.get(HERE)
@needs(None, of=queries.get_competition)
def competition(competition: Competition) -> ResponseReturnValue:
    known = {each.proposal_id for each in competition.competitors}
    late = [each for each in can_compete(competition.place_id) if each.id not in known]
    return render_template(
        "kinds/competition.html",
        competition=competition,
        late=late if competition.is_open else [],
        rules=rules,
    )


@bp.get("/work/competitions")
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "kinds/work.html",
        competitions=queries.open_competitions(council_id),
        waiting=queries.questions_waiting(council_id),
        rules=rules,
    )


@bp.route("/work/places/<numbered:place_id>/competition", methods=["GET", "POST"])
@needs(is_officer, of=get_place)
def open_competition(place: Place) -> ResponseReturnValue:
    form = CompetitionForm()
    by = current_person()
    if is_done(form, lambda: operations.open_competition(place, **form.answers, by=by)):
        flash("The competition is open. Every group has the rules.")
        return redirect(url_for("kinds.work"), 303)
    found = can_compete(place.id)
    days = [turn.due_on for each in found if (turn := turns.turn_of(each)) and turn.due_on]
    return form_page("open", form, place=place, proposals=found, last=max(days, default=None))


@bp.route(f"{WORK}/last-day", methods=["GET", "POST"])
@needs(rules.may_run, of=queries.get_competition)
def move_last_day(competition: Competition) -> ResponseReturnValue:
    form = LastDayForm()
    by = current_person()
    if is_done(form, lambda: operations.move_last_day(competition, **form.answers, by=by)):
        flash("Every group has the new last day.")
        return to_competition(competition)
    return form_page("last_day", form, competition=competition)


@bp.route(f"{WORK}/call-off", methods=["GET", "POST"])
@needs(rules.may_run, of=queries.get_competition)
def call_off(competition: Competition) -> ResponseReturnValue:
    form = CallOffForm()
    by = current_person()
    if is_done(form, lambda: operations.call_off(competition, form.reason.data, by=by)):
        flash("The competition is called off. Every group knows why.")
        return to_competition(competition)
    return form_page("call_off", form, competition=competition)


@bp.post(f"{WORK}/let-in/<int:number>")
@needs(rules.may_run, of=queries.get_competition)
def let_in(competition: Competition, number: int) -> ResponseReturnValue:
    for each in can_compete(competition.place_id):
        if each.id == number:
            operations.let_in(competition, each, by=current_person())
            flash("It is in the competition now. Every group knows.")
    return to_competition(competition)


@bp.route(f"{HERE}/ask", methods=["GET", "POST"])
@needs(rules.may_ask, of=queries.get_competition)
@limit("ask-about-rules", 10, 3600)
def ask(competition: Competition) -> ResponseReturnValue:
    form = AskForm()
    by = current_person()
    if is_done(form, lambda: operations.ask(competition, form.words.data, by=by)):
        flash("The council has your question. Every group gets the answer.")
        return to_competition(competition)
    return form_page("ask", form, competition=competition)


@bp.route("/work/competition-questions/<int:question_id>", methods=["GET", "POST"])
@needs(rules.may_answer, of=queries.get_question)
def answer(question: CompetitionQuestion) -> ResponseReturnValue:
    form = AnswerForm()
    by = current_person()
    if is_done(form, lambda: operations.answer(question, form.words.data, by=by)):
        flash("Every group has the answer.")
        return redirect(url_for("kinds.work"), 303)
    return form_page("answer", form, question=question, turn=turns.turn_of(question))
