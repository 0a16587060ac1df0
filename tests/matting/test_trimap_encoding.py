import numpy as np
import pytest
from wispcut.matting.trimap_encoding import SCALES, encode_trimap


@pytest.mark.parametrize("length", [50, 1])
def test_equals_the_formula_pixel_by_pixel(length):
    trimap = np.random.default_rng(0).choice(np.float32([0, 0.5, 0.5, 0.5, 1]), (9, 13))
    out = encode_trimap(trimap, length=length)
    for label, first in ((0, 0), (1, 3)):
        known = np.argwhere(trimap == label)
        for y in range(9):
            for x in range(13):
                square = ((known - (y, x)) ** 2).sum(1).min()
                for k, share in enumerate(SCALES):
                    expected = np.exp(-square / (2 * (share * length) ** 2))
                    assert out[y, x, first + k] == pytest.approx(expected, abs=1e-6)


def test_the_gaussians_are_those_of_fba():
    trimap = np.full((1, 33), 0.5, np.float32)
    trimap[0, 0] = 0
    sigmas = np.array([6.4, 25.6, 51.2])
    assert encode_trimap(trimap)[0, 32, :3] == pytest.approx(np.exp(-(32**2) / (2 * sigmas**2)))


def test_known_pixels_are_one_and_absent_classes_zero():
    trimap = np.full((5, 7), 0.5, np.float32)
    trimap[0, 0] = 1
    out = encode_trimap(trimap)
    assert out.dtype == np.float32 and out.shape == (5, 7, 6)
    assert (out[..., :3] == 0).all() and (out[0, 0, 3:] == 1).all()
    assert (encode_trimap(np.full((1, 1), 0.5, np.float32)) == 0).all()
    assert (np.diff(out[4, 6, 3:]) > 0).all()  # the wider Gaussian is larger


def test_far_pixels_do_not_underflow():
    trimap = np.full((1, 2000), 0.5, np.float32)
    trimap[0, 0] = 0
    assert np.isfinite(encode_trimap(trimap)).all()


@pytest.mark.parametrize(
    ("trimap", "length", "error", "words"),
    [
        (np.zeros((2, 2)), 320, TypeError, "trimap"),
        (np.full((2, 2), np.nan, np.float32), 320, ValueError, "trimap"),
        (np.zeros((2, 2), np.float32), 0, ValueError, "length"),
    ],
)
def test_errors_name_the_argument(trimap, length, error, words):
    with pytest.raises(error, match=words):
        encode_trimap(trimap, length=length)
