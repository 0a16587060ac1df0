import numpy as np
import pytest
from wispcut.core.errors import WispcutError
from wispcut.resample import resize
from wispcut.settings import Export
from wispcut.steps.frame import Frame, frame_of, subject_box, window

WHOLE = (0, 0, 60, 80)


@pytest.mark.parametrize(
    ("subject", "given", "box"),
    [
        ((10, 20, 50, 40), {}, WHOLE),
        ((10, 20, 50, 40), {"frame": "subject", "margin": 0}, (10, 20, 50, 40)),
        ((10, 20, 50, 40), {"frame": "subject", "margin": 10}, (5, 15, 55, 45)),
        ((10, 20, 50, 40), {"frame": "square", "margin": 0}, (10, 10, 50, 50)),
        ((10, 20, 50, 40), {"frame": "square", "margin": 10}, (5, 5, 55, 55)),
        ((0, 0, 60, 80), {"frame": "square", "margin": 10}, (-20, -10, 80, 90)),
        ((3, 3, 4, 4), {"frame": "square", "margin": 0}, (3, 3, 4, 4)),
        ((3, 3, 5, 6), {"frame": "square", "margin": 0}, (3, 3, 6, 6)),  # the odd pixel is below
        (None, {"frame": "square"}, WHOLE),
    ],
)
def test_the_box_around_the_subject(subject, given, box):
    assert frame_of(subject, WHOLE, Export(**given)) == Frame(box, (box[2] - box[0], box[3] - box[1]))


@pytest.mark.parametrize("margin", [0, 1, 7, 29, 30])
@pytest.mark.parametrize("longer", [1, 2, 39, 40, 997])
@pytest.mark.parametrize("kind", ["subject", "square"])
def test_the_margin_is_a_share_of_the_frame_and_the_subject_in_the_middle(kind, longer, margin):
    subject = (11, 5, 11 + longer, 5 + (longer + 1) // 2)
    top, left, bottom, right = frame_of(subject, WHOLE, Export(frame=kind, margin=margin)).box
    side = bottom - top
    assert 100 * longer <= (100 - 2 * margin) * side < 100 * longer + 100 - 2 * margin
    assert 0 <= (bottom - subject[2]) - (subject[0] - top) <= 1
    assert 0 <= (right - subject[3]) - (subject[1] - left) <= 1
    assert kind == "subject" or right - left == side


@pytest.mark.parametrize(
    ("size", "long_side", "made"),
    [
        (None, 0, (60, 80)),
        (None, 80, (60, 80)),
        (None, 81, (60, 80)),
        (None, 40, (30, 40)),
        (None, 1, (1, 1)),
        (None, 7, (5, 7)),
        ((30, 40), 50, (30, 40)),
        ((30, 40), 20, (15, 20)),
    ],
)
def test_the_longest_side_only_makes_smaller(size, long_side, made):
    assert frame_of(None, WHOLE, Export(long_side=long_side), size).size == made


def test_a_frame_around_the_subject_has_a_size_of_its_own():
    assert frame_of((0, 0, 10, 10), WHOLE, Export(frame="square", margin=0), (6, 8)).size == (10, 10)


def test_a_frame_of_too_many_pixels_is_refused():
    with pytest.raises(WispcutError, match=r"400 megapixels \(20000 by 20000\).*export\.margin") as caught:
        frame_of((0, 0, 10, 20000), WHOLE, Export(frame="square", margin=0))
    assert caught.value.code == "frame_large"


def test_the_subject_is_what_can_be_seen():
    alpha = np.zeros((9, 7), np.uint8)
    assert subject_box(alpha) == (0, 0, 9, 7)
    alpha[1, 1] = 7
    alpha[3, 2] = alpha[5, 4] = 8
    assert subject_box(alpha) == (3, 2, 6, 5)


def test_a_window_reads_zeros_beyond_the_picture():
    pixels = np.arange(1, 13, dtype=np.uint8).reshape(3, 4)
    assert np.shares_memory(window(pixels, (1, 1, 3, 4)), pixels)
    assert window(pixels, (-1, 2, 2, 6)).tolist() == [[0] * 4, [3, 4, 0, 0], [7, 8, 0, 0]]
    assert not window(pixels, (-5, -5, -2, -2)).any()


@pytest.fixture(scope="module")
def disc():
    """A photo of a red disc on green, its middle off the photo's, and its mask."""
    rows, columns = np.mgrid[:90, :120]
    distance = np.hypot(rows - 30, columns - 80)
    photo = np.where(distance[..., None] < 20, [200, 40, 30], [30, 160, 40]).astype(np.uint8)
    return photo, np.clip((24 - distance) / 8, 0, 1)


def made(disc, background=None, **sections):
    """The cutout of the library for programs, which the browser's Python does not have."""
    api = pytest.importorskip("wispcut.api")
    return api.cut_out(disc[0], mask=disc[1], background=background, settings=sections)


@pytest.mark.parametrize("background", ["white", "transparent", "even", "blur"])
def test_a_framed_cutout_is_the_plain_one_where_the_photo_is(disc, background):
    plain = made(disc, cutout={"background": background})
    framed = made(disc, cutout={"background": background}, export={"frame": "square", "margin": 25})
    top, left, bottom, right = framed.frame.box
    assert bottom - top == right - left and top < 0 and right <= 120
    picture = framed.picture()
    assert picture.shape == (bottom - top, right - left, 4)
    assert np.array_equal(picture[-top:], plain.picture()[:bottom, left:right])
    alpha = subject_box(window(framed.alpha, framed.frame.box))
    assert abs((alpha[0] + alpha[2]) - picture.shape[0]) <= 1, "in the middle"
    assert abs((alpha[1] + alpha[3]) - picture.shape[1]) <= 1
    if background == "white":
        assert (picture[:-top] == 255).all(), "beyond the photo is background"


def test_a_picture_behind_covers_the_frame(disc):
    behind = np.zeros((10, 10, 3), np.uint8)
    behind[:5] = 200
    framed = made(disc, behind, export={"frame": "square", "margin": 25})
    picture = framed.picture()
    assert (picture[0, :, :3] == 200).all() and (picture[-1, :, :3] == 0).all()


def test_the_file_is_made_smaller_by_the_own_downscale(disc, tmp_path):
    from PIL import Image

    export = {"frame": "square", "margin": 10, "long_side": 31}
    framed = made(disc, cutout={"background": "white"}, export=export)
    large = made(disc, cutout={"background": "white"}, export=export | {"long_side": 0}).picture()
    framed.save(tmp_path / "a.png")
    saved = np.asarray(Image.open(tmp_path / "a.png"))
    assert saved.shape == (31, 31, 4)
    assert np.array_equal(saved, resize(large, width=31, height=31)[0])


def test_a_mask_of_sixteen_bits_is_framed_and_has_eight_when_it_is_made_smaller(disc, tmp_path):
    from PIL import Image

    sections = {"cutout": {"mask_only": True}, "export": {"mask_bits": "16", "frame": "square"}}
    framed = made(disc, **sections)
    framed.save(tmp_path / "deep.png")
    deep = np.asarray(Image.open(tmp_path / "deep.png"))
    assert deep.max() == 65535 and np.array_equal(deep, window(framed.matte, framed.frame.box))
    sections["export"]["long_side"] = 20
    made(disc, **sections).save(tmp_path / "small.png")
    assert np.asarray(Image.open(tmp_path / "small.png")).dtype == np.uint8
