"""What is fuzzed: a function of bytes for each door. It returns whether there was a result; anything but a named
error goes through, and is a find."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace

import numpy as np
from PIL import Image
from wispcut import browser_api, settings
from wispcut.batch.manifest import Manifest
from wispcut.cli.arguments import settings_of
from wispcut.core import plain_json
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.formats import files, jpeg, opening, png
from wispcut.formats.masks import read_mask, read_trimap
from wispcut.formats.metadata import Metadata
from wispcut.formats.pictures import Picture, read_photo

NAMED = (WispcutError, SettingsError)
"""Errors for people: a code or a knob, the rule, the value, what to do."""

MEGAPIXELS = 4
"""The limit of the photo's size here. Up to the real one, 200, a photo takes what its pixels take; what a file costs
beside them is what is looked for, and that does not depend on the limit."""

_PHOTO = Picture(np.zeros((6, 8, 4), np.uint8))
_FILE = Path(gettempdir()) / "wispcut-fuzz.json"


def photo(data: bytes) -> bool:
    """Every reader of pictures, with profile, orientation and metadata."""
    opening.MEGAPIXELS = MEGAPIXELS
    found = read_photo(data)
    assert found.pixels.dtype == np.uint8
    assert found.pixels.ndim == 3
    assert 0 not in found.pixels.shape
    files.packed(found.pixels[:64, :64], "PNG", found.metadata.kept())
    return True


def mask(data: bytes) -> bool:
    """The readers of masks and trimaps."""
    opening.MEGAPIXELS = MEGAPIXELS
    found, _ = read_mask(data, _PHOTO)
    assert found.dtype == np.uint8
    assert found.ndim == 2
    read_trimap(data, _PHOTO)
    return True


def chunks(data: bytes) -> bool:
    """The readers of the parts of PNG and JPEG files, which see a file before any decoder."""
    png.is_padded(png.SIGNATURE + data)
    png.cicp(png.SIGNATURE + data)
    assert len(png.mended(png.SIGNATURE + data)) <= len(data) + 8
    assert len(jpeg.mended(b"\xff\xd8" + data)) <= len(data) + 2
    return True


def profile(data: bytes) -> bool:
    """Colour profiles: the bytes stand in a PNG of colours and in one of greys."""
    for mode in ("RGB", "L"):
        out = io.BytesIO()
        Image.new(mode, (2, 2), 99).save(out, "PNG", icc_profile=data)
        read_photo(out.getvalue())
    return True


def exif(data: bytes) -> bool:
    """What of a photo's metadata a result keeps."""
    kept = Metadata(exif=data).kept()
    files.packed(np.zeros((2, 2, 3), np.uint8), "JPEG", kept)
    return bool(kept.exif)


def recipe(data: bytes) -> bool:
    """Settings and recipes from a file, as the command line reads them."""
    _FILE.write_bytes(data)
    settings_of(SimpleNamespace(settings=_FILE))  # type: ignore[arg-type]
    return True


def manifest(data: bytes) -> bool:
    """What a batch left on disk."""
    _FILE.write_bytes(data)
    with Manifest(_FILE, {"kept": True}) as found:
        found.latest()
    return True


def survey(data: bytes) -> bool:
    """A survey's bytes, which travel between workers."""
    browser_api.survey_from_bytes(data)
    return True


def message(data: bytes) -> bool:
    """A call by the page: the name of a function, a colon, and its arguments as JSON; a text in them is a buffer."""
    name, _, rest = data.decode("utf-8", "replace").partition(":")
    call = CALLS.get(name)
    if call is None:
        return False
    try:
        given = json.loads(rest)
    except (ValueError, RecursionError):
        return False
    if not isinstance(given, list):
        return False
    try:
        call(
            *[value.encode() if isinstance(value, str) and not _is_json(value) else value for value in given]
        )
    except (TypeError, ValueError):  # named by argument, rule and value; they become the page's "internal"
        return False
    return True


def _is_json(text: str) -> bool:
    return text.startswith("{")


CALLS: dict[str, Callable[..., object]] = {
    name: getattr(browser_api, name)
    for name in (
        "reduce_rows",
        "reduce_marks",
        "enhance",
        "post_process",
        "closer_box",
        "merge_looks",
        "preview_mask",
        "preview_marks",
        "preview",
        "survey",
    )
}


def knobs(data: bytes) -> bool:
    """Settings as the page sends them."""
    browser_api.post_process(bytes(4), 2, 2, data.decode("utf-8", "replace"))
    settings.complete(plain_json.parse(data))
    return True


TARGETS: dict[str, Callable[[bytes], bool]] = {
    target.__name__: target
    for target in (photo, mask, chunks, profile, exif, recipe, manifest, knobs, survey, message)
}
