"""Masks and trimaps of every kind; what cannot be meant is refused, never stretched or read as nonsense."""

import numpy as np
import pytest
from PIL import Image
from wispcut.core.errors import WispcutError
from wispcut.core.marks import KEEP, REMOVE, UNSURE
from wispcut.formats.masks import JPEG_TOLERANCE, read_mask, read_plane, read_trimap
from wispcut.formats.pictures import Picture, read_photo

from testing import made

SIZE = (48, 64)
Y, X = np.mgrid[: SIZE[0], : SIZE[1]]
SOFT = np.rint(np.clip((26 - np.hypot(Y - 20, X - 30)) / 12, 0, 1) * 255).astype(np.uint8)
HARD = (SOFT >= 128).astype(np.uint8)
RGB = made.colours(*SIZE)
PHOTO = read_photo(RGB)
OPAQUE = np.full(SIZE, 255, np.uint8)


def layers(*planes):
    return made.packed(Image.merge({2: "LA", 4: "RGBA"}[len(planes)], [Image.fromarray(p) for p in planes]))


MASKS = {
    "grey": made.packed(SOFT),
    "colour": made.packed(np.dstack([SOFT] * 3)),
    "palette": made.packed(Image.fromarray(SOFT).convert("P")),
    "opaque RGBA": layers(SOFT, SOFT, SOFT, OPAQUE),
    "opaque LA": layers(SOFT, OPAQUE),
    "opaque palette": made.packed(Image.fromarray(SOFT).convert("P"), transparency=bytes([255] * 256)),
    "cutout": layers(*np.moveaxis(RGB, 2, 0), SOFT),
    "cutout in LA": layers(OPAQUE, SOFT),
    "cutout in WebP": made.packed(np.dstack([RGB, SOFT]), "WEBP", lossless=True, exact=True),
    "16 bits": made.packed(SOFT * np.uint16(257)),
    "16-bit TIFF": made.packed(SOFT * np.uint16(257), "TIFF"),
    "16-bit colour": made.png16(np.dstack([SOFT] * 3) * np.uint16(257)),
    "float": made.tiff((SOFT / 255).astype(np.float32)),
    "double": made.tiff(SOFT / 255),
    "with a profile": made.packed(SOFT, icc_profile=made.grey_profile(1)),
}


@pytest.mark.parametrize("name", MASKS)
def test_masks_of_every_kind_are_one_mask(name):
    found, notices = read_mask(MASKS[name], PHOTO)
    assert found.dtype == np.uint8
    assert np.array_equal(found, SOFT)
    assert notices == ()


BINARY = {
    "8 bits": made.packed(HARD),
    "16 bits": made.packed(HARD.astype(np.uint16)),
    "opaque RGBA": layers(HARD, HARD, HARD, OPAQUE),
    "array": HARD,
    "float bytes": made.tiff(HARD * np.float32(255)),
    "bytes in 16 bits": made.packed(HARD * np.uint16(255)),
}


@pytest.mark.parametrize("name", BINARY)
def test_values_that_are_small_whole_numbers_are_read_as_meant_and_told(name):
    found, notices = read_mask(BINARY[name], PHOTO)
    assert np.array_equal(found, HARD * 255)
    assert len(notices) == 1 and "read as 0" in notices[0]


@pytest.mark.parametrize(
    "mask", [HARD == 1, made.packed(Image.fromarray(HARD == 1)), made.tiff(HARD.astype(np.float32))]
)
def test_masks_of_one_bit_or_floats_need_no_notice(mask):
    found, notices = read_mask(mask, PHOTO)
    assert np.array_equal(found, HARD * 255) and notices == ()


def test_an_empty_mask_stays_empty():
    for empty in (np.zeros(SIZE, np.uint8), made.packed(np.zeros(SIZE, np.uint16))):
        assert not read_mask(empty, PHOTO)[0].any()


def test_colour_masks_count_by_their_luminance():
    green = np.zeros((*SIZE, 3), np.uint8)
    green[..., 1] = 200
    assert (read_mask(made.packed(green), PHOTO)[0] == round(200 * 0.7152)).all()


@pytest.mark.parametrize("size", [(24, 32), (96, 128), (3, 4), (480, 640), (47, 63), (95, 127)])
def test_a_mask_may_have_any_size_of_the_photos_shape(size):
    assert read_mask(made.packed(np.zeros(size, np.uint8)), PHOTO)[0].shape == size


@pytest.mark.parametrize("size", [(48, 48), (64, 48), (44, 64), (64, 64), (512, 512), (48, 70), (1, 1000)])
def test_a_mask_of_another_shape_is_refused(size):
    with pytest.raises(WispcutError, match="its shape is another") as caught:
        read_mask(made.packed(np.zeros(size, np.uint8)), PHOTO)
    assert caught.value.code == "mask_shape"
    assert f"{size[1]} x {size[0]} px and the photo 64 x 48" in str(caught.value)


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_what_lies_as_the_photo_is_stored_is_turned_with_it(orientation):
    photo = read_photo(made.packed(RGB, exif=made.exif(orientation)))
    assert photo.pixels.shape[:2] == (64, 48)
    upright = read_photo(made.packed(SOFT, exif=made.exif(orientation))).pixels[..., 0]
    found, notices = read_mask(made.packed(SOFT), photo)
    assert np.array_equal(found, upright)
    assert "turned upright" in notices[0]
    found, notices = read_mask(made.packed(upright), photo)
    assert np.array_equal(found, upright) and notices == ()
    found, notices = read_mask(made.packed(SOFT, exif=made.exif(orientation)), photo)
    assert np.array_equal(found, upright) and notices == ()
    levels = np.where(SOFT == 0, 0, np.where(SOFT == 255, 255, 128)).astype(np.uint8)
    marks, notices = read_trimap(made.packed(levels), photo)
    assert np.array_equal(marks == KEEP, upright == 255)
    assert "turned upright" in notices[0]


def test_trimaps_of_every_depth():
    levels = np.where(SOFT == 0, 0, np.where(SOFT == 255, 255, 128)).astype(np.uint8)
    levels[0, :2] = 1, 254
    wanted = np.where(levels == 0, REMOVE, np.where(levels == 255, KEEP, UNSURE))
    deep = levels * np.uint16(257)
    deep[0, 2:4] = 1, 65534  # not quite known
    wide = wanted.copy()
    wide[0, 2:4] = UNSURE
    sources = {
        "grey": (made.packed(levels), wanted),
        "array": (levels, wanted),
        "opaque": (layers(levels, levels, levels, OPAQUE), wanted),
        "lossless WebP": (made.packed(levels, "WEBP", lossless=True), wanted),
        "16 bits": (made.packed(deep), wide),
        "float": (made.tiff((levels / 255).astype(np.float32)), wanted),
    }
    for name, (source, expected) in sources.items():
        found, notices = read_trimap(source, PHOTO)
        assert np.array_equal(found, expected), name
        assert notices == (), name


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("quality", [60, 80, 95])
def test_a_trimap_packed_with_loss_keeps_what_it_knows(kind, quality):
    levels = np.where(np.hypot(Y - 20, X - 30) < 10, 255, np.where(np.hypot(Y - 20, X - 30) < 17, 128, 0))
    data = made.packed(levels.astype(np.uint8), kind, quality=quality)
    raw = np.asarray(read_plane(data, "the trimap")[0])
    assert not np.array_equal(np.unique(raw), [0, 128, 255])
    marks, _ = read_trimap(data, PHOTO)
    assert (marks[levels == 255] == KEEP).mean() > 0.8
    assert (marks[levels == 0] == REMOVE).mean() > 0.9
    assert (marks[levels == 128] == UNSURE).all()
    assert JPEG_TOLERANCE < 60


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (np.full(SIZE, 128, np.uint8), "no foreground"),
        (np.zeros(SIZE, np.uint8), "no foreground"),
        (np.where(SOFT > 0, 128, 0).astype(np.uint8), "no foreground"),
        (np.full(SIZE, 255, np.uint8), "no background"),
        (np.where(SOFT > 0, 255, 128).astype(np.uint8), "no background"),
        (np.where(SOFT > 0, 2, 0).astype(np.uint8), "no foreground"),
    ],
)
def test_a_trimap_that_knows_one_side_only_is_refused(levels, words):
    with pytest.raises(WispcutError, match=words) as caught:
        read_trimap(levels, PHOTO)
    assert caught.value.code == "trimap_one_sided"


def test_a_trimap_of_another_size_is_refused():
    with pytest.raises(WispcutError, match="is 32 x 24 px and the photo 64 x 48") as caught:
        read_trimap(np.zeros((24, 32), np.uint8), PHOTO)
    assert caught.value.code == "trimap_size"


def test_values_that_mean_nothing_are_refused():
    for values in (np.full(SIZE, -1, np.int32), np.full(SIZE, 1e6, np.float32)):
        with pytest.raises(WispcutError, match="holds"):
            read_mask(made.tiff(values), PHOTO)
    with pytest.raises(ValueError, match=r"mask must have shape \(H, W\)"):
        read_mask(np.zeros((*SIZE, 3), np.uint8), PHOTO)
    assert isinstance(PHOTO, Picture)


def test_the_networks_own_square_goes_with_a_photo_of_any_shape():
    photo = read_photo(RGB)
    assert photo.pixels.shape[0] != photo.pixels.shape[1]
    square = np.zeros((1024, 1024), np.uint8)
    square[:, 512:] = 255
    values, notices = read_mask(made.packed(square), photo)
    assert np.array_equal(values, square) and notices == ()
