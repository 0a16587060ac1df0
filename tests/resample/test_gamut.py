import numpy as np
import pytest
from reference.resample_sharpen import outside_ratio
from wispcut.resample.gamut import GamutProbe, count
from wispcut.resample.sharpen import luma_of, make_sharpener


def test_zero_and_one_are_inside():
    values = np.array([0.0, 1.0, 1.0 + 1e-7, -1e-7, 1.001, -0.001], np.float32).reshape(3, 2)
    assert count(values, "ChannelClippingRatio") == 2
    assert count(values, "PixelOutOfGamutRatio") == 2
    both = np.array([[1.5, 0], [-0.5, 0], [0.5, 0]], np.float32)
    assert count(both, "ChannelClippingRatio") == 2
    assert count(both, "PixelOutOfGamutRatio") == 1


@pytest.fixture
def rgb():
    # Some values already outside, as Lanczos leaves them; more than one band of rows.
    rng = np.random.default_rng(8)
    return rng.uniform(-0.02, 1.02, (3, 261, 17)).astype(np.float32)


def probe_of(sharpener, limit, metric, visible=None, **options):
    """A probe that saw the picture in three parts."""
    out = GamutProbe(limit, metric, **options)
    height = sharpener.luma.shape[0]
    for top, bottom in ((0, 1), (1, 130), (130, height)):
        if top < height:
            out.add(sharpener.rows(top, bottom), None if visible is None else visible[top:bottom])
    return out


@pytest.mark.parametrize("metric", ["ChannelClippingRatio", "PixelOutOfGamutRatio"])
@pytest.mark.parametrize("lightness", [True, False])
@pytest.mark.parametrize("guard", [None, 0.1])
def test_probing_the_suspects_equals_counting_everything(rgb, metric, lightness, guard):
    sharpener = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=lightness, max_chroma_shift=guard)
    probe = probe_of(sharpener, 2.0, metric)
    total = rgb[0].size * (3 if metric == "ChannelClippingRatio" else 1)
    assert probe.base_ratio() == count(rgb, metric) / total
    for strength in (0.003, 0.05, 0.3, 0.77, 1.3, 2.0):
        assert probe.ratio(strength) == count(sharpener.render(strength), metric) / total


def test_ratio_equals_the_slow_twin(rgb):
    small = rgb[:, :20]
    sharpener = make_sharpener(small, luma_of(small), sigma=1, lightness=True)
    probe = probe_of(sharpener, 1.0, "ChannelClippingRatio")
    assert probe.base_ratio() == outside_ratio(small, per_pixel=False)
    pixels = probe_of(sharpener, 1.0, "PixelOutOfGamutRatio")
    assert pixels.base_ratio() == outside_ratio(small, per_pixel=True)


def test_invisible_pixels_count_neither_above_nor_below_the_line(rgb):
    visible = np.zeros(rgb.shape[1:], bool)
    visible[100:] = True
    sharpener = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=True)
    probe = probe_of(sharpener, 1.0, "ChannelClippingRatio", visible)
    assert probe.total == 161 * 17 * 3
    assert probe.ratio(0.5) == count(sharpener.render(0.5)[:, 100:], "ChannelClippingRatio") / probe.total
    nothing = probe_of(sharpener, 1.0, "ChannelClippingRatio", np.zeros_like(visible))
    assert nothing.ratio(1.0) == 0


def test_luminance_only(rgb):
    sharpener = make_sharpener(rgb, luma_of(rgb), sigma=1, lightness=True)
    probe = probe_of(sharpener, 3.0, "ChannelClippingRatio", luminance_only=True)
    luma = luma_of(sharpener.render(3.0))
    assert probe.ratio(3.0) == np.count_nonzero((luma < -1e-5) | (luma > 1 + 1e-5)) / luma.size > 0
