from importlib import import_module

import numpy as np
import pytest
from reference.matting_loops import choose_loops, share_loops
from reference.shared_matting_paper import pair_costs
from wispcut.matting.candidates import gather
from wispcut.matting.gradient_path import foreground_probability, path_energy

from testing.scenes import band, scene

sm = import_module("wispcut.matting.shared_matting")  # the package's own name is the function


def problem(seed=0, size=(17, 19)):
    rng = np.random.default_rng(seed)
    photo = rng.random((*size, 3), np.float32)
    trimap = np.full(size, 0.5, np.float32)
    trimap[: size[0] // 4], trimap[-size[0] // 4 :] = 1, 0
    return photo, trimap, np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)


def planes_of(photo):
    return np.ascontiguousarray(photo.reshape(-1, 3).T)


def test_choice_costs_what_the_loops_say():
    photo, trimap, at = problem()
    fore, far_f = gather(trimap == 1, at, 2)
    back, far_b = gather(trimap == 0, at, 2)
    f, b = sm.choose(planes_of(photo), trimap.shape, at, fore, far_f, back, far_b)
    exponents = sm.DEFAULT.fit, sm.DEFAULT.near_f, sm.DEFAULT.near_b
    least = choose_loops(photo, at, fore, far_f, back, far_b, exponents, float(sm.FLOOR))
    pick = []
    for n in range(at.size):  # cost of the pair chosen, by the same loops
        i = int(np.flatnonzero(fore[:, n] == f[n])[0])
        j = int(np.flatnonzero(back[:, n] == b[n])[0])
        one = np.s_[n : n + 1]
        cost = choose_loops(
            photo, at[one], fore[i : i + 1, one], far_f[i : i + 1, one], back[j : j + 1, one],
            far_b[j : j + 1, one], exponents, float(sm.FLOOR),
        )[0]  # fmt: skip
        cost += exponents[1] * np.log(far_f[i, n] / far_f[:, n].min())
        cost += exponents[2] * np.log(far_b[j, n] / far_b[:, n].min())
        pick.append(cost)
    np.testing.assert_allclose(pick, least, atol=2e-3)


@pytest.mark.parametrize("every", [1, 3, 5])
def test_sharing_equals_the_loops(every):
    photo, trimap, at = problem(1, (15, 13))
    rng = np.random.default_rng(2)
    f, b = rng.random((2, 3, at.size), np.float32)
    got = sm.share(planes_of(photo), trimap.shape, at, f, b, every)
    want = share_loops(photo, at, f, b, sm.offsets(every), float(sm.SHARED_MISFIT))
    np.testing.assert_allclose(got.foreground, want[:3], atol=2e-3)
    np.testing.assert_allclose(got.background, want[3:6], atol=2e-3)
    for part, row in zip((got.alpha, got.residual, got.spread), want[6:], strict=True):
        np.testing.assert_allclose(part, row, atol=5e-3)


def test_the_first_unknown_pixel_shares_as_all_others_do():
    photo = np.linspace(0, 1, 15, dtype=np.float32).reshape(1, 5, 3)
    at = np.arange(5, dtype=np.int32)
    f, b = np.zeros((2, 3, 5), np.float32)
    f[:, 0] = 1  # its pair alone explains anything
    assert sm.share(planes_of(photo), (1, 5), at, f, b, 1).foreground.min() > 0.9


def test_offsets_hold_the_pixel_itself_and_no_gap():
    for every in (1, 3, 5):
        near = sm.offsets(every)
        assert (0, 0) in near
        assert {r for r, _ in near} == {c for _, c in near} == set(range(-6, 7)) or every > 1
        assert {(-r, -c) for r, c in near} == set(near)


def test_two_constant_layers_come_back_exactly():
    rng = np.random.default_rng(3)
    truth = np.zeros((31, 37), np.float32)
    truth[:10] = 1
    truth[10:22] = rng.random((12, 37), np.float32)
    photo = truth[..., None] * np.float32([0.9, 0.3, 0.2]) + (1 - truth[..., None]) * np.float32(
        [0.1, 0.5, 0.8]
    )
    trimap = np.full(truth.shape, 0.5, np.float32)
    trimap[:8], trimap[24:] = 1, 0
    trimap = np.where((truth == 1) | (truth == 0), np.where(trimap == 0.5, 0.5, truth), 0.5).astype(
        np.float32
    )
    at = np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)
    got = sm.shared_matting(planes_of(photo.astype(np.float32)), trimap, at)
    np.testing.assert_allclose(got.alpha, truth.ravel()[at], atol=1 / 255)
    assert got.residual.max() < 1e-3


def test_beats_a_coin_on_hair():
    s = scene("hair")
    trimap = band(s.alpha, 6)
    at = np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)
    got = sm.shared_matting(planes_of(s.photo.astype(np.float32)), trimap, at)
    error = np.abs(got.alpha - s.alpha.ravel()[at]).mean()
    assert error < 0.5 * np.abs(0.5 - s.alpha.ravel()[at]).mean()
    assert ((got.alpha >= 0) & (got.alpha <= 1)).all()


def test_the_path_term_takes_the_pair_whose_alpha_agrees():
    # one grey pixel between: the same colour is all foreground by one pair, all background by the other
    photo = np.full((1, 5, 3), 0.5, np.float32)
    photo[0, 0], photo[0, 1], photo[0, 4] = 0.1, 0.5, 0.9
    at, fore, back = np.int32([2]), np.int32([[1], [0]]), np.int32([[1], [4]])
    far = np.ones((2, 1), np.float32)
    planes = planes_of(photo)
    for sure in (1, 0):
        said = np.float32([sure])
        f, b = sm.choose(planes, (1, 5), at, fore, far, back, far, sm.Exponents(path=2), said)
        assert sm.fit(planes[:, at], planes[:, f], planes[:, b])[0][0] == pytest.approx(sure, abs=1e-3)


def test_the_cost_has_all_four_terms():
    photo, trimap, at = problem(6, (11, 13))
    planes = planes_of(photo)
    fore, far_f = gather(trimap == 1, at, 2)
    back, far_b = gather(trimap == 0, at, 2, phase=0.5)
    ways = path_energy(planes, trimap.shape, at, fore), path_energy(planes, trimap.shape, at, back)
    probability = foreground_probability(*ways)
    f, b = sm.choose(planes, trimap.shape, at, fore, far_f, back, far_b, sm.PAPER, probability)
    terms = sm.PAPER, float(sm.FLOOR), float(sm.PATH_FLOOR)
    for n in range(at.size):
        costs = pair_costs(
            photo, int(at[n]), fore[:, n], far_f[:, n], back[:, n], far_b[:, n], probability[n], *terms
        )
        picked = costs[(fore[:, n] == f[n])][:, back[:, n] == b[n]].min()
        assert picked == pytest.approx(costs.min(), abs=5e-3)


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("exponents", [sm.DEFAULT, sm.PAPER])
def test_the_complete_paper_on_hair(exponents, smooth):
    s = scene("hair")
    trimap = band(s.alpha, 6)
    at = np.flatnonzero(trimap.ravel() == 0.5).astype(np.int32)
    photo = s.photo.astype(np.float32)
    got = sm.shared_matting(planes_of(photo), trimap, at, exponents=exponents, smooth=smooth)
    error = np.abs(got.alpha - s.alpha.ravel()[at]).mean()
    assert error < 0.5 * np.abs(0.5 - s.alpha.ravel()[at]).mean()
    plain = sm.shared_matting(planes_of(photo), trimap, at)
    changed = smooth or exponents != sm.DEFAULT
    assert (np.abs(got.alpha - plain.alpha).max() > 0.01) == changed
