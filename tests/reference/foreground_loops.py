"""Slow twin of wispcut.matting.foreground: one window at a time, by numpy's least-squares solver."""

import numpy as np
from wispcut.matting import foreground as fast


def estimate_colours_loops(photo, alpha, prior=None):
    """Same answer as ``estimate_colours`` for a picture whose first pixel is (0, 0), in float64."""
    photo, alpha = photo.astype(np.float64), alpha.astype(np.float64)
    h, w = alpha.shape
    cell = fast.CELL
    ch, cw = -(-h // cell), -(-w // cell)

    def window(i, j, radius, unit):  # the pixels of a window; one beyond the border is not there
        return (
            slice(max(i - radius, 0) * unit, (i + radius + 1) * unit),
            slice(max(j - radius, 0) * unit, (j + radius + 1) * unit),
        )

    def solve(i, j, radius, unit, before):
        part = window(i, j, radius, unit)
        a, colour = alpha[part].ravel(), photo[part].reshape(-1, 3)
        weight = 1 / (1 + 4 * fast.DOUBT * a * (1 - a))
        full = ((2 * radius + 1) * unit) ** 2
        root = np.sqrt(weight / full)[:, None]
        system = np.vstack([np.stack([a, 1 - a], 1) * root, np.eye(2) * np.sqrt(fast.DAMPING)])
        right = np.vstack([colour * root, before * np.sqrt(fast.DAMPING)])
        return np.linalg.lstsq(system, right)[0].clip(0, 1)

    coarse = np.empty((ch, cw, 2, 3))
    for i in range(ch):
        for j in range(cw):
            if prior is None:
                radius = fast.COARSE_RADII[0]
                part = window(i, j, radius, cell)
                a, colour = alpha[part].ravel(), photo[part].reshape(-1, 3)
                weight = 1 / (1 + 4 * fast.DOUBT * a * (1 - a))
                full = ((2 * radius + 1) * cell) ** 2
                both = (colour * weight[:, None]).sum(0) / weight.sum()
                for layer, share in enumerate((a, 1 - a)):
                    top = (colour * (weight * share)[:, None]).sum(0) / full + 1e-4 * both
                    coarse[i, j, layer] = top / ((weight * share).sum() / full + 1e-4)
            else:
                for layer in (0, 1):
                    padded = np.pad(prior[layer], ((0, ch * cell - h), (0, cw * cell - w), (0, 0)), "edge")
                    part = padded[i * cell : (i + 1) * cell, j * cell : (j + 1) * cell]
                    coarse[i, j, layer] = part.mean((0, 1))
    for radius in fast.COARSE_RADII:
        for i in range(ch):
            for j in range(cw):
                coarse[i, j] = solve(i, j, radius, cell, coarse[i, j])

    out = np.empty((h, w, 2, 3))
    for y in range(h):
        for x in range(w):
            at = [min(max((p + 0.5) / cell - 0.5, 0), n - 1) for p, n in ((y, ch), (x, cw))]
            i, j = int(at[0]), int(at[1])
            i2, j2, u, v = min(i + 1, ch - 1), min(j + 1, cw - 1), at[0] - i, at[1] - j
            here = (1 - u) * ((1 - v) * coarse[i, j] + v * coarse[i, j2])
            here = here + u * ((1 - v) * coarse[i2, j] + v * coarse[i2, j2])
            for radius in fast.FINE_RADII:
                here = solve(y, x, radius, 1, here)
            a = alpha[y, x]
            misfit = photo[y, x] - a * here[0] - (1 - a) * here[1]
            misfit /= a * a + (1 - a) ** 2 + fast.SLACK
            out[y, x] = (here + np.array([a, 1 - a])[:, None] * misfit).clip(0, 1)
    return out[:, :, 0], out[:, :, 1]
