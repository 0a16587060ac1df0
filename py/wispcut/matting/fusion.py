"""Fusion of alpha, foreground and background estimates that do not yet agree on I = αF + (1 − α)B.

Forte and Pitié 2020 ("F, B, Alpha Matting"): maximum-likelihood updates, one quantity at a time.
"""

import numpy as np

from wispcut.core.checks import Array, check_image, check_number, check_plane


def fuse(
    photo: Array,
    alpha: Array,
    foreground: Array,
    background: Array,
    trimap: Array,
    *,
    rounds: int = 3,
    trust: float = 0.1,
) -> tuple[Array, Array, Array]:
    """Return ``(alpha, foreground, background)`` after some rounds of the three updates.

    One round, with r the misfit I − αF − (1 − α)B: F ← F + αr, then B ← B + (1 − α)r with the new F, then
    α ← (αλ + (I − B)·(F − B)) / (λ + ‖F − B‖²); each clipped to [0, 1]. Every update lowers ‖r‖.

    Args:
        photo, foreground, background: ``(H, W, 3)`` float32 in [0, 1].
        alpha: ``(H, W)`` float32 in [0, 1].
        trimap: ``(H, W)`` float32 with 0, 0.5 and 1; known pixels keep their alpha, and the photo as the colour
            of the layer that is seen there.
        rounds: 0 to 100; more bring the three into closer agreement with the photo, noise included.
        trust: λ, weight of the alpha given against that of the colours, in (0, 1e6]; the paper uses 0.1.

    Raises:
        TypeError, ValueError: naming the argument that does not fit.

    Cost: about 40 float32 operations per pixel and round; local, so tiles need no gutter.
    """
    check_image("photo", photo)
    size = photo.shape[:2]
    check_plane("alpha", alpha, shape=size)
    check_image("foreground", foreground, shape=size)
    check_image("background", background, shape=size)
    check_plane("trimap", trimap, shape=size)
    check_number("rounds", rounds, 0, 100, integer=True)
    check_number("trust", trust, 0, 1e6, open_low=True)

    unknown = (trimap > 0) & (trimap < 1)
    i, f, b, a = photo[unknown], foreground[unknown], background[unknown], alpha[unknown]
    weight = np.float32(trust)
    for _ in range(int(rounds)):
        share, rest = a[:, None], 1 - a[:, None]
        f = np.clip(f + share * (i - share * f - rest * b), 0, 1)
        b = np.clip(b + rest * (i - share * f - rest * b), 0, 1)
        span = f - b
        a = (a * weight + ((i - b) * span).sum(1)) / (weight + (span * span).sum(1))
        a = np.clip(a, 0, 1)

    out_alpha = np.where(unknown, alpha, trimap)
    out_alpha[unknown] = a
    out_foreground = np.where((trimap == 1)[..., None], photo, foreground)
    out_foreground[unknown] = f
    out_background = np.where((trimap == 0)[..., None], photo, background)
    out_background[unknown] = b
    return out_alpha, out_foreground, out_background
