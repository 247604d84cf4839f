"""Words added and removed, in bounded time."""

import random

from hypothesis import given
from hypothesis import strategies as st

from commissioning.proposals.differences import counted, pieces

texts = st.text(alphabet="ab \n", max_size=60)


@given(texts, texts)
def test_both_versions_can_be_read_off_the_pieces(before, after):
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.kind != "added") == before
    assert "".join(each.text for each in found if each.kind != "removed") == after


def test_only_what_changed_is_marked():
    found = [(each.kind, each.text.strip()) for each in pieces("open on Monday", "open on Sunday")]
    assert found == [("same", "open on"), ("removed", "Monday"), ("added", "Sunday")]


def test_words_are_counted():
    assert counted("one two three", "one three four five") == (2, 1)


def test_two_quite_different_long_texts_do_not_stall():
    one = " ".join(random.Random(1).choices("ab", k=3000))  # noqa: S311
    other = " ".join(random.Random(2).choices("bc", k=3000))  # noqa: S311
    found = pieces(one, other)
    assert "".join(each.text for each in found if each.kind != "removed") == other
