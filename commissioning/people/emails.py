"""What people are told about signing in."""

from flask import render_template

from commissioning.core import mail
from commissioning.places.models import Council


def send_sign_in_link(email: str, token: str, council: Council | None) -> None:
    """The link; the page it opens has one button, since mail scanners follow links."""
    link = mail.link("people.open_link", council=council, token=token)
    body = render_template("people/emails/sign_in.txt", link=link, council=council)
    mail.write(email, "Your sign-in link (works once, for 24 hours)", body)
