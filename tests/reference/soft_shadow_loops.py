"""Slow twin of wispcut.shadow.soft_shadow: one pixel at a time, in float64."""

import math

import numpy as np
from wispcut.shadow.soft_shadow import ACROSS, CONTACT, FADE, LEVELS, NEAR, STEEPEST


def blurred(plane, sigma_rows, sigma_columns):
    """A Gaussian cut at three sigma, sum over the window one pixel at a time, black outside."""

    def taps(sigma):
        reach = int(3 * sigma + 0.5)
        weights = [math.exp(-0.5 * (x / sigma) ** 2) for x in range(-reach, reach + 1)]
        return reach, [weight / sum(weights) for weight in weights]

    (up, rows), (side, columns) = taps(sigma_rows), taps(sigma_columns)
    h, w = plane.shape
    out = np.zeros((h, w))
    for y in range(h):
        for x in range(w):
            for i in range(-up, up + 1):
                for j in range(-side, side + 1):
                    if 0 <= y + i < h and 0 <= x + j < w:
                        out[y, x] += rows[i + up] * columns[j + side] * plane[y + i, x + j]
    return out


def read(plane, row, column):
    """Bilinear, black outside the outermost centres."""
    h, w = plane.shape
    if not (0 <= row <= h - 1 and 0 <= column <= w - 1):
        return 0.0
    i, j = min(int(row), h - 2), min(int(column), w - 2)
    u, v = row - i, column - j
    top = (1 - v) * plane[i, j] + v * plane[i, j + 1]
    bottom = (1 - v) * plane[i + 1, j] + v * plane[i + 1, j + 1]
    return (1 - u) * top + u * bottom


def soft_shadow_loops(alpha, contact, cast, softness, angle, length):
    alpha = alpha.astype(float)
    h, w = alpha.shape
    solid = [y for y in range(h) if alpha[y].max() >= 0.5]
    ground, height = solid[-1] + 1, solid[-1] + 1 - solid[0]

    band = np.zeros((h, w))
    for y in range(h):
        band[y] = alpha[y] * math.exp(-max(ground - y - 0.5, 0) / (CONTACT * height))
    sigma = softness * height
    touching = blurred(band, sigma / ACROSS, sigma)
    touching /= touching.max()

    flat = length * math.cos(math.radians(angle))
    if abs(flat) < STEEPEST:
        flat = math.copysign(STEEPEST, flat)
    stencil, share = np.zeros((h, w)), np.zeros(h)
    for y in range(h):
        above = (ground - y - 0.5) / flat
        share[y] = min(max(above / height, 0), 1)
        for x in range(w):
            if above >= 0:
                column = x - above * length * math.sin(math.radians(angle))
                stencil[y, x] = read(alpha, ground - above - 0.5, column)
    steps = [NEAR + (1 - NEAR) * i / (LEVELS - 1) for i in range(LEVELS)]
    blurs = [blurred(stencil, step * softness * height, step * softness * height) for step in steps]
    out = np.zeros((h, w))
    for y in range(h):
        at = share[y] * (LEVELS - 1)
        low = min(int(at), LEVELS - 2)
        thrown = (1 - (at - low)) * blurs[low][y] + (at - low) * blurs[low + 1][y]
        thrown = thrown * (1 - FADE * share[y])
        out[y] = 1 - (1 - contact * touching[y]) * (1 - cast * thrown)
    return out
