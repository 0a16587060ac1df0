"""Things to draw pictures of: anti-aliased shapes, textured surfaces, a figure, hair. All at pixel scale, seeded."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Plane = NDArray[np.float32]
Rng = np.random.Generator

SKIN, HAIR, SHIRT, JEANS = (0.86, 0.66, 0.54), (0.24, 0.15, 0.10), (0.62, 0.16, 0.18), (0.20, 0.27, 0.42)

# Shapes are depths: pixels inside their border, negative outside.


def cover(depth: Plane) -> Plane:
    """Anti-aliased coverage of a shape."""
    return np.clip(depth + 0.5, 0, 1).astype(np.float32)


def ellipse(size: tuple[int, int], centre: tuple[float, float], radii: tuple[float, float]) -> Plane:
    """Depth in an ellipse, to first order."""
    rows, cols = np.ogrid[: size[0], : size[1]]
    v, u = (rows - centre[0]) / radii[0], (cols - centre[1]) / radii[1]
    rho = np.hypot(v, u)
    slope = np.hypot(v / radii[0], u / radii[1]) / np.maximum(rho, 1e-6)
    return np.asarray((1 - rho) / np.maximum(slope, 1 / max(radii)), np.float32)


def limb(size: tuple[int, int], points: NDArray[np.float64], radii: NDArray[np.float64]) -> Plane:
    """Depth in a polyline ``(n, 2)`` with round joints of the given radii."""
    rows, cols = np.ogrid[: size[0], : size[1]]
    depth = np.full(size, -np.inf)
    for (a, b), (near, far) in zip(pairwise(points), pairwise(radii), strict=True):
        down, right = b - a
        t = np.clip(((rows - a[0]) * down + (cols - a[1]) * right) / (down**2 + right**2), 0, 1)
        away = np.hypot(rows - a[0] - t * down, cols - a[1] - t * right)
        depth = np.maximum(depth, near + t * (far - near) - away)
    return depth.astype(np.float32)


def strands(
    rng: Rng, size: tuple[int, int], centre: tuple[float, float], radii: tuple[float, float]
) -> Plane:
    """Coverage of hair in locks that leaves an ellipse upwards and sideways and falls."""
    clear = np.ones(size, np.float32)
    for _ in range(90):
        angle, reach = rng.uniform(-3.5, 0.4), rng.uniform(0.25, 0.8) * radii[0]
        for _ in range(7):
            way = angle + rng.normal(0, 0.12) + np.linspace(0, rng.normal(0, 0.5), 7)
            step = reach * rng.uniform(0.6, 1.1) / 6
            fall = np.linspace(0, 0.25 * reach, 7) ** 1.3 * 0.3
            start = np.array([np.sin(angle) * radii[0], np.cos(angle) * radii[1]]) * 0.93
            points = start + np.stack(
                [np.cumsum(np.sin(way)) * step + fall, np.cumsum(np.cos(way)) * step], 1
            )
            points += centre
            low = np.clip(np.floor(points.min(0)).astype(int) - 3, 0, None)
            high = np.minimum(np.ceil(points.max(0)).astype(int) + 4, size)
            if (high <= low).any():
                continue
            width = np.linspace(rng.uniform(0.7, 1.3), 0.25, 7)
            depth = limb(tuple(high - low), points - low, width / 2)
            box = clear[low[0] : high[0], low[1] : high[1]]
            box *= 1 - np.minimum(cover(depth), width.mean())
    return 1 - clear


# Surfaces: ``(H, W, 3)``, in [0, 1].


def waves(rng: Rng, size: tuple[int, int], sigma: float | tuple[float, float]) -> Plane:
    """Smooth noise stretched to [0, 1]."""
    noise = ndimage.gaussian_filter(rng.standard_normal(size, np.float32), sigma, mode="wrap")
    return np.asarray((noise - noise.min()) / np.ptp(noise), np.float32)


def surface(rng: Rng, size: tuple[int, int], colour: object, strength: float = 0.06) -> Plane:
    """A colour, or a picture, with coarse and fine variation in brightness."""
    grain = 0.6 * waves(rng, size, 9) + 0.4 * waves(rng, size, 0.9) - 0.5
    return np.clip(np.asarray(colour, np.float32) + 2 * np.float32(strength) * grain[..., None], 0, 1)


def room(rng: Rng, size: tuple[int, int], like: tuple[object, ...] = (SKIN, HAIR, SHIRT)) -> Plane:
    """Boxes, rails and frames, a little out of focus; every other one has a colour that the subject has, too."""
    wall = np.broadcast_to(np.float32([0.62, 0.56, 0.50]), (*size, 3)).copy()
    for k in range(120):
        top, left = rng.integers(0, size[0]), rng.integers(0, size[1])
        high, wide = rng.integers(4, size[0] // 4), rng.integers(4, size[1] // 5)
        any_ = rng.uniform(0.06, 0.92) * rng.uniform(0.7, 1.1, 3)
        own = np.asarray(like[k % len(like)]) * rng.uniform(0.6, 1.05)
        wall[top : top + high, left : left + wide] = own if k % 2 else any_
    return ndimage.gaussian_filter(surface(rng, size, np.clip(wall, 0, 1), 0.08), (0.8, 0.8, 0))


def planks(rng: Rng, size: tuple[int, int], colour: object = (0.62, 0.45, 0.34), step: int = 34) -> Plane:
    """A fence: boards of different brightness with grain along them, dark gaps, bright edges."""
    cols = np.arange(size[1])
    board = np.asarray(rng.uniform(0.6, 1.3, size[1] // step + 2))[cols // step]
    board = np.where(cols % step < 4, 0.16, np.where(cols % step < 6, 1.45, board))
    wood = np.asarray(colour) * board[:, None] + 0.2 * (waves(rng, size, (14, 0.8)) - 0.5)[..., None]
    return ndimage.gaussian_filter(np.clip(wood, 0, 1).astype(np.float32), (0.6, 0.6, 0))


def leaves(rng: Rng, size: tuple[int, int]) -> Plane:
    """Ovals of green over each other, dark between them."""
    out = surface(rng, size, (0.07, 0.10, 0.05), 0.03)
    for _ in range(700):
        r, c, long = rng.uniform(0, size[0]), rng.uniform(0, size[1]), rng.uniform(12, 30)
        low, turn = np.maximum([int(r - long), int(c - long)], 0), rng.uniform(0, np.pi)
        box = out[low[0] : int(r + long) + 1, low[1] : int(c + long) + 1]
        tip = np.array([np.sin(turn), np.cos(turn)]) * long * 0.6
        points = np.array([(r, c)] * 3) + np.outer([-1, 0, 1], tip) - low
        shade = np.float32([0.35, 0.55, 0.18]) * np.float32(rng.uniform(0.4, 1.5))
        box += cover(limb(box.shape[:2], points, np.array([1, long * 0.38, 1])))[..., None] * (shade - box)
    return ndimage.gaussian_filter(surface(rng, size, np.clip(out, 0, 1), 0.04), (0.7, 0.7, 0))


# Subjects


def painted(rng: Rng, size: tuple[int, int], parts: dict[str, tuple[Plane, object]]) -> tuple[Plane, Plane]:
    """Depth of the union and its colours: later parts in front, each shaded towards its border, light from the left."""
    depths = np.stack([depth for depth, _ in parts.values()])
    colours = np.float32([colour for _, colour in parts.values()])
    round_ = np.stack([1 - np.exp(-np.maximum(d, 0) / max(0.4 * d.max(), 1)) for d in depths])
    shown = depths[::-1] > -0.5
    top = np.where(shown.any(0), len(depths) - 1 - shown.argmax(0), depths.argmax(0))
    light = 0.62 + 0.38 * np.take_along_axis(round_, top[None], 0)[0]
    light += 0.12 * np.clip(-np.gradient(ndimage.gaussian_filter(depths.max(0), 2))[1], -1, 0) + 0.06
    picture = surface(
        rng, size, ndimage.gaussian_filter(colours[top] * light[..., None], (0.6, 0.6, 0)), 0.05
    )
    return depths.max(0), picture


def figure(size: tuple[int, int], head: tuple[float, float], unit: float) -> dict[str, tuple[Plane, object]]:
    """A standing person, eight ``unit`` high, as named parts; the right hand rests on the hip."""

    def part(points: list[tuple[float, float]], radii: list[float]) -> Plane:
        return limb(size, np.asarray(points) * unit + head, np.asarray(radii) * unit)

    def round_(centre: tuple[float, float], radii: tuple[float, float]) -> Plane:
        place = (head[0] + centre[0] * unit, head[1] + centre[1] * unit)
        return ellipse(size, place, (radii[0] * unit, radii[1] * unit))

    return {
        "neck": (part([(0.5, 0), (1.2, 0)], [0.22, 0.24]), SKIN),
        "legs": (part([(3.9, -0.32), (5.8, -0.42), (7.5, -0.5)], [0.42, 0.3, 0.2]), JEANS),
        "leg": (part([(3.9, 0.32), (5.8, 0.42), (7.5, 0.5)], [0.42, 0.3, 0.2]), JEANS),
        "shoe": (part([(7.65, -0.5), (7.75, -0.8)], [0.2, 0.15]), (0.12, 0.11, 0.11)),
        "foot": (part([(7.65, 0.5), (7.75, 0.8)], [0.2, 0.15]), (0.12, 0.11, 0.11)),
        "torso": (part([(1.9, 0), (2.9, 0), (3.7, 0)], [0.75, 0.55, 0.6]), SHIRT),
        "arm": (part([(1.6, -0.68), (2.9, -1.15), (4.1, -1.05)], [0.25, 0.19, 0.15]), SKIN),
        "bent": (part([(1.6, 0.68), (2.75, 1.75), (3.7, 0.72)], [0.25, 0.19, 0.16]), SKIN),
        "hair": (round_((0.28, 0), (0.58, 0.48)), HAIR),
        "head": (round_((0.5, 0), (0.46, 0.36)), SKIN),
    }


def bust(rng: Rng, size: tuple[int, int], colour: object = HAIR) -> tuple[Plane, Plane, Plane]:
    """Head and shoulders with loose hair: coverage, colours, and the coverage of the loose hair alone."""
    h, w = size
    centre, radii = (0.42 * h, 0.5 * w), (0.24 * h, 0.19 * h)
    parts = {
        "body": (
            limb(size, np.array([(1.05 * h, 0.4 * w), (1.05 * h, 0.6 * w)]), np.full(2, 0.3 * h)),
            SHIRT,
        ),
        "neck": (limb(size, np.array([(0.5 * h, 0.5 * w), (0.8 * h, 0.5 * w)]), np.full(2, 0.08 * h)), SKIN),
        "hair": (ellipse(size, centre, radii), colour),
    }
    depth, colours = painted(rng, size, parts)
    face = cover(ellipse(size, (0.46 * h, 0.5 * w), (0.17 * h, 0.12 * h)))[..., None]
    loose = strands(rng, size, centre, radii)
    locks = surface(rng, size, colour, 0.05) * np.float32(1.05)
    near = np.clip(ndimage.gaussian_filter(loose, 1) * 3, 0, 1)[..., None] * (depth < 1)[..., None]
    colours = colours * (1 - face) + face * surface(rng, size, SKIN, 0.04)
    colours = np.where(depth[..., None] < -1, locks, colours * (1 - near) + near * locks)
    alpha = 1 - (1 - cover(depth)) * (1 - loose)
    return alpha, np.clip(colours, 0, 1).astype(np.float32), loose
