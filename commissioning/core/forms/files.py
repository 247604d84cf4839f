"""A field for a CSV file, read into text as spreadsheets write it."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from commissioning.core.forms.needed import first

MOST_BYTES = 4 * 1024 * 1024
NOT_CSV = "Choose a CSV file. In a spreadsheet, use ‘Save as’ and pick CSV"


def read_csv(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without its mark, otherwise as older Excel writes.

    Raises ValueError with a sentence when it is another kind of file.
    """
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise ValueError(NOT_CSV)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise ValueError(NOT_CSV) from None


class CsvField(FileField):
    """A CSV file; the answer is its text. `most`: its greatest size in bytes."""

    drawn_as = "file"

    def __init__(self, label: str, *, empty: str = "", **others: Any) -> None:
        self.most = others.pop("most", MOST_BYTES)
        self.file_name = ""
        super().__init__(label, validators=[first(empty)], **others)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file that was sent, if one was."""
        sent = next((each for each in valuelist if isinstance(each, FileStorage)), None)
        self.data = None
        if sent is not None and sent.filename:
            self.file_name = sent.filename[:200]
            self.data = self._text(sent.stream.read(self.most + 1))

    def _text(self, content: bytes) -> str:
        if len(content) > self.most:
            raise ValueError(f"Choose a file of {self.most // (1024 * 1024)} MB or less")
        if not content.strip():
            raise ValueError("Choose a file with something in it: this one is empty")
        return read_csv(content)
