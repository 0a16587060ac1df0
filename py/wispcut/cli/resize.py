"""``wispcut resize``: a picture or a cutout, smaller and still sharp."""

import argparse
from pathlib import Path

import numpy as np

from wispcut.cli.arguments import Commands, Parser, add_common, add_metadata, pixels, settings_and_photo
from wispcut.core.errors import WispcutError
from wispcut.formats import files
from wispcut.resample import resize as shrink


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("resize", help="a picture or a cutout, smaller and still sharp")
    one.set_defaults(command=resize)
    one.add_argument(
        "photo", type=Path, metavar="IMAGE", help="any picture that Pillow opens, with or without alpha"
    )
    size = one.add_mutually_exclusive_group(required=True)
    size.add_argument("--width", type=pixels, metavar="W", help="in px; the height follows")
    size.add_argument("--height", type=pixels, metavar="H", help="in px; the width follows")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    add_metadata(one)
    add_common(one)


def resize(options: argparse.Namespace) -> None:
    """``wispcut resize``: a picture or a cutout, smaller and still sharp."""
    settings, photo = settings_and_photo(options)
    rgba = photo.pixels
    picture = rgba if (rgba[..., 3] < 255).any() else np.ascontiguousarray(rgba[..., :3])
    params = settings.resize.params()
    try:
        small, found = shrink(picture, width=options.width, height=options.height, params=params)
    except ValueError as error:
        raise WispcutError("resize", f"{error}. Choose a smaller size.") from error
    files.write_picture(options.output, small, photo.metadata.kept(options.metadata))
    if options.report:
        files.write_json(options.report, found)
