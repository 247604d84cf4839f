"""Choosing one of the groups that want a place, with a second officer."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.kinds import operations, queries, rules
from commissioning.kinds.forms import choose_form
from commissioning.kinds.views.blueprint import bp, form_page, is_done, to_competition
from commissioning.kinds.views.competing import WORK
from commissioning.people.session import current_person
from commissioning.proposals.models import Competition


@bp.route(f"{WORK}/choose", methods=["GET", "POST"])
@needs(rules.may_run, of=queries.get_competition)
def choose(competition: Competition) -> ResponseReturnValue:
    form, by = choose_form(competition), current_person()
    found = {str(each.proposal_id): each.proposal for each in competition.competitors}

    def act() -> None:
        chosen = found[form.chosen.data]
        operations.ask_to_choose(competition, chosen, form.reasons, by=by)

    if is_done(form, act):
        flash("A second officer has to sign this. Nothing is public yet.")
        return redirect(url_for("kinds.choose", competition_id=competition.id), 303)
    problem = rules.why_not_sign(by, competition)
    return form_page("choose", form, competition=competition, problem=problem)


@bp.post(f"{WORK}/choose/sign")
@needs(rules.may_run, of=queries.get_competition)
def sign_choice(competition: Competition) -> ResponseReturnValue:
    operations.sign_choice(competition, by=current_person())
    flash("One is chosen. Everyone can read the plans and the reasons.")
    return to_competition(competition)


@bp.post(f"{WORK}/choose/drop")
@needs(rules.may_run, of=queries.get_competition)
def drop_choice(competition: Competition) -> ResponseReturnValue:
    operations.drop_choice(competition, by=current_person())
    flash("Nothing is chosen.")
    return to_competition(competition)
