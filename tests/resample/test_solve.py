import numpy as np
import pytest
from wispcut.resample.solve import cubic_roots, largest_root


def test_equals_numpy_roots_on_a_hundred_thousand_cubics():
    # numpy.roots takes the eigenvalues of the companion matrix; the same here for all cubics at once.
    c = np.random.default_rng(1).standard_normal((100_000, 4))
    companion = np.zeros((len(c), 3, 3))
    companion[:, 0] = -c[:, 1:] / c[:, :1]
    companion[:, 1, 0] = companion[:, 2, 1] = 1
    theirs = np.linalg.eigvals(companion)
    for i in range(0, len(c), 5000):
        np.testing.assert_allclose(np.sort_complex(np.roots(c[i])), np.sort_complex(theirs[i]), rtol=1e-9)
    real = np.abs(theirs.imag) <= 1e-9 * np.abs(theirs)
    theirs = np.sort(np.where(real, theirs.real, np.nan), axis=1)
    ours = cubic_roots(*c.T)
    np.testing.assert_array_equal(np.isfinite(ours), np.isfinite(theirs))
    np.testing.assert_allclose(ours, theirs, rtol=1e-10)


@pytest.mark.parametrize("spread", [1, 10, 1e3])
def test_roots_that_were_put_in_come_out(spread):
    rng = np.random.default_rng(2)
    roots = np.sort(rng.standard_normal((20_000, 3)) * spread ** rng.uniform(-1, 1, (20_000, 3)), axis=1)
    x, y, z = roots.T
    a = rng.uniform(0.5, 2, len(roots))
    found = cubic_roots(a, -a * (x + y + z), a * (x * y + x * z + y * z), -a * x * y * z)
    apart = np.diff(roots, axis=1).min(axis=1) > 1e-3 * np.abs(roots).max(axis=1)
    assert apart.sum() > 1000
    np.testing.assert_allclose(found[apart], roots[apart], rtol=1e-6)


@pytest.mark.parametrize(
    ("coefficients", "roots"),
    [
        ((1, -6, 11, -6), [1, 2, 3]),
        ((1, 0, 0, -8), [2, np.nan, np.nan]),
        ((1, -3, 3, -1), [1, 1, 1]),  # triple: p = q = 0
        ((1, -4, 5, -2), [1, 1, 2]),  # double
        ((0, 1, -3, 2), [1, 2, np.nan]),  # quadratic
        ((0, 1, 0, 1), [np.nan] * 3),
        ((0, 0, 2, -1), [0.5, np.nan, np.nan]),  # line
        ((0, 0, 0, 1), [np.nan] * 3),
        ((0, 0, 0, 0), [np.nan] * 3),
        ((1, 0, 0, 0), [0, 0, 0]),
    ],
)
def test_known_cubics(coefficients, roots):
    np.testing.assert_allclose(cubic_roots(*(np.array([v]) for v in coefficients))[0], roots, atol=1e-6)


def test_the_largest_root_in_range():
    cubic = (1.0, -6.0, 11.0, -6.0)
    assert largest_root(cubic, 0, 0.0, 3.0) == pytest.approx(3)
    assert largest_root(cubic, 0, 0.0, 2.5) == pytest.approx(2)
    assert largest_root(cubic, 0, 3.5, 9.0) is None
    assert largest_root((0.0, 0.0, 1.0, 0.0), 0.25, 0.0, 1.0) == pytest.approx(0.25)
