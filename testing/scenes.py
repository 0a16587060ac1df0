"""Pictures whose alpha, foreground and background are known exactly: drawn here, seeded, small.

``scene(kind)`` gives a :class:`Scene`; ``KINDS`` lists what there is. Noise and JPEG touch the photo only.
"""

import io
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

KINDS = ("hair", "green_wall", "veil", "odd_colour", "camouflage", "product", "ring")


@dataclass(frozen=True)
class Scene:
    """One composite: all planes float32 in [0, 1], ``photo = alpha * foreground + (1 - alpha) * background``."""

    kind: str
    photo: np.ndarray
    alpha: np.ndarray
    foreground: np.ndarray
    background: np.ndarray

    def over(self, backdrop):
        """Composite the true foreground over another backdrop, ``(3,)`` or ``(H, W, 3)``."""
        a = self.alpha[..., None]
        return a * self.foreground + (1 - a) * np.asarray(backdrop, np.float32)


def scene(kind, size=(96, 112), *, seed=0, noise=0.0, jpeg=None):
    """Draw a scene.

    ``noise``: standard deviation added to the photo. ``jpeg``: quality through which the photo goes, or None.
    """
    rng = np.random.default_rng([seed, *kind.encode()])
    h, w = size
    unit = min(size)
    body = ellipse(size, (0.62 * h, 0.5 * w), (0.36 * unit, 0.26 * unit))
    dark = np.float32([0.28, 0.17, 0.10])
    foreground = texture(rng, size, dark, 0.06)
    background = clutter(rng, size)
    if kind in ("hair", "green_wall", "camouflage"):
        hair = strands(rng, size, (0.5 * h, 0.5 * w), 0.2 * unit, max(8, unit // 2), 0.3 * unit)
        alpha = over(body, hair)
        if kind == "green_wall":
            background = np.broadcast_to(np.float32([0.15, 0.65, 0.2]), foreground.shape).copy()
        elif kind == "camouflage":
            background = texture(rng, size, dark + np.float32([0.10, 0.07, 0.04]), 0.05)
    elif kind == "veil":
        veil = ellipse(size, (0.5 * h, 0.5 * w), (0.42 * unit, 0.4 * unit))
        alpha = over(body, veil * (0.25 + 0.5 * waves(rng, size, unit / 8)))
    elif kind == "odd_colour":  # a red bow at the outline: no pixel of this colour is far from it
        bow = ellipse(size, (0.3 * h, 0.6 * w), (0.12 * unit, 0.2 * unit))
        alpha = over(body, bow)
        foreground += bow[..., None] * (np.float32([0.85, 0.12, 0.15]) - foreground)
    elif kind == "product":  # hard edge before a grey sweep
        alpha = ellipse(size, (0.5 * h, 0.5 * w), (0.3 * unit, 0.38 * unit))
        ramp = np.linspace(0.9, 0.55, h, dtype=np.float32)[:, None] + np.linspace(
            0, 0.06, w, dtype=np.float32
        )
        background = np.repeat(ramp[..., None], 3, -1)
        foreground = texture(rng, size, np.float32([0.45, 0.42, 0.40]), 0.12)
    elif kind == "ring":  # background seen through a hole
        hole = ellipse(size, (0.5 * h, 0.5 * w), (0.17 * unit, 0.2 * unit))
        alpha = ellipse(size, (0.5 * h, 0.5 * w), (0.42 * unit, 0.42 * unit)) * (1 - hole)
    else:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    a = alpha[..., None]
    photo = a * foreground + (1 - a) * background
    made = Scene(kind, photo, alpha, foreground, background)
    return degrade(made, rng, noise, jpeg) if noise or jpeg else made


def product_shot(kind, size=(132, 160), *, seed=0, shadow=0.3):
    """Draw a subject on a grey gradient with a soft contact shadow, noise 0.01, 8 bits: photo and true alpha.

    ``kind``: whose subject (one of ``KINDS``). ``shadow``: how much darker its middle is, 0 for none.
    """
    drawn = scene(kind, size, seed=seed)
    h, w = size
    grey = np.linspace(0.85, 0.45, h)[:, None] + np.linspace(0, 0.1, w)
    pool = ellipse(size, (0.9 * h, 0.55 * w), (0.12 * h, 0.3 * w))
    grey = grey * (1 - shadow * ndimage.gaussian_filter(pool, 12))
    a = drawn.alpha[..., None]
    photo = a * drawn.foreground + (1 - a) * grey[..., None]
    photo = photo + np.random.default_rng(seed).normal(0, 0.01, photo.shape)
    return np.round(np.clip(photo, 0, 1) * 255).astype(np.float32) / np.float32(255), drawn.alpha


def degrade(clean, rng, noise=0.0, jpeg=None):
    """Return the scene with a noisy or JPEG-compressed photo; the truth stays as it is."""
    photo = clean.photo + np.float32(noise) * rng.standard_normal(clean.photo.shape, np.float32)
    photo = np.clip(photo, 0, 1)
    if jpeg is not None:
        from PIL import Image  # only here: not everything that runs the other scenes has it

        buffer = io.BytesIO()
        Image.fromarray(np.uint8(photo * 255 + 0.5)).save(buffer, "JPEG", quality=jpeg)
        photo = np.asarray(Image.open(buffer), np.float32) / np.float32(255)
    return replace(clean, photo=photo)


def band(alpha, reach):
    """Draw a trimap as a careful person would: unknown within ``reach`` pixels of anything that is neither 0 nor 1."""
    sure = (alpha == 0) | (alpha == 1)
    sure &= ~_borders(alpha > 0.5)
    near = np.zeros(alpha.shape, bool) if sure.all() else ndimage.distance_transform_edt(sure) <= reach
    return np.where(near, 0.5, alpha > 0.5).astype(np.float32)


def coarse_mask(alpha, *, cell=8, blur=3.0):
    """Blur and sharpen a matte as a segmentation network does: strands thinner than a cell are lost."""
    h, w = alpha.shape
    padded = np.pad(alpha, ((0, -h % cell), (0, -w % cell)), mode="edge")
    small = padded.reshape(padded.shape[0] // cell, cell, -1, cell).mean((1, 3))
    small = np.clip((small - 0.5) * 2.5 + 0.5, 0, 1)
    big = ndimage.gaussian_filter(small.repeat(cell, 0).repeat(cell, 1)[:h, :w], blur)
    return np.clip(big, 0, 1).astype(np.float32)


def strands(rng, size, centre, start, count, length, *, width=(1.6, 0.4), bend=0.5):
    """Coverage of ``count`` tapering hairs that leave a ring of radius ``start`` around ``centre``.

    ``width``: pixels at the root and at the tip. ``bend``: radians by which a hair may turn along its way.
    """
    clear = np.ones(size, np.float32)
    for _ in range(count):
        angle = rng.uniform(-np.pi, 0.15 * np.pi)
        steps = np.linspace(0, 1, 24)
        way = angle + rng.uniform(-bend, bend) * np.cumsum(steps) / len(steps) * 2
        reach = length * rng.uniform(0.5, 1) / len(steps)
        y = centre[0] + start * np.sin(angle) + np.cumsum(np.sin(way)) * reach
        x = centre[1] + start * np.cos(angle) + np.cumsum(np.cos(way)) * reach
        clear *= 1 - _line(size, y, x, np.linspace(*width, len(steps)))
    return 1 - clear


def _line(size, y, x, width):
    """Coverage of a polyline of varying width: overlap of a pixel with a straight strip, by distance."""
    out = np.zeros(size, np.float32)
    top, left = max(int(y.min()) - 2, 0), max(int(x.min()) - 2, 0)
    rows = np.arange(top, min(int(y.max()) + 4, size[0]))[:, None, None]
    cols = np.arange(left, min(int(x.max()) + 4, size[1]))[None, :, None]
    if rows.size == 0 or cols.size == 0:
        return out
    dy, dx = np.diff(y), np.diff(x)
    t = ((rows - y[:-1]) * dy + (cols - x[:-1]) * dx) / (dy**2 + dx**2)
    t = t.clip(0, 1)
    away = np.hypot(rows - y[:-1] - t * dy, cols - x[:-1] - t * dx)
    half = (width[:-1] + t * np.diff(width)) / 2
    cover = np.minimum(away + 0.5, half) - np.maximum(away - 0.5, -half)
    out[rows[0, 0, 0] : rows[-1, 0, 0] + 1, left : left + cols.shape[1]] = cover.clip(0, 1).max(-1)
    return out


def ellipse(size, centre, radii):
    """Anti-aliased filled ellipse: a linear ramp of one pixel across its border."""
    y, x = np.mgrid[: size[0], : size[1]]
    v, u = (y - centre[0]) / radii[0], (x - centre[1]) / radii[1]
    rho = np.hypot(v, u)
    slope = np.hypot(v / radii[0], u / radii[1]) / np.maximum(rho, 1e-9)  # gradient length of rho
    return np.clip(0.5 - (rho - 1) / np.maximum(slope, 1e-9), 0, 1).astype(np.float32)


def over(lower, upper):
    """Union of two coverages that know nothing of each other."""
    return (1 - (1 - lower) * (1 - upper)).astype(np.float32)


def waves(rng, size, sigma):
    """Smooth noise stretched to [0, 1]."""
    noise = ndimage.gaussian_filter(rng.standard_normal(size), sigma, mode="wrap")
    return ((noise - noise.min()) / max(np.ptp(noise), 1e-9)).astype(np.float32)


def texture(rng, size, colour, strength):
    """A colour with coarse and fine variation in brightness."""
    grain = 0.7 * waves(rng, size, 5) + 0.3 * waves(rng, size, 0.8) - 0.5
    return np.clip(colour + 2 * np.float32(strength) * grain[..., None], 0, 1).astype(np.float32)


def clutter(rng, size):
    """A room: patches of different colours with hard borders, and some texture."""
    levels = (waves(rng, size, min(size) / 10) * 5).astype(int)
    palette = rng.uniform(0.35, 0.95, (6, 3)).astype(np.float32)
    return texture(rng, size, palette[levels], 0.05)


def _borders(inside):
    """Pixels with a neighbour (of 4) on the other side."""
    out = np.zeros(inside.shape, bool)
    down, right = inside[1:] != inside[:-1], inside[:, 1:] != inside[:, :-1]
    out[1:] |= down
    out[:-1] |= down
    out[:, 1:] |= right
    out[:, :-1] |= right
    return out
