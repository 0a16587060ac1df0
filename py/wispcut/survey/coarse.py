"""The survey: a coarse pass over the whole photo, reduced to at most 1.5 MP, that finds whatever must be global.

Pixel ``(r, c)`` of the survey is the mean of the photo's block ``[r k, (r + 1) k) x [c k, (c + 1) k)``, ``k =
factor``. Tiles are refined from it (:mod:`wispcut.steps.refine`), each on its own, so the result cannot depend on
how the photo was cut.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop import PhotoBackdrop, know_backdrop, photo_backdrop
from wispcut.core import scale
from wispcut.core.checks import Array, check_image, check_number, check_plane
from wispcut.core.marks import MARKED
from wispcut.core.progress import Tick, part, silent
from wispcut.matting.adaptive_trimap import adaptive_trimap
from wispcut.matting.close_veils import close_veils
from wispcut.matting.fill_small_unknowns import fill_small_unknowns
from wispcut.matting.flat_graphics import FlatGraphic, find_flat_graphic, flat_matte, subject_parts
from wispcut.matting.foreground import estimate_colours
from wispcut.matting.fusion import fuse
from wispcut.matting.guided_filter import guided_filter
from wispcut.matting.keep_veils import keep_veils
from wispcut.matting.memory_limited import LIMIT, memory_limited_matte
from wispcut.matting.trimap import UNKNOWN
from wispcut.settings import GuidedFilter, Settings

QUICK = 20_000
"""Fast solves for no more pixels than this; a larger hair zone is read from half the scale."""

SUBSAMPLE = 4
"""The guided filter's sub-sampling factor: sixteen times less work than at full scale (He & Sun 2015)."""

SNAP = np.float32(0.3)
"""Weight of the filtered mask against the given one. Higher follows the photo's edges more, which helps in hair;
above a third clutter pulls the outline of solid things off further than the mask was."""


@dataclass(frozen=True)
class Survey:
    """The result of the coarse pass, at survey scale ``(h, w)``; every field is an array or a number.

    ``size``: ``(H, W)`` of the photo. ``photo``: the reduced photo ``(h, w, 3)``. ``mask``: the mask stretched
    to ``(h, w)``, or the marks as alpha. ``trimap``: 0 background, 0.5 unknown, 1 foreground. ``alpha``: the
    matte. ``foreground``, ``background``: colours of both layers, ``(h, w, 3)``. ``confidence``: how well
    sampled colours explain each pixel, in [0, 1]. ``noise``: standard deviation of the reduced photo's noise.
    ``backdrop``: what stands behind the subject. ``decided``: 0 or 1 where the mask was unsure over a thick area and
    that was decided as a whole, 0.5 elsewhere. ``flat_colours``: ``(n, 3)``, of a flat graphic, its backdrop first;
    ``(0, 3)`` for photos. ``flat_zone``: ``(h, w)`` uint8: 1 where these colours alone decide, 2 where the backdrop's
    colour is part of the subject, 0 elsewhere.
    """

    size: tuple[int, int]
    factor: int
    photo: Array
    mask: Array
    trimap: Array
    alpha: Array
    foreground: Array
    background: Array
    confidence: Array
    noise: float
    backdrop: PhotoBackdrop
    decided: Array
    flat_colours: Array
    flat_zone: NDArray[np.uint8]


def survey(
    photo: Array,
    size: tuple[int, int],
    factor: int,
    *,
    mask: Array | None = None,
    marks: NDArray[np.uint8] | None = None,
    settings: Settings,
    tick: Tick = silent,
) -> Survey:
    """Run the coarse pass on the reduced photo.

    Args:
        photo: ``(h, w, 3)`` float32, the photo averaged over blocks of ``factor`` pixels, ``h = ceil(H /
        factor)``. size: ``(H, W)`` of the photo.
        mask: ``(mh, mw)`` float32, the raw mask, any size, stretched to the photo; None where ``marks`` say
        everything. marks: ``(h, w)`` uint8, see :mod:`wispcut.core.marks`; they win over the mask.
        settings: as from ``settings.complete``; ``matting``, ``trimap`` and ``guided_filter`` count here.
        tick: called with the share that is done.

    Raises:
        TypeError, ValueError: naming the argument that does not fit, or where neither mask nor marks are given.

    Cost: grows with the unknown pixels of the survey, about 20 microseconds each (balanced, native).
    """
    shape = _check(photo, size, factor, mask, marks)
    knobs = settings.trimap
    if mask is not None:
        soft = _stretch(mask, shape)
        trimap, trust, prior, decided = adaptive_trimap(
            photo,
            soft,
            foreground=knobs.foreground / 255,
            background=knobs.background / 255,
            erode=_reach(knobs.erode, max(shape)),
            whole=not settings.matting.translucent,
            marks=marks,
        )
        tick(0.06)
        # a smooth backdrop is known: what differs from it is lost hair, what equals it is not
        settled = fill_small_unknowns(trimap, soft)
        trust = np.where(settled == trimap, trust, np.float32(1))
        trimap = settled
        backdrop = photo_backdrop(photo, trimap > 0)
        trimap, believed = know_backdrop(photo, trimap, trust, backdrop)
        trust = trust if believed is None else believed
    else:
        assert marks is not None
        soft = prior = trimap = MARKED[marks]
        trust = np.ones(shape, np.float32)
        decided = np.full(shape, UNKNOWN, np.float32)
        backdrop = photo_backdrop(photo, trimap > 0)
    graphic = find_flat_graphic(photo, soft) if mask is not None else None
    zone = _flat_zone(photo, soft, graphic, marks)
    flat = None if graphic is None else flat_matte(photo, graphic, zone == 2)
    if flat is not None:
        told = flat.known & (zone > 0)
        trimap = np.where(told, np.where(np.isin(flat.alpha, (0, 1)), flat.alpha, UNKNOWN), trimap)
        prior, trust = np.where(told, flat.alpha, prior), np.where(told, np.float32(1), trust)
    if marks is not None and mask is not None:
        soft, prior = (np.where((marks == 1) | (marks == 2), MARKED[marks], plane) for plane in (soft, prior))
        trimap = np.where(marks > 0, MARKED[marks], trimap)
        trust = np.where(marks > 0, np.float32(1), trust)
    noise = estimate_noise(photo)
    tick(0.1)
    if settings.matting.enabled:
        alpha, confidence = memory_limited_matte(
            photo,
            trimap,
            trust=trust,
            mask=prior if mask is not None else None,
            quality=settings.matting.quality,
            consistency=settings.matting.consistency,
            backdrop=backdrop.map if backdrop.smooth else None,
            noise=noise,
            limit=QUICK if settings.matting.quality == "fast" else LIMIT,
            tick=part(tick, 0.1, 0.94),
        )
    else:
        alpha = np.where(trimap == UNKNOWN, snap(photo, prior, settings.guided_filter), trimap)
        confidence = np.ones(shape, np.float32)
    if mask is not None:
        settle = keep_veils if settings.matting.translucent else close_veils
        alpha = np.where(trimap == UNKNOWN, settle(alpha, prior), alpha)
    tick(0.94)
    # where the solve moved alpha in the ring, the trimap's word no longer holds
    trimap = np.where(alpha == trimap, trimap, UNKNOWN)
    foreground, background = estimate_colours(photo, alpha, wanted=trimap == UNKNOWN)
    rounds = settings.matting.fusion
    if rounds:
        alpha, foreground, background = fuse(photo, alpha, foreground, background, trimap, rounds=rounds)
    if flat is not None:
        mixed = flat.known & (zone > 0) & (trimap == UNKNOWN)
        alpha = np.where(mixed, flat.alpha, alpha)
        foreground = np.where(mixed[..., None], flat.foreground, foreground)
    tick(1)
    return Survey(
        size=(int(size[0]), int(size[1])),
        factor=int(factor),
        photo=photo,
        mask=soft,
        trimap=trimap,
        alpha=alpha,
        foreground=foreground,
        background=background,
        confidence=confidence,
        noise=noise,
        backdrop=backdrop,
        decided=np.where(decided == trimap, decided, np.float32(UNKNOWN)),
        flat_colours=np.zeros((0, 3), np.float32) if graphic is None else np.vstack(graphic),
        flat_zone=zone,
    )


def _flat_zone(
    photo: Array, mask: Array, graphic: FlatGraphic | None, marks: NDArray[np.uint8] | None
) -> NDArray[np.uint8]:
    """See :class:`Survey`; marked pixels are 0."""
    zone = np.zeros(mask.shape, np.uint8)
    if graphic is None:
        return zone
    filled, soft = subject_parts(photo, graphic, mask)
    zone[~soft] = 1
    zone[filled] = 2
    if marks is not None:
        zone[marks > 0] = 0
    return zone


def snap(photo: Array, soft: Array, settings: GuidedFilter) -> Array:
    """The soft mask, drawn to the photo's edges by the guided filter: quick, and all there is without matting."""
    filtered = guided_filter(
        photo, soft, radius=settings.radius, epsilon=settings.epsilon, subsample=SUBSAMPLE
    )
    return np.asarray(soft + SNAP * (filtered - soft), np.float32)


def _reach(erode: float, side: int) -> float:
    """The knob counts pixels of a 1024 px mask; in a small picture it is at least 2 px, or what the knob says."""
    return max(erode * side / scale.AI_SIDE, min(erode, 2.0))


def estimate_noise(photo: Array) -> float:
    """Standard deviation of white noise, mean over the channels, from a mask that edges hardly touch.

    Median of ``|N * I|`` with ``N = [1 -2 1; -2 4 -2; 1 -2 1]`` (Immerkaer 1996, with the median in place of
    the mean, so that texture counts less); 0 for pictures smaller than 3 x 3.
    """
    if min(photo.shape[:2]) < 3:
        return 0.0
    rows = photo[:-2] - 2 * photo[1:-1] + photo[2:]
    both = np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:])
    return float(np.median(both.reshape(-1, 3), axis=0).astype(np.float64).mean() * 1.4826 / 6)


def _check(
    photo: Array, size: tuple[int, int], factor: int, mask: Array | None, marks: NDArray[np.uint8] | None
) -> tuple[int, int]:
    check_image("photo", photo)
    check_number("factor", factor, 1, 4096, integer=True)
    shape = (photo.shape[0], photo.shape[1])
    if shape != (-(-size[0] // factor), -(-size[1] // factor)):
        raise ValueError(f"photo must have the size {tuple(size)} / {factor}, rounded up; got {shape}")
    if mask is None and marks is None:
        raise ValueError("survey needs a mask or marks; got neither")
    if mask is not None:
        check_plane("mask", mask)
    if marks is not None:
        if marks.dtype != np.uint8 or marks.shape != shape:
            raise ValueError(f"marks must be uint8 of shape {shape}; got {marks.dtype} {marks.shape}")
        if marks.max() > 3:
            raise ValueError(f"marks must be 0, 1, 2 or 3; got {marks.max()}")
        if mask is None and not marks.all():
            raise ValueError("marks must say something everywhere where there is no mask; got a 0")
    return shape


def _stretch(mask: Array, shape: tuple[int, int]) -> Array:
    """Bring a mask of any size to ``shape``; one more than twice as large is averaged first."""
    k = min(mask.shape[0] // shape[0], mask.shape[1] // shape[1])
    if k > 1:
        h, w = mask.shape[0] // k * k, mask.shape[1] // k * k
        mask = mask[:h, :w].reshape(h // k, k, w // k, k).mean((1, 3), dtype=np.float32)
    return np.clip(scale.enlarge(mask, shape), 0, 1)
