"""``wispcut enhance``: the photo as the AI would get it, at its own size."""

import argparse
import time
from pathlib import Path

from wispcut.cli.arguments import Commands, Parser, add_common, report, settings_of
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.enhance import enhance as enhanced
from wispcut.formats import files


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("enhance", help="photo in, what the AI would look at out")
    one.set_defaults(command=enhance)
    one.add_argument("photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    add_common(one)


def enhance(options: argparse.Namespace) -> None:
    """``wispcut enhance``: the photo as the AI would get it, at its own size."""
    files.check_writable(options.output, report=options.report)
    settings = settings_of(options)
    rgba = files.read_photo(options.photo).copy()
    began = time.perf_counter()
    rgba[..., :3] = to_bytes(enhanced(from_bytes(rgba[..., :3]), settings.enhance.options()))
    seconds = {"enhance": time.perf_counter() - began}
    files.write_picture(options.output, rgba if (rgba[..., 3] < 255).any() else rgba[..., :3])
    if options.report:
        files.write_json(options.report, report(settings, seconds, {"size": rgba.shape[:2]}))
