"""What the package makes of each file of the corpus; e2e/test_corpus.py compares the page with it."""

import numpy as np
import pytest
from wispcut.formats.masks import read_mask
from wispcut.formats.pictures import read_photo

from testing import corpus, made

PHOTOS, MASKS = corpus.photos(), corpus.masks()
P3 = made.encoded(made.linear(corpus.RGB) @ made.P3_TO_SRGB.T)
TOLD = {"broken", "grey.png", "HDR", "points", "with a profile.tiff"}


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_is_read_upright_and_only_what_is_odd_is_told(name):
    found = read_photo(PHOTOS[name])
    turned = name.startswith("turned")
    assert found.pixels.shape == (
        (corpus.COLUMNS, corpus.ROWS, 4) if turned else (corpus.ROWS, corpus.COLUMNS, 4)
    )
    assert bool(found.notices) == any(word in name for word in TOLD)
    if "alpha" in name and "palette" not in name and not name.endswith(".heic"):
        alpha = np.rot90(corpus.ALPHA, -1) if turned else corpus.ALPHA
        assert np.abs(found.pixels[..., 3].astype(int) - alpha).max() <= 1
    if name in ("alpha P3.png", "alpha P3.webp", "alpha cICP.png", "cICP.png", "colour 16.tiff"):
        assert np.abs(found.pixels[..., :3] - P3).max() <= 2


@pytest.mark.parametrize("name", MASKS)
def test_every_mask_is_one_circle(name):
    found, notices = read_mask(MASKS[name], read_photo(corpus.RGB))
    y, x = np.mgrid[: corpus.ROWS, : corpus.COLUMNS]
    away = np.hypot(y - 48, x - 72)
    assert (found[away < 27] > 250).all() and (found[away > 41] < 5).all()
    assert bool(notices) == (name.startswith(("0 and 1", "bytes")))
