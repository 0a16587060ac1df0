"""Sobel, local variance, classes and ringing, one pixel at a time."""

import math

import numpy as np


def _at(luma, y, x):
    return float(luma[min(max(y, 0), luma.shape[0] - 1), min(max(x, 0), luma.shape[1] - 1)])


def gradient(luma: np.ndarray) -> np.ndarray:
    out = np.zeros(luma.shape)
    for y in range(luma.shape[0]):
        for x in range(luma.shape[1]):
            gx = sum(
                w * (_at(luma, y + d, x + 1) - _at(luma, y + d, x - 1)) for d, w in ((-1, 1), (0, 2), (1, 1))
            )
            gy = sum(
                w * (_at(luma, y + 1, x + d) - _at(luma, y - 1, x + d)) for d, w in ((-1, 1), (0, 2), (1, 1))
            )
            out[y, x] = math.hypot(gx, gy)
    return out


def variance(luma: np.ndarray) -> np.ndarray:
    out = np.zeros(luma.shape)
    for y in range(luma.shape[0]):
        for x in range(luma.shape[1]):
            window = [_at(luma, y + i, x + j) for i in range(-2, 3) for j in range(-2, 3)]
            mean = sum(window) / 25
            out[y, x] = sum((v - mean) ** 2 for v in window) / 25
    return out


def region(g: float, v: float) -> str:
    if g >= 0.40 and v >= 0.010:
        return "RiskyHaloZone"
    if g >= 0.40:
        return "StrongEdge"
    if v >= 0.010 and g < 0.05:
        return "Microtexture"
    if v >= 0.001 or g >= 0.05:
        return "Textured"
    return "Flat"


def ringing(luma: np.ndarray) -> int:
    steep, hits = gradient(luma), 0
    for y in range(luma.shape[0]):
        for x in range(luma.shape[1]):
            flips = False
            for dy, dx in ((0, 1), (1, 0)):
                inside = dy <= y < luma.shape[0] - dy and dx <= x < luma.shape[1] - dx
                if inside:
                    before = float(luma[y, x]) - float(luma[y - dy, x - dx])
                    after = float(luma[y + dy, x + dx]) - float(luma[y, x])
                    flips |= abs(before) > 0.01 and abs(after) > 0.01 and before * after < 0
            hits += flips and steep[y, x] >= 0.30
    return hits
