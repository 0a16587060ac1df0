"""``wispcut``: the command line. The only module that reads and writes files, through ``files``.

Exit code 0, or 2 with one line on standard error that says what is wrong and what to do.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import scipy

import wispcut
from wispcut import pipeline, settings
from wispcut.backdrop.maps import backdrop_maps
from wispcut.core import tiles
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.enhance import enhance as enhanced
from wispcut.formats import files
from wispcut.resample import resize as shrink


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        options = _parser().parse_args(arguments)
        options.command(options)
    except (WispcutError, SettingsError) as error:
        print(f"wispcut: {_one_line(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("wispcut: cancelled; no file is half written.", file=sys.stderr)
        return 2
    except MemoryError:
        print("wispcut: the memory is full. Close other programs or make the photo smaller.", file=sys.stderr)
        return 2
    return 0


def refine(options: argparse.Namespace) -> None:
    """``wispcut refine``: photo and mask or trimap in, cutout out."""
    files.check_writable(options.output, options.alpha, report=options.report)
    knobs = _settings(options)
    if knobs["cutout"]["background"] == "image":
        raise SettingsError(
            "cutout.background must not be 'image' here: there is no picture to take; use a colour"
        )
    photo = files.read_photo(options.photo)
    mask = marks = None
    if options.mask:
        mask = files.read_grey(options.mask)
    else:
        marks = _marks(options.trimap, photo.shape[:2])
    core = max(photo.shape[:2]) if options.whole else options.tile
    plan = tiles.plan(photo.shape[:2], core=core)
    known, seconds = pipeline.cut_out(
        photo, mask=mask, marks=marks, given=knobs, plan=plan, progress=_progress()
    )
    cutout, survey = known["cutout"], known["survey"]
    files.write_picture(options.output, pipeline.on_background(cutout, survey, known["settings"]))
    if options.alpha:
        files.write_picture(options.alpha, cutout[..., 3])
    if options.report:
        unknown = int((survey.trimap == 0.5).sum()) * survey.factor**2
        found = {
            "size": photo.shape[:2],
            "tiles": len(plan),
            "factor": survey.factor,
            "unknown_pixels": unknown,
        }
        files.write_json(options.report, _report(known["settings"], seconds, found))


def enhance(options: argparse.Namespace) -> None:
    """``wispcut enhance``: what the AI would look at, at the photo's own size."""
    files.check_writable(options.output, report=options.report)
    knobs = _settings(options)
    rgba = files.read_photo(options.photo).copy()
    began = time.perf_counter()
    rgba[..., :3] = to_bytes(enhanced(from_bytes(rgba[..., :3]), knobs["enhance"]))
    seconds = {"enhance": time.perf_counter() - began}
    files.write_picture(options.output, rgba if (rgba[..., 3] < 255).any() else rgba[..., :3])
    if options.report:
        files.write_json(options.report, _report(knobs, seconds, {"size": rgba.shape[:2]}))


def backdrop(options: argparse.Namespace) -> None:
    """``wispcut backdrop``: level and noise of what stands behind the subject, as float maps."""
    files.check_writable(maps=(options.background, options.noise), report=options.report)
    knobs = _settings(options)
    picture = files.read_field(options.photo)
    subject = None
    if options.mask:
        subject = files.read_grey(options.mask) >= 128
        if subject.shape != picture.shape[:2]:
            raise WispcutError(
                "mask_size",
                f"{options.mask} is {subject.shape[1]} x {subject.shape[0]} px and the photo "
                f"{picture.shape[1]} x {picture.shape[0]}. Make the mask the photo's size.",
            )
    began = time.perf_counter()
    try:
        level, noise, found = backdrop_maps(picture, subject, knobs)
    except ValueError as error:
        raise WispcutError("backdrop", str(error)) from error
    seconds = {"backdrop": time.perf_counter() - began}
    files.write_map(options.background, level)
    files.write_map(options.noise, noise)
    if options.report:
        files.write_json(options.report, _report(knobs, seconds, found))


def resize(options: argparse.Namespace) -> None:
    """``wispcut resize``: a picture or a cutout, smaller and still sharp."""
    files.check_writable(options.output, report=options.report)
    knobs = _settings(options)
    rgba = files.read_photo(options.photo)
    pixels = rgba if (rgba[..., 3] < 255).any() else np.ascontiguousarray(rgba[..., :3])
    try:
        small, report = shrink(pixels, width=options.width, height=options.height, settings=knobs)
    except SettingsError:
        raise
    except ValueError as error:
        raise WispcutError("resize", f"{error}. Choose a smaller size.") from error
    files.write_picture(options.output, small)
    if options.report:
        files.write_json(options.report, report)


def print_settings(options: argparse.Namespace) -> None:
    """``wispcut settings``: every knob as JSON Schema."""
    print(json.dumps(settings.schema(), indent=1, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wispcut", description="Cut the subject out of a photo and keep every wisp of hair."
    )
    parser.add_argument("--version", action="version", version=f"wispcut {wispcut.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    one = commands.add_parser("refine", help="photo and mask (or trimap) in, cutout out")
    one.set_defaults(command=refine)
    one.add_argument("photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens")
    source = one.add_mutually_exclusive_group(required=True)
    source.add_argument("--mask", type=Path, help="what the subject is: a grey picture of any size")
    source.add_argument("--trimap", type=Path, help="0 background, 255 foreground, anything else unknown")
    one.add_argument(
        "-o", "--output", type=Path, required=True, metavar="CUTOUT.png", help="straight-alpha PNG or WebP"
    )
    one.add_argument("--alpha", type=Path, metavar="ALPHA.png", help="also write the matte as a grey picture")
    slicing = one.add_mutually_exclusive_group()
    slicing.add_argument(
        "--tile", type=_pixels, default=tiles.CORE, metavar="N", help="core size of a tile, in px"
    )
    slicing.add_argument("--whole", action="store_true", help="refine the picture in one piece")
    _common(one)

    one = commands.add_parser("enhance", help="photo in, what the AI would look at out")
    one.set_defaults(command=enhance)
    one.add_argument("photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    _common(one)

    one = commands.add_parser("backdrop", help="background level and noise of a photo or a float picture")
    one.set_defaults(command=backdrop)
    one.add_argument(
        "photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens; float TIFF keeps its range"
    )
    one.add_argument(
        "--mask", type=Path, help="the subject, not to be measured: white in a grey picture of the same size"
    )
    one.add_argument(
        "--background", type=Path, required=True, metavar="B.tiff", help="the level, 32-bit float"
    )
    one.add_argument(
        "--noise", type=Path, required=True, metavar="N.tiff", help="the standard deviation, 32-bit float"
    )
    _common(one)

    one = commands.add_parser("resize", help="a picture or a cutout, smaller and still sharp")
    one.set_defaults(command=resize)
    one.add_argument(
        "photo", type=Path, metavar="IMAGE", help="any picture that Pillow opens, with or without alpha"
    )
    size = one.add_mutually_exclusive_group(required=True)
    size.add_argument("--width", type=_pixels, metavar="W", help="in px; the height follows")
    size.add_argument("--height", type=_pixels, metavar="H", help="in px; the width follows")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    _common(one)

    one = commands.add_parser("settings", help="print every knob as JSON Schema")
    one.set_defaults(command=print_settings)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--settings", type=Path, metavar="S.json", help="knobs that differ from their defaults"
    )
    command.add_argument("--report", type=Path, metavar="R.json", help="settings, timings and diagnostics")


def _settings(options: argparse.Namespace) -> settings.Settings:
    given = files.read_json(options.settings) if options.settings else None
    if isinstance(given, dict) and "settings" in given:
        given = given["settings"]  # a recipe, or a report: both carry their settings under this name
    return settings.complete(given)


def _marks(trimap: Path, size: tuple[int, int]) -> np.ndarray:
    grey = files.read_grey(trimap)
    if grey.shape != size:
        raise WispcutError(
            "trimap_size",
            f"{trimap} is {grey.shape[1]} x {grey.shape[0]} px and the photo {size[1]} x {size[0]}. "
            "Make the trimap the photo's size.",
        )
    return np.where(grey == 255, 1, np.where(grey == 0, 2, 3)).astype(np.uint8)


def _report(knobs: settings.Settings, seconds: dict[str, float], found: dict[str, Any]) -> dict[str, Any]:
    return {
        "wispcut": wispcut.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "settings": knobs,
        "seconds": {name: round(value, 4) for name, value in seconds.items()},
        "diagnostics": found,
    }


def _progress() -> pipeline.Progress | None:
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, total: int) -> None:
        end = "\n" if (stage, done) == ("cutout", total) else ""
        print(f"\r\x1b[K{stage}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show


def _pixels(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65536:
        raise argparse.ArgumentTypeError(f"must be a whole number of pixels from 1 to 65536; got {text!r}")
    return int(text)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())}. Try '{self.prog} --help'.\n")
