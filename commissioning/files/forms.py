"""What is typed about a file."""

from typing import Any

from commissioning.core.forms import ChoiceField, Form, PickField, TextField, UploadField
from commissioning.files.content import MOST_BYTES
from commissioning.files.models import Held, Paragraph, Readers, Terms


class FileForm(Form):
    """A file, and who can read it."""

    file = UploadField(
        "Choose a file",
        most=MOST_BYTES,
        empty="Choose a file",
        description="PDF, Word (docx), Excel (xlsx), OpenDocument (odt), CSV, text, PNG or JPG. "
        "10 MB or less.",
    )
    readers = ChoiceField("Who can read it?", offer=Readers, empty="Choose who can read it")
    paragraph = PickField("If it is kept back: on what ground?", offer=Paragraph, nothing="None")
    public_interest = TextField(
        "If it is kept back: why is that better for the public?",
        most=2000,
        description="Everyone can read this. Local Government Act 1972, Schedule 12A.",
    )

    @classmethod
    def for_(cls, held: Held) -> "FileForm":
        """The form, without what cannot be chosen here."""
        form: Any = cls()
        if held.holder.reads_exempt is None:
            offered = [each for each in Readers if each != Readers.EXEMPT]
            form.readers.offer([(each.value, each.words) for each in offered])
            del form.paragraph, form.public_interest
        return form  # type: ignore[no-any-return]

    @property
    def terms(self) -> Terms:
        """Who can read it, as the operation wants it."""
        said = self.answers
        paragraph = said.get("paragraph")
        return Terms(
            Readers(said["readers"]),
            Paragraph(paragraph) if paragraph else None,
            said.get("public_interest") or "",
        )


class RemoveForm(Form):
    """Why a file is removed."""

    reason = TextField("Why?", most=1000, empty="Say why, so that people can understand",
                       description="Whoever could read the file reads this.")  # fmt: skip
