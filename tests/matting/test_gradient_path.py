import numpy as np
import pytest
from reference.shared_matting_paper import path_energy_loop
from wispcut.matting.gradient_path import disagreement, foreground_probability, path_energy


def planes_of(photo):
    return np.ascontiguousarray(photo.reshape(-1, 3).T.astype(np.float32))


def energy(photo, start, end):
    h, w, _ = photo.shape
    at, to = np.int32([start[0] * w + start[1]]), np.int32([[end[0] * w + end[1]]])
    return float(path_energy(planes_of(photo), (h, w), at, to)[0, 0])


def edge(column=8, size=(17, 17), height=0.6):
    photo = np.full((*size, 3), 0.2)
    photo[:, column:] += height
    return photo


def test_a_constant_picture_costs_nothing():
    photo = np.full((11, 13, 3), 0.37)
    at = np.arange(143, dtype=np.int32)
    got = path_energy(planes_of(photo), (11, 13), at, np.stack([at[::-1], np.roll(at, 5)]))
    assert got.shape == (2, 143)
    assert got.max() < 1e-10


@pytest.mark.parametrize(
    ("start", "end", "cosine"),
    [
        ((5, 2), (5, 14), 1),  # head-on
        ((2, 2), (14, 14), 0.5**0.5),  # diagonal
        ((14, 2), (2, 14), 0.5**0.5),
        ((2, 4), (8, 12), 0.8),  # 8 columns and 6 rows
        ((2, 5), (14, 5), 0),  # along the edge
    ],
)
def test_a_step_edge_costs_what_the_integral_says(start, end, cosine):
    # derivative 0.6 cos t over a ramp one column wide, of which the way spends 1 / cos t pixels, three channels
    assert energy(edge(), start, end) == pytest.approx(3 * 0.36 * cosine, abs=1e-5)
    assert energy(edge(), end, start) == pytest.approx(3 * 0.36 * cosine, abs=1e-5)
    turned = edge().transpose(1, 0, 2)
    assert energy(turned, start[::-1], end[::-1]) == pytest.approx(3 * 0.36 * cosine, abs=1e-5)


def test_a_steep_way_crosses_the_ramp_in_several_steps():
    # two rows to a column: the ramp is cut in two, each with the full derivative
    assert energy(edge(), (0, 4), (16, 12)) == pytest.approx(3 * 0.36 / 5**0.5, abs=1e-5)


def test_a_ramp_costs_slope_squared_times_length():
    photo = np.repeat((np.arange(16) / 32.0)[None, :, None], 3, 2).repeat(13, 0)
    assert energy(photo, (6, 1), (6, 13)) == pytest.approx(3 * 12 / 32**2, abs=1e-6)
    assert energy(photo, (0, 0), (12, 5)) == pytest.approx(3 * 13 * (5 / 13 / 32) ** 2, abs=1e-6)


def test_equals_the_loops_and_its_transpose_to_the_bit():
    rng = np.random.default_rng(0)
    photo = rng.random((13, 19, 3), np.float32)
    at = rng.integers(0, 13 * 19, 40, np.int32)
    to = rng.integers(0, 13 * 19, (3, 40), np.int32)
    got = path_energy(planes_of(photo), (13, 19), at, to)
    starts, ends = [divmod(int(p), 19) for p in at], [[divmod(int(q), 19) for q in row] for row in to]
    want = [[path_energy_loop(photo, p, q) for p, q in zip(starts, row, strict=True)] for row in ends]
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-5)

    def turn(k):
        return (k % 19 * 13 + k // 19).astype(np.int32)

    turned = path_energy(planes_of(photo.transpose(1, 0, 2)), (19, 13), turn(at), turn(to))
    np.testing.assert_array_equal(turned, got)


def test_a_way_of_no_length_and_no_ways():
    photo = np.random.default_rng(1).random((1, 7, 3))
    assert energy(photo, (0, 3), (0, 3)) == 0
    none = np.zeros(0, np.int32)
    assert path_energy(planes_of(photo), (1, 7), none, none[None]).shape == (1, 0)


def test_probability_is_high_where_the_way_to_the_foreground_is_easy():
    f = np.float32([[1, 0, 0, 3], [5, 0, 2, 9]])
    b = np.float32([[3, 0, 4, 1]])
    np.testing.assert_allclose(foreground_probability(f, b), [0.75, 0.5, 1, 0.25])


def test_disagreement_is_least_where_alpha_says_the_same():
    p = np.float32([1, 0, 0.5, 0.75])
    np.testing.assert_allclose(disagreement(p, np.float32(1)), [0, 1, 0.5, 0.25])
    np.testing.assert_allclose(disagreement(p, np.float32(0)), p)
