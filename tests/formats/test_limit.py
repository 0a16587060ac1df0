import pytest
from wispcut.core.errors import WispcutError
from wispcut.formats.limit import LOWEST, within


def maker(sizes):
    """Encodings whose length is ``sizes(quality)``; they remember what was asked."""
    asked = []

    def make(quality):
        asked.append(quality)
        return bytes(sizes(quality))

    return make, asked


@pytest.mark.parametrize("limit", range(LOWEST, 95))
def test_the_highest_quality_that_fits_is_found(limit):
    make, asked = maker(lambda quality: 1000 * quality)
    assert len(within(make, 90, limit, "JPEG")) == 1000 * min(limit, 90)
    assert len(asked) <= 8


def test_without_a_limit_or_within_it_one_encoding_is_enough():
    for limit in (0, 90):
        make, asked = maker(lambda quality: 1000 * quality)
        assert len(within(make, 90, limit, "JPEG")) == 90_000 and asked == [90]


def test_a_quality_below_the_lowest_is_the_only_one_tried():
    make, asked = maker(lambda quality: 1000 * quality)
    with pytest.raises(WispcutError, match="The JPEG has 12 kB"):
        within(make, 12, 11, "JPEG")
    assert asked == [12]


def test_what_cannot_fit_is_refused_with_the_least_that_it_takes():
    make, asked = maker(lambda quality: 1000 * quality + 1)
    with pytest.raises(
        WispcutError, match=r"The JPEG has 31 kB; export\.max_kb allows 30\. Choose a smaller"
    ) as caught:
        within(make, 90, LOWEST, "JPEG")
    assert caught.value.code == "file_large" and min(asked) == LOWEST


def test_a_kind_without_quality_is_made_once():
    make, asked = maker(lambda quality: 5000)
    with pytest.raises(WispcutError, match=r"The PNG has 5 kB; export\.max_kb allows 4\. Choose JPEG"):
        within(make, 90, 4, "PNG")
    assert asked == [90]
