"""What the parts of the demo's story share."""

from seed.world import split


def test_parts_add_up():
    assert split(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(split(6371, [3.3, 1.2, 9.9])) == 6371
