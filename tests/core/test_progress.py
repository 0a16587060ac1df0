"""What long work tells about itself: shares that never fall, and an error that the listener raises gets out."""

import numpy as np
import pytest
from wispcut.core.progress import part, silent
from wispcut.settings import complete
from wispcut.survey import survey

from testing.scenes import coarse_mask, scene


def test_a_part_lies_inside_the_whole():
    told = []
    inner = part(part(told.append, 0.5, 1), 0, 0.5)
    for share in (0, 0.5, 1):
        inner(share)
    assert told == [0.5, 0.625, 0.75]
    assert silent(0.5) is None


@pytest.fixture(scope="module")
def hair():
    s = scene("hair", (96, 112))
    mask = coarse_mask(s.alpha, cell=4, blur=1.5).astype(np.float32)
    return s.photo.astype(np.float32), mask


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
@pytest.mark.parametrize("consistency", ["closed_form", "poisson"])
def test_the_survey_tells_shares_that_never_fall(hair, quality, consistency):
    photo, mask = hair
    told = []
    knobs = complete({"matting": {"quality": quality, "consistency": consistency}})
    survey(photo, mask.shape, 1, mask=mask, settings=knobs, tick=told.append)
    assert len(told) >= 3
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_listening_changes_nothing_and_an_error_stops(hair):
    photo, mask = hair
    plain = survey(photo, mask.shape, 1, mask=mask, settings=complete(None)).alpha
    heard = survey(photo, mask.shape, 1, mask=mask, settings=complete(None), tick=silent).alpha
    assert np.array_equal(plain, heard)

    def stop(share):
        raise InterruptedError("enough")

    with pytest.raises(InterruptedError, match="enough"):
        survey(photo, mask.shape, 1, mask=mask, settings=complete(None), tick=stop)
