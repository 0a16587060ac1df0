"""Progress of a survey: shares that never fall; an error of the callback ends the work."""

import numpy as np
import pytest
from synthetic import coarse_mask, scene
from wispcut.core.progress import silent
from wispcut.settings import complete
from wispcut.survey import survey


@pytest.fixture(scope="module")
def hair():
    s = scene("hair", (96, 112))
    mask = coarse_mask(s.alpha, cell=4, blur=1.5).astype(np.float32)
    return s.photo.astype(np.float32), mask


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
@pytest.mark.parametrize("consistency", ["closed_form", "poisson"])
def test_shares_never_fall(hair, quality, consistency):
    photo, mask = hair
    shares = []
    knobs = complete({"matting": {"quality": quality, "consistency": consistency}})
    survey(photo, mask.shape, 1, mask=mask, settings=knobs, tick=shares.append)
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_a_callback_changes_nothing_and_an_error_stops(hair):
    photo, mask = hair
    plain = survey(photo, mask.shape, 1, mask=mask, settings=complete(None)).alpha
    watched = survey(photo, mask.shape, 1, mask=mask, settings=complete(None), tick=silent).alpha
    assert np.array_equal(plain, watched)

    def stop(share):
        raise InterruptedError("enough")

    with pytest.raises(InterruptedError, match="enough"):
        survey(photo, mask.shape, 1, mask=mask, settings=complete(None), tick=stop)
