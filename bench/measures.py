"""Errors of a matte against the truth, as the matting literature prints them; lower is better.

Rhemann et al., "A Perceptually Motivated Online Benchmark for Image Matting" (CVPR 2009): sums over a region of
absolute differences (SAD), of squared differences of gradient magnitudes (Grad) and of differences in
connectedness (Conn), each divided by 1000; and the mean squared difference (MSE), here times 1000.
All take ``pred`` and ``truth`` ``(H, W)`` in [0, 1] and ``region`` ``(H, W)`` bool, and look at the whole matte.

Three more count patches, in 1/10,000 of the picture: errors that people see as lost limbs, see-through bodies and
pieces of background. Hair is thinner than the square that must fit in, so it does not count.
"""

import numpy as np
from scipy import ndimage

NAMES = ("SAD", "MSE", "Grad", "Conn")


def sad(pred, truth, region):
    """Sum of absolute differences, / 1000."""
    return float(np.abs(pred - truth)[region].sum() / 1000)


def mse(pred, truth, region):
    """Mean squared difference, x 1000; 0 in an empty region."""
    return float(1000 * np.square(pred - truth)[region].mean()) if region.any() else 0.0


def gradient(pred, truth, region, sigma=1.4):
    """Gaussian derivatives of deviation 1.4, scaled to unit norm in two dimensions, edges repeated."""
    reach = int(np.ceil(sigma * np.sqrt(-2 * np.log(np.sqrt(2 * np.pi) * sigma * 0.01))))
    x = np.arange(-reach, reach + 1)
    smooth = np.exp(-(x**2) / (2 * sigma**2))
    slope = -x * smooth
    smooth, slope = smooth / np.linalg.norm(smooth), slope / np.linalg.norm(slope)

    def length(plane):
        sides = []
        for down, right in ((smooth, slope), (slope, smooth)):
            half = ndimage.correlate1d(plane, down, axis=0, mode="nearest")
            sides.append(ndimage.correlate1d(half, right, axis=1, mode="nearest"))
        return np.hypot(*sides)

    return float(np.square(length(pred) - length(truth))[region].sum() / 1000)


def connectivity(pred, truth, region):
    """At each of ten levels the largest part (4 neighbours) that both share; what leaves it early is not connected."""
    level = np.ones(truth.shape)
    open_ = np.ones(truth.shape, bool)
    for k in range(1, 11):
        shared, count = ndimage.label((pred >= k / 10 - 1e-12) & (truth >= k / 10 - 1e-12))
        sizes = np.bincount(shared.ravel())
        sizes[0] = 0
        largest = shared == sizes.argmax() if count else np.zeros_like(open_)
        level[open_ & ~largest] = (k - 1) / 10
        open_ &= largest

    def connected(plane):
        loose = plane - level
        return 1 - loose * (loose >= 0.15)

    return float(np.abs(connected(pred) - connected(truth))[region].sum() / 1000)


def measure(pred, truth, region=None):
    """All four as an array, in the order of ``NAMES``."""
    pred, truth = np.asarray(pred, np.float64), np.asarray(truth, np.float64)
    region = np.ones(truth.shape, bool) if region is None else region
    return np.array([f(pred, truth, region) for f in (sad, mse, gradient, connectivity)])


def patches(flags, side):
    """How much of the picture lies in flagged squares of this side, in 1/10,000."""
    return float(1e4 * ndimage.binary_opening(flags, np.ones((side, side))).mean())


def scraps(pred, truth):
    """Patches of 7 pixels in which every error is above 0.25."""
    return patches(np.abs(pred - truth) > 0.25, 7)


def against(pred, mask):
    """Patches of 7 pixels that contradict a certain mask by more than 0.25, away from its outline.

    Certain is above 0.98 or below 0.02; away is more than 1/150 of the long side from where the mask crosses 0.5.
    """
    label = np.where(mask > 0.98, 1, 0)
    crossing = ndimage.morphological_gradient((mask > 0.5).astype(np.uint8), 3) > 0
    away = ndimage.distance_transform_edt(~crossing) > max(mask.shape) / 150 if crossing.any() else True
    certain = (mask > 0.98) | (mask < 0.02)
    return patches(certain & away & (np.abs(pred - label) > 0.25), 7)


def veil(pred):
    """Patches of 15 pixels with 0.05 < alpha < 0.95."""
    return patches((pred > 0.05) & (pred < 0.95), 15)
