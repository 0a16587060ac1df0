"""Within the limit nothing changes; beyond it the matte is nearly the same and known pixels stay known."""

import numpy as np
import pytest
from wispcut.matting.matte import estimate_matte
from wispcut.matting.memory_limited import memory_limited_matte


@pytest.fixture(scope="module")
def scene():
    """A soft disc on a plain backdrop, with a wide band: photo, true alpha, trimap."""
    rows, columns = np.mgrid[:91, :103]
    distance = np.hypot(rows - 45, columns - 50)
    alpha = np.clip((32 - distance) / 6, 0, 1).astype(np.float32)
    shade = np.float32([0.8, 0.5, 0.3]), np.float32([0.1, 0.3, 0.5])
    photo = alpha[..., None] * shade[0] + (1 - alpha[..., None]) * shade[1]
    trimap = np.where(distance < 22, 1, np.where(distance > 40, 0, 0.5)).astype(np.float32)
    return photo, alpha, trimap


@pytest.mark.parametrize("ring", [0, 3])
def test_up_to_the_limit_it_is_the_matte_itself(scene, ring):
    """Open are unknown pixels, and known ones (here of the first rows) with less than full trust."""
    photo, _, trimap = scene
    trust = np.ones_like(trimap)
    trust[:ring] = 0.5
    limit = int((trimap == 0.5).sum()) + trust[:ring].size
    got = memory_limited_matte(photo, trimap, trust=trust, limit=limit)
    for mine, plain in zip(got, estimate_matte(photo, trimap, trust=trust), strict=True):
        assert np.array_equal(mine, plain)


@pytest.mark.parametrize("limit", [1500, 300])
def test_beyond_the_limit_it_stays_near_the_truth(scene, limit):
    photo, alpha, trimap = scene
    got, confidence = memory_limited_matte(photo, trimap, trust=np.ones_like(trimap), limit=limit)
    assert got.shape == confidence.shape == trimap.shape
    assert got.dtype == confidence.dtype == np.float32
    assert (got[trimap == 1] == 1).all()
    assert (got[trimap == 0] == 0).all()
    assert (confidence[trimap != 0.5] == 1).all() and confidence.max() == 1
    assert np.abs(got - alpha).mean() < 2 / 255
    assert not np.array_equal(got, estimate_matte(photo, trimap, trust=np.ones_like(trimap))[0])


@pytest.mark.parametrize("size", [(3, 900), (5, 5), (64, 65)])
def test_all_unknown_has_an_answer(size):
    photo = np.random.default_rng(0).random((*size, 3), np.float32)
    unknown = np.full(size, 0.5, np.float32)
    alpha, confidence = memory_limited_matte(photo, unknown, trust=np.ones(size, np.float32), limit=4)
    assert np.abs(alpha - 0.5).max() < 1e-3
    assert (confidence == 0).all()
