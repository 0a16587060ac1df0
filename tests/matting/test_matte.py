import numpy as np
import pytest
from wispcut.matting import matte
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.matte import EFFORT, estimate_matte

from testing.scenes import band, coarse_mask, scene


def sad(alpha, truth, where):
    return float(np.abs(alpha - truth)[where].mean())


@pytest.fixture(scope="module")
def hair():
    s = scene("hair", (80, 96))
    return s.photo.astype(np.float32), s.alpha.astype(np.float32), band(s.alpha, 5)


@pytest.mark.parametrize("quality", EFFORT)
def test_known_stays_known_and_alpha_is_in_range(hair, quality):
    photo, truth, trimap = hair
    before = photo.copy(), trimap.copy()
    alpha, confidence = estimate_matte(photo, trimap, quality=quality)
    assert alpha.dtype == confidence.dtype == np.float32
    np.testing.assert_array_equal(alpha[trimap != 0.5], trimap[trimap != 0.5])
    assert alpha.min() >= 0
    assert alpha.max() <= 1
    assert (confidence[trimap != 0.5] == 1).all()
    np.testing.assert_array_equal(photo, before[0])
    np.testing.assert_array_equal(trimap, before[1])
    assert sad(alpha, truth, trimap == 0.5) < 0.13


@pytest.mark.parametrize("quality", ["balanced", "best"])
def test_a_known_backdrop_helps_where_much_shines_through(quality):
    without = with_it = 0.0
    for seed in range(3):
        s = scene("veil", (80, 96), noise=0.01, seed=seed)
        trimap = band(s.alpha, 5)
        guessed, known = (
            estimate_matte(s.photo, trimap, quality=quality, backdrop=b)[0] for b in (None, s.background)
        )
        without += sad(guessed, s.alpha, trimap == 0.5)
        with_it += sad(known, s.alpha, trimap == 0.5)
    assert with_it < 0.95 * without


def test_knowing_the_noise_helps_a_noisy_photo_and_none_changes_nothing():
    s = scene("hair", (120, 140), noise=4 / 255)
    trimap, mask = adaptive_trimap(s.photo, coarse_mask(s.alpha))[0], coarse_mask(s.alpha)
    blind, aware = (estimate_matte(s.photo, trimap, mask=mask, noise=sigma)[0] for sigma in (0.0, 4 / 255))
    assert sad(aware, s.alpha, trimap == 0.5) < 0.99 * sad(blind, s.alpha, trimap == 0.5)
    np.testing.assert_array_equal(blind, estimate_matte(s.photo, trimap, mask=mask)[0])


@pytest.mark.parametrize("quality", ["balanced", "best"])
def test_constant_layers_come_back(quality):
    r = np.arange(40, dtype=np.float32)[:, None] + np.zeros((1, 36), np.float32)
    truth = np.clip((r - 14) / 10, 0, 1)
    photo = truth[..., None] * np.float32([0.9, 0.3, 0.2]) + (1 - truth[..., None]) * np.float32(
        [0.1, 0.5, 0.8]
    )
    trimap = np.where((r < 8) | (r > 30), truth, 0.5).astype(np.float32)
    alpha, _ = estimate_matte(photo.astype(np.float32), trimap, quality=quality)
    np.testing.assert_allclose(alpha, truth, atol=1 / 255)


@pytest.mark.parametrize(("elsewhere", "wanted"), [("nowhere", 1), ("subject", 1), ("backdrop", 0)])
def test_a_colour_that_nothing_near_explains_is_told_by_the_whole_picture(elsewhere, wanted, monkeypatch):
    # A green thing lies wholly in the unknown region, between a violet subject and a pale backdrop.
    rows, cols = np.mgrid[:120, :140]
    thing = (rows >= 30) & (rows < 70) & (np.abs(cols - 70) < 45)
    spot = np.abs(cols - 70) < 12
    spot &= np.abs(rows - {"nowhere": -99, "subject": 101, "backdrop": 4}[elsewhere]) < 6
    colours = np.where((rows >= 70)[..., None], np.float32([0.6, 0.5, 0.75]), np.float32([0.7, 0.75, 0.8]))
    colours = np.where((thing | spot)[..., None], np.float32([0.3, 0.9, 0.3]), colours)
    photo = (colours + np.random.default_rng(0).normal(0, 0.01, colours.shape)).clip(0, 1).astype(np.float32)
    trimap = np.where(rows >= 76, 1, np.where(rows < 10, 0, 0.5)).astype(np.float32)
    alpha = estimate_matte(photo, trimap)[0]
    assert np.abs(alpha - wanted)[thing].mean() < 0.02
    assert np.abs(alpha - (rows >= 70))[(trimap == 0.5) & ~thing].mean() < 0.02
    if wanted:
        monkeypatch.setattr(matte, "PALETTE", 0.0)
        assert np.abs(estimate_matte(photo, trimap)[0] - wanted)[thing].mean() > 0.2


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_one_class_alone_needs_no_solve(value):
    photo = np.random.default_rng(0).random((9, 11, 3), np.float32)
    trimap = np.full((9, 11), value, np.float32)
    np.testing.assert_array_equal(estimate_matte(photo, trimap)[0], trimap)
    soft = np.random.default_rng(1).random((9, 11), np.float32)
    want = soft if value == 0.5 else trimap
    np.testing.assert_array_equal(estimate_matte(photo, trimap, mask=soft)[0], want)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (2, 7), (3, 3)])
@pytest.mark.parametrize("quality", EFFORT)
def test_small_pictures(size, quality):
    rng = np.random.default_rng(2)
    photo = rng.random((*size, 3), np.float32)
    trimap = np.full(size, 0.5, np.float32)
    trimap.flat[0], trimap.flat[-1] = 1, 0
    alpha, _ = estimate_matte(photo, trimap, quality=quality)
    assert alpha.shape == size
    assert np.isfinite(alpha).all()
    assert alpha.flat[-1] == 0


def test_a_constant_picture_is_settled_by_the_neighbours_not_by_a_colour():
    photo = np.full((30, 21, 3), 0.4, np.float32)
    trimap = np.full((30, 21), 0.5, np.float32)
    trimap[:5], trimap[-5:] = 1, 0
    alpha, _ = estimate_matte(photo, trimap)
    middle = alpha[:, 10]
    assert (np.diff(middle) <= 1e-3).all()
    assert 0.2 < middle[14:16].mean() < 0.8


def test_a_colour_that_no_one_has_stays_with_what_surrounds_it():
    # a red bow on the subject, unknown, far from the outline: nobody's colour, but no edge to the subject's side
    rng = np.random.default_rng(3)
    photo = np.empty((60, 60, 3), np.float32)
    photo[:, :30], photo[:, 30:] = [0.3, 0.25, 0.2], [0.2, 0.5, 0.7]
    r, c = np.mgrid[:60, :60]
    ramp = np.clip((9 - np.hypot(r - 30, c - 14)) / 4, 0, 1)[..., None]
    photo += ramp * (np.float32([0.85, 0.1, 0.1]) - photo)
    photo = np.clip(photo + rng.normal(0, 0.004, photo.shape), 0, 1).astype(np.float32)
    trimap = np.where(c < 30, 1, 0).astype(np.float32)
    trimap[np.abs(c - 30) < 4] = 0.5
    trimap[np.hypot(r - 30, c - 14) < 11] = 0.5
    alpha, _ = estimate_matte(photo, trimap)
    assert alpha[np.hypot(r - 30, c - 14) < 8].mean() > 0.9


def test_the_mask_breaks_the_tie_where_nothing_speaks():
    photo = np.full((40, 40, 3), 0.4, np.float32)
    trimap = np.full((40, 40), 0.5, np.float32)
    trimap[0], trimap[-1] = 1, 0
    high, _ = estimate_matte(photo, trimap, mask=np.full((40, 40), 0.9, np.float32))
    low, _ = estimate_matte(photo, trimap, mask=np.full((40, 40), 0.1, np.float32))
    assert high.mean() > low.mean()


def test_the_ring_is_drawn_to_its_label_and_may_yield():
    s = scene("hair", (80, 96))
    photo = s.photo.astype(np.float32)
    trimap = band(s.alpha, 4)
    trust = np.where(trimap == 0.5, 0, 1).astype(np.float32)
    fixed, _ = estimate_matte(photo, trimap, trust=trust)
    loose, _ = estimate_matte(photo, trimap, trust=np.minimum(trust, 0.5))
    np.testing.assert_array_equal(fixed, estimate_matte(photo, trimap)[0])
    assert np.abs(loose - trimap)[trimap != 0.5].mean() < 0.02


@pytest.mark.parametrize("turn", ["flip", "mirror", "transpose"])
def test_turned_pictures_give_turned_mattes(hair, turn):
    photo, _, trimap = hair
    act = {
        "flip": lambda a: a[::-1],
        "mirror": lambda a: a[:, ::-1],
        "transpose": lambda a: a.swapaxes(0, 1),
    }[turn]
    plain, _ = estimate_matte(photo, trimap)
    turned, _ = estimate_matte(np.ascontiguousarray(act(photo)), np.ascontiguousarray(act(trimap)))
    assert np.abs(act(plain) - turned).mean() < 0.01  # rays and lattice turn with the grid: not exact


@pytest.mark.parametrize(
    "kind", ["hair", "green_wall", "odd_colour", "camouflage", "product", "ring", "veil"]
)
@pytest.mark.parametrize("harm", ["clean", "noise", "jpeg"])
def test_no_scene_is_a_blunder(kind, harm):
    s = scene(kind, (72, 84), **{"clean": {}, "noise": {"noise": 0.02}, "jpeg": {"jpeg": 75}}[harm])
    trimap = band(s.alpha, 4)
    alpha, _ = estimate_matte(s.photo.astype(np.float32), trimap)
    unknown = trimap == 0.5
    assert sad(alpha, s.alpha, unknown) < 0.8 * sad(np.full_like(alpha, 0.5), s.alpha, unknown)


@pytest.mark.parametrize("quality", EFFORT)
def test_progress_rises_and_never_passes_one(quality):
    s, told = scene("hair"), []
    estimate_matte(s.photo, band(s.alpha, 8), mask=coarse_mask(s.alpha), quality=quality, tick=told.append)
    assert told == sorted(told) and len(told) > 3 and told[0] > 0 and told[-1] <= 1


@pytest.mark.parametrize("quality", EFFORT)
def test_a_mask_that_errs_counts_little_where_colours_tell(quality):
    """A ramp from white to black; the mask says nothing of it."""
    alpha = np.clip((np.arange(60, dtype=np.float32) - 20) / 20, 0, 1)[None].repeat(20, 0)
    photo = alpha[..., None].repeat(3, 2)
    trimap = np.where((alpha > 0) & (alpha < 1), np.float32(0.5), alpha)
    got, _ = estimate_matte(photo, trimap, mask=np.zeros_like(alpha), quality=quality)
    assert np.abs(got - alpha).max() < 0.1
