"""What followers are told."""

from typing import Any

from flask import current_app

from commissioning.core import mail
from commissioning.follows.models import PAGES, Follow, Kind
from commissioning.follows.queries import title_of


def page_of(subject: Any, council: Any) -> str:
    """The whole address of a thing's page; the front page where this site has none for its kind."""
    endpoint, name = PAGES[Kind(subject.__tablename__)]
    if endpoint in current_app.view_functions:
        return mail.link(endpoint, council=council, **{name: subject})
    return mail.link("home.index", council=council)


def send_link(follow: Follow, token: str, subject: Any) -> None:
    """M5: press one button to get news."""
    title = title_of(subject)
    link = mail.link("follows.confirm", council=follow.council, token=token)
    body = mail.text("follows/emails/confirm.txt", title=title, link=link)
    mail.write(follow.email, f"Press one button to get updates about {title}", body)


def send_already(follow: Follow, subject: Any) -> None:
    """Told to the address, never on screen."""
    title = title_of(subject)
    stop = stop_link(follow)
    link = page_of(subject, follow.council)
    body = mail.text("follows/emails/already.txt", title=title, link=link, stop=stop)
    mail.write(follow.email, f"You already get updates about {title}", body, stop_link=stop)


def send_news(follows: list[Follow], subject: Any, says: str, next_says: str) -> None:
    """M14, M18: one sentence, and what happens next; one mail to each follower."""
    if not follows:
        return
    title = title_of(subject)
    link = page_of(subject, follows[0].council)
    for follow in follows:
        stop = stop_link(follow)
        body = mail.text(
            "follows/emails/news.txt",
            title=title, says=says, next_says=next_says, link=link, stop=stop,
            around=follow.subject_kind != subject.__tablename__,
        )  # fmt: skip
        mail.write(follow.email, f"{title}: {says.removesuffix('.')}", body, stop_link=stop)


def stop_link(follow: Follow) -> str:
    """The address that ends this follow."""
    return mail.link("follows.stop", council=follow.council, key=follow.stop_key)
