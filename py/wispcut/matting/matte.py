"""The matte of a whole (small) picture: shared matting's samples, two data terms by colour, one sparse solve.

First, labels grow where their colours go on (:mod:`expansion`): fewer pixels to solve for, and nearer samples.
Alpha minimises
``alpha^T L alpha + sum c_i (alpha_i - s_i)^2 + sum k_i (alpha_i - m_i)^2 + alpha^T U alpha + sum p_i (alpha_i
- label_i)^2`` with the matting Laplacian L (:mod:`closed_form`), the sampled alpha s (:mod:`shared_matting`),
the mix m of known colours and the ties U between unknown pixels (:mod:`affinity`), and the labels around the
band. Each weight falls to nothing where its term does not explain the pixel's colour: there the neighbours
decide, never the nearest background. Where no mask is given and over a whole area nothing near explains the colour,
the palettes of the whole picture (:mod:`colour_evidence`) join as a weak term, so that no area stays grey for want
of any evidence. Then a second solve: the first alpha gives the colours of both layers, and
the projection on these joins the sum.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from wispcut.core.checks import Array
from wispcut.core.progress import Tick, part, silent
from wispcut.matting.affinity import link_unknown, mix_known
from wispcut.matting.candidates import Index
from wispcut.matting.closed_form import laplacian
from wispcut.matting.colour_evidence import colour_log_odds
from wispcut.matting.expansion import expand_known
from wispcut.matting.foreground import estimate_colours
from wispcut.matting.mixing import fit
from wispcut.matting.poisson import poisson_matting
from wispcut.matting.shared_matting import DEFAULT, Exponents, shared_matting
from wispcut.matting.solver import conjugate_gradients
from wispcut.matting.trimap import UNKNOWN


@dataclass(frozen=True)
class Effort:
    """How much work a quality level does."""

    rays: int
    neighbours: int  # of each pixel's surroundings one in so many shares its pair
    colour_terms: bool  # KU and UU
    tolerance: float
    steps: int
    mask: float  # weight of the mask in the unknown region
    path: float = 0  # exponent of the gradient paths, for Poisson, which takes the samples nearly as they are


EFFORT = {
    "fast": Effort(rays=2, neighbours=5, colour_terms=False, tolerance=1e-3, steps=150, mask=1.5e-3),
    "balanced": Effort(rays=3, neighbours=3, colour_terms=True, tolerance=2e-4, steps=400, mask=3e-4),
    "best": Effort(rays=8, neighbours=1, colour_terms=True, tolerance=1e-4, steps=600, mask=3e-4, path=2),
}

SAMPLE = 0.02  # weight of the sampled alpha against the Laplacian's window terms
SAMPLE_MISFIT = 0.005  # colour distance at which that trust has fallen to 1/e in a clean photo
SAMPLE_NOISE = 0.5  # how much of the photo's noise sigma widens it, in quadrature
SAMPLE_SPREAD = 0.08  # and standard deviation of the neighbours' alpha
MIX = 0.004  # weight of the mix of known colours
MIX_MISFIT = 0.008
PALETTE = 3e-4  # weight of the palettes where no mask is given and the colours near by explain nothing
PALETTE_SIDE = 25  # of the square over which that must hold, in pixels
NEW_COLOUR = 0.5  # log odds that a new colour is the subject's: a backdrop mostly goes on as it is known
LAYERS = 0.006  # weight of the second solve: alpha by the layers' colours around
LAYERS_MISFIT = 0.01
LAYERS_CONTRAST = 0.05
CONTRAST = np.float32(0.001)  # squared distance of F and B at which their term counts half
LINK = 0.0015  # weight of the ties between unknown pixels
LABEL = 0.1  # weight of the trimap's label in the ring, where its trust is 1
NUDGE = 1e-7  # weight of the first guess, so that no pixel is without any word
BLIND = 0.005  # and what is added to the mask's weight where the two colours of a sampled pair are the same
FIRM = np.float32(0.06)  # alpha this close to 0 or 1 is taken for it: the solve leaves a faint veil
EXACT = np.float32(0.012)  # misfit and spread together below which a sampled pair is taken as exact


def estimate_matte(
    photo: Array,
    trimap: Array,
    *,
    trust: Array | None = None,
    mask: Array | None = None,
    quality: str = "balanced",
    consistency: str = "closed_form",
    backdrop: Array | None = None,
    noise: float = 0.0,
    tick: Tick = silent,
) -> tuple[Array, Array]:
    """Estimate alpha at the unknown pixels of a picture.

    Args:
        photo: ``(h, w, 3)`` float32 in [0, 1].
        trimap: ``(h, w)`` float32: 0, 0.5, 1.
        trust: ``(h, w)`` in [0, 1]; where a known pixel's trust is below 1 it is solved for too, drawn to its
            label the more, the higher the trust. None: known pixels are fixed.
        mask: ``(h, w)`` soft guess: data of a small weight in the unknown region, of a larger one where the colours
            of both layers are alike; or None.
        quality: a key of ``EFFORT``.
        consistency: ``closed_form``, the solve above; or ``poisson``: the sampled alpha is made to follow the
            photo's gradient instead (:mod:`poisson`), sooner done and less exact.
        backdrop: ``(h, w, 3)``, what stands behind the subject where that is known from a smooth backdrop: the
            second look takes it for the background's colours; or None.
        noise: sigma of the photo's noise; the higher, the more misfit a sampled pair may have and still be believed.
        tick: called with the share that is done.

    Returns:
        alpha ``(h, w)`` and confidence ``(h, w)``: how well sampled colours explain each pixel; 1 where known.

    Where the trimap has no foreground or no background at all, unknown pixels keep the mask's value (0.5
    without one). Pictures under 3 pixels high or wide have no windows: there the data terms alone decide.
    """
    effort = EFFORT[quality]
    shape = (trimap.shape[0], trimap.shape[1])
    grown = expand_known(photo, trimap, certain=None if trust is None else trust == 1)
    if trust is not None:
        trust = np.where(grown == trimap, trust, np.float32(1))
    trimap = grown
    flat = trimap.ravel()
    band = flat == UNKNOWN
    soft = (mask if mask is not None else trimap).ravel()
    planes = np.ascontiguousarray(photo.reshape(-1, 3).T)
    alpha = np.where(band, soft, flat)
    confidence = np.where(band, np.float32(0), np.float32(1))
    if band.any() and (flat == 1).any() and (flat == 0).any():
        at = np.flatnonzero(band).astype(np.int32)
        terms = Exponents(path=effort.path) if consistency == "poisson" else DEFAULT
        samples = shared_matting(
            planes, trimap, at, rays=effort.rays, every=effort.neighbours, exponents=terms
        )
        tick(0.12)
        apart = ((samples.foreground - samples.background) ** 2).sum(0)
        allowed = np.float32(np.hypot(SAMPLE_MISFIT, SAMPLE_NOISE * noise))
        sure = np.exp(-samples.residual / allowed - samples.spread / SAMPLE_SPREAD)
        contrast = apart / (apart + CONTRAST)
        sure *= contrast
        confidence[at] = sure
        if consistency == "poisson":
            given = flat.copy()
            given[at] = samples.alpha
            start, trusted = given.reshape(shape), confidence.reshape(shape)
            layers = estimate_colours(photo, start, wanted=band.reshape(shape))
            return poisson_matting(photo, start, *layers, trimap, confidence=trusted), trusted
        domain = band if trust is None else band | (trust.ravel() < 1)
        weight, pull = np.zeros(flat.size), np.zeros(flat.size)
        weight[at] += SAMPLE * sure
        pull[at] += SAMPLE * sure * samples.alpha
        if effort.colour_terms:
            share, misfit, apart = mix_known(planes, shape, flat == 1, flat == 0, at)
            trusted = MIX * np.exp(-misfit / MIX_MISFIT) * apart / (apart + CONTRAST)
            weight[at] += trusted
            pull[at] += trusted * share
            if mask is None:
                unexplained = (1 - sure) * (1 - np.exp(-misfit / MIX_MISFIT))
                odds, heed = _palettes(photo, trimap, unexplained)
                weight[at] += heed
                pull[at] += heed * (odds > 0)
        tick(0.18)
        if mask is not None:
            leaning = effort.mask + BLIND * (1 - contrast)
            weight[at] += leaning
            pull[at] += leaning * soft[at]
        if trust is not None:
            ring = np.flatnonzero(domain & ~band)
            held = LABEL * trust.ravel()[ring]
            weight[ring] += held
            pull[ring] += held * flat[ring]
        guess = flat.copy()
        guess[at] = samples.alpha
        inside = np.flatnonzero(domain).astype(np.int32)
        rest = part(tick, 0.18, 1)
        solved = _solve(
            photo, planes, domain, inside, weight[inside], pull[inside], guess, effort, backdrop, rest
        )
        alpha = flat.copy()
        # Where a pair of colours explains pixel and neighbours to within rounding there is no veil to take off.
        exact = np.zeros(flat.size, np.float32)
        exact[at] = np.exp(-(((samples.residual + samples.spread) / EXACT) ** 4)) * contrast
        firm = FIRM * (1 - exact[inside])
        alpha[inside] = np.clip((solved - firm) / (1 - 2 * firm), 0, 1)
    return alpha.reshape(shape), confidence.reshape(shape)


def _palettes(photo: Array, trimap: Array, unexplained: Array) -> tuple[Array, Array]:
    """Log odds of the whole picture's colours at the unknown pixels, and the weight of this term; ``(n,)`` each.

    ``unexplained`` ``(n,)``: 1 where neither the sampled pair nor the mix reproduces the colour, 0 where one does.
    The term counts only where most of the square around is unexplained, too: single pixels are noise or thin
    structure, which the neighbours settle.
    """
    unknown = trimap == UNKNOWN
    odds = colour_log_odds(photo, trimap == 1, trimap == 0, unknown) + np.float32(NEW_COLOUR)
    plane = np.zeros(trimap.shape, np.float32)
    plane[unknown] = unexplained
    area = np.clip(2 * ndimage.uniform_filter(plane, PALETTE_SIDE)[unknown] - 1, 0, 1)
    return odds, PALETTE * np.abs(np.tanh(odds / 2)) * area


def _solve(
    photo: Array,
    planes: Array,
    domain: NDArray[np.bool_],
    inside: Index,
    weight: NDArray[np.float64],
    pull: NDArray[np.float64],
    guess: Array,
    effort: Effort,
    backdrop: Array | None,
    tick: Tick,
) -> Array:
    """Minimise the sum of all terms over the pixels ``inside`` the domain; the others hold their ``guess``.

    With terms by colour there is a second solve: the first alpha gives both layers' colours, and these give alpha.
    """
    shape = domain.reshape(photo.shape[:2])
    rows = laplacian(photo, shape)
    right = pull + NUDGE * guess[inside] - rows @ np.where(domain, 0, guess)
    ties = rows[:, inside]
    del rows  # large
    weight = weight + NUDGE
    if effort.colour_terms:
        ties = ties + np.float32(LINK) * link_unknown(planes, photo.shape[:2], inside)
    tick(0.15)

    def settle(weight: NDArray[np.float64], right: NDArray[np.float64], start: Array, tick: Tick) -> Array:
        solved, _ = conjugate_gradients(
            ties, right, start, tolerance=effort.tolerance, steps=effort.steps, extra=weight, tick=tick
        )
        return np.asarray(solved, np.float32)

    first = settle(weight, right, guess[inside], part(tick, 0.15, 0.8 if effort.colour_terms else 1))
    if not effort.colour_terms:
        return first
    alpha = guess.copy()
    alpha[inside] = np.clip((first - FIRM) / (1 - 2 * FIRM), 0, 1)
    layers = estimate_colours(photo, alpha.reshape(shape.shape), wanted=shape)
    front, back = layers if backdrop is None else (layers[0], backdrop)
    front, back = (layer.reshape(-1, 3).T[:, inside] for layer in (front, back))
    seen, misfit = fit(planes[:, inside], front, back)
    apart = ((front - back) ** 2).sum(0)
    trusted = LAYERS * np.exp(-np.sqrt(misfit) / LAYERS_MISFIT) * apart / (apart + LAYERS_CONTRAST)
    tick(0.85)
    return settle(weight + trusted, right + trusted * seen, first, part(tick, 0.85, 1))
