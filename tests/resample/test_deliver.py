"""What is rendered, measured, clamped."""

import numpy as np
import pytest
from wispcut.core.pixels import from_bytes, linear_to_srgb, srgb_to_linear, to_bytes
from wispcut.resample import resize
from wispcut.resample.gamut import outside
from wispcut.settings import Resize


def test_measured_is_counted_on_the_delivered_picture(noise):
    # Without gains and guard, in Rgb mode, the picture is base + s · detail: count it by hand.
    from scipy import ndimage

    knobs = {
        "sharpness": "manual",
        "strength": 0.7,
        "sharpen_mode": "Rgb",
        "sharpen_strategy": "Uniform",
        "chroma_guard": False,
        "metric_mode": "AbsoluteTotal",
    }
    out, report = resize(noise, width=105, params=Resize(**knobs).params())
    image = pytest.importorskip("PIL.Image")
    linear = srgb_to_linear(from_bytes(noise))
    base = np.stack(
        [
            np.asarray(
                image.fromarray(np.ascontiguousarray(linear[..., c])).resize(
                    (105, 75), image.Resampling.LANCZOS
                )
            )
            for c in range(3)
        ]
    )
    sharp = np.stack(
        [p + 0.7 * (p - ndimage.gaussian_filter(p, 1.0, mode="nearest", truncate=3)) for p in base]
    )
    assert report["measured_artifact_ratio"] == pytest.approx(outside(sharp).mean(), abs=3 / sharp.size)
    expected = np.moveaxis(to_bytes(linear_to_srgb(np.clip(sharp, 0, 1))), 0, -1)
    assert np.abs(out.astype(int) - expected).max() <= 1


def test_normalize_keeps_what_clamping_cuts(noise):
    hard = {"sharpness": "manual", "strength": 3.0}
    clamped, _ = resize(noise, width=100, params=Resize(**hard).params())
    darker, report = resize(noise, width=100, params=Resize(**hard, output_clamp="Normalize").params())
    assert report["measured_artifact_ratio"] > 0
    assert (clamped == 255).sum() > 50 > (darker == 255).sum() >= 1
    assert darker.mean() < clamped.mean()


def test_the_guard_bounds_the_move_of_colours(noise):
    tinted = (noise * np.array([1, 0.7, 0.4])).astype(np.uint8)

    def hue_move(guard):
        knobs = {"sharpness": "manual", "strength": 2.0, "chroma_guard": guard}
        out, report = resize(tinted, width=100, params=Resize(**knobs).params())
        plain, _ = resize(tinted, width=100, params=Resize(sharpness="off").params())
        a, b = srgb_to_linear(from_bytes(out)), srgb_to_linear(from_bytes(plain))
        return np.abs(np.ptp(a, axis=2) - np.ptp(b, axis=2)).mean(), report["chroma_guard"]

    free, nothing = hue_move(False)
    held, guard = hue_move(True)
    assert held < 0.75 * free and nothing is None
    assert (
        0 < guard["pixels_clamped_fraction"] < 1
        and guard["max_chroma_shift"] > guard["mean_chroma_shift"] > 0
    )
