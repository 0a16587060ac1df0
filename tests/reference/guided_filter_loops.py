"""Slow twin of wispcut.matting.guided_filter: one window at a time, straight from the papers."""

import numpy as np


def cell_means_loops(plane, cell, origin):
    first = [o // cell for o in origin]
    last = [(o + n - 1) // cell for o, n in zip(origin, plane.shape, strict=True)]
    out = np.empty([b - a + 1 for a, b in zip(first, last, strict=True)])
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            top, left = (first[0] + i) * cell - origin[0], (first[1] + j) * cell - origin[1]
            out[i, j] = plane[max(top, 0) : top + cell, max(left, 0) : left + cell].mean(dtype=np.float64)
    return out


def guided_filter_loops(guide, mask, radius, epsilon, subsample, origin):
    r = max(1, round(radius / subsample))
    small = np.stack([cell_means_loops(guide[..., c], subsample, origin) for c in range(3)], -1)
    target = cell_means_loops(mask, subsample, origin)
    h, w = target.shape
    a, b = np.empty((h, w, 3)), np.empty((h, w))
    for i in range(h):
        for j in range(w):
            window = np.s_[max(i - r, 0) : i + r + 1, max(j - r, 0) : j + r + 1]
            colours, values = small[window].reshape(-1, 3), target[window].ravel()
            mean = colours.mean(0)
            cov = (colours - mean).T @ (colours - mean) / len(values)
            cross = (colours - mean).T @ (values - values.mean()) / len(values)
            a[i, j] = np.linalg.solve(cov + epsilon * np.eye(3), cross)
            b[i, j] = values.mean() - a[i, j] @ mean
    mean_a, mean_b = np.empty_like(a), np.empty_like(b)
    for i in range(h):
        for j in range(w):
            window = np.s_[max(i - r, 0) : i + r + 1, max(j - r, 0) : j + r + 1]
            mean_a[i, j], mean_b[i, j] = a[window].mean((0, 1)), b[window].mean()
    out = np.empty(mask.shape)
    for y in range(mask.shape[0]):
        for x in range(mask.shape[1]):
            p = [(q + o % subsample + 0.5) / subsample - 0.5 for q, o in zip((y, x), origin, strict=True)]
            p = [min(max(q, 0), n - 1) for q, n in zip(p, (h, w), strict=True)]
            i, j = int(p[0]), int(p[1])
            i2, j2 = min(i + 1, h - 1), min(j + 1, w - 1)
            u, v = p[0] - i, p[1] - j

            def blend(m, i=i, j=j, i2=i2, j2=j2, u=u, v=v):
                return (1 - u) * ((1 - v) * m[i, j] + v * m[i, j2]) + u * ((1 - v) * m[i2, j] + v * m[i2, j2])

            out[y, x] = blend(mean_a) @ guide[y, x] + blend(mean_b)
    return out.clip(0, 1)
