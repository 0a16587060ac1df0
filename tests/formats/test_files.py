"""Pictures on disk: what cannot be read or written is told before the work, in words that help."""

import errno
import io

import numpy as np
import pytest
from PIL import ExifTags, Image
from wispcut.core.errors import WispcutError
from wispcut.formats import files
from wispcut.formats.metadata import Metadata

GREY = np.zeros((4, 5), np.uint8)


@pytest.mark.parametrize("name", ["a.png", "A.PNG", "a.webp", "a.jpeg"])
def test_pictures_are_what_their_suffix_says(tmp_path, name):
    files.check_writable(tmp_path / name)
    files.write_picture(tmp_path / name, GREY)
    with Image.open(tmp_path / name) as image:
        assert image.format.lower() == name.lower().rpartition(".")[2]


@pytest.mark.parametrize("name", ["a.gif", "a.txt", "a"])
def test_a_suffix_that_is_not_written_is_refused_before_the_work(tmp_path, name):
    with pytest.raises(WispcutError, match=r"\.png, \.webp") as caught:
        files.check_writable(tmp_path / name)
    assert caught.value.code == "bad_suffix"


def test_a_folder_is_no_file_to_write(tmp_path):
    (tmp_path / "dir.png").mkdir()
    with pytest.raises(WispcutError, match="is a folder") as caught:
        files.check_writable(tmp_path / "dir.png")
    assert caught.value.code == "is_folder"


def test_two_results_never_share_a_file(tmp_path):
    (tmp_path / "sub").mkdir()
    with pytest.raises(WispcutError, match="twice") as caught:
        files.check_writable(tmp_path / "a.png", tmp_path / "sub" / ".." / "a.png")
    assert caught.value.code == "same_file"


def test_each_kind_of_result_has_its_suffixes(tmp_path):
    files.check_writable(maps=(tmp_path / "b.tiff", tmp_path / "n.TIF"), report=tmp_path / "r")
    with pytest.raises(WispcutError, match=r"\.tif or \.tiff"):
        files.check_writable(maps=(tmp_path / "b.png",))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EACCES, "Allow writing there"),
        (errno.EROFS, "Allow writing there"),
        (errno.EIO, "Write somewhere else"),
    ],
)
def test_a_failed_write_is_told_with_the_advice_that_fits(tmp_path, monkeypatch, number, words):
    def fail(self, target):
        raise OSError(number, "no")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(WispcutError, match=words):
        files.write_picture(tmp_path / "a.png", GREY)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_that_the_disk_takes_is_written(tmp_path):
    path = tmp_path / ("a" * 251 + ".png")
    files.check_writable(path)
    files.write_picture(path, GREY)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("length", [252, 400, 5000])
def test_a_longer_name_is_refused_before_the_work(tmp_path, length):
    with pytest.raises(WispcutError, match="Choose a shorter name") as caught:
        files.check_writable(tmp_path / ("ä" * (length // 2) + ".png"))
    assert caught.value.code == "not_written"
    assert len(str(caught.value)) < 400


def test_a_folder_that_takes_no_file_is_found_before_the_work(tmp_path, monkeypatch):
    def refuse(*args, **more):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(
        files.tempfile, "NamedTemporaryFile", refuse
    )  # the tests may run as root, who may do all
    with pytest.raises(WispcutError, match=r"Permission denied.*Allow writing there"):
        files.check_writable(tmp_path / "a.png")


def test_an_input_is_never_a_result(tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"x")
    (tmp_path / "link.png").symlink_to(photo)
    (tmp_path / "hard.png").hardlink_to(photo)
    for name in ("photo.png", "link.png", "hard.png", "./photo.png"):
        with pytest.raises(WispcutError, match="would be lost") as caught:
            files.check_writable(tmp_path / name, inputs=(None, photo))
        assert caught.value.code == "overwrites_input"
    files.check_writable(tmp_path / "other.png", inputs=(photo, tmp_path / "gone.png"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_settings_are_read_with_and_without_a_byte_order_mark(tmp_path, encoding):
    path = tmp_path / "s.json"
    path.write_text('{"cutout": {"colour": "#ä"}}', encoding=encoding)
    assert files.read_json(path) == {"cutout": {"colour": "#ä"}}


ROWS, COLUMNS = np.mgrid[:48, :64]
SMOOTH = np.dstack([2 * COLUMNS, 3 * ROWS, 255 - COLUMNS - ROWS]).astype(np.uint8)


def test_a_jpeg_has_the_quality_that_was_asked_for():
    sizes = []
    for quality, apart in ((10, 40), (60, 12), (95, 4)):
        data = files.packed(SMOOTH, "JPEG", quality=quality)
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == "JPEG"
            assert np.abs(np.asarray(image).astype(int) - SMOOTH).max() <= apart
        sizes.append(len(data))
    assert sizes == sorted(sizes) and len(set(sizes)) == 3


@pytest.mark.parametrize(("quality", "halved"), [(89, True), (90, False)])
def test_a_good_jpeg_keeps_coloured_edges_sharp(quality, halved):
    with Image.open(io.BytesIO(files.packed(SMOOTH, "JPEG", quality=quality))) as image:
        assert (image.layer[0][1:3] == (2, 2)) is halved


def test_a_jpeg_of_what_can_be_seen_through_is_refused():
    see_through = np.dstack([SMOOTH, np.full((48, 64), 255, np.uint8)])
    files.packed(see_through, "JPEG")
    see_through[3, 4, 3] = 254
    with pytest.raises(WispcutError, match="has no transparency") as caught:
        files.packed(see_through, "JPEG")
    assert caught.value.code == "jpeg_transparent"


def test_sixteen_bits_come_back_from_a_png_and_fit_in_nothing_else():
    deep = (ROWS * 1021 + COLUMNS * 17).astype(np.uint16)
    with Image.open(io.BytesIO(files.packed(deep, "PNG"))) as image:
        assert np.array_equal(np.asarray(image), deep)
    with pytest.raises(WispcutError, match="16 bits fits in no WEBP") as caught:
        files.packed(deep, "WEBP")
    assert caught.value.code == "deep_kind"


def test_a_jpeg_keeps_its_resolution():
    with Image.open(io.BytesIO(files.packed(SMOOTH, "JPEG", Metadata((300.0, 300.0))))) as image:
        assert image.info["dpi"] == (300, 300)


def test_a_tiff_keeps_every_byte_with_colours_under_alpha_zero_and_what_stands_beside(tmp_path):
    pixels = np.random.default_rng(3).integers(0, 256, (37, 29, 4), dtype=np.uint8)
    pixels[:9, :, 3] = 0
    exif = Image.Exif()
    exif[ExifTags.Base.Copyright] = "Somebody"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2020:01:01 00:00:00"
    target = tmp_path / "a.tif"
    files.write_picture(target, pixels, Metadata((300.0, 300.0), exif.tobytes()))
    with Image.open(target) as image:
        assert np.array_equal(np.asarray(image), pixels)
        assert image.info["dpi"] == (300, 300)
        kept = image.getexif()
        assert kept[ExifTags.Base.Copyright] == "Somebody"
        taken = kept.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        assert taken == "2020:01:01 00:00:00"
    files.write_picture(target, pixels)
    assert np.array_equal(np.asarray(Image.open(target)), pixels)


def test_a_tiff_holds_sixteen_bits(tmp_path):
    deep = np.random.default_rng(4).integers(0, 65536, (37, 29), dtype=np.uint16)
    files.write_picture(tmp_path / "a.tiff", deep)
    assert np.array_equal(np.asarray(Image.open(tmp_path / "a.tiff")), deep)
