import numpy as np
import pytest
from reference.backdrop_loops import shepard
from wispcut.backdrop.fill import fill_neighbours, fill_smooth

YS, XS = np.array([3.0, 10.1, 17.0, 22.3, 25.5]), np.array([1.0, 5.2, 9.0, 13.7])


def plane():
    return 7 + 0.3 * YS[:, None] - 0.8 * XS


def holes(seed=0, share=0.5):
    valid = np.random.default_rng(seed).random((5, 4)) > share
    valid[2, 1] = True
    return valid


@pytest.mark.parametrize(("neighbours", "power"), [(10, 1.0), (3, 2.0), (1, 1.0)])
def test_neighbours_equal_the_loops(neighbours, power):
    mesh, valid = np.random.default_rng(1).normal(size=(5, 4)), holes()
    found = fill_neighbours(mesh, valid, YS, XS, neighbours, power)
    points = [(YS[y], XS[x]) for y, x in zip(*np.nonzero(valid), strict=True)]
    for y in range(5):
        for x in range(4):
            wanted = (
                mesh[y, x] if valid[y, x] else shepard(points, mesh[valid], (YS[y], XS[x]), neighbours, power)
            )
            assert found[y, x] == pytest.approx(wanted, rel=1e-12)


def test_smooth_continues_a_plane_exactly_and_keeps_what_was_measured():
    valid = np.ones((5, 4), bool)
    valid[1:3, 1:3] = False
    valid[3:, 2] = False
    mesh = np.where(valid, plane(), np.nan)
    np.testing.assert_allclose(fill_smooth(mesh, valid, YS, XS), plane(), rtol=1e-12)


def test_smooth_solves_laplace_for_the_deviation():
    rng = np.random.default_rng(3)
    mesh, valid = 50 + rng.normal(size=(5, 4)), np.ones((5, 4), bool)
    valid[2, 2] = valid[3, 2] = False
    y, x = np.meshgrid(YS, XS, indexing="ij")
    design = np.stack([np.ones(valid.sum()), y[valid], x[valid]], axis=1)
    fit = np.linalg.lstsq(design, mesh[valid], rcond=None)[0]
    deviation = fill_smooth(mesh, valid, YS, XS) - (fit[0] + fit[1] * y + fit[2] * x)
    for row in (2, 3):
        around = deviation[row - 1, 2] + deviation[row + 1, 2] + deviation[row, 1] + deviation[row, 3]
        assert deviation[row, 2] == pytest.approx(around / 4, abs=1e-12)


def test_smooth_cannot_run_away():
    mesh, valid = np.zeros((5, 4)), np.zeros((5, 4), bool)
    valid[0, :2] = True
    mesh[0, :2] = [1.0, 2.0]
    found = fill_smooth(mesh, valid, YS, XS)
    assert found.min() >= 0
    assert found.max() <= 3
    one = np.zeros((5, 4), bool)
    one[4, 3] = True
    np.testing.assert_allclose(fill_smooth(np.where(one, 6.0, 0.0), one, YS, XS), 6.0)


def test_nothing_to_fill():
    whole = np.ones((5, 4), bool)
    for fill in (fill_neighbours, fill_smooth):
        np.testing.assert_array_equal(fill(plane(), whole, YS, XS), plane())
