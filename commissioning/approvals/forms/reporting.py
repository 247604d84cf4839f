"""What an officer types into a part of the report."""

from wtforms import HiddenField

from commissioning.core.forms import Form, TextField


class PartForm(Form):
    """One part, in Markdown, and which version of it was edited."""

    words = TextField(
        "What this part says",
        most=20_000,
        empty="Write this part",
        description="You can use Markdown: a line that starts with “-” makes a list, “**” makes "
        "words bold. Everyone will read it when the papers are out.",
    )
    version = HiddenField()

    @property
    def edited(self) -> int:
        """The version that was edited; 0 where none is named, which no part has."""
        written = str(self.version.data or "")
        return int(written) if written.isdecimal() and len(written) < 7 else 0
