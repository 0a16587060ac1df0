import numpy as np
from scipy import sparse
from wispcut.matting.solver import conjugate_gradients


def system(n=30, seed=0):
    rng = np.random.default_rng(seed)
    half = rng.standard_normal((n, n))
    dense = half @ half.T + n * np.eye(n)
    return sparse.csr_array(dense), dense, rng.standard_normal(n)


def test_equals_a_direct_solve():
    matrix, dense, right = system()
    x, steps = conjugate_gradients(matrix, right, np.zeros(30), tolerance=1e-10, steps=200)
    np.testing.assert_allclose(x, np.linalg.solve(dense, right), atol=1e-8)
    assert 0 < steps < 60


def test_starts_from_the_guess_and_leaves_it_alone():
    matrix, dense, right = system(seed=1)
    guess = np.linalg.solve(dense, right)
    before = guess.copy()
    x, steps = conjugate_gradients(matrix, right, guess, tolerance=1e-6, steps=200)
    assert steps == 0
    np.testing.assert_array_equal(guess, before)
    np.testing.assert_allclose(x, before)


def test_stops_after_the_steps_allowed():
    matrix, _, right = system(seed=2)
    assert conjugate_gradients(matrix, right, np.zeros(30), tolerance=1e-15, steps=3)[1] == 3


def test_zero_right_side():
    matrix, _, _ = system()
    x, _ = conjugate_gradients(matrix, np.zeros(30), np.zeros(30), tolerance=1e-6, steps=10)
    assert (x == 0).all()


def test_extra_joins_the_diagonal():
    matrix, dense, right = system(seed=3)
    extra = np.linspace(0, 5, 30)
    x, _ = conjugate_gradients(matrix, right, np.zeros(30), tolerance=1e-10, steps=200, extra=extra)
    np.testing.assert_allclose(x, np.linalg.solve(dense + np.diag(extra), right), atol=1e-8)


def test_ends_within_as_many_steps_as_there_are_unknowns():
    """The directions are conjugate: a badly conditioned chain of 40 pixels is solved in 40 steps, not in hundreds."""
    dense = 2.001 * np.eye(40) - np.eye(40, k=1) - np.eye(40, k=-1)
    right = np.random.default_rng(4).standard_normal(40)
    x, steps = conjugate_gradients(sparse.csr_array(dense), right, np.zeros(40), tolerance=1e-6, steps=400)
    assert steps <= 41
    np.testing.assert_allclose(x, np.linalg.solve(dense, right), atol=1e-3)
