"""What a result keeps of a photo beside its pixels."""

import io

import numpy as np
import pytest
from PIL import ExifTags, Image
from wispcut.formats import files
from wispcut.formats.metadata import Metadata
from wispcut.formats.pictures import read_photo

from testing import made

PIXELS = made.colours()
ARTIST, COPYRIGHT, LENS = ExifTags.Base.Artist, ExifTags.Base.Copyright, ExifTags.Base.LensModel


def tagged():
    """An EXIF block of a phone: turned, signed, with lens and place."""
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = 6
    block[ARTIST] = "Ann"
    block[COPYRIGHT] = "(c) Ann"
    block.get_ifd(ExifTags.IFD.Exif)[LENS] = "f/2"
    block.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return block.tobytes()


def delivered(metadata, tmp_path, name):
    files.write_picture(tmp_path / name, PIXELS, metadata)
    with Image.open(tmp_path / name) as image:
        image.load()
        return image


@pytest.mark.parametrize("name", ["a.png", "a.webp"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_by_default_all_but_the_place_is_kept(tmp_path, kind, name):
    photo = read_photo(made.packed(PIXELS, kind, exif=tagged()))
    exif = delivered(photo.metadata.kept(), tmp_path, name).getexif()
    assert exif[ARTIST] == "Ann" and exif[COPYRIGHT] == "(c) Ann"
    assert exif.get_ifd(ExifTags.IFD.Exif)[LENS] == "f/2"
    assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert ExifTags.Base.Orientation not in exif  # the result is upright


def test_the_place_stays_only_when_asked_and_nothing_when_asked(tmp_path):
    photo = read_photo(made.packed(PIXELS, "JPEG", exif=tagged(), dpi=(300, 300)))
    exif = delivered(photo.metadata.kept("all"), tmp_path, "a.png").getexif()
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
    nothing = delivered(photo.metadata.kept("none"), tmp_path, "a.png")
    assert "dpi" not in nothing.info and not len(nothing.getexif())
    with pytest.raises(ValueError, match="no-place, all, none; got 'some'"):
        photo.metadata.kept("some")


def test_a_place_alone_stays_when_asked():
    block = Image.Exif()
    block.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    carried = Metadata(exif=block.tobytes())
    kept = Image.Exif()
    kept.load(carried.kept("all").exif)
    assert kept.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert carried.kept("no-place").exif == b""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_resolution_is_kept(tmp_path, kind):
    photo = read_photo(made.packed(PIXELS, kind, dpi=(300, 150)))
    assert delivered(photo.metadata.kept(), tmp_path, "a.png").info["dpi"] == pytest.approx(
        (300, 150), abs=0.1
    )


def test_a_tiffs_own_words_are_kept(tmp_path):
    photo = read_photo(made.packed(PIXELS, "TIFF", tiffinfo={ARTIST: "Ann"}))
    assert delivered(photo.metadata.kept(), tmp_path, "a.png").getexif()[ARTIST] == "Ann"


def test_damaged_blocks_and_thumbnails_are_not_handed_on():
    assert Metadata(exif=b"Exif\0\0II*\0\xff\xff\xff\xff").kept().exif == b""
    block = Image.Exif()
    block.load(tagged())
    small = io.BytesIO()
    Image.new("RGB", (8, 8)).save(small, "JPEG")
    block.get_ifd(ExifTags.IFD.IFD1)[0x0201] = 99
    assert small.getvalue() not in Metadata(exif=block.tobytes()).kept().exif
    exif = Image.Exif()
    exif.load(Metadata(exif=block.tobytes()).kept().exif)
    assert not exif.get_ifd(ExifTags.IFD.IFD1)
    assert Metadata(exif=b"").kept() == Metadata()
    assert np.array_equal(PIXELS, made.colours())
