"""Drawn photos with exact truth, each with a mask that errs as a segmentation network errs.

``ai_scene(kind)`` draws one of ``KINDS``, always the same. What the masks
imitate stands in :mod:`testing.network`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from testing.drawing import (
    HAIR,
    SKIN,
    Plane,
    Rng,
    bust,
    cover,
    ellipse,
    figure,
    leaves,
    limb,
    painted,
    planks,
    room,
    surface,
    waves,
)
from testing.network import as_mask, doubted, seen_hair, to_bytes


@dataclass(frozen=True)
class AIScene:
    """A photo, a network's word on it, and the truth.

    ``photo``: ``(H, W, 3)`` bytes. ``mask``: ``(1024, 1024)`` bytes. ``alpha``: ``(H, W)`` and ``foreground``: ``(H,
    W, 3)``, float32 in [0, 1]; the photo is their composite over a backdrop, with noise of 2/255 (none on graphics).
    ``body``: alpha with translucent things taken for solid, which is wanted unless a setting says otherwise.
    """

    kind: str
    photo: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    alpha: Plane
    foreground: Plane
    body: Plane


@dataclass
class Draft:
    """Layers before they become a scene; ``belief``: what the network holds for alpha, ``(H, W)``."""

    alpha: Plane
    foreground: Plane
    background: Plane
    belief: Plane
    noise: float = 2 / 255
    body: Plane | None = None


@cache
def ai_scene(kind: str) -> AIScene:
    """Draw a scene; the same arrays each time, read only."""
    rng = np.random.default_rng([*kind.encode()])
    made = DRAWN[kind](rng)
    a = made.alpha[..., None]
    photo = a * made.foreground + (1 - a) * made.background + rng.normal(0, made.noise, made.foreground.shape)
    body = made.alpha if made.body is None else made.body
    arrays = (to_bytes(photo), as_mask(rng, made.belief), made.alpha, made.foreground, body)
    for array in arrays:
        array.flags.writeable = False
    return AIScene(kind, *arrays)


def below(size: tuple[int, int], row: float) -> Plane:
    """1 below a row."""
    return np.broadcast_to((np.arange(size[0]) > row)[:, None], size).astype(np.float32)


def person(
    rng: Rng, size: tuple[int, int], background: Plane, head: tuple[float, float], unit: float
) -> Draft:
    """A figure before a backdrop, seen without doubt."""
    depth, colours = painted(rng, size, figure(size, head, unit))
    alpha = cover(depth)
    return Draft(alpha, colours, background, alpha)


def hairy(rng: Rng, size: tuple[int, int], background: Plane, colour: object = HAIR) -> Draft:
    """Head and shoulders with loose hair, which the network sees as a soft mass with some locks."""
    alpha, colours, loose = bust(rng, size, colour)
    share = np.clip(6 * ndimage.gaussian_filter(loose, 8), 0, 1)
    return Draft(alpha, colours, background, alpha + share * (seen_hair(alpha) - alpha))


# Scenes


def disc(rng: Rng) -> Draft:
    """A hard, round thing before a cluttered wall; a side of it in faint doubt."""
    size = (420, 560)
    depth, colours = painted(rng, size, {"disc": (ellipse(size, (215, 270), (120, 120)), (0.72, 0.50, 0.36))})
    alpha = cover(depth)
    rim = (depth < 14) & (np.arange(560) > 300)
    return Draft(alpha, colours, room(rng, size, ((0.72, 0.50, 0.36),)), doubted(alpha, rim, 0.95))


def half_sure_limb(rng: Rng) -> Draft:
    """A figure before leaves; the network doubts a leg (0.3 to 0.9) and hardly sees the foot."""
    size, head, unit = (620, 440), (70.0, 215.0), 66.0
    made = person(rng, size, leaves(rng, size), head, unit)
    parts = figure(size, head, unit)
    leg = cover(np.maximum(parts["leg"][0], parts["foot"][0]) + 3) * below(size, 400)
    value = 0.3 + 0.6 * waves(rng, size, 14)
    made.belief = doubted(doubted(made.alpha, leg, value), cover(parts["foot"][0] + 3), 0.5)
    return made


def arm_hole(rng: Rng) -> Draft:
    """A hand on the hip: the hole between arm and body is half filled in the mask."""
    size, head, unit = (520, 560), (95.0, 240.0), 96.0
    made = person(rng, size, room(rng, size), head, unit)
    hole = ndimage.binary_fill_holes(made.alpha > 0.5) & (made.alpha <= 0.5)
    filled = ndimage.gaussian_filter(hole.astype(np.float32), 2) * (0.3 + 0.45 * waves(rng, size, 10))
    made.belief = np.maximum(made.alpha, filled)
    return made


def small_figure(rng: Rng) -> Draft:
    """A person of 60 pixels in a picture of 800: a mask pixel is a third of an arm."""
    size = (600, 800)
    meadow = (
        np.float32([0.35, 0.48, 0.18])
        * (0.4 + waves(rng, size, (1.6, 0.8)) + 0.4 * waves(rng, size, 20))[..., None]
    )
    meadow[:250] = surface(rng, size, (0.55, 0.68, 0.82), 0.08)[:250]
    meadow[215:258] = planks(rng, size, step=21)[215:258]
    made = person(rng, size, np.clip(meadow, 0, 1), (226.0, 420.0), 7.2)
    made.belief = ndimage.gaussian_filter(made.alpha, 0.5)
    return made


def hair_same_wall(rng: Rng) -> Draft:
    """Dark hair before a wall of nearly its colour: the photo hardly tells them apart."""
    size = (480, 520)
    wall = surface(rng, size, np.float32(HAIR) + np.float32([0.10, 0.07, 0.05]), 0.05)
    return hairy(rng, size, wall)


def white_on_white(rng: Rng) -> Draft:
    """A light dress on white with a contact shadow: the mask has the dress at 0.2 to 0.8, the shadow at 0.3."""
    size, head, unit = (620, 440), (70.0, 215.0), 66.0
    parts = figure(size, head, unit)
    dress = limb(
        size, np.array([(1.9, 0), (3.3, 0), (5.9, 0)]) * unit + head, np.array([0.6, 0.5, 1.05]) * unit
    )
    cloth = (1.0, 0.98, 0.95)
    legs = {name: (depth, SKIN if "leg" in name else colour) for name, (depth, colour) in parts.items()}
    order = ["neck", "legs", "leg", "shoe", "foot", "dress", "arm", "bent", "hair", "head"]
    depth, colours = painted(rng, size, {name: (legs | {"dress": (dress, cloth)})[name] for name in order})
    pale = ndimage.gaussian_filter(colours.min(-1), 2)[..., None] > 0.55
    colours = np.where(pale, 0.5 * colours + 0.47, colours).astype(np.float32)
    alpha = cover(depth)
    pool = ndimage.gaussian_filter(cover(ellipse(size, (582, 225), (14, 105))), 7)
    white = np.float32([0.985, 0.985, 0.98]) * (1 - 0.45 * pool[..., None])
    value = 0.2 + 0.6 * waves(rng, size, 16)
    belief = np.maximum(doubted(alpha, cover(dress + 2), value), 0.35 * (pool > 0.4) * waves(rng, size, 9))
    return Draft(alpha, colours, white, belief)


GLYPHS = {  # 3 x 5 cells, a row an octal digit
    "F": "74644", "I": "72227", "N": "75555", "E": "74647", "P": "75744", "R": "65655", "T": "72222", "S": "74717",
}  # fmt: skip


def logo(rng: Rng) -> Draft:
    """Rings and fine print on a flat backdrop, strokes of 3 to 7 px; the network drops letters or smears them."""
    size = (400, 600)
    rings = [ellipse(size, (150, 300), (r, r)) for r in (110, 103, 60, 55)]
    ring = cover(np.minimum(rings[0], -rings[1]))
    inner = cover(np.minimum(rings[2], -rings[3]))
    print_, doubt = np.zeros(size, np.float32), np.ones(size, np.float32)
    for line, (text, cell, top) in enumerate([("FINE PRINT", 5, 285), ("PRINTS IN FINE STRIPES", 3, 335)]):
        left = 300 - len(text) * cell * 2
        for k, letter in enumerate(text):
            bits = [[int(row) >> b & 1 for b in (2, 1, 0)] for row in GLYPHS.get(letter, "00000")]
            at = left + k * cell * 4
            print_[top : top + 5 * cell, at : at + 3 * cell] = np.kron(bits, np.ones((cell, cell)))
            doubt[top - 4 : top + 5 * cell + 4, at - cell // 2 : at + 4 * cell] = rng.choice(
                [1, 0.5, 0] if line else [1, 0.8]
            )
    alpha = np.maximum(np.maximum(ring, inner), print_)
    blue, orange = np.float32([0.10, 0.30, 0.70]), np.float32([0.90, 0.45, 0.10])
    nearer = (ellipse(size, (150, 300), (80, 80)) > 0)[..., None]
    colours = np.where(nearer, orange, blue) + np.zeros((*size, 1), np.float32)
    belief = np.maximum(np.maximum(ring, 0.85 * inner), ndimage.gaussian_filter(print_, 1.3) * doubt)
    return Draft(alpha, colours, np.full((*size, 3), 244 / 255, np.float32), belief, noise=0)


def bokeh(rng: Rng) -> Draft:
    """Hair at night, discs of light out of focus behind it; the mask takes two of them along, faintly."""
    size = (480, 560)
    night, taken = surface(rng, size, (0.08, 0.09, 0.13), 0.04), np.zeros(size, np.float32)
    for k in range(26):
        place = (105.0, 395.0) if k == 0 else (230.0, 150.0) if k == 1 else tuple(rng.uniform(0, (330, 560)))
        radius = rng.uniform(12, 24)
        light = ndimage.gaussian_filter(cover(ellipse(size, place, (radius, radius))), 1.5)
        night = night + 0.6 * light[..., None] * rng.uniform((0.8, 0.5, 0.2), (1, 0.9, 0.7)).astype(
            np.float32
        )
        taken = np.maximum(taken, light) if k < 2 else taken
    made = hairy(rng, size, np.clip(night, 0, 1), (0.42, 0.27, 0.16))
    made.belief = np.maximum(made.belief, 0.35 * ndimage.gaussian_filter(taken, 2))
    return made


def fence(rng: Rng) -> Draft:
    """Bare arms and hair before planks; the mask is sharp, but a board beside the arm is taken along, faintly."""
    size, head, unit = (520, 560), (95.0, 250.0), 96.0
    made = person(rng, size, planks(rng, size), head, unit)
    board = np.zeros(size, np.float32)
    board[330:440, 104:136] = 0.12 + 0.3 * waves(rng, (110, 32), 8)
    made.belief = np.maximum(made.alpha, ndimage.gaussian_filter(board, 1.5))
    return made


def glass(rng: Rng) -> Draft:
    """A drinking glass: 0.25 to 0.45 within, its rim and lights opaque; the mask has 0.5 to 0.95 in it."""
    size = (520, 420)
    h = size[0]
    outer = limb(size, np.array([(60.0, 210.0), (390.0, 210.0)]), np.array([98.0, 66.0]))
    outer = np.minimum(outer, np.minimum(np.arange(h) - 60, 400 - np.arange(h))[:, None])
    wall = np.clip(1 - np.abs(outer - 4) / 6, 0, 1)
    lights = sum(
        cover(limb(size, np.array([(130.0, c), (340.0, c + 8)]), np.full(2, r)))
        for c, r in ((160, 7), (262, 3))
    )
    lights = np.clip(ndimage.gaussian_filter(lights, 2), 0, 1)
    body = 0.25 + 0.2 * waves(rng, size, 18)
    drink = below(size, 250) * 0.35
    alpha = cover(outer) * np.clip(np.maximum.reduce([body + drink, 0.9 * wall, 0.95 * lights]), 0, 1)
    tint = np.where(drink[..., None] > 0, np.float32([0.75, 0.45, 0.15]), np.float32([0.80, 0.86, 0.88]))
    colours = surface(rng, size, ndimage.gaussian_filter(tint, (1, 1, 0)), 0.03)
    colours += lights[..., None] * (np.float32(0.97) - colours)
    belief = doubted(cover(outer), cover(outer - 12), 0.5 + 0.45 * waves(rng, size, 15))
    behind = planks(rng, size, (0.45, 0.42, 0.40), 52)
    return Draft(alpha.astype(np.float32), colours.astype(np.float32), behind, belief, body=cover(outer))


def hair_clutter(rng: Rng) -> Draft:
    """Loose hair before a cluttered room, with the soft mask that networks give."""
    size = (480, 560)
    return hairy(rng, size, np.clip(0.2 + 0.8 * room(rng, size), 0, 1))


SCENES = (
    *(
        disc,
        half_sure_limb,
        arm_hole,
        small_figure,
        hair_same_wall,
        white_on_white,
        logo,
        bokeh,
        fence,
        glass,
    ),
    hair_clutter,
)
DRAWN: dict[str, Callable[[Rng], Draft]] = {draw.__name__: draw for draw in SCENES}
KINDS = tuple(DRAWN)
