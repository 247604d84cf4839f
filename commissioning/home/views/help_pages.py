"""Help, other ways, contact, accessibility, privacy, how it works; a council's colour."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import everyone
from commissioning.home.guide.words import WORDS
from commissioning.home.views.blueprint import bp
from commissioning.people.session import current_council


@bp.get("/help")
@everyone
def help() -> ResponseReturnValue:
    return render_template("home/help.html")


@bp.get("/other-ways")
@everyone
def other_ways() -> ResponseReturnValue:
    return render_template("home/other_ways.html")


@bp.get("/contact")
@everyone
def contact() -> ResponseReturnValue:
    return render_template("home/contact.html")


@bp.get("/accessibility")
@everyone
def accessibility() -> ResponseReturnValue:
    return render_template("home/accessibility.html")


@bp.get("/privacy")
@everyone
def privacy() -> ResponseReturnValue:
    return render_template("home/privacy.html")


@bp.get("/how-it-works")
@everyone
def how_it_works() -> ResponseReturnValue:
    return render_template("home/how_it_works.html")


@bp.get("/how-it-works/words")
@everyone
def words() -> ResponseReturnValue:
    return render_template("home/words.html", words=WORDS)


@bp.get("/council.css")
@everyone
def council_css() -> ResponseReturnValue:
    """The council's one colour; set-up has checked its contrast."""
    council = current_council()
    colour = council.colour if council else ""
    words = f":root {{ --brand: {colour}; }}\n" if colour else ""
    return Response(words, mimetype="text/css", headers={"Cache-Control": "public, max-age=300"})
