import numpy as np
import pytest
from wispcut.matting.random_walker import LEAST, SHARPNESS, random_walker


def dense(photo, prior, confidence, held, domain):
    """The same minimum with a dense matrix, colours compared as they are given (no blur)."""
    n = domain.size
    laplacian = np.zeros((n, n))
    index = np.arange(n).reshape(domain.shape)
    flat = photo.reshape(-1, 3)
    for a, b in [
        *zip(index[:, :-1].ravel(), index[:, 1:].ravel(), strict=True),
        *zip(index[:-1].ravel(), index[1:].ravel(), strict=True),
    ]:
        weight = LEAST + np.exp(-SHARPNESS * np.linalg.norm(flat[a] - flat[b]))
        laplacian[[a, b], [a, b]] += weight
        laplacian[[a, b], [b, a]] -= weight
    inside = np.flatnonzero(domain)
    outside = np.flatnonzero(~domain)
    system = laplacian[np.ix_(inside, inside)] + np.diag(confidence.ravel()[inside])
    right = confidence.ravel()[inside] * prior.ravel()[inside]
    right -= laplacian[np.ix_(inside, outside)] @ held.ravel()[outside]
    out = held.astype(float).ravel()
    out[inside] = np.linalg.solve(system, right)
    return out.reshape(domain.shape)


@pytest.fixture
def scene():
    rng = np.random.default_rng(3)
    photo = np.zeros((11, 13, 3), np.float32)
    photo[:, 7:] = 0.7
    prior = rng.random((11, 13)).astype(np.float32)
    confidence = np.full((11, 13), 0.05, np.float32)
    held = (np.arange(13) < 7).astype(np.float32) * np.ones((11, 1), np.float32)
    domain = np.zeros((11, 13), bool)
    domain[2:9, 2:12] = True
    return photo, prior, confidence, held, domain


def test_the_dense_solution_is_found(scene, monkeypatch):
    monkeypatch.setattr("wispcut.matting.random_walker._BLUR", 1e-3)
    assert np.abs(random_walker(*scene) - dense(*scene)).max() < 2e-3


def test_answers_stop_at_a_step_of_the_photo(scene):
    photo, prior, confidence, held, domain = scene
    out = random_walker(photo, np.full_like(prior, 0.5), confidence * 0.01, held, domain)
    assert out[5, 3] > 0.9 and out[5, 10] < 0.1


def test_one_pixel_is_the_weighted_mean_of_its_neighbours_and_its_prior(scene):
    photo, prior, confidence, held, _ = scene
    domain = np.zeros_like(held, bool)
    domain[5, 2] = True
    held[4:7, 1:4] = np.random.default_rng(7).random((3, 3))
    around = held[4, 2] + held[6, 2] + held[5, 1] + held[5, 3]
    weight, pull = 1 + LEAST, confidence[5, 2]
    wanted = (weight * around + pull * prior[5, 2]) / (4 * weight + pull)
    assert random_walker(photo, prior, confidence, held, domain)[5, 2] == pytest.approx(wanted, abs=1e-5)


def test_a_large_confidence_keeps_the_prior(scene):
    photo, prior, confidence, held, domain = scene
    out = random_walker(photo, prior, confidence * 1e6, held, domain)
    assert np.abs(out - prior)[domain].max() < 1e-3


def test_outside_the_domain_nothing_changes(scene):
    out = random_walker(*scene)
    held, domain = scene[3:]
    assert np.array_equal(out[~domain], held[~domain])


def test_an_empty_domain_and_a_full_one(scene):
    photo, prior, confidence, held, domain = scene
    assert np.array_equal(random_walker(photo, prior, confidence, held, np.zeros_like(domain)), held)
    assert np.isfinite(random_walker(photo, prior, confidence, held, np.ones_like(domain))).all()
