"""The demo: look round as somebody, and read the mail that would have been sent.

These pages exist only on a database that the demo loader made.
"""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.kept_pages import always_new
from commissioning.core.mail import Mail
from commissioning.home import queries
from commissioning.home.views.blueprint import bp
from commissioning.people import operations, session


@bp.get("/demo")
@needs(None, of=queries.demo_people)
def demo(people: list[queries.DemoPerson]) -> ResponseReturnValue:
    return render_template("home/demo.html", people=people)


@bp.post("/demo/people/<int:person_id>")
@needs(None, of=queries.get_demo_person)
def look_round(found: queries.DemoPerson) -> ResponseReturnValue:
    session.begin(operations.begin_session(found.person))
    flash(f"You are looking round as {found.person.name}. Nothing you do is real.")
    return redirect("/", 303)


@bp.get("/demo/mail")
@needs(None, of=queries.demo_mails)
@always_new
def demo_mail(mails: list[Mail]) -> ResponseReturnValue:
    address = request.args.get("to", "")
    shown = [mail for mail in mails if address in ("", mail.address)]
    return render_template("home/demo_mail.html", mails=shown, address=address)


@bp.get("/demo/mail/<int:mail_id>")
@needs(None, of=queries.get_demo_mail)
def demo_mail_text(mail: Mail) -> ResponseReturnValue:
    return render_template("home/demo_mail_text.html", mail=mail)
