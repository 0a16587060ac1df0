"""Slow twin of wispcut.matting.fusion: the published code's own form of the updates, one pixel at a time."""

import numpy as np


def fuse_loops(photo, alpha, foreground, background, trimap, rounds, trust):
    alpha, foreground, background = (x.astype(np.float64) for x in (alpha, foreground, background))
    for y in range(alpha.shape[0]):
        for x in range(alpha.shape[1]):
            i = photo[y, x].astype(np.float64)
            if trimap[y, x] in (0, 1):
                alpha[y, x] = trimap[y, x]
                (foreground if trimap[y, x] == 1 else background)[y, x] = i
                continue
            a, f, b = alpha[y, x], foreground[y, x], background[y, x]
            for _ in range(rounds):
                f = (a * i + (1 - a**2) * f - a * (1 - a) * b).clip(0, 1)
                b = ((1 - a) * i + (2 * a - a**2) * b - a * (1 - a) * f).clip(0, 1)
                a = (a * trust + ((i - b) * (f - b)).sum()) / (((f - b) ** 2).sum() + trust)
                a = min(max(a, 0), 1)
            alpha[y, x], foreground[y, x], background[y, x] = a, f, b
    return alpha, foreground, background
