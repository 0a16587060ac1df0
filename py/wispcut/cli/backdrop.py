"""``wispcut backdrop``: level and noise of what stands behind the subject, as float maps."""

import argparse
import time
from pathlib import Path

from wispcut.backdrop import backdrop_maps
from wispcut.cli.arguments import Commands, Parser, add_common, report, settings_of, tell
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.formats import files
from wispcut.formats.masks import read_plane
from wispcut.formats.pictures import read_field


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
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
    add_common(one)


def backdrop(options: argparse.Namespace) -> None:
    """``wispcut backdrop``: level and noise of what stands behind the subject, as float maps."""
    files.check_writable(
        maps=(options.background, options.noise),
        report=options.report,
        inputs=(options.photo, options.mask, options.settings),
    )
    settings = settings_of(options)
    picture = read_field(options.photo)
    subject = None
    if options.mask:
        plane, notices = read_plane(options.mask, "the mask")
        tell(notices)
        subject = plane >= 128
        if subject.shape != picture.shape[:2]:
            raise WispcutError(
                "mask_size",
                f"{options.mask} is {subject.shape[1]} x {subject.shape[0]} px and the photo "
                f"{picture.shape[1]} x {picture.shape[0]}. Make the mask the photo's size.",
            )
    began = time.perf_counter()
    try:
        level, noise, found = backdrop_maps(
            picture, subject, settings.backdrop.options(), channels=settings.backdrop.channels
        )
    except SettingsError:
        raise
    except ValueError as error:
        raise WispcutError("backdrop", str(error)) from error
    seconds = {"backdrop": time.perf_counter() - began}
    files.write_map(options.background, level)
    files.write_map(options.noise, noise)
    if options.report:
        files.write_json(options.report, report(settings, seconds, found))
