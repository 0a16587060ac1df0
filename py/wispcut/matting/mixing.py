"""The mixing line: alpha and misfit of a colour between two others."""

import numpy as np

from wispcut.core.checks import Array

_TINY = np.float32(1e-8)


def fit(colour: Array, foreground: Array, background: Array) -> tuple[Array, Array]:
    """Project colours on mixing lines: ``(3, n)`` each; returns alpha in [0, 1] and the squared misfit,
    ``(n,)``.

    ``alpha = clip((I - B).(F - B) / |F - B|^2)``; equal colours give alpha 0. Source: Gastal & Oliveira,
    "Shared Sampling for Real-Time Alpha Matting" (2010), equation 2.
    """
    d = foreground - background
    x = colour - background
    dd = d[0] * d[0] + d[1] * d[1] + d[2] * d[2] + _TINY
    alpha = np.clip((x[0] * d[0] + x[1] * d[1] + x[2] * d[2]) / dd, 0, 1)
    x -= alpha * d
    return alpha, x[0] * x[0] + x[1] * x[1] + x[2] * x[2]
