import math

import numpy as np
import pytest
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


def test_the_solution_with_an_extra_diagonal_needs_no_step():
    matrix, dense, right = system(seed=5)
    solution = np.linalg.solve(dense + 2 * np.eye(30), right)
    assert conjugate_gradients(matrix, right, solution, tolerance=1e-6, steps=10, extra=2.0)[1] == 0


def test_a_diagonal_of_any_scale_is_solved_in_one_step():
    """The diagonal preconditions: without it, six decades would take as many steps as there are values."""
    scale = np.logspace(-3, 3, 30)
    x, steps = conjugate_gradients(
        sparse.csr_array(np.diag(scale)), np.ones(30), np.zeros(30), tolerance=1e-6, steps=30
    )
    assert steps == 1
    np.testing.assert_allclose(x, 1 / scale)


def test_progress_is_the_share_of_the_digits_that_are_gone():
    dense = 2.1 * np.eye(60) - np.eye(60, k=1) - np.eye(60, k=-1)
    matrix, right, told = sparse.csr_array(dense), np.random.default_rng(6).standard_normal(60), []
    given = {"tolerance": 1e-9, "steps": 400}
    _, steps = conjugate_gradients(matrix, right, np.zeros(60), **given, tick=told.append)
    x, _ = conjugate_gradients(matrix, right, np.zeros(60), **given | {"steps": 10})
    left = right - dense @ x
    assert told[0] == pytest.approx(math.log(left @ left / (right @ right)) / math.log(1e-18))
    assert len(told) == (steps - 1) // 10 >= 3 and told == sorted(told) and told[-1] <= 1


def test_without_a_right_side_nothing_is_told_and_x_vanishes():
    dense = 2.1 * np.eye(60) - np.eye(60, k=1) - np.eye(60, k=-1)
    x, _ = conjugate_gradients(
        sparse.csr_array(dense), np.zeros(60), np.ones(60), tolerance=1e-6, steps=80, tick=pytest.fail
    )
    assert np.abs(x).max() < 1e-6


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
