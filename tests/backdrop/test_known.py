import dataclasses

import numpy as np
import pytest
from scipy import ndimage
from wispcut.backdrop import know_backdrop, photo_backdrop
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.settings import complete
from wispcut.survey import survey

from testing import scenes
from testing.scenes import product_shot


def read(photo, alpha):
    """Trimap and trust from a mask as coarse as an AI's, and the backdrop."""
    trimap, trust = adaptive_trimap(photo, scenes.coarse_mask(alpha))[:2]
    return trimap, trust, photo_backdrop(photo, trimap > 0)


@pytest.fixture
def mattes(monkeypatch):
    """Alpha from a mask as coarse as an AI's, without and with the backdrop known: a call of photo, alpha, quality."""

    def unknown(photo, subject):
        return dataclasses.replace(photo_backdrop(photo, subject), smooth=False)

    def both(photo, alpha, quality):
        mask, settings = scenes.coarse_mask(alpha), complete({"matting": {"quality": quality}})
        found = []
        for look in (unknown, photo_backdrop):
            monkeypatch.setattr("wispcut.survey.coarse.photo_backdrop", look)
            found.append(survey(photo, alpha.shape, 1, mask=mask, settings=settings).alpha)
        return found

    return both


@pytest.mark.parametrize("quality", ["fast", "balanced"])
def test_product_shots_lose_a_third_of_their_error_and_none_gets_worse(mattes, quality):
    errors = []
    for kind in ("hair", "product"):
        for seed in (0, 1):
            photo, alpha = product_shot(kind, seed=seed)
            assert read(photo, alpha)[2].smooth
            errors.append([abs(found - alpha).sum() for found in mattes(photo, alpha, quality)])
            assert errors[-1][1] < 1.05 * errors[-1][0], (kind, seed)
    before, after = np.sum(errors, axis=0)
    assert after < 0.7 * before


def test_lost_hair_comes_back_and_shadow_and_noise_do_not():
    photo, alpha = product_shot("hair", shadow=0.4)
    trimap, trust, backdrop = read(photo, alpha)
    found, sure = know_backdrop(photo, trimap, trust, backdrop)
    lost = (alpha > 0.3) & (trimap == 0)
    assert lost.sum() > 100
    assert (found[lost] > 0).mean() > 0.9
    far = ndimage.distance_transform_edt(alpha < 0.01) > 12
    assert (found[far & (trimap == 0)] == 0).mean() > 0.99
    np.testing.assert_array_equal(sure[found == 0.5], 0)
    np.testing.assert_array_equal(found == 1, trimap == 1)


def test_a_small_hole_in_the_subject_stays_a_hole():
    """Around it everything is subject, and much darker than the backdrop that shows in it."""
    photo, _ = product_shot("product", shadow=0.0)
    rows, columns = np.s_[60:66, 75:81], np.s_[58:68, 73:83]
    trimap = scenes.band(product_shot("product")[1], 3)
    trimap[columns], trimap[rows] = 0.5, 0
    backdrop = photo_backdrop(photo, trimap > 0)
    photo[rows] = backdrop.map[rows]
    found, _ = know_backdrop(photo, trimap, None, backdrop)
    assert (found[rows] == 0).all()


def test_before_a_lattice_nothing_is_recovered():
    photo, alpha = product_shot("hair", shadow=0.0)
    trimap, trust, backdrop = read(photo, alpha)
    assert ((trimap == 0) & (know_backdrop(photo, trimap, trust, backdrop)[0] > 0)).any()
    photo[:, 4::16] = 0.1
    found, _ = know_backdrop(photo, trimap, trust, backdrop)
    assert not ((trimap == 0) & (found > 0)).any()


def test_what_equals_the_backdrop_is_confirmed_but_for_a_skin():
    photo, alpha = product_shot("product", shadow=0.0)
    trimap = scenes.band(alpha, 14)
    backdrop = photo_backdrop(photo, trimap > 0)
    found, trust = know_backdrop(photo, trimap, np.zeros_like(trimap), backdrop)
    confirmed = (trimap == 0.5) & (found == 0)
    assert confirmed.sum() > 0.6 * ((trimap == 0.5) & (alpha == 0)).sum()
    assert alpha[confirmed].max() < 0.02
    away = ndimage.distance_transform_edt(found == 0)
    assert trust[confirmed].min() > 0.3
    np.testing.assert_array_equal(trust[confirmed & (away > 4)], 1)


def test_things_that_stand_apart_stay_background():
    photo, alpha = product_shot("product", shadow=0.0)
    photo[4:6, 4:28] = 0.0
    trimap, trust, backdrop = read(photo, alpha)
    found, _ = know_backdrop(photo, trimap, trust, backdrop)
    assert (trimap[:10, :34] == 0).all()
    assert (found[:10, :34] == 0).all()


def test_an_uneven_backdrop_changes_nothing_and_inputs_stay():
    photo, alpha = product_shot("hair")
    trimap, trust, backdrop = read(photo, alpha)
    uneven = dataclasses.replace(backdrop, smooth=False)
    assert know_backdrop(photo, trimap, trust, uneven) == (trimap, trust)
    before = trimap.copy(), trust.copy(), photo.copy()
    know_backdrop(photo, trimap, trust, backdrop)
    for kept, given in zip(before, (trimap, trust, photo), strict=True):
        np.testing.assert_array_equal(kept, given)
    assert know_backdrop(photo, trimap, None, backdrop)[1] is None


def test_flips_and_transposes_follow():
    photo, alpha = product_shot("hair")
    trimap, trust, backdrop = read(photo, alpha)
    whole = know_backdrop(photo, trimap, trust, backdrop)
    turned = dataclasses.replace(
        backdrop,
        shape=backdrop.shape[::-1],
        mesh=backdrop.mesh.transpose(1, 0, 2),
        ys=backdrop.xs,
        xs=backdrop.ys,
    )
    found = know_backdrop(
        np.ascontiguousarray(photo.transpose(1, 0, 2)), trimap.T.copy(), trust.T.copy(), turned
    )
    assert (whole[0] == found[0].T).mean() > 0.999  # box sums may round differently


def test_nothing_known_and_nothing_unknown():
    photo, alpha = product_shot("hair", size=(40, 40))
    backdrop = dataclasses.replace(photo_backdrop(photo, alpha), smooth=True)
    unknown = np.full((40, 40), 0.5, np.float32)
    np.testing.assert_array_equal(know_backdrop(photo, unknown, None, backdrop)[0], unknown)
    solid = np.ones((40, 40), np.float32)
    np.testing.assert_array_equal(know_backdrop(photo, solid, None, backdrop)[0], solid)


def test_errors():
    photo, alpha = product_shot("hair", size=(40, 40))
    backdrop = photo_backdrop(photo, alpha)
    with pytest.raises(ValueError, match=r"backdrop must be estimated at the photo's size \(39, 40\)"):
        know_backdrop(photo[1:], alpha[1:], None, backdrop)
    with pytest.raises(ValueError, match="trust must have shape"):
        know_backdrop(photo, alpha, alpha[1:], backdrop)
