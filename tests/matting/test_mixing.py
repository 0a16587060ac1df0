import numpy as np
import pytest
from reference.matting_loops import fit_loop
from wispcut.matting.mixing import fit


def test_fit_is_the_clipped_projection():
    f, b = np.float32([[1], [0.5], [0]]), np.float32([[0], [0.5], [1]])
    for colour, alpha, misfit in (
        ([0.25, 0.5, 0.75], 0.25, 0),
        ([1.5, 0.5, -0.5], 1, 0.5),
        ([0.5, 0.9, 0.5], 0.5, 0.16),
    ):
        a, m = fit(np.float32(colour)[:, None], f, b)
        assert a[0] == pytest.approx(alpha, abs=1e-6)
        assert m[0] == pytest.approx(misfit, abs=1e-6)


def test_fit_of_equal_colours_is_defined():
    same = np.full((3, 1), 0.4, np.float32)
    a, m = fit(same + np.float32(0.1), same, same)
    assert a[0] == 0
    assert m[0] == pytest.approx(0.03, rel=1e-3)


def test_twin_of_fit():
    rng = np.random.default_rng(4)
    i, f, b = rng.random((3, 3, 50), np.float32)
    a, m = fit(i, f, b)
    want = np.array([fit_loop(i[:, n], f[:, n], b[:, n]) for n in range(50)])
    np.testing.assert_allclose(a, want[:, 0], atol=1e-5)
    np.testing.assert_allclose(m, want[:, 1], atol=1e-5)
