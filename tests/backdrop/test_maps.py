import json

import numpy as np
import pytest
from wispcut.backdrop import Options, estimate
from wispcut.backdrop.maps import backdrop_maps


def test_maps_and_report_follow_the_options():
    rng = np.random.default_rng(0)
    counts = rng.normal(900, 30, (100, 140)).astype(np.float32)
    mask = rng.random(counts.shape) < 0.1
    chosen = Options(tile_size=32, location="biweight", scale="mad", refinements=1)
    background, noise, report = backdrop_maps(counts, mask, chosen)
    wanted = estimate(counts, mask=mask, tile_size=32, location="biweight", scale="mad", refinements=1)
    np.testing.assert_array_equal(background, wanted.background)
    np.testing.assert_array_equal(noise, wanted.noise)
    told = json.loads(json.dumps(report, allow_nan=False))
    assert told["tiles"] == [4, 5]
    assert told["level"] == pytest.approx(900, abs=10)
    assert told["level_noise"] == pytest.approx(30, rel=0.1)
    assert told["centres"]["rows"] == [15.5, 47.5, 79.5, 97.5]
    assert told["filled_tiles"] == 0
    assert np.shape(told["mesh"]) == np.shape(told["counts"]) == (4, 5)


def test_colour_photos_by_channel_or_by_luminance():
    photo = np.full((50, 50, 3), [0.2, 0.5, 0.8], np.float32)
    background, noise, report = backdrop_maps(photo, None, Options())
    assert background.shape == noise.shape == photo.shape
    assert report["level"] == pytest.approx([0.2, 0.5, 0.8], abs=1e-6)
    grey = np.full((50, 50, 3), 0.5, np.float32)
    background, _, report = backdrop_maps(grey, None, Options(), channels="luminance")
    assert background.shape == (50, 50)
    assert report["level"] == pytest.approx(0.5, abs=1e-5)  # the luminance of a grey is its own value


def test_unknown_channels_are_named():
    with pytest.raises(ValueError, match="channels must be one of colour, luminance; got 'red'"):
        backdrop_maps(np.zeros((8, 8), np.float32), None, Options(), channels="red")


@pytest.mark.parametrize("seed", range(4))
def test_no_level_leaves_the_range_of_the_data(seed):
    rng = np.random.default_rng(seed)
    counts = rng.choice([0, 3, 1000], (90, 70), p=[0.5, 0.3, 0.2]).astype(np.float32)
    counts[:30] = 1000  # steps between tiles, over which a spline swings
    for location in ("sextractor", "mean", "biweight"):
        background, _, report = backdrop_maps(counts, None, Options(tile_size=15, location=location))
        assert background.min() >= 0 and background.max() <= 1000
        assert np.min(report["mesh"]) >= 0 and np.max(report["mesh"]) <= 1000
