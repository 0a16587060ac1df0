import numpy as np
import pytest
from reference.backdrop_loops import sep_spline, shepard
from wispcut.backdrop.interpolation import INTERPOLATIONS, bilinear, inverse_distance, natural_spline

YS, XS = np.array([3.5, 11.5, 19.5, 25.0]), np.array([2.0, 7.0, 12.0, 17.0, 20.5])
ROWS, COLUMNS = np.arange(29.0), np.arange(23.0)


def mesh(seed=0):
    return np.random.default_rng(seed).normal(100, 5, (4, 5))


def test_natural_spline_equals_scipys():
    scipy_interpolate = pytest.importorskip("scipy.interpolate")  # not in the browser's build
    cubic = scipy_interpolate.CubicSpline
    across = cubic(XS, mesh(), axis=1, bc_type="natural")(COLUMNS)
    wanted = cubic(YS, across, axis=0, bc_type="natural")(ROWS)
    found = natural_spline(mesh(), YS, XS, ROWS, COLUMNS, np.float64)
    np.testing.assert_allclose(found, wanted, rtol=1e-12)


@pytest.mark.parametrize("kind", ["spline", "bilinear"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_planes_are_exact_beyond_the_centres_too(kind, dtype):
    plane = 40 + 0.5 * YS[:, None] - 0.25 * XS
    found = INTERPOLATIONS[kind](plane, YS, XS, ROWS, COLUMNS, dtype)
    assert found.dtype == dtype
    wanted = 40 + 0.5 * ROWS[:, None] - 0.25 * COLUMNS
    np.testing.assert_allclose(found, wanted, rtol=4 * np.finfo(dtype).eps)


@pytest.mark.parametrize("kind", ["spline", "bilinear", "idw"])
def test_centres_keep_their_value_and_windows_equal_the_whole(kind):
    interpolate = INTERPOLATIONS[kind]
    np.testing.assert_allclose(interpolate(mesh(), YS, XS, YS, XS, np.float64), mesh(), rtol=1e-9)
    whole = interpolate(mesh(), YS, XS, ROWS, COLUMNS, np.float32)
    for rows in (slice(0, 1), slice(5, 24), slice(28, 29)):
        window = interpolate(mesh(), YS, XS, ROWS[rows], COLUMNS[7:20], np.float32)
        np.testing.assert_array_equal(window, whole[rows, 7:20])


@pytest.mark.parametrize("kind", list(INTERPOLATIONS))
@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (4, 1), (2, 2), (3, 2)])
def test_few_tiles(kind, shape):
    ys, xs = YS[: shape[0]], XS[: shape[1]]
    part = mesh()[: shape[0], : shape[1]]
    found = INTERPOLATIONS[kind](part, ys, xs, ROWS, COLUMNS, np.float64)
    assert found.shape == (29, 23)
    if shape[0] == 1:
        assert np.ptp(found, axis=0).max() < 1e-9 or kind == "idw"
    if shape == (1, 1):
        np.testing.assert_allclose(found, part[0, 0])
    if shape == (2, 2) and kind == "spline":  # a natural spline through two points is a line
        np.testing.assert_allclose(found, bilinear(part, ys, xs, ROWS, COLUMNS, np.float64), rtol=1e-12)


def test_spline_bends_as_the_formula_says():
    # three points 0, 1, 0 at -1, 0, 1: M = -3 in the middle, hence 1 - 1.5 t^2 + 0.5 |t|^3
    t = np.linspace(-1, 1, 21)
    found = natural_spline(
        np.array([[0.0], [1], [0]]), np.array([-1.0, 0, 1]), np.zeros(1), t, np.zeros(1), np.float64
    )
    np.testing.assert_allclose(found[:, 0], 1 - 1.5 * t**2 + 0.5 * np.abs(t) ** 3, atol=1e-14)


@pytest.mark.parametrize("size", [(9, 9), (5, 9), (3, 2), (2, 3)])
def test_sextractors_spline_equals_the_loops(size):
    values = np.random.default_rng(1).normal(100, 5, size)
    ys, xs = 8.0 * np.arange(size[0]) + 3.5, 5.0 * np.arange(size[1]) + 2
    rows, columns = np.arange(8.0 * size[0]), np.arange(5.0 * size[1])
    found = INTERPOLATIONS["sextractor"](values, ys, xs, rows, columns, np.float64)
    wanted = sep_spline(values, rows / 8 - 0.5, (columns - 2) / 5)
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    window = INTERPOLATIONS["sextractor"](values, ys, xs, rows[7:12], columns[3:], np.float32)
    whole = INTERPOLATIONS["sextractor"](values, ys, xs, rows, columns, np.float32)
    np.testing.assert_array_equal(window, whole[7:12, 3:])


def test_sextractors_spline_takes_a_partial_last_tile_for_a_full_one():
    rows, columns = np.arange(22.0), np.arange(20.0)
    full, cut = np.array([3.5, 11.5, 19.5]), np.array([3.5, 11.5, 18.5])
    values = mesh()[:3, :4]
    maps = [INTERPOLATIONS["sextractor"](values, ys, XS[:4], rows, columns, np.float64) for ys in (full, cut)]
    np.testing.assert_array_equal(*maps)


@pytest.mark.parametrize(("neighbours", "power"), [(10, 1.0), (4, 3.0), (99, 1.0)])
def test_inverse_distance_equals_the_loops(neighbours, power):
    points = [(y, x) for y in YS for x in XS]
    rows, columns = np.array([0.0, 3.7, 8.1, 28.3]), np.array([0.2, 7.3, 15.4])
    found = inverse_distance(mesh(), YS, XS, rows, columns, np.float64, neighbours, power)
    for i, y in enumerate(rows):
        for j, x in enumerate(columns):
            assert found[i, j] == pytest.approx(
                shepard(points, mesh().ravel(), (y, x), neighbours, power), rel=1e-9
            )
