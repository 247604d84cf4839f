"""Fields for files: a CSV file, read into text as spreadsheets write it, and any file."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from commissioning.core.forms.needed import first
from commissioning.core.tables import NOT_CSV, read_csv

__all__ = ["NOT_CSV", "CsvField", "UploadField", "read_csv"]

MOST_BYTES = 4 * 1024 * 1024


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


class UploadField(FileField):
    """Any file; the answer is its name, as it was sent, and its bytes. `most`: how many."""

    drawn_as = "file"

    def __init__(self, label: str, *, most: int, empty: str = "", **others: Any) -> None:
        self.most = most
        super().__init__(label, validators=[first(empty)], **others)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file that was sent, if one was; one byte too many tells that it is too big."""
        sent = next((each for each in valuelist if isinstance(each, FileStorage)), None)
        self.data = None
        if sent is not None and sent.filename:
            self.data = (sent.filename[-300:], sent.stream.read(self.most + 1))
