"""Slow twin of wispcut.matting.poisson: the sum of squares written out pair by pair, solved densely."""

import numpy as np


def poisson_loops(photo, alpha, foreground, background, trimap, confidence, data, noise):
    h, w = alpha.shape
    unknown = [(y, x) for y in range(h) for x in range(w) if trimap[y, x] == 0.5]
    number = {p: k for k, p in enumerate(unknown)}
    value = np.where(trimap == 0.5, alpha, trimap).astype(np.float64)
    image, front, back = (p.astype(np.float64) for p in (photo, foreground, background))
    rows, right = [], []
    for y in range(h):
        for x in range(w):
            for q in ((y + 1, x), (y, x + 1)):
                p = (y, x)
                if q[0] >= h or q[1] >= w or (p not in number and q not in number):
                    continue
                share = (value[p] + value[q]) / 2
                change = image[q] - image[p] - share * (front[q] - front[p])
                change = change - (1 - share) * (back[q] - back[p])
                span = (front[p] + front[q] - back[p] - back[q]) / 2
                row, target = np.zeros(len(unknown)), change @ span / (span @ span + noise**2)
                for pixel, sign in ((q, 1), (p, -1)):
                    if pixel in number:
                        row[number[pixel]] = sign
                    else:
                        target -= sign * value[pixel]
                rows.append(row)
                right.append(target)
    for p, k in number.items():
        row = np.zeros(len(unknown))
        row[k] = np.sqrt(data * confidence[p])
        rows.append(row)
        right.append(row[k] * value[p])
    solved = np.linalg.lstsq(np.array(rows), np.array(right))[0]
    for p, k in number.items():
        value[p] = min(max(solved[k], 0), 1)
    return value
