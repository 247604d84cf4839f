"""A file has to be what its name says; pictures lose what their cameras wrote into them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from PIL import Image

from commissioning.core.refusals import Refused
from commissioning.files.content import MOST_BYTES, check

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"
KINDS_OF_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(kind="PNG", size=(40, 20), **more):
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **more)
    return made.getvalue()


def photo():
    """A photo that says where it was taken, lying on its side."""
    notes = Image.Exif()
    notes[0x0112] = 6  # turn it
    notes[0x010F] = "Spy Cameras"
    notes.get_ifd(0x8825)[1] = "N"  # GPS
    return picture("JPEG", exif=notes)


def zipped(**parts):
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def word():
    made = BytesIO()
    Document().save(made)
    return made.getvalue()


def sheet(**more):
    with_types = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", **more}
    return zipped(**with_types)


def odt(**more):
    return zipped(**{"mimetype": ODT, "content.xml": "<x/>", **more})


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("plan.pdf", PDF, "plan.pdf"),
        ("Plan.PDF", PDF, "Plan.pdf"),
        ("plan.docx", word(), "plan.docx"),
        ("sums.xlsx", sheet(), "sums.xlsx"),
        ("plan.odt", odt(), "plan.odt"),
        ("sums.csv", b"a,b\r\n1,2\r\n", "sums.csv"),
        ("caf\u00e9.txt", "caf\u00e9".encode("cp1252"), "caf\u00e9.txt"),
        ("wall.png", picture(), "wall.png"),
        ("wall.jpeg", picture("JPEG"), "wall.jpg"),
        ("../../etc/wall.png", picture(), "wall.png"),
        ("C:\\plans\\wall.png", picture(), "wall.png"),
        (".txt", b"x", "file.txt"),
        ("\u202egnp.exe.txt", b"x", "gnp.exe.txt"),
        ("x" * 300 + ".txt", b"x", "x" * 100 + ".txt"),
    ],
)
def test_what_is_taken_and_under_which_name(name, content, kept):
    assert check(name, content).name == kept


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "this one is empty"),
        ("big.txt", b"x" * (MOST_BYTES + 1), "10 MB or less"),
        ("page.html", b"<h1>x</h1>", "one of these kinds"),
        ("wall.svg", b"<svg/>", "one of these kinds"),
        ("plan.docm", word(), "one of these kinds"),
        ("noend", b"x", "one of these kinds"),
        ("plan.pdf", b"<script>1</script>", "not a pdf file inside"),
        ("plan.pdf", picture(), "not a pdf file inside"),
        ("plan.docx", PDF, "not a docx file inside"),
        ("plan.docx", sheet(), "not a docx file inside"),
        ("plan.docx", b"PK\x03\x04 broken", "not a docx file inside"),
        ("sums.xlsx", word(), "not a xlsx file inside"),
        ("sums.xlsx", sheet(**{"xl/vbaProject.bin": "x"}), "holds a macro"),
        ("sums.xlsx", sheet(**{"[Content_Types].xml": KINDS_OF_WORD}), "holds a macro"),
        ("plan.odt", odt(**{"Basic/script.xml": "x"}), "holds a macro"),
        ("plan.odt", odt(mimetype="text/html"), "not a odt file inside"),
        ("bomb.xlsx", sheet(**{f"xl/{n}.xml": "" for n in range(5000)}), "unpacks to too much"),
        ("page.txt", b"MZ\x00\x01", "not a file of plain text"),
        ("wall.png", picture("JPEG"), "not a png picture"),
        ("wall.jpg", b"GIF89a/*<script>*/", "not a jpg picture"),
        ("wall.png", picture()[:60], "not a png picture"),
        ("wall.png", picture(size=(6000, 5000)), "too many pixels"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_refused_and_why(name, content, words):
    with pytest.raises(Refused, match=words) as refusal:
        check(name, content)
    assert refusal.value.field == "file"


def test_a_photo_keeps_no_note_of_place_or_camera_and_stands_upright():
    sent = photo()
    assert b"Spy Cameras" in sent
    kept = check("wall.jpg", sent).content
    assert b"Spy Cameras" not in kept
    with Image.open(BytesIO(kept)) as made:
        assert not made.getexif()
        assert made.size == (20, 40)


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in check("wall.png", picture() + b"<script>1</script>").content


def test_text_is_kept_in_utf_8():
    assert check("note.txt", "£5".encode("cp1252")).content == "£5".encode()


def test_a_document_whose_packing_is_damaged_is_refused():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "x" * 5000)
        packed.writestr("word/document.xml", "x")
    damaged = bytearray(made.getvalue())
    first = 30 + len("[Content_Types].xml")  # where its packed bytes begin
    damaged[first : first + 6] = b"\xff" * 6
    with pytest.raises(Refused):
        check("plan.docx", bytes(damaged))
