"""Slow twins of wispcut.enhance: one pixel at a time, in double precision, straight from the formulas."""

import cmath
import math

import numpy as np


def bilateral_loops(view, sigma_space, sigma_range, kernel):
    """``kernel`` of the squared distance over 2 sigma_range^2; a Gaussian for the filter of the paper."""
    h, w, _ = view.shape
    view = view.astype(np.float64)
    out = np.empty_like(view)
    for y in range(h):
        for x in range(w):
            total, weights = np.zeros(3), 0.0
            for v in range(max(0, y - 2), min(h, y + 3)):
                for u in range(max(0, x - 2), min(w, x + 3)):
                    space = (v - y) ** 2 + (u - x) ** 2
                    if space > 4:
                        continue
                    colour = float(((view[v, u] - view[y, x]) ** 2).sum())
                    weight = math.exp(-space / (2 * sigma_space**2)) * kernel(colour / (2 * sigma_range**2))
                    total += weight * view[v, u]
                    weights += weight
            out[y, x] = total / weights
    return out


def limited_loops(share, limit):
    """Pour what is cut off back evenly, cut again, and so on, until nothing is left to cut."""
    share = [float(s) for s in share]
    mean = sum(share) / len(share)
    for _ in range(10_000):
        excess = sum(max(0.0, s - limit) for s in share)
        share = [min(s, limit) for s in share]
        if excess < 1e-12:
            break
        open_bins = [i for i, s in enumerate(share) if s < limit]
        if not open_bins:
            break
        for i in open_bins:
            share[i] += excess / len(open_bins)
    assert abs(sum(share) / len(share) - mean) < 1e-9
    return np.array(share)


def clahe_loops(view, clip, grid, bins=256):
    h, w, _ = view.shape
    lightness = view.astype(np.float64).max(axis=-1)
    rows, columns = min(grid, h), min(grid, w)
    members = {(i, j): [] for i in range(rows) for j in range(columns)}
    for y in range(h):
        for x in range(w):
            members[y * rows // h, x * columns // w].append((y, x))
    curve, centre = {}, {}
    for tile, pixels in members.items():
        share = np.zeros(bins)
        for p in pixels:
            share[min(int(np.float32(lightness[p]) * np.float32(bins)), bins - 1)] += bins / len(pixels)
        curve[tile] = np.concatenate([[0], np.cumsum(limited_loops(share, clip)) / bins])
        centre[tile] = np.mean(pixels, axis=0)
    row_centres = [centre[i, 0][0] for i in range(rows)]
    column_centres = [centre[0, j][1] for j in range(columns)]
    out = np.empty((h, w, 3))
    for y in range(h):
        for x in range(w):
            value = 0.0
            for i, a in _shares(row_centres, y):
                for j, b in _shares(column_centres, x):
                    value += a * b * np.interp(lightness[y, x], np.linspace(0, 1, bins + 1), curve[i, j])
            out[y, x] = view[y, x] * (value / lightness[y, x]) if lightness[y, x] > 0 else 0
    return out


def _shares(centres, position):
    """Which centres count at a position, and how much."""
    if position <= centres[0]:
        return [(0, 1.0)]
    for k in range(1, len(centres)):
        if position <= centres[k]:
            way = (position - centres[k - 1]) / (centres[k] - centres[k - 1])
            return [(k - 1, 1 - way), (k, way)]
    return [(len(centres) - 1, 1.0)]


def sharpen_loops(view, sigma, radius):
    h, w, _ = view.shape
    luma = view.astype(np.float64) @ np.array([0.2126, 0.7152, 0.0722])
    taps = range(-radius, radius + 1)
    kernel = [math.exp(-(d**2) / (2 * sigma**2)) for d in taps]
    out = np.empty(view.shape)
    for y in range(h):
        for x in range(w):
            blurred = sum(
                a * b * luma[_mirror(y + dy, h), _mirror(x + dx, w)]
                for a, dy in zip(kernel, taps, strict=True)
                for b, dx in zip(kernel, taps, strict=True)
            )
            out[y, x] = view[y, x] + luma[y, x] - blurred / sum(kernel) ** 2
    return np.clip(out, 0, 1)


def _mirror(i, n):
    i %= 2 * n
    return i if i < n else 2 * n - 1 - i


def chroma_hint_loops(view, colour, strength):
    """The two maps by angles and radii, without tables."""
    backdrop = _chroma(colour)
    t = min(1.0, abs(backdrop) / 0.15)
    share = t * t * (3 - 2 * t)
    out = np.empty(view.shape)
    for p in np.ndindex(view.shape[:2]):
        luma = float(view[p].astype(np.float64) @ np.array([0.2126, 0.7152, 0.0722]))
        chroma = _chroma(view[p])
        if share > 0 and chroma != 0:
            angle = cmath.phase(chroma / backdrop)
            x, k = abs(angle) / math.pi, strength * share
            wanted = math.copysign(math.pi * x * (1 + k) / (1 + k * x), angle)
            chroma *= cmath.exp(1j * (wanted - angle))
        if abs(chroma) > abs(backdrop):
            r = abs(chroma)
            chroma *= (r + strength * (1 - share) * (r - abs(backdrop))) / r
        red, blue = chroma.real, chroma.imag
        green = -(0.2126 * red + 0.0722 * blue) / 0.7152
        room = 1.0
        for part in (red, green, blue):
            if part > 0:
                room = min(room, (1 - luma) / part)
            if part < 0:
                room = min(room, luma / -part)
        out[p] = [luma + room * part for part in (red, green, blue)]
    return np.clip(out, 0, 1)


def _chroma(rgb):
    red, green, blue = (float(c) for c in rgb)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return complex(red - luma, blue - luma)
