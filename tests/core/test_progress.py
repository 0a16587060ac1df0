"""A step's share lies inside the share of the whole."""

from wispcut.core.progress import part, silent


def test_a_part_lies_inside_the_whole():
    shares = []
    inner = part(part(shares.append, 0.5, 1), 0, 0.5)
    for share in (0, 0.5, 1):
        inner(share)
    assert shares == [0.5, 0.625, 0.75]
    assert silent(0.5) is None
