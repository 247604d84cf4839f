"""Set up a council: a task list from an empty installation to a working site, without a shell."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.refusals import Refused
from commissioning.home import queries
from commissioning.home.forms import (
    AdultsForm,
    ClosedDayForm,
    CouncilForm,
    CountAgainForm,
    Follow,
    GoLiveForm,
    NeighbourhoodForm,
    PersonForm,
    settings_form,
)
from commissioning.home.views.answers import done, page
from commissioning.home.views.blueprint import bp
from commissioning.people import operations as people
from commissioning.people.models import Post
from commissioning.people.queries import get_post, posts
from commissioning.people.rules import is_administrator
from commissioning.people.session import current_person
from commissioning.places import operations as places
from commissioning.places.models import Council, Neighbourhood
from commissioning.places.queries import (
    ClosedDay,
    closed_days,
    get_closed_day,
    get_council,
    get_neighbourhood,
)
from commissioning.places.settings import RIGHTS, SCORES, WORDS

VOTING = ("vote_notice_days", "vote_open_days", "vote_turnout_percent", "vote_age")


@bp.get("/setup")
@needs(is_administrator, of=get_council)
def set_up(council: Council) -> ResponseReturnValue:
    return render_template("home/set_up/index.html", tasks=queries.set_up_tasks(council))


@bp.route("/setup/council", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_council(council: Council) -> ResponseReturnValue:
    form = CouncilForm(obj=council)
    if form.validate_on_submit():
        places.change_council(council, form.answers, by=current_person())
        return done("Saved.")
    return page("home/set_up/council.html", form)


@bp.route("/setup/neighbourhoods", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_neighbourhoods(council: Council) -> ResponseReturnValue:
    form = NeighbourhoodForm()
    if form.validate_on_submit():
        try:
            places.add_neighbourhood(council, **form.answers, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done(f"{form.name.data} was added.", "home.set_up_neighbourhoods")
    known = queries.adults_by_neighbourhood(council)
    return page("home/set_up/neighbourhoods.html", form, known=known)


@bp.route("/setup/neighbourhoods/<numbered:neighbourhood_id>/adults", methods=["GET", "POST"])
@needs(is_administrator, of=get_neighbourhood)
def set_up_adults(home: Neighbourhood) -> ResponseReturnValue:
    known = dict(queries.adults_by_neighbourhood(home.council))
    form = AdultsForm(adults=known[home])
    age = home.council.settings.vote_age
    form.adults.label.text = f"How many people of {age} or over live here?"
    if form.validate_on_submit():
        try:
            places.say_adults(home, int(form.adults.data or 0), by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done(f"Saved. Votes can be held in {home.name}.", "home.set_up_neighbourhoods")
    return page("home/set_up/adults.html", form, home=home)


@bp.route("/setup/stages", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_stages(council: Council) -> ResponseReturnValue:
    names = tuple(name for name in WORDS if name not in {*VOTING, *RIGHTS, *SCORES})
    return _settings(council, names, "Stages and times", "home.set_up_stages")


@bp.route("/setup/voting", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_voting(council: Council) -> ResponseReturnValue:
    return _settings(council, VOTING, "Voting rules", "home.set_up_voting")


@bp.route("/setup/rights", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_rights(council: Council) -> ResponseReturnValue:
    return _settings(council, RIGHTS, "Rights the law gives", "home.set_up_rights")


@bp.route("/setup/scores", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_scores(council: Council) -> ResponseReturnValue:
    return _settings(council, SCORES, "Scores of a plan", "home.set_up_scores")


def _settings(
    council: Council, names: tuple[str, ...], heading: str, endpoint: str
) -> ResponseReturnValue:
    form = settings_form(names)(obj=council.settings)
    if form.validate_on_submit():
        numbers = {name: form[name].data for name in names}
        reason, follow = form["reason"].data, form["follow"].data is Follow.ALL
        by = current_person()
        try:
            places.change_settings(council, numbers, reason=reason, follow=follow, by=by)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done("Saved. The change is on the public record.")
    action = url_for(endpoint)
    return page("home/set_up/numbers.html", form, heading=heading, names=names, action=action)


@bp.route("/setup/closed-days", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_closed_days(council: Council) -> ResponseReturnValue:
    form = ClosedDayForm()
    if form.validate_on_submit():
        day, why = form.answers["day"], form.answers["why"]
        follow = form.follow.data is Follow.ALL
        try:
            places.close_on(council, day, why, follow=follow, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done("Saved. This day does not count.", "home.set_up_closed_days")
    return page("home/set_up/closed_days.html", form, days=closed_days(council))


@bp.route("/setup/closed-days/<int:number>/count", methods=["GET", "POST"])
@needs(is_administrator, of=get_closed_day)
def count_again(closed: ClosedDay) -> ResponseReturnValue:
    form = CountAgainForm()
    if form.validate_on_submit():
        follow = form.follow.data is Follow.ALL
        places.count_again(closed.council, closed.day, follow=follow, by=current_person())
        return done("Saved. This day counts again.", "home.set_up_closed_days")
    return page("home/set_up/count_again.html", form, closed=closed)


@bp.route("/setup/people", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def set_up_people(council: Council) -> ResponseReturnValue:
    form = PersonForm()
    if form.validate_on_submit():
        person = people.person_at(form.email.data, form.name.data)
        try:
            people.give_post(person, council, form.kind.data, by=current_person())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            people.tell_of_post(person, council, form.kind.data)
            return done(f"{person.name} can sign in with a link.", "home.set_up_people")
    return page("home/set_up/people.html", form, posts=posts(council.id))


@bp.route("/setup/people/<int:post_id>/end", methods=["GET", "POST"])
@needs(is_administrator, of=get_post)
def end_post(post: Post) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("home/set_up/end_post.html", post=post)
    people.end_post(post, by=current_person())
    return done("The post has ended.", "home.set_up_people")


@bp.route("/setup/go-live", methods=["GET", "POST"])
@needs(is_administrator, of=get_council)
def go_live(council: Council) -> ResponseReturnValue:
    form = GoLiveForm()
    left = queries.still_to_do(council)
    if form.validate_on_submit():
        if left:
            form.refuse(Refused(f"Finish these first: {', '.join(left)}"))
        else:
            places.open_council(council, by=current_person())
            return done(f"{council.name} is open to the public.")
    return page("home/set_up/go_live.html", form, left=left)
