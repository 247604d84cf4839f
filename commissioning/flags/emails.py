"""What those who flagged something are told."""

from commissioning.core import mail
from commissioning.flags.models import Flag, Flagged


def tell_answer(flagged: Flagged, flag: Flag) -> None:
    """The council has looked at it. Whoever wrote what is hidden has a mail of their own (M47)."""
    words = {"flag": flag, "said": flagged.said, "subject": flagged.subject}
    body = mail.text("flags/emails/answer.txt", **words)
    mail.write(flag.person.email, f"The {flagged.said.called} you told us about", body)
