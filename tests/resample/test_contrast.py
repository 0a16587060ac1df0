import numpy as np
from wispcut.resample import resize
from wispcut.resample.contrast import level, percentiles
from wispcut.settings import Resize


def levelled(rgb, visible=None):
    return level(rgb.copy(), percentiles([(rgb, visible)]))


def test_first_and_last_percentile_become_black_and_white():
    plane = np.linspace(0.2, 0.6, 1001, dtype=np.float32).reshape(7, 143)
    out = levelled(np.stack([plane, plane, plane]))
    expected = np.clip((plane - 0.204) / 0.392, 0, 1)
    np.testing.assert_allclose(out[1], expected, atol=1e-5)


def test_flat_channels_and_empty_pictures_stay():
    rgb = np.full((3, 4, 5), 0.3, np.float32)
    np.testing.assert_array_equal(levelled(rgb), rgb)
    np.testing.assert_array_equal(levelled(rgb, np.zeros((4, 5), bool)), rgb)


def test_invisible_pixels_take_no_part():
    plane = np.linspace(0.2, 0.6, 1001, dtype=np.float32).reshape(7, 143)
    wide = np.concatenate([plane, np.full((3, 143), 9, np.float32)])
    visible = np.arange(10)[:, None].repeat(143, 1) < 7
    out = levelled(np.stack([wide] * 3), visible)
    np.testing.assert_allclose(out[:, :7], levelled(np.stack([plane] * 3)), atol=1e-6)


def test_parts_are_one_picture():
    rgb = np.random.default_rng(0).random((3, 40, 9), dtype=np.float32)
    parts = [(rgb[:, :13], None), (rgb[:, 13:], np.ones((27, 9), bool))]
    assert percentiles(parts) == percentiles([(rgb, None)])


def test_contrast_levelling_stretches(noise):
    dull = (noise // 4 + 90).astype(np.uint8)
    plain, _ = resize(dull, width=100, params=Resize(sharpness="off").params())
    level, _ = resize(dull, width=100, params=Resize(sharpness="off", enable_contrast_leveling=True).params())
    assert np.ptp(plain) < 90 and np.ptp(level) == 255
