"""Separable resampling, one output sample at a time."""

import math

import numpy as np


def lanczos3(x: float) -> float:
    if abs(x) >= 3:
        return 0.0
    if x == 0:
        return 1.0
    return 3 * math.sin(math.pi * x) * math.sin(math.pi * x / 3) / (math.pi * x) ** 2


def shrink_row(row: list[float], target: int, kernel, reach: float) -> list[float]:
    length = len(row)
    if length == target:
        return list(row)
    scale = length / target
    out = []
    for i in range(target):
        centre = (i + 0.5) * scale
        first = max(0, int(centre - reach * scale + 0.5))
        last = min(length, int(centre + reach * scale + 0.5))
        total = weight_sum = 0.0
        for j in range(first, last):
            weight = kernel((j + 0.5 - centre) / scale)
            total += weight * row[j]
            weight_sum += weight
        out.append(total / weight_sum)
    return out


def shrink(plane: np.ndarray, target: tuple[int, int], kernel=lanczos3, reach: float = 3.0) -> np.ndarray:
    columns = np.array([shrink_row(list(column), target[0], kernel, reach) for column in plane.T]).T
    return np.array([shrink_row(list(row), target[1], kernel, reach) for row in columns])
