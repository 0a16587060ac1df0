import numpy as np
import pytest
from wispcut.resample.fit import (
    FitFailed,
    evaluate,
    fit_cubic_with_quality,
    inversions,
    leave_one_out,
    solve_pivoted,
)
from wispcut.resample.solve import largest_root


@pytest.mark.parametrize("cubic", [(1, -2, 3, -4), (0.02, 0.001, 0.0005, 0), (0, 0, 0, 5), (-3, 0, 1, 0.5)])
@pytest.mark.parametrize("x", [np.linspace(0.05, 3, 11), np.array([0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0])])
def test_recovers_known_cubics(cubic, x):
    found, quality = fit_cubic_with_quality(x, evaluate(cubic, x))
    np.testing.assert_allclose(found, cubic, atol=1e-8)
    assert quality.r_squared == pytest.approx(1, abs=1e-9)
    assert quality.max_residual < 1e-9 and quality.residual_sum_of_squares < 1e-18


def test_equals_least_squares_on_noise():
    rng = np.random.default_rng(5)
    x, y = np.sort(rng.uniform(0, 2, 12)), rng.standard_normal(12)
    found, quality = fit_cubic_with_quality(x, y)
    np.testing.assert_allclose(found, np.polyfit(x, y, 3), rtol=1e-8)
    residual = y - np.polyval(np.polyfit(x, y, 3), x)
    assert quality.residual_sum_of_squares == pytest.approx((residual**2).sum())
    assert quality.max_residual == pytest.approx(np.abs(residual).max())
    assert quality.r_squared == pytest.approx(1 - (residual**2).sum() / ((y - y.mean()) ** 2).sum())


def test_pivoting_and_smallest_pivot():
    solution, pivot = solve_pivoted(np.array([[0.0, 2.0], [4.0, 0.0]]), np.array([6.0, 8.0]))
    np.testing.assert_allclose(solution, [2, 3])
    assert pivot == 2


def test_too_few_or_equal_points_fail():
    with pytest.raises(FitFailed, match="at least 4 points; got 3"):
        fit_cubic_with_quality([1, 2, 3], [1, 2, 3])
    with pytest.raises(FitFailed, match="singular"):
        fit_cubic_with_quality([1, 1, 1, 1], [1, 2, 3, 4])


def test_inversions():
    assert inversions([0, 1, 1, 2]) == 0
    assert inversions([0, 2, 1, 3, 2]) == 2
    assert inversions([1]) == 0


def test_leave_one_out_is_zero_on_a_true_cubic_and_large_on_an_outlier():
    x = np.linspace(0.1, 1, 8)
    y = 0.5 * x**3 + 0.1 * x

    def root_of(cubic):
        return largest_root(cubic, 0.2, 0.0, 1.0)

    root = root_of(fit_cubic_with_quality(x, y)[0])
    assert leave_one_out(x, y, root, (0.0, 0.0), root_of) < 1e-9
    y[3] += 1.0
    root = root_of(fit_cubic_with_quality(x, y)[0]) or 1.0
    assert leave_one_out(x, y, root, (0.0, 0.0), root_of) > 0.25
