"""Slow twins of the matting kernels: one pixel at a time, straight from the papers' equations."""

import numpy as np


def fit_loop(colour, f, b):
    d = f - b
    alpha = float(np.clip(np.dot(colour - b, d) / (np.dot(d, d) + 1e-8), 0, 1))
    rest = colour - b - alpha * d
    return alpha, float(np.dot(rest, rest))


def choose_loops(photo, at, fore, far_f, back, far_b, exponents, floor):
    """Best pair per pixel; candidates are flat indices ``(p, n)``."""
    h, w, _ = photo.shape
    flat = photo.reshape(-1, 3).astype(np.float64)
    fit_e, f_e, b_e = exponents
    out = []
    for n, pixel in enumerate(at):
        r, c = divmod(int(pixel), w)
        best = None
        for j in range(len(back)):
            for i in range(len(fore)):
                f, b = flat[fore[i, n]], flat[back[j, n]]
                total = 0.0
                for dr in (-1, 0, 1):
                    for dc in (-1, 0, 1):
                        rr, cc = min(max(r + dr, 0), h - 1), min(max(c + dc, 0), w - 1)
                        total += fit_loop(flat[rr * w + cc], f, b)[1]
                cost = fit_e * np.log(total / 9 + floor)
                cost += f_e * np.log(far_f[i, n] / far_f[:, n].min())
                cost += b_e * np.log(far_b[j, n] / far_b[:, n].min())
                if best is None or cost < best:
                    best = cost
        out.append(best)
    return np.array(out)


def share_loops(photo, at, f, b, offsets, beta):
    """Weighted means of the neighbours' pairs, alpha, misfit and spread per pixel; ``f``, ``b`` are ``(3, n)``."""
    h, w, _ = photo.shape
    slot = {int(p): n for n, p in enumerate(at)}
    flat = photo.reshape(-1, 3).astype(np.float64)
    rows = []
    for n, pixel in enumerate(at):
        r, c = divmod(int(pixel), w)
        pairs = []
        for dr, dc in offsets:
            rr, cc = r + dr, c + dc
            inside = 0 <= rr < h and 0 <= cc < w
            pairs.append(slot.get(rr * w + cc, n) if inside else n)
        fits = [fit_loop(flat[pixel], f[:, k], b[:, k]) for k in pairs]
        costs = np.array([cost for _, cost in fits])
        weight = np.exp((costs.min() - costs) / beta)
        weight /= weight.sum()
        mf = sum(q * f[:, k] for q, k in zip(weight, pairs, strict=True))
        mb = sum(q * b[:, k] for q, k in zip(weight, pairs, strict=True))
        alphas = np.array([a for a, _ in fits])
        mean = float(weight @ alphas)
        alpha, cost = fit_loop(flat[pixel], mf, mb)
        rows.append((*mf, *mb, alpha, np.sqrt(cost), np.sqrt(max(weight @ alphas**2 - mean**2, 0))))
    return np.array(rows).T


def laplacian_loops(image, epsilon):
    """The full matting Laplacian ``(h w, h w)``, window by window (Levin et al. 2008, equation 12)."""
    h, w, _ = image.shape
    out = np.zeros((h * w, h * w))
    for r in range(1, h - 1):
        for c in range(1, w - 1):
            at = [(r + i) * w + c + j for i in (-1, 0, 1) for j in (-1, 0, 1)]
            x = image[r - 1 : r + 2, c - 1 : c + 2].reshape(9, 3).astype(np.float64)
            x = x - x.mean(0)
            inverse = np.linalg.inv(x.T @ x / 9 + epsilon / 9 * np.eye(3))
            out[np.ix_(at, at)] += np.eye(9) - (1 + x @ inverse @ x.T) / 9
    return out


def mix_loops(neighbours, colour, ridge, relative):
    """Locally linear weights of ``(k, 3)`` neighbours that sum to 1 and reproduce ``colour``."""
    z = neighbours.astype(np.float64) - colour
    gram = z @ z.T
    weight = np.linalg.solve(gram + (ridge + relative * np.trace(gram)) * np.eye(len(z)), np.ones(len(z)))
    return weight / weight.sum()


def linear_model_loops(photo, alpha, epsilon):
    """Guided filter coefficients over 3 x 3 windows cut at the border, then their means over 3 x 3."""
    h, w, _ = photo.shape
    fitted = np.empty((h, w, 4))

    def window(r, c):
        return np.s_[max(r - 1, 0) : r + 2, max(c - 1, 0) : c + 2]

    for r in range(h):
        for c in range(w):
            x = photo[window(r, c)].reshape(-1, 3).astype(np.float64)
            p = alpha[window(r, c)].ravel().astype(np.float64)
            d = x - x.mean(0)
            slope = np.linalg.solve(d.T @ d / len(x) + epsilon * np.eye(3), d.T @ (p - p.mean()) / len(x))
            fitted[r, c] = *slope, p.mean() - slope @ x.mean(0)
    return np.array([[fitted[window(r, c)].reshape(-1, 4).mean(0) for c in range(w)] for r in range(h)])
