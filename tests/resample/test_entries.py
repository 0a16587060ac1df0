"""Automatic sharpness by one call."""

import numpy as np
import pytest
from wispcut.resample import Params, auto_sharpen, resize

PIXELS = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


@pytest.mark.parametrize("effort", ["Fast", "Balanced", "Quality"])
def test_it_is_resize_with_these_parameters(effort):
    found, report = auto_sharpen(PIXELS, width=20, effort=effort, sigma=1.5, target_artifact_ratio=0.002)
    params = Params(pipeline_mode=effort, sharpen_sigma=1.5, target_artifact_ratio=0.002)
    wanted, _ = resize(PIXELS, width=20, params=params)
    assert np.array_equal(found, wanted)
    assert report["output_size"] == {"width": 20, "height": 13}


def test_strength_by_hand_and_none():
    off, _ = auto_sharpen(PIXELS, percent=50, sharpness="off")
    strong, _ = auto_sharpen(PIXELS, percent=50, sharpness="manual", strength=2, channel="Rgb")
    assert strong.astype(float).std() > off.astype(float).std()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"sharpness": "auto"}, "sharpness must be one of automatic, off, manual; got 'auto'"),
        ({"effort": "Best"}, "effort must be one of Fast, Balanced, Quality"),
        ({"channel": "L"}, "channel must be one of Lightness, Rgb"),
        ({"strength": 9}, "strength must be a number"),
        ({"sigma": 0}, "sigma must be a number"),
        ({"target_artifact_ratio": 1}, "target_artifact_ratio must be"),
    ],
)
def test_wrong_words_are_named_with_the_right_ones(arguments, words):
    with pytest.raises(ValueError, match=words):
        auto_sharpen(PIXELS, width=20, **arguments)
