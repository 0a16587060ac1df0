"""Side by side with photutils 3.0, astropy 8.0 and sep 1.4, where they are installed (not in the browser)."""

import numpy as np
import pytest
from reference.backdrop_loops import sep_spline
from wispcut.backdrop import estimate

photutils = pytest.importorskip("photutils.background")
stats = pytest.importorskip("astropy.stats")
sep = pytest.importorskip("sep")

LOCATIONS = {
    "mean": "MeanBackground",
    "median": "MedianBackground",
    "sextractor": "SExtractorBackground",
    "mmm": "MMMBackground",
    "biweight": "BiweightLocationBackground",
}
SCALES = {"std": "StdBackgroundRMS", "mad": "MADStdBackgroundRMS", "biweight": "BiweightScaleBackgroundRMS"}


def field(height, width, slope=0.004, seed=0):
    """A sloping, bowed sky with noise 5 and 300 stars: float64."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    image = (
        300
        + slope * (x + 0.5 * y)
        + 2 * np.sin(x / 150) * np.cos(y / 190)
        + rng.normal(0, 5, (height, width))
    )
    dy, dx = np.mgrid[-6:7, -6:7]
    star = np.exp(-(dy**2 + dx**2) / 8)
    for cy, cx in rng.integers(6, (height - 6, width - 6), (300, 2)):
        image[cy - 6 : cy + 7, cx - 6 : cx + 7] += rng.exponential(100) * star
    return image


def mesh_pair(image, location, scale, mask=None, rounds=10, kappa=3.0, size=3, box=64):
    """Ours and photutils' with the same settings: all pixels, filter cut at the edges, partial boxes kept."""
    ours = estimate(
        image, tile_size=box, mask=mask, location=location, scale=scale, rounds=rounds, kappa=kappa,
        filter_size=size, filter_edges="cut", max_samples=0, min_unmasked=0.0,
    )  # fmt: skip
    theirs = photutils.Background2D(
        image, box, mask=mask, exclude_percentile=100, filter_size=size,
        sigma_clip=stats.SigmaClip(kappa, maxiters=rounds),
        bkg_estimator=getattr(photutils, LOCATIONS[location])(),
        bkg_rms_estimator=getattr(photutils, SCALES[scale])(),
    )  # fmt: skip
    return ours, theirs


@pytest.mark.parametrize("location", list(LOCATIONS))
@pytest.mark.parametrize("scale", list(SCALES))
def test_every_estimator_equals_photutils(location, scale):
    image = field(211, 263)  # 3 full boxes and a partial one down, 4 and a partial one across
    mask = np.random.default_rng(1).random(image.shape) < 0.1
    ours, theirs = mesh_pair(image, location, scale, mask)
    np.testing.assert_allclose(ours.mesh, theirs.background_mesh, rtol=1e-6)
    np.testing.assert_allclose(ours.mesh_noise, theirs.background_rms_mesh, rtol=1e-6)
    np.testing.assert_array_equal(ours.counts, theirs.n_pixels_mesh)


def test_filled_boxes_equal_photutils():
    """On full boxes: photutils measures distances in boxes and so takes a partial box for a full one."""
    image = field(256, 320)
    mask = np.zeros(image.shape, bool)
    mask[:64, :64] = mask[128:192, 64:256] = True
    ours, theirs = mesh_pair(image, "median", "std", mask, size=1)
    assert ours.filled.sum() == 4
    np.testing.assert_allclose(ours.mesh, theirs.background_mesh, rtol=1e-6)
    np.testing.assert_allclose(ours.mesh_noise, theirs.background_rms_mesh, rtol=1e-6)


@pytest.mark.parametrize(
    ("rounds", "kappa", "dtype"),
    [
        (1, 3.0, np.float32),
        (2, 1.5, np.float32),
        (5, 3.0, np.float32),
        (5, 1.5, np.float64),
        (None, 3.0, np.float32),
        (None, 1.5, np.float64),
    ],
)
def test_clipping_equals_astropy(rounds, kappa, dtype):
    image = field(128, 192).astype(dtype)
    ours, theirs = mesh_pair(image, "sextractor", "std", rounds=rounds, kappa=kappa, size=1)
    np.testing.assert_allclose(ours.mesh, theirs.background_mesh, rtol=1e-6)
    np.testing.assert_allclose(ours.mesh_noise, theirs.background_rms_mesh, rtol=1e-6)


@pytest.mark.parametrize("size", [1, 5, (3, 7)])
def test_filter_with_a_threshold_equals_photutils(size):
    image = field(320, 256)
    level = float(np.median(image)) + 0.5
    ours = estimate(
        image, tile_size=32, filter_size=size, filter_edges="cut", filter_rule="level", filter_threshold=level,
        rounds=10, max_samples=0,
    )  # fmt: skip
    theirs = photutils.Background2D(
        image, 32, filter_size=size, filter_threshold=level, exclude_percentile=100,
        sigma_clip=stats.SigmaClip(3.0, maxiters=10),
    )  # fmt: skip
    np.testing.assert_allclose(ours.mesh, theirs.background_mesh, rtol=1e-6)
    np.testing.assert_allclose(ours.mesh_noise, theirs.background_rms_mesh, rtol=1e-6)


@pytest.mark.parametrize("slope", [0.0, 0.004, 0.05])
def test_maps_follow_photutils_spline_within_a_twentieth_of_the_noise(slope):
    """Between the outermost tile centres; beyond them its mirrored spline flattens a slope, ours continues it."""
    ours, theirs = mesh_pair(field(512, 640, slope), "sextractor", "std")
    noise = theirs.background_rms
    difference = abs(ours.background - theirs.background) / noise
    assert difference[32:-32, 32:-32].max() < 0.05
    assert (abs(ours.noise - noise) / noise).max() < 0.05
    if slope == 0:
        assert difference.max() < 0.05


@pytest.mark.parametrize("box", [32, 33])
def test_seps_spline_differs_from_the_natural_one_by_what_its_code_says(box):
    """From the same mesh: at the nodes, and wherever the mesh does not bend, the two agree.

    Elsewhere the whole difference is sep's early division (see ``sep_spline``) and its rows, half a pixel off.
    """
    levels = np.random.default_rng(3).normal(100, 1, (9, 9)).astype(np.float32)
    image = np.repeat(np.repeat(levels, box, axis=0), box, axis=1)
    theirs = sep.Background(image, bw=box, bh=box, fw=1, fh=1).back()
    place = np.arange(9 * box)
    twin = sep_spline(levels.astype(np.float64), place / box - 0.5, (place - (box - 1) / 2) / box)
    assert abs(twin - theirs).max() < 1e-4
    smooth = (100 + 0.3 * np.add.outer(np.arange(9), np.arange(9))).astype(np.float32)
    image = np.repeat(np.repeat(smooth, box, axis=0), box, axis=1)
    ours = estimate(image, tile_size=box, filter_size=1)
    theirs = sep.Background(image, bw=box, bh=box, fw=1, fh=1).back()
    assert abs(ours.background_at(place - 0.5, place) - theirs).max() < 1e-4


def beside_sep(image, interpolation):
    """How far our level map is from sep's, in units of its noise, and how far the noise maps are apart, relative."""
    ours = estimate(image, max_samples=0, interpolation=interpolation)
    theirs = sep.Background(image, bw=64, bh=64, fw=3, fh=3)
    noise = theirs.rms()
    return ours, theirs, abs(ours.background - theirs.back()) / noise, abs(ours.noise - noise) / noise


@pytest.mark.parametrize("shape", [(512, 640), (576, 320)])
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4])
def test_maps_follow_sep_within_a_hundredth_of_the_noise_everywhere(shape, seed):
    """With the spline that sep really computes; what is left are the steps of its histogram."""
    ours, theirs, level, noise = beside_sep(field(*shape, seed=seed).astype(np.float32), "sextractor")
    assert level.max() < 0.01
    assert noise.max() < 0.01
    assert float(ours.level) == pytest.approx(theirs.globalback, abs=0.01 * theirs.globalrms)
    assert float(ours.level_noise) == pytest.approx(theirs.globalrms, rel=0.01)


@pytest.mark.parametrize(("shape", "everywhere"), [((512, 640), 0.01), ((576, 320), 0.02)])
def test_natural_spline_follows_sep_within_a_hundredth_of_the_noise(shape, everywhere):
    """Sep's is not quite the natural spline; where the mesh bends most, the two may differ by more."""
    _, _, level, noise = beside_sep(field(*shape).astype(np.float32), "spline")
    assert level.max() < everywhere
    assert np.quantile(level, 0.99) < 0.01
    assert noise.max() < 0.01
