"""Colour and alpha together, from end to end: no rings at the matte, and nothing invisible counts."""

import numpy as np
import pytest
from wispcut.resample import resize
from wispcut.settings import Resize


@pytest.mark.parametrize("width", [105, 57, 26])
@pytest.mark.parametrize("mode", ["Lightness", "Rgb"])
def test_a_plain_cutout_stays_plain_however_hard_it_is_sharpened(width, mode):
    y, x = np.mgrid[:150, :210]
    pixels = np.zeros((150, 210, 4), np.uint8)
    pixels[..., 3] = np.where(np.hypot(y - 75, x - 105) < 60, 255, 0)
    pixels[pixels[..., 3] > 0, :3] = (200, 90, 40)
    knobs = {"sharpness": "manual", "strength": 3.0, "sharpen_mode": mode}
    out, _ = resize(pixels, width=width, params=Resize(**knobs).params())
    shown = out[..., 3] > 0
    assert np.abs(out[shown][:, :3].astype(int) - (200, 90, 40)).max() <= 1
    assert (out[~shown] == 0).all()
    assert (out[..., 3] == 255).any() and ((out[..., 3] > 0) & (out[..., 3] < 255)).any()


def test_sharpening_leaves_alpha_alone(cutout):
    def alpha(strength):
        return resize(cutout, width=70, params=Resize(sharpness="manual", strength=strength).params())[0][
            ..., 3
        ]

    np.testing.assert_array_equal(alpha(3.0), alpha(0.0))


def test_hidden_colours_change_nothing(cutout):
    other = cutout.copy()
    other[cutout[..., 3] == 0, :3] = np.random.default_rng(1).integers(
        0, 256, ((cutout[..., 3] == 0).sum(), 3)
    )
    for width in (100, 50):
        (a, first), (b, second) = resize(cutout, width=width), resize(other, width=width)
        np.testing.assert_array_equal(a, b)
        assert {**first, "timing": None} == {**second, "timing": None}


def test_transparent_pixels_count_in_no_metric(cutout):
    # The same subject in a frame that is larger and empty: the same numbers.
    wide = np.zeros((300, 420, 4), np.uint8)
    wide[60:210, 120:330] = cutout
    _, small = resize(cutout, percent=50)
    _, large = resize(wide, percent=50)
    for name in (
        "baseline_artifact_ratio",
        "measured_artifact_ratio",
        "selected_strength",
        "region_coverage",
        "base_resize_quality",
        "chroma_guard",
        "metric_components",
        "evaluator_result",
    ):
        assert _close(small[name], large[name]), name


def _close(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_close(a[k], b[k]) for k in a)
    return a == b if isinstance(a, str) or a is None else a == pytest.approx(b, rel=1e-3, abs=1e-9)


def test_nothing_visible():
    out, report = resize(np.zeros((40, 50, 4), np.uint8), width=20)
    assert out.shape == (16, 20, 4) and not out.any()
    assert report["selection_mode"] == "NothingToSharpen"
