import numpy as np
import pytest
from wispcut.resample.kernels import KERNELS, compensated, weights


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(
    ("length", "target"), [(7, 3), (97, 31), (100, 50), (11, 10), (5, 1), (1, 1), (24, 3)]
)
def test_every_row_sums_to_one(kernel, length, target):
    rows = weights(length, target, kernel)
    assert rows.shape == (target, length) and rows.dtype == np.float32
    np.testing.assert_allclose(rows.toarray().astype(np.float64).sum(axis=1), 1, atol=3e-7)
    np.testing.assert_allclose(compensated(rows).toarray().astype(np.float64).sum(axis=1), 1, atol=5e-7)


@pytest.mark.parametrize("kernel", KERNELS)
def test_weights_are_mirror_symmetric(kernel):
    rows = weights(53, 17, kernel).toarray()
    np.testing.assert_allclose(rows, rows[::-1, ::-1], atol=1e-7)


@pytest.mark.parametrize("kernel", ["Lanczos3", "CatmullRom"])
def test_interpolating_kernels_keep_samples_at_equal_size(kernel):
    np.testing.assert_allclose(weights(9, 9, kernel).toarray(), np.eye(9), atol=1e-7)


def test_known_values_of_the_cubics():
    # Mitchell & Netravali 1988: k(0) = 8/9 and k(1) = 1/18 for B = C = 1/3; Catmull-Rom: k(1/2) = 9/16.
    mitchell, catmull = KERNELS["MitchellNetravali"][1], KERNELS["CatmullRom"][1]
    np.testing.assert_allclose(
        mitchell(np.array([0.0, 1.0, -1.0, 2.0])), [8 / 9, 1 / 18, 1 / 18, 0], atol=1e-12
    )
    np.testing.assert_allclose(catmull(np.array([0.0, 0.5, 1.0, 1.5])), [1, 9 / 16, 0, -1 / 16], atol=1e-12)


def test_halving_with_the_triangle():
    # Centre between two samples, half width 2: weights at ±0.5 and ±1.5 are 3/4 and 1/4 before normalising.
    row = weights(8, 4, "Triangle").toarray()[1]
    np.testing.assert_allclose(row, [0, 1 / 8, 3 / 8, 3 / 8, 1 / 8, 0, 0, 0], atol=1e-7)


def test_compensation_answers_the_softness_of_the_triangle():
    f = np.linspace(0.01, 0.25, 25)  # cycles a pre-reduced pixel, up to the target's own limit
    taps = compensated(weights(41, 41, "Lanczos3")).toarray()[20, 19:22]
    response = taps[1] + 2 * taps[0] * np.cos(2 * np.pi * f)
    np.testing.assert_allclose(response * np.sinc(f) ** 2, 1, atol=0.03)
