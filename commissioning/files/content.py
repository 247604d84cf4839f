"""What is in a file: it has to be what its name says. Images are made anew, without their notes."""

import struct
import warnings
import zlib
from io import BytesIO
from lzma import LZMAError
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from PIL import Image, ImageOps

from commissioning.core.refusals import Refused
from commissioning.core.text import clean_line

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 4000  # pixels
MOST_PARTS, MOST_UNPACKED = 5000, 200 * 1024 * 1024  # of a zip file
LONGEST_NAME = 100  # characters, without its end
KINDS = "PDF, Word (docx), Excel (xlsx), OpenDocument (odt), CSV, text, PNG or JPG"
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ODT = b"application/vnd.oasis.opendocument.text"
IMAGES = {"png": "PNG", "jpg": "JPEG"}

# What comes up when a damaged file is unpacked.
UNREADABLE = (BadZipFile, EOFError, KeyError, LZMAError, NotImplementedError, OSError, RuntimeError,
              ValueError, zlib.error)  # fmt: skip


class Checked(NamedTuple):
    """A file as it is kept."""

    name: str
    content: bytes


def check(name: str, content: bytes) -> Checked:
    """The file, if it is one of the kinds we take and is what its name says.

    `name`: as the sender’s computer has it; `content`: its bytes. Text comes back in UTF-8, an
    image made anew. Raises Refused, beside the field `file`, with what to do.
    """
    if not content:
        raise Refused("Choose a file with something in it: this one is empty", "file")
    if len(content) > MOST_BYTES:
        raise Refused("Choose a file of 10 MB or less", "file")
    stem, extension = _parts(name)
    if extension in IMAGES:
        content = _image(content, extension)
    elif extension in {"csv", "txt"}:
        content = _text(content)
    elif not _is_document(content, extension):
        raise Refused(
            f"This is not a {extension} file inside. Save it as one and try again", "file"
        )
    return Checked(f"{stem}.{extension}", content)


def _parts(name: str) -> tuple[str, str]:
    """The name without folders and signs that mislead, and its end."""
    whole = clean_line(name.replace("\\", "/").rpartition("/")[2])
    stem, _, end = whole.rpartition(".")
    extension = {"jpeg": "jpg"}.get(end.lower(), end.lower())
    if extension not in {"pdf", "odt", "csv", "txt", *OFFICE, *IMAGES}:
        raise Refused(f"Choose a file of one of these kinds: {KINDS}", "file")
    return stem.strip(". ")[:LONGEST_NAME] or "file", extension


def _is_document(content: bytes, extension: str) -> bool:
    if extension == "pdf":
        return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]
    try:
        with ZipFile(BytesIO(content)) as packed:
            return _is_office(packed, extension)
    except UNREADABLE:
        return False


def _is_office(packed: ZipFile, extension: str) -> bool:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("This file unpacks to too much. Make it smaller", "file")
    names = {part.filename.lower() for part in parts}
    if any("vba" in each or each.startswith(("basic/", "scripts/")) for each in names):
        raise Refused("This file holds a macro. Save it without macros and try again", "file")
    if extension == "odt":
        with packed.open("mimetype") as kind:
            return kind.read(len(ODT) + 1) == ODT and "content.xml" in names
    with packed.open("[Content_Types].xml") as kinds:
        if b"macroenabled" in kinds.read(1024 * 1024).lower():
            raise Refused("This file holds a macro. Save it without macros and try again", "file")
    return OFFICE[extension] in names


def _text(content: bytes) -> bytes:
    """In UTF-8, as spreadsheets in this country also write Windows-1252."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        raise Refused("This is not a file of plain text inside", "file")
    return text.encode()


def _image(content: bytes, extension: str) -> bytes:
    """The picture alone, turned the right way up: no place, no camera, nothing behind it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about what is refused below
            return _made_anew(content, IMAGES[extension])
    except (*UNREADABLE, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise Refused(f"This is not a {extension} picture that we can open", "file") from error


def _made_anew(content: bytes, kind: str) -> bytes:
    with Image.open(BytesIO(content), formats=[kind]) as sent:
        if kind == "JPEG":  # reads large photos at half the size, or less
            sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if sent.width * sent.height > MOST_PIXELS:
            raise Refused("This picture has too many pixels. Make it smaller", "file")
        picture = ImageOps.exif_transpose(sent)
        picture = picture.convert("RGB" if kind == "JPEG" else _png_mode(picture))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()
    new = BytesIO()
    picture.save(new, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return new.getvalue()


def _png_mode(picture: Image.Image) -> str:
    return (
        "RGBA" if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info else "RGB"
    )
