"""What people are told about signing in."""

from commissioning.core import mail
from commissioning.people.models import Person, PostKind
from commissioning.places.models import Council


def send_sign_in_link(email: str, token: str, council: Council | None) -> None:
    """The link; the page it opens has one button, since mail scanners follow links."""
    link = mail.link("people.open_link", council=council, token=token)
    body = mail.text("people/emails/sign_in.txt", link=link, council=council)
    mail.write(email, "Your sign-in link (works once, for 24 hours)", body)


def tell_of_post(person: Person, council: Council, kind: PostKind) -> None:
    """They have a post now; they sign in with a link as everybody does."""
    link = mail.link("people.sign_in", council=council)
    words = {"name": person.name, "council": council, "kind": kind, "link": link}
    body = mail.text("people/emails/post.txt", **words)
    mail.write(person.email, f"You are now {kind.words.lower()} at {council.name}", body)
