"""The picture that passes by: the result hangs neither on bands nor on what is kept, and memory stays flat."""

import tracemalloc

import numpy as np
import pytest
from wispcut.resample import base, resize, shrink_rows, windows
from wispcut.settings import Resize


@pytest.mark.parametrize("target", [(75, 105), (31, 43), (150, 210)])
@pytest.mark.parametrize("knobs", [{}, {"pipeline_mode": "Quality"}, {"resize_strategy": "ContentAdaptive"}])
def test_does_not_depend_on_what_is_kept(cutout, target, knobs, monkeypatch):
    # Rows on demand, in one buffer that is used again, and nothing kept between the passes: as a worker would.
    whole, report = resize(cutout, height=target[0], width=target[1], params=Resize(**knobs).params())
    buffer = np.empty_like(cutout)

    def read(first, last):
        buffer[:] = 0
        buffer[: last - first] = cutout[first:last]
        return buffer[: last - first]

    monkeypatch.setattr(base, "KEPT_BYTES", 0)
    pixels, again = shrink_rows(read, (150, 210), target, Resize(**knobs).params())
    np.testing.assert_array_equal(pixels, whole)
    assert {**again, "timing": None} == {**report, "timing": None}


@pytest.mark.parametrize(
    "knobs", [{}, {"resize_strategy": "ContentAdaptive", "enable_contrast_leveling": True}]
)
@pytest.mark.parametrize("sharpen_mode", ["Lightness", "Rgb"])
def test_does_not_depend_on_the_bands(cutout, knobs, sharpen_mode, monkeypatch):
    knobs = knobs | {"sharpen_mode": sharpen_mode, "sharpen_sigma": 3.7, "evaluator": "None"}
    tall = np.concatenate([cutout, cutout[::-1], cutout])
    whole, report = resize(tall, percent=60, params=Resize(**knobs).params())
    monkeypatch.setattr(windows, "ROWS", 31)
    pixels, again = resize(tall, percent=60, params=Resize(**knobs).params())
    assert np.abs(pixels.astype(int) - whole).max() <= 1
    assert again["selected_strength"] == pytest.approx(report["selected_strength"], rel=1e-3)
    assert again["region_coverage"] == report["region_coverage"]


def test_memory_is_that_of_the_result_and_some_bands(monkeypatch):
    # 2000 × 3000 stand for 24 MP: bands and blocks do not grow with the height.
    y = np.arange(3000, dtype=np.float32)[:, None]
    waves = 128 + 90 * np.sin(y / 37) * np.cos(np.arange(2000, dtype=np.float32) / 23)
    pixels = np.dstack([waves.astype(np.uint8)] * 3)
    monkeypatch.setattr(base, "KEPT_BYTES", 0)
    for kind in ("Uniform", "ContentAdaptive"):
        beside = []
        for rows in (1000, 3000):
            tracemalloc.start()
            out, _ = resize(pixels[:rows], percent=40, params=Resize(resize_strategy=kind).params())
            beside.append(tracemalloc.get_traced_memory()[1] - out.nbytes)
            tracemalloc.stop()
        assert beside[1] < 1.3 * beside[0] < 60e6, beside
