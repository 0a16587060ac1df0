"""Pictures that several tests look at."""

import numpy as np
import pytest


@pytest.fixture
def photo():
    """A photo of scikit-image by name."""
    data = pytest.importorskip("skimage.data")
    return lambda name: getattr(data, name)()


@pytest.fixture
def noise():
    """A picture with dark and bright places, texture and edges."""
    rng = np.random.default_rng(11)
    y, x = np.mgrid[:150, :210]
    base = 128 + 100 * np.sin(x / 9) * np.cos(y / 13) + 60 * ((x // 30 + y // 25) % 2)
    return np.clip(base[..., None] + rng.normal(0, 12, (150, 210, 3)), 0, 255).astype(np.uint8)


@pytest.fixture
def cutout(noise):
    y, x = np.mgrid[:150, :210]
    alpha = np.clip((60 - np.hypot(y - 75, x - 105)) * 30 + 128, 0, 255).astype(np.uint8)
    return np.dstack([noise, alpha])
