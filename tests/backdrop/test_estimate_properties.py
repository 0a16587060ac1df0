import numpy as np
import pytest
from wispcut.backdrop import estimate

pytest.importorskip("hypothesis")  # not in the browser's runtime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays


@settings(max_examples=60, deadline=None)
@given(
    image=arrays.arrays(
        np.float32,
        arrays.array_shapes(min_dims=2, max_dims=2, max_side=23),
        elements=st.floats(-1e6, 1e6, width=32) | st.just(np.float32(np.nan)),
    ),
    tile=st.integers(1, 30),
    location=st.sampled_from(["mean", "median", "sextractor", "mmm", "biweight"]),
    scale=st.sampled_from(["std", "mad", "biweight"]),
    fallback=st.sampled_from(["neighbours", "smooth", "all"]),
)
def test_any_picture_has_finite_maps_or_a_clear_error(image, tile, location, scale, fallback):
    choices = {"tile_size": tile, "location": location, "scale": scale, "fallback": fallback}
    if np.isnan(image).all():
        with pytest.raises(ValueError, match="image must have a tile"):
            estimate(image, **choices)
        return
    found = estimate(image, min_unmasked=0.0, **choices)
    assert np.isfinite(found.background).all()
    assert np.isfinite(found.noise).all()
    assert (found.noise >= 0).all()
