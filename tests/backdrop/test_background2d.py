"""The mesh estimate under photutils' names."""

import numpy as np
import pytest
from wispcut.backdrop import Background2D, estimate

COUNTS = np.random.default_rng(1).normal(100, 5, (90, 110))
MASK = COUNTS > 108


def test_it_is_the_estimate_under_other_names():
    found = Background2D(COUNTS, (30, 22), mask=MASK, filter_size=1, sigma=2.5, location="biweight")
    wanted = estimate(COUNTS, mask=MASK, tile_size=(30, 22), filter_size=1, kappa=2.5, location="biweight")
    assert np.array_equal(found.background, wanted.background)
    assert np.array_equal(found.background_rms, wanted.noise)
    assert np.array_equal(found.background_mesh, wanted.mesh)
    assert found.background_median == wanted.level == pytest.approx(99, abs=2)
    assert found.background_rms_median == wanted.level_noise


def test_wrong_words_are_named_with_the_right_ones():
    with pytest.raises(ValueError, match=r"location must be one of .*sextractor"):
        Background2D(COUNTS, location="middle")
