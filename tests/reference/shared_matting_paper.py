"""Slow twins of the parts of shared matting that follow the paper to the letter, pixel by pixel."""

import math

import numpy as np
from reference.matting_loops import fit_loop


def read(photo, y, x):
    """Bilinear interpolation at one point inside the picture."""
    r, c = math.floor(y), math.floor(x)
    s, t = y - r, x - c
    below, right = min(r + 1, photo.shape[0] - 1), min(c + 1, photo.shape[1] - 1)
    top = (1 - t) * photo[r, c] + t * photo[r, right]
    return (1 - s) * top + s * ((1 - t) * photo[below, c] + t * photo[below, right])


def path_energy_loop(photo, start, end):
    """The integral of the squared derivative along the straight way, ``start`` and ``end`` as (row, column)."""
    photo = photo.astype(np.float64)
    dy, dx = end[0] - start[0], end[1] - start[1]
    pieces = max(abs(dy), abs(dx))
    total, before = 0.0, read(photo, *start)
    for k in range(1, pieces + 1):
        # rounding must not carry a whole coordinate to the cell before
        here = read(photo, round(start[0] + k * dy / pieces, 9), round(start[1] + k * dx / pieces, 9))
        piece = math.hypot(dy, dx) / pieces
        total += float(np.sum(((here - before) / piece) ** 2)) * piece
        before = here
    return total


def pair_costs(photo, pixel, fore, far_f, back, far_b, probability, exponents, floor, path_floor):
    """The logarithm of ``N^fit A^path D_F^near_f D_B^near_b`` of all pairs of one pixel, ``(p, q)``."""
    h, w, _ = photo.shape
    flat = photo.reshape(-1, 3).astype(np.float64)
    r, c = divmod(pixel, w)
    out = np.empty((len(fore), len(back)))
    for i, f in enumerate(fore):
        for j, b in enumerate(back):
            total = 0.0
            for dr in (-1, 0, 1):
                for dc in (-1, 0, 1):
                    q = min(max(r + dr, 0), h - 1) * w + min(max(c + dc, 0), w - 1)
                    total += fit_loop(flat[q], flat[f], flat[b])[1] / 9
            alpha = fit_loop(flat[pixel], flat[f], flat[b])[0]
            wrong = probability + (1 - 2 * probability) * alpha
            out[i, j] = (
                exponents.fit * math.log(total + floor)
                + exponents.path * math.log(wrong + path_floor)
                + exponents.near_f * math.log(far_f[i] / far_f.min())
                + exponents.near_b * math.log(far_b[j] / far_b.min())
            )
    return out


def smooth_loops(photo, trimap, at, f, b, alpha, confidence, *, variance, misfit_scale, reach):
    """Rows F, B, alpha, confidence ``(8, n)``; ``f``, ``b`` are ``(3, n)``."""
    h, w, _ = photo.shape
    flat = photo.reshape(-1, 3).astype(np.float64)
    layers = {}
    for p in range(h * w):
        layers[p] = flat[p], flat[p], float(trimap.ravel()[p]), 1.0, 1.0
    for n, p in enumerate(at):
        layers[int(p)] = (
            f[:, n].astype(float),
            b[:, n].astype(float),
            float(alpha[n]),
            float(confidence[n]),
            0.0,
        )
    out = []
    for p in map(int, at):
        own_f, own_b, own, _, _ = layers[p]
        up_f, up_b = np.zeros(3), np.zeros(3)
        down_f = down_b = up_d = down_d = up_a = down_a = 0.0
        for r in range(max(p // w - reach, 0), min(p // w + reach, h - 1) + 1):
            for c in range(max(p % w - reach, 0), min(p % w + reach, w - 1) + 1):
                q = r * w + c
                qf, qb, a, sure, known = layers[q]
                g = math.exp(-((r - p // w) ** 2 + (c - p % w) ** 2) / (2 * variance))
                wc = g * sure * (1 if q == p else abs(own - a))
                up_f, down_f = up_f + wc * a * qf, down_f + wc * a
                up_b, down_b = up_b + wc * (1 - a) * qb, down_b + wc * (1 - a)
                wf = sure * a * (1 - a)
                up_d, down_d = up_d + wf * np.linalg.norm(qf - qb), down_d + wf
                wa = g * sure + known
                up_a, down_a = up_a + wa * a, down_a + wa
        nf = up_f / down_f if down_f > 1e-12 else own_f
        nb = up_b / down_b if down_b > 1e-12 else own_b
        d = nf - nb
        seen = float(np.clip((flat[p] - nb) @ d / (d @ d + 1e-8), 0, 1))
        sure = math.exp(-np.linalg.norm(flat[p] - nb - seen * d) / misfit_scale)
        if down_d > 1e-12 and up_d > 0:
            sure *= min(1, np.linalg.norm(d) / (up_d / down_d))
        blend = up_a / down_a if down_a > 1e-12 else own
        out.append((*nf, *nb, sure * seen + (1 - sure) * blend, sure))
    return np.array(out).T
