"""Slow twins of the backdrop's fast code: one tile, one pixel, one sample at a time."""

import math

import numpy as np


def clip(values, kappa, rounds, spread="std", weights=None):
    """Indices of the samples that sigma clipping leaves, the way astropy clips: the last bounds decide over all."""
    weights = np.ones(len(values)) if weights is None else weights
    usable = [i for i, (x, w) in enumerate(zip(values, weights, strict=True)) if math.isfinite(x) and w > 0]
    kept, done, bounds = usable, 0, None
    while kept and (rounds is None or done < rounds):
        x, w = values[kept].astype(float), weights[kept].astype(float)
        centre = weighted_median(x, w)
        if spread == "std":
            mean = (w * x).sum() / w.sum()
            sigma = math.sqrt((w * (x - mean) ** 2).sum() / len(x))
        else:
            sigma = 1.482602218505602 * float(np.median(np.abs(x - centre) * np.sqrt(w)))
        bounds = (centre, kappa * sigma)
        inner = [i for i in kept if abs(float(values[i]) - centre) * math.sqrt(weights[i]) <= bounds[1]]
        done += 1
        if len(inner) == len(kept):
            break
        kept = inner
    if bounds is None:
        return usable
    return [i for i in usable if abs(float(values[i]) - bounds[0]) * math.sqrt(weights[i]) <= bounds[1]]


def weighted_median(values, weights):
    """The value where half of the weight is reached; between two values, their mean."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    running, lower, upper = 0.0, None, None
    half = sum(weights[i] for i in order) / 2
    for i in order:
        running += weights[i]
        if lower is None and running >= half:
            lower = values[i]
        if running > half:
            upper = values[i]
            break
    return (lower + upper) / 2


def filter_mesh(mesh, size, edges):
    """Median over the window around each tile, shrunk evenly or cut at the edges."""
    out = np.empty_like(mesh)
    ny, nx = mesh.shape
    for y in range(ny):
        for x in range(nx):
            reach_y, reach_x = size[0] // 2, size[1] // 2
            if edges == "symmetric":
                reach_y, reach_x = min(reach_y, y, ny - 1 - y), min(reach_x, x, nx - 1 - x)
            window = mesh[max(0, y - reach_y) : y + reach_y + 1, max(0, x - reach_x) : x + reach_x + 1]
            out[y, x] = np.median(window)
    return out


def shepard(points, values, at, neighbours, power):
    """Inverse distance weighting of the nearest points, one pixel at a time."""
    distance = [math.dist(point, at) for point in points]
    near = sorted(range(len(points)), key=lambda i: distance[i])[:neighbours]
    if distance[near[0]] == 0:
        return values[near[0]]
    weights = [1 / distance[i] ** power for i in near]
    return sum(w * values[i] for w, i in zip(weights, near, strict=True)) / sum(weights)


def tile_bounds(shape, tile):
    """Each tile's rows and columns, in mesh order."""
    return [
        [(y, min(y + tile[0], shape[0]), x, min(x + tile[1], shape[1])) for x in range(0, shape[1], tile[1])]
        for y in range(0, shape[0], tile[0])
    ]


def sep_spline(mesh, rows, columns):
    """The spline as sep's C code makes it, at mesh coordinates: its back-substitution divides too early.

    Each second derivative is divided by 6 before it enters its neighbour's, so the curve passes through the mesh but
    is not the natural spline between.
    """

    def bends(values):
        out, right = np.zeros_like(values), np.zeros_like(values)
        n = len(values)
        for i in range(1, n - 1):
            out[i] = -1 / (out[i - 1] + 4)
            right[i] = out[i] * (right[i - 1] - 6 * (values[i + 1] + values[i - 1] - 2 * values[i]))
        for i in range(n - 2, 0, -1):
            out[i] = (out[i] * (out[i + 1] if i < n - 2 else 0) + right[i]) / 6
        return out

    def along(values, at):
        bend = bends(values)
        out = np.empty((len(at), values.shape[1]))
        for i, place in enumerate(at):
            k = min(max(int(place), 0), len(values) - 2)
            t, s = place - k, 1 - (place - k)
            out[i] = s * values[k] + t * values[k + 1] + (s**3 - s) * bend[k] + (t**3 - t) * bend[k + 1]
        return out

    return along(along(mesh, rows).T, columns).T
