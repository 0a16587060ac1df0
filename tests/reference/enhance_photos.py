"""Sample photos of scikit-image; where they are not installed (in Pyodide), the test is skipped."""

import numpy as np
import pytest


def sample(name):
    """A photo as ``(H, W, 3)`` float32 in [0, 1]."""
    pytest.importorskip("PIL", reason="the sample photos are read with Pillow")
    photo = getattr(pytest.importorskip("skimage.data"), name)().astype(np.float32) / 255
    return photo if photo.ndim == 3 else np.repeat(photo[..., None], 3, axis=2)
