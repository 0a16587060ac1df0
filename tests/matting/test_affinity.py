import numpy as np
import pytest
from reference.matting_loops import mix_loops
from wispcut.matting import affinity
from wispcut.matting.affinity import link_unknown, mix_known, solve3


def planes_of(photo):
    return np.ascontiguousarray(photo.reshape(-1, 3).T)


def test_solve3_equals_numpy():
    rng = np.random.default_rng(0)
    half = rng.standard_normal((20, 3, 3))
    m = half @ half.transpose(0, 2, 1) + np.eye(3)
    right = rng.standard_normal((3, 20))
    got = solve3([[m[:, i, j] for j in range(3)] for i in range(3)], right)
    np.testing.assert_allclose(got, np.linalg.solve(m, right.T[..., None])[..., 0].T, atol=1e-9)


def test_mix_equals_the_loops_where_all_are_neighbours():
    rng = np.random.default_rng(1)
    photo = rng.random((3, 5, 3), np.float32)
    label = np.array([1] * 5 + [0.5] * 5 + [0] * 5)
    at = np.flatnonzero(label == 0.5).astype(np.int32)
    share, misfit, contrast = mix_known(planes_of(photo), (3, 5), label == 1, label == 0, at)
    flat = photo.reshape(-1, 3)
    for n, pixel in enumerate(at):
        weight = mix_loops(flat[[*range(5), *range(10, 15)]], flat[pixel], float(affinity._RIDGE), 1e-3)
        assert share[n] == pytest.approx(np.clip(weight[:5].sum(), 0, 1), abs=2e-3)
        left = np.linalg.norm(weight @ flat[[*range(5), *range(10, 15)]] - flat[pixel])
        assert misfit[n] == pytest.approx(left, abs=2e-3)
        gap = flat[:5].mean(0) - flat[10:].mean(0)
        assert contrast[n] == pytest.approx(gap @ gap, abs=1e-5)


def test_mix_finds_the_share_of_two_colours():
    alpha = np.linspace(0, 1, 9, dtype=np.float32)
    row = np.concatenate([np.ones(5), alpha, np.zeros(5)]).astype(np.float32)
    photo = np.repeat(row[None, :, None] * np.float32([0.8, 0.2, 0.4]) + (1 - row[None, :, None]) * 0.1, 1, 0)
    label = np.array([1.0] * 5 + [0.5] * 9 + [0.0] * 5)
    at = np.flatnonzero(label == 0.5).astype(np.int32)
    share, misfit, _ = mix_known(planes_of(photo.astype(np.float32)), (1, 19), label == 1, label == 0, at)
    np.testing.assert_allclose(share, alpha, atol=0.01)
    assert misfit.max() < 0.01


def test_known_colours_are_those_within_8_percent_of_the_picture():
    """Unknown is column 50 of 100. Of its colour is the foreground 6 pixels away, and the background 12."""
    photo = np.random.default_rng(3).random((5, 100, 3), np.float32) * 0.1
    photo[:, 44:45], photo[:, 50], photo[:, 62:63] = 0.9, 0.9, 0.9
    columns = np.broadcast_to(np.arange(100), (5, 100)).ravel()
    at = np.flatnonzero(columns == 50).astype(np.int32)
    share, misfit, _ = mix_known(planes_of(photo), (5, 100), columns < 50, columns > 50, at)
    assert share.min() > 0.9 and misfit.max() < 0.1


def test_a_colour_that_nobody_has_says_so():
    photo = np.zeros((1, 11, 3), np.float32)
    photo[0, :5] = 0.2
    photo[0, 5] = [0.1, 0.9, 0.1]
    label = np.array([1.0] * 5 + [0.5] + [0.0] * 5)
    _, misfit, _ = mix_known(planes_of(photo), (1, 11), label == 1, label == 0, np.array([5], np.int32))
    assert misfit[0] > 0.5


def test_links_are_a_graph_laplacian():
    photo = np.random.default_rng(2).random((6, 7, 3), np.float32)
    got = link_unknown(planes_of(photo), (6, 7), np.arange(42, dtype=np.int32)).toarray()
    np.testing.assert_allclose(got, got.T, atol=1e-7)
    np.testing.assert_allclose(got.sum(1), 0, atol=1e-6)
    assert (got - np.diag(np.diag(got)) <= 0).all()
    assert np.linalg.eigvalsh(got).min() > -1e-6


def test_links_tie_like_colours_and_no_others():
    photo = np.zeros((1, 12, 3), np.float32)
    photo[0, ::2] = 1
    got = link_unknown(planes_of(photo), (1, 12), np.arange(12, dtype=np.int32)).toarray()
    even = np.arange(12) % 2 == 0
    assert np.abs(got[np.ix_(even, ~even)]).max() < 1e-12
    assert got[np.ix_(even, even)].min() < -0.5


@pytest.mark.parametrize("count", [1, 2, 4])
def test_fewer_pixels_than_neighbours(count):
    photo = np.random.default_rng(3).random((1, 8, 3), np.float32)
    at = np.arange(count, dtype=np.int32)
    assert link_unknown(planes_of(photo), (1, 8), at).shape == (count, count)
    fg, bg = np.zeros(8, bool), np.zeros(8, bool)
    fg[6], bg[7] = True, True
    share, misfit, _ = mix_known(planes_of(photo), (1, 8), fg, bg, at)
    assert share.shape == misfit.shape == (count,)
    assert ((share >= 0) & (share <= 1)).all()
