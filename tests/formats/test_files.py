"""Pictures on disk: what cannot be read or written is told before the work, in words that help."""

import errno

import numpy as np
import pytest
from PIL import Image
from wispcut.core.errors import WispcutError
from wispcut.formats import files

GREY = np.zeros((4, 5), np.uint8)


@pytest.mark.parametrize("name", ["a.png", "A.PNG", "a.webp"])
def test_pictures_are_what_their_suffix_says(tmp_path, name):
    files.check_writable(tmp_path / name)
    files.write_picture(tmp_path / name, GREY)
    with Image.open(tmp_path / name) as image:
        assert image.format.lower() == name.lower().rpartition(".")[2]


@pytest.mark.parametrize("name", ["a.jpg", "a.txt", "a", "a.tiff"])
def test_a_suffix_that_is_not_written_is_refused_before_the_work(tmp_path, name):
    with pytest.raises(WispcutError, match=r"\.png or \.webp") as caught:
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
