"""The square that the AI looks at."""

import numpy as np
import pytest
from wispcut.ai.view import ai_view, area_average
from wispcut.core.scale import AI_SIDE
from wispcut.settings import Settings, complete


def exact(pixels, size):
    """The mean of the part of the picture that each pixel covers, by a fine grid of the least common multiple."""
    height, width = pixels.shape[:2]
    fine = np.repeat(np.repeat(pixels.astype(float), size[0], 0), size[1], 1)
    return fine.reshape(size[0], height, size[1], width, -1).mean((1, 3))


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (7, 4), (16, 16), (13, 31)])
@pytest.mark.parametrize("size", [(1, 1), (4, 6), (16, 8), (29, 3)])
def test_each_pixel_is_the_mean_of_what_it_covers(shape, size):
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    assert np.abs(area_average(pixels, size) - exact(pixels, size)).max() <= 0.5 + 1e-9


def test_bands_of_rows_give_the_rows_of_the_whole():
    pixels = np.random.default_rng(1).integers(0, 256, (200, 9, 3), np.uint8)
    assert np.abs(area_average(pixels, (150, 9)) - exact(pixels, (150, 9))).max() <= 0.5 + 1e-9


def test_the_view_is_enhanced_as_the_settings_say_and_ignores_alpha():
    photo = np.random.default_rng(2).integers(0, 200, (60, 80, 4), np.uint8)
    plain = ai_view(photo, Settings())
    assert plain.shape == (AI_SIDE, AI_SIDE, 3)
    assert np.array_equal(plain, area_average(photo[..., :3], (AI_SIDE, AI_SIDE)))
    assert ai_view(photo, complete({"enhance": {"gain": 1.2}})).mean() > 1.1 * plain.mean()
