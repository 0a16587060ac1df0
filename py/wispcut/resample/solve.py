"""Real roots of cubics by Cardano's formula, and the choice among them.

With ``s = t - b / (3a)`` the cubic becomes ``t³ + p t + q``; its discriminant ``-(4p³ + 27q²)`` decides: three distinct
real roots (Viète's trigonometric form), a repeated root, or one real root (Cardano). Cubics whose leading terms vanish
are solved as quadratics and lines. Newton steps remove the rounding of the closed form.
"""

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
VANISHING = 1e-12


def cubic_roots(a: Float, b: Float, c: Float, d: Float) -> Float:
    """Real roots of ``a s³ + b s² + c s + d = 0`` for arrays of n cubics: ``(n, 3)``, ascending, NaN where fewer.

    A repeated root is listed as often as it counts, as far as rounding lets it be seen.
    """
    a, b, c, d = (np.atleast_1d(np.asarray(v, np.float64)) for v in (a, b, c, d))
    out = np.full((a.size, 3), np.nan)
    size = np.maximum.reduce([np.abs(a), np.abs(b), np.abs(c), np.abs(d)])
    cubic = np.abs(a) > VANISHING * size
    out[cubic] = _cardano(b[cubic] / a[cubic], c[cubic] / a[cubic], d[cubic] / a[cubic])
    square = ~cubic & (np.abs(b) > VANISHING * size)
    out[square, :2] = _quadratic(c[square] / b[square], d[square] / b[square])
    line = ~cubic & ~square & (np.abs(c) > VANISHING * size)
    out[line, 0] = -d[line] / c[line]
    out.sort(axis=1)  # NaN last
    return out


def _cardano(b: Float, c: Float, d: Float) -> Float:
    """Roots of ``s³ + b s² + c s + d``."""
    p = c - b * b / 3
    q = b * (2 * b * b / 27 - c / 3) + d
    left, right = 4 * p**3, 27 * q * q
    # Rounding alone can move a repeated root across the line: what is that close counts as repeated.
    margin = 1e-14 * np.maximum(np.abs(left), right)
    single = left + right > margin
    roots = np.full((b.size, 3), np.nan)

    # One real root: the sum without cancellation first, the other cube root from their product -p/3.
    half = q[single] / 2
    root = np.sqrt(np.maximum(half * half + p[single] ** 3 / 27, 0))
    u = np.cbrt(-half - np.copysign(root, half))
    t = u.copy()
    np.subtract(u, np.divide(p[single], 3 * u, out=np.zeros_like(u), where=u != 0), out=t)
    roots[single, 0] = _newton(t - b[single] / 3, b[single], c[single], d[single], 8)

    # Three: Viète gives the largest in magnitude without loss; the other two follow from the quadratic that is left,
    # divided out from its small end, which is the stable one.
    several = ~single
    p, q, b, c, d = (v[several] for v in (p, q, b, c, d))
    m = 2 * np.sqrt(np.maximum(-p, 0) / 3)
    cosine = np.divide(3 * q, p * m, out=np.zeros_like(q), where=p * m != 0)
    angle = np.arccos(np.clip(cosine, -1, 1)) / 3
    all_three = m[:, None] * np.cos(angle[:, None] - 2 * np.pi * np.arange(3) / 3) - b[:, None] / 3
    pick = np.abs(all_three).argmax(axis=1)[:, None]
    first = _newton(np.take_along_axis(all_three, pick, axis=1)[:, 0], b, c, d, 2)
    divisor = np.where(first == 0, 1.0, first)  # all three are 0 then, and so are c and d
    constant = -d / divisor
    linear = (constant - c) / divisor
    roots[several, 0] = first
    roots[several, 1:] = _quadratic(linear, constant, at_least_repeated=True)
    return roots


def _quadratic(b: Float, c: Float, *, at_least_repeated: bool = False) -> Float:
    """Roots of ``s² + b s + c``; with ``at_least_repeated`` a negative discriminant is taken for rounding."""
    roots = np.full((b.size, 2), np.nan)
    discriminant = b * b - 4 * c
    if at_least_repeated:
        discriminant = np.maximum(discriminant, 0)
    real = discriminant >= 0
    first = -0.5 * (b[real] + np.copysign(np.sqrt(discriminant[real]), b[real]))
    roots[real, 0] = first
    roots[real, 1] = np.divide(c[real], first, out=np.zeros_like(first), where=first != 0)
    return roots


def _newton(root: Float, b: Float, c: Float, d: Float, steps: int) -> Float:
    """Newton steps on ``s³ + b s² + c s + d``, each kept only where it brings the value nearer to zero."""
    value = ((root + b) * root + c) * root + d
    for _ in range(steps):
        slope = (3 * root + 2 * b) * root + c
        trial = root - np.divide(value, slope, out=np.zeros_like(root), where=slope != 0)
        new = ((trial + b) * trial + c) * trial + d
        better = np.abs(new) < np.abs(value)
        root, value = np.where(better, trial, root), np.where(better, new, value)
    return root


def largest_root(
    coefficients: tuple[float, float, float, float], target: float, low: float, high: float
) -> float | None:
    """Largest ``s`` in ``[low, high]`` with ``P̂(s) = target``, or None."""
    a, b, c, d = (np.array([v]) for v in coefficients)
    roots = cubic_roots(a, b, c, d - target)[0]
    inside = roots[(roots >= low) & (roots <= high)]
    return float(inside.max()) if inside.size else None
