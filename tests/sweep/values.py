"""What people, broken programs and attackers send, by the kind of box it is sent in."""

from itertools import cycle, islice

BEYOND = "99999999999999999999"  # more than 64 bits
MARKS = "a\0b\x01\x08\x1b[31m\x7f\x9f \ud800 \u202egnihtemos\u202c \u2066x\u2069 \ufeff\u200b"
HUGE = "x" * 1_000_000
COMBINING = "e" + "\u0301" * 5_000
MARKUP = "👩🏽‍👧🏽 ŵ 日本語 '\"><script>alert(1)</script> {{ 7 * 7 }} %s"
WORDS = (MARKS, "  \t ", "a" * 30_000, COMBINING, MARKUP)
NUMBERS = ("1,234.56-", "NaN", "1e999", BEYOND, "2147483648", "-1", "1,2,3", MARKS)
CHOICES = ("no-such-choice", BEYOND, MARKS, "-1")
ODD = {
    "words": WORDS,
    "number": NUMBERS,
    "choice": CHOICES,
    "hidden": (MARKS, "-1", BEYOND, "//evil.example/"),
    "postcode": ("AM1", "ZZ99 9ZZ", "M1 1AA", MARKS),
    "email": ("ann", "a@b.org\nBcc: x@y.org", "ä@exämple.org", MARKS),
    "day": ("31", "1", "0", MARKS, "31"),
    "month": ("2", "1", "13", "-1", "12"),
    "year": ("2027", "99999", "2027", "٢٠٢٧", "2199"),
}
ROUNDS = max(len(each) for each in ODD.values())
# One alone in a form filled in well: it reaches what lies behind the form.
TELLING = {kind: each[:1] for kind, each in ODD.items()} | {"number": NUMBERS[3:4]}
# What PostgreSQL may take otherwise than SQLite: it refuses NUL and has shorter columns.
DIFFERS = {
    "words": (MARKS, "a" * 30_000),
    "number": (BEYOND, "2147483648"),
    "choice": (BEYOND, MARKS),
    "hidden": (BEYOND, MARKS),
    "year": ("2199", "99999"),
}
FILES = (
    (b"", "empty.csv"),
    (b"\x89PNG\r\n\x1a\n\0", "picture.png"),
    (b"PK\x03\x04rest", "book.xlsx"),
    (b"a,b\n1,2\n", "wrong-header.csv"),
    (b"\x93Caf\xe9\x94,\xa3\n1,2\n", "as-older-excel-writes.csv"),
    (b"\xef\xbb\xbfa;b\n1;2\n", "with-a-mark.csv"),
    (b"a" * 5_000_000, "big.csv"),
    (b'"' + b"x" * 200_000, "open-quote.csv"),
    (b"a,b\n1,2", "../../etc/\0passwd.csv"),
)


def rounds(kind):
    """One odd answer for each round, whatever number there is for this kind of box."""
    return list(islice(cycle(ODD.get(kind, WORDS)), ROUNDS))
