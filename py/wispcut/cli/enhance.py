"""``wispcut enhance``: the photo as the AI would get it, at its own size."""

import argparse
import time
from pathlib import Path

from wispcut.cli.arguments import Commands, Parser, add_common, add_metadata, report, settings_and_photo
from wispcut.core.pixels import from_bytes, to_bytes
from wispcut.enhance import enhance as enhanced
from wispcut.formats import files


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("enhance", help="photo in, what the AI would look at out")
    one.set_defaults(command=enhance)
    one.add_argument("photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    add_metadata(one)
    add_common(one)


def enhance(options: argparse.Namespace) -> None:
    """``wispcut enhance``: the photo as the AI would get it, at its own size."""
    settings, photo = settings_and_photo(options)
    rgba = photo.pixels.copy()
    began = time.perf_counter()
    rgba[..., :3] = to_bytes(enhanced(from_bytes(rgba[..., :3]), settings.enhance.options()))
    seconds = {"enhance": time.perf_counter() - began}
    better = rgba if (rgba[..., 3] < 255).any() else rgba[..., :3]
    files.write_picture(options.output, better, photo.metadata.kept(options.metadata))
    if options.report:
        files.write_json(options.report, report(settings, seconds, {"size": rgba.shape[:2]}))
