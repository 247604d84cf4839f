"""The outbox: mail is a row written in the transaction that caused it, and sent by the worker.

A row marked sent is never sent again. If the worker dies between the mail server's yes and our
commit, the same Message-ID goes once more, and mail programs show it once.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import Table, Text, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import clock
from commissioning.core.database import Model, db, short
from commissioning.core.transactions import saved

MOST_TRIES = 9  # with waits that double from one minute: a little over eight hours
SECONDS = 10


class Mail(Model):
    """One e-mail to one address."""

    __tablename__ = "mail"

    address: Mapped[str] = mapped_column(short(254))
    subject: Mapped[str] = mapped_column(short(250))
    body: Mapped[str] = mapped_column(Text)
    stop_link: Mapped[str] = mapped_column(short(500), default="")
    due_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    trouble: Mapped[str] = mapped_column(short(200), default="")


_WRITE = insert(cast(Table, Mail.__table__))


def write(address: str, subject: str, body: str, *, stop_link: str = "") -> None:
    """Put a mail in the outbox, in this transaction. It leaves only if the transaction is saved.

    `stop_link`: the address that stops such mail; adds the one-click header (RFC 8058).
    """
    subject = " ".join(subject.split())[:250]
    mail = {"address": address, "subject": subject, "body": body, "stop_link": stop_link}
    db.session.execute(_WRITE, mail)


def text(template: str, **parts: Any) -> str:
    """The words of a mail: a template without a page round it, so that the worker can write too."""
    return current_app.jinja_env.get_template(template).render(parts)


def message(mail: Mail) -> EmailMessage:
    """The mail as it travels."""
    host = urlsplit(current_app.config["SITE_ADDRESS"]).hostname or "localhost"
    letter = EmailMessage()
    letter["From"] = current_app.config["MAIL_FROM"]
    letter["To"] = mail.address
    letter["Subject"] = mail.subject
    letter["Date"] = format_datetime(mail.created_at)
    letter["Message-ID"] = f"<mail-{mail.id}@{host}>"
    letter["Auto-Submitted"] = "auto-generated"
    if mail.stop_link:
        letter["List-Unsubscribe"] = f"<{mail.stop_link}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(mail.body)
    return letter


@contextmanager
def _server(address: str) -> Iterator[smtplib.SMTP]:
    """Connect to SMTP_URL: smtp://name:password@host:port, or smtps://."""
    url = urlsplit(address)
    if url.scheme not in {"smtp", "smtps"}:
        raise ValueError("SMTP_URL must start with smtp:// or smtps://")
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        secure = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or 465, timeout=SECONDS, context=secure
        )
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=SECONDS)
    with server:
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def _due() -> Mail | None:
    """Claim the next mail: its next try is put off first, so that no other worker takes it."""
    query = (
        select(Mail)
        .where(Mail.sent_at.is_(None), Mail.due_at <= clock.now(), Mail.tries < MOST_TRIES)
        .order_by(Mail.due_at, Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mail = db.session.scalar(query)
    if mail:
        mail.due_at = clock.now() + timedelta(minutes=2**mail.tries)
        mail.tries += 1
    return mail


def send_next() -> bool:
    """Send the next mail that is due. Returns whether there was one.

    Without SMTP_URL (a demo) mail stays in the outbox, where /demo/mail shows it.
    """
    if not current_app.config["SMTP_URL"]:
        return False
    with saved():
        mail = _due()
    if mail is None:
        return False
    trouble = ""
    try:
        with _server(current_app.config["SMTP_URL"]) as server:
            server.send_message(message(mail))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        trouble = type(error).__name__
    with saved():
        found = db.session.get_one(Mail, mail.id)
        found.trouble = trouble
        if not trouble:
            found.sent_at = clock.now()
    return True


def leave_behind() -> None:
    """Nothing that waits is to be sent: it belongs to a story whose days are over (the demo)."""
    waiting = update(Mail).where(Mail.sent_at.is_(None))
    db.session.execute(waiting.values(sent_at=Mail.created_at))


def link(endpoint: str, *, council: Any = None, **parts: Any) -> str:
    """A whole address, for a mail: from settings, never from a request's Host header.

    `council`: the council whose pages are meant; its own host name is used where it has one.
    """
    return site_address(council) + current_app.url_map.bind("localhost").build(endpoint, parts)


def site_address(council: Any = None) -> str:
    """Where a council's pages start, as the settings say: https://aldermere.example."""
    address = str(current_app.config["SITE_ADDRESS"])
    if council is not None and council.host:
        return f"{urlsplit(address).scheme}://{council.host}"
    return address


def oldest_unsent() -> datetime | None:
    """When the oldest mail that should have left was due; None when all is well."""
    return db.session.scalar(
        select(Mail.created_at)
        .where(Mail.sent_at.is_(None), Mail.created_at <= clock.now())
        .order_by(Mail.created_at)
        .limit(1)
    )
