import numpy as np
import pytest
from scipy import ndimage
from wispcut.core.marks import REMOVE
from wispcut.matting.adaptive_trimap import adaptive_trimap, ring

from testing.scenes import KINDS, coarse_mask, scene

FLAT = np.full((200, 320, 3), 0.5, np.float32)  # colours say nothing
STEP = np.repeat(np.float32([[0, 1]]), 160, axis=1).repeat(200, 0)


def width(trimap, row=100):
    return int((trimap[row] == 0.5).sum())


def test_the_softer_the_mask_the_wider_the_margin():
    excess = []
    for blur in (0.4, 1.0, 2.0, 4.0):
        mask = ndimage.gaussian_filter(STEP, (0, blur))
        mask[:150] = STEP[:150]  # the mask is able to be sharp
        unsure = int(((mask < 0.9) & (mask >= 0.1))[185].sum())
        excess.append(width(adaptive_trimap(FLAT, mask, erode=4.0).trimap, row=185) - unsure)
    assert excess == sorted(excess)
    assert excess[0] <= 2, "a hard edge opens hardly anything"
    assert excess[-1] >= 8


def test_a_mask_that_is_soft_everywhere_is_only_blurred():
    mask = ndimage.gaussian_filter(STEP, (0, 4.0))
    blurred = width(adaptive_trimap(FLAT, mask, erode=4.0).trimap, row=185)
    mask[:150] = STEP[:150]
    assert blurred < width(adaptive_trimap(FLAT, mask, erode=4.0).trimap, row=185)


def test_a_certain_mask_is_not_opened_over_clutter():
    rng = np.random.default_rng(0)
    clutter = ndimage.gaussian_filter(rng.random((200, 320, 3)).astype(np.float32), (2, 2, 0))
    trimap = adaptive_trimap(clutter, ndimage.gaussian_filter(STEP, (0, 0.6)), erode=4.0).trimap
    assert (trimap[:, :155] == 0).all() and (trimap[:, 165:] == 1).all()


def test_a_mask_without_unsure_values_still_has_an_edge_to_find():
    trimap = adaptive_trimap(FLAT, STEP, erode=4.0).trimap
    assert width(trimap) == 2 and (trimap[:, 159:161] == 0.5).all()
    assert width(adaptive_trimap(FLAT, STEP, erode=1.0).trimap) == 2
    assert width(adaptive_trimap(FLAT, STEP, erode=0).trimap) == 0


def half_sure_limb():
    photo = np.full((200, 320, 3), (0.2, 0.4, 0.25), np.float32)
    photo[20:190, 100:220] = (0.7, 0.45, 0.35)
    mask = np.zeros((200, 320), np.float32)
    mask[20:110, 100:220] = 1
    mask[110:190, 100:220] = 0.4
    return photo, mask


def test_a_half_sure_limb_is_decided_and_its_border_is_unknown():
    photo, mask = half_sure_limb()
    found = adaptive_trimap(photo, mask, erode=2.0)
    assert (found.trimap[130:170, 130:190] == 1).all() and (found.decided[130:170, 130:190] == 1).all()
    assert (found.prior[130:170, 130:190] == 1).all()
    assert (found.trimap[150, 95:104] == 0.5).any()
    untouched = adaptive_trimap(photo, mask, erode=2.0, whole=False)
    assert (untouched.trimap[130:170, 130:190] == 0.5).all() and (untouched.decided == 0.5).all()


def test_a_mark_overrules_a_decided_region_for_certain():
    photo, mask = half_sure_limb()
    marks = np.zeros(mask.shape, np.uint8)
    marks[148:152, 158:162] = REMOVE
    limb = np.s_[130:170, 130:190]
    found = adaptive_trimap(photo, mask, erode=2.0, marks=marks)
    assert (found.trimap[limb] == 0).all() and (found.decided[limb] == 0).all()
    turned = found.decided == 0
    assert (found.confidence[turned] == 1).all()
    assert found.confidence[turned ^ ndimage.binary_dilation(turned, iterations=2)].min() < 1


def test_confidence_rises_with_distance_from_the_unknown_region():
    mask = ndimage.gaussian_filter(STEP, (0, 4.0))
    found = adaptive_trimap(FLAT, mask, erode=4.0)
    assert (found.confidence[found.trimap == 0.5] == 0).all()
    row = found.confidence[100, :160][::-1]
    outside = row[found.trimap[100, :160][::-1] == 0]
    assert (np.diff(outside) >= 0).all() and outside[-1] == 1 and outside[0] < 0.5


def test_a_ring_is_zero_where_unknown_and_one_from_its_width_on():
    trimap = np.where(np.arange(40) < 10, np.float32(0.5), np.float32(0))[None].repeat(5, 0)
    assert ring(trimap, 4.0)[2, [5, 10, 12, 20]].tolist() == pytest.approx([0, 0.2, 0.6, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_right_on_drawn_scenes(kind):
    drawn = scene(kind, (160, 200))
    whole = kind != "veil"  # a veil is what it says
    trimap = adaptive_trimap(drawn.photo, coarse_mask(drawn.alpha), erode=4.0, whole=whole).trimap
    assert set(np.unique(trimap)) <= {0, 0.5, 1}
    wrong = np.abs(trimap - drawn.alpha)[trimap != 0.5]
    assert wrong.mean() < 0.05


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_empty_classes(value):
    found = adaptive_trimap(FLAT, np.full((200, 320), value, np.float32), erode=4.0)
    assert (found.trimap == value).all()
    assert (found.confidence == (0 if value == 0.5 else 1)).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (5, 1), (2, 3)])
def test_smallest_pictures(shape):
    mask = np.linspace(0, 1, shape[0] * shape[1], dtype=np.float32).reshape(shape)
    found = adaptive_trimap(np.full((*shape, 3), 0.4, np.float32), mask, erode=2.0)
    assert all(plane.shape == shape for plane in found)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"foreground": 0}, "foreground"),
        ({"foreground": 1.1}, "foreground"),
        ({"background": 0.99}, "background"),
        ({"erode": -1}, "erode"),
    ],
)
def test_bad_numbers_are_named(change, text):
    with pytest.raises(ValueError, match=text):
        adaptive_trimap(FLAT, STEP, **change)
