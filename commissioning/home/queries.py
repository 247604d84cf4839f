"""How the installation is."""

from sqlalchemy import text

from commissioning.core import clock, mail
from commissioning.core.database import db


def health() -> dict[str, object]:
    """Is the database there, and how long has the oldest mail waited? Ages are in seconds."""
    db.session.execute(text("SELECT 1"))
    waiting = mail.oldest_unsent()
    age = int((clock.now() - waiting).total_seconds()) if waiting else 0
    return {"database": "ok", "oldest_unsent_mail_seconds": age}
