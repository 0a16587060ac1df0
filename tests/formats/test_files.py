"""Pictures on disk: what cannot be read or written is told before the work, in words that help."""

import errno

import numpy as np
import pytest
from PIL import Image
from wispcut.core.errors import WispcutError
from wispcut.formats import files

GREY = np.zeros((4, 5), np.uint8)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "photo.png"
    Image.fromarray(GREY).save(path)
    return path


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


def test_a_file_that_may_not_be_read_is_not_called_no_photo(picture, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.Image, "open", refuse)
    with pytest.raises(WispcutError, match=r"could not be read.*Allow reading it") as caught:
        files.read_photo(picture)
    assert caught.value.code == "not_readable"


def test_a_folder_is_not_called_no_photo(tmp_path):
    with pytest.raises(WispcutError, match="is a folder"):
        files.read_photo(tmp_path)
