import numpy as np
import pytest
from scipy.spatial.distance import cdist
from wispcut.matting import neighbours
from wispcut.matting.neighbours import nearest

RNG = np.random.default_rng(5)
MEMBERS, QUESTIONS = (RNG.random((n, 5)).astype(np.float32) for n in (700, 300))
TRUE = np.sort(cdist(QUESTIONS, MEMBERS), 1)[:, :6]


def test_no_neighbour_is_more_than_twice_as_far_as_the_true_one_and_few_are_farther_at_all():
    distances, at = nearest(MEMBERS, QUESTIONS, 6)
    assert distances.shape == at.shape == (300, 6)
    assert np.allclose(distances, np.linalg.norm(MEMBERS[at] - QUESTIONS[:, None], axis=2), atol=1e-6)
    assert (distances <= 2 * TRUE + 1e-6).all()
    assert distances.mean() < 1.1 * TRUE.mean()


def test_without_epsilon_they_are_the_nearest(monkeypatch):
    monkeypatch.setattr(neighbours, "EPSILON", 0)
    assert np.allclose(nearest(MEMBERS, QUESTIONS, 6)[0], TRUE, atol=1e-6)


@pytest.mark.parametrize("members", [1, 3])
def test_fewer_members_than_asked_for_are_all_found(members):
    assert np.array_equal(
        np.sort(nearest(MEMBERS[:members], QUESTIONS, 5)[1], 1), np.tile(range(members), (300, 1))
    )
