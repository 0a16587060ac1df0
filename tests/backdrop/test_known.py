import dataclasses

import numpy as np
import pytest
import synthetic
from scipy import ndimage
from wispcut.backdrop import know_backdrop, photo_backdrop
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.settings import complete
from wispcut.survey import survey


def product_shot(kind, *, size=(132, 160), seed=0, shadow=0.3):
    """A synthetic subject on a grey gradient with a soft contact shadow and noise, 8-bit: photo and true alpha."""
    drawn = synthetic.scene(kind, size, seed=seed)
    height, width = size
    grey = np.linspace(0.85, 0.45, height)[:, None] + np.linspace(0, 0.1, width)
    pool = synthetic.ellipse(size, (0.9 * height, 0.55 * width), (0.12 * height, 0.3 * width))
    grey = grey * (1 - shadow * ndimage.gaussian_filter(pool, 12))
    alpha = drawn.alpha[..., None]
    photo = alpha * drawn.foreground + (1 - alpha) * grey[..., None]
    photo = photo + np.random.default_rng(seed).normal(0, 0.01, photo.shape)
    return np.round(np.clip(photo, 0, 1) * 255).astype(np.float32) / np.float32(255), drawn.alpha


def read(photo, alpha):
    """Trimap and trust from a mask as coarse as an AI's, and the backdrop."""
    trimap, trust = adaptive_trimap(photo, synthetic.coarse_mask(alpha))
    return trimap, trust, photo_backdrop(photo, trimap > 0)


def matte(photo, trimap):
    """Alpha from a trimap alone, given as a person's marks."""
    marks = np.where(trimap == 1, 1, np.where(trimap == 0, 2, 3)).astype(np.uint8)
    return survey(photo, trimap.shape, 1, marks=marks, settings=complete(None)).alpha


def test_product_shots_lose_a_third_of_their_error_and_more():
    errors = []
    for kind in ("hair", "product"):
        photo, alpha = product_shot(kind)
        trimap, trust, backdrop = read(photo, alpha)
        assert backdrop.smooth, backdrop.reason
        without, with_it = (
            matte(photo, trimap),
            matte(photo, know_backdrop(photo, trimap, trust, backdrop)[0]),
        )
        errors.append([abs(found - alpha).sum() for found in (without, with_it)])
        # a hard edge has nothing to gain: it may lose a tenth of a grey level, no more
        assert errors[-1][1] - errors[-1][0] < 0.1 / 255 * alpha.size, kind
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


def test_before_a_lattice_nothing_is_recovered():
    photo, alpha = product_shot("hair", shadow=0.0)
    trimap, trust, backdrop = read(photo, alpha)
    assert ((trimap == 0) & (know_backdrop(photo, trimap, trust, backdrop)[0] > 0)).any()
    photo[:, 4::16] = 0.1
    found, _ = know_backdrop(photo, trimap, trust, backdrop)
    assert not ((trimap == 0) & (found > 0)).any()


def test_what_equals_the_backdrop_is_confirmed_but_for_a_skin():
    photo, alpha = product_shot("product", shadow=0.0)
    trimap = synthetic.band(alpha, 14)
    backdrop = photo_backdrop(photo, trimap > 0)
    found, trust = know_backdrop(photo, trimap, np.zeros_like(trimap), backdrop)
    confirmed = (trimap == 0.5) & (found == 0)
    assert confirmed.sum() > 0.6 * ((trimap == 0.5) & (alpha == 0)).sum()
    assert alpha[confirmed].max() < 0.02
    np.testing.assert_array_equal(trust[confirmed], 1)


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
