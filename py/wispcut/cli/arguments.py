"""What the commands share: their parser, common options, settings from a file, the report."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, get_args

import numpy as np
import scipy

import wispcut
from wispcut.ai import isnet, store
from wispcut.core.errors import SettingsError
from wispcut.formats import files
from wispcut.formats.metadata import Keep
from wispcut.formats.pictures import Picture, read_photo
from wispcut.settings import PRESETS, Settings, as_mapping, complete, with_preset

Commands = argparse._SubParsersAction
_PLAIN = ("transparent", "white", "black", "blur", "even")


class Defaults(argparse.HelpFormatter):
    """Help that names a default where there is one to name."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        told = action.help or ""
        plain = action.default in (None, False, argparse.SUPPRESS) or not action.option_strings
        return told if plain or "%(default)" in told else f"{told} (default: %(default)s)"


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line, and whose help names defaults."""

    def __init__(self, *arguments: Any, **more: Any):
        super().__init__(*arguments, **({"formatter_class": Defaults} | more))

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        self.exit(2, f"{self.prog}: {' '.join(message.split())}. Try '{self.prog} --help'.\n")


def add_common(command: argparse.ArgumentParser) -> None:
    """Add ``--settings`` and ``--report``."""
    command.add_argument(
        "--settings", type=Path, metavar="S.json", help="knobs that differ from their defaults"
    )
    command.add_argument("--report", type=Path, metavar="R.json", help="settings, timings and diagnostics")


def add_file(command: argparse.ArgumentParser) -> None:
    """Add what decides the file, and wins over settings: ``--preset``, then ``--background`` and its like."""
    usual = complete(None)
    command.add_argument(
        "--preset",
        choices=PRESETS,
        help="background, frame, size and format by purpose, instead of the settings'",
    )
    command.add_argument(
        "--background",
        metavar="B",
        help=f"behind the subject: {', '.join(_PLAIN)}, a colour (#80a090), or a picture file "
        f"(default: of the settings, else {usual.cutout.background})",
    )
    command.add_argument(
        "--quality",
        type=int,
        metavar="N",
        help=f"of a JPEG, 1 to 100 (default: of the settings, else {usual.export.quality})",
    )
    add_metadata(command)


def add_metadata(command: argparse.ArgumentParser) -> None:
    """Add ``--metadata``."""
    command.add_argument(
        "--metadata",
        choices=get_args(Keep),
        default="no-place",
        help="what the result keeps of resolution and EXIF: all but the place, all, or none",
    )


def add_recipe(command: argparse.ArgumentParser) -> None:
    """Add ``--recipe``, which ``--settings`` names, too."""
    command.add_argument(
        "--recipe",
        "--settings",
        dest="settings",
        type=Path,
        metavar="R.json",
        help="a recipe of the page, or settings",
    )


def tell(notices: Iterable[str]) -> None:
    """Print what was left aside or taken in another way; the work goes on."""
    for notice in notices:
        print(f"wispcut: note: {' '.join(notice.split())}.", file=sys.stderr)


def settings_and_photo(options: argparse.Namespace) -> tuple[Settings, Picture]:
    """What a command of one photo begins with: its files can be written, its settings are right, its photo is read."""
    files.check_writable(options.output, report=options.report, inputs=(options.photo, options.settings))
    settings = settings_of(options)
    photo = read_photo(options.photo)
    tell(photo.notices)
    return settings, photo


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that ``--settings`` names: a file of settings, a recipe, or a report of an earlier run.

    Options of their own (:func:`add_file`) win over them. After it, ``options.background`` is the path of a background
    picture, or None.
    """
    given = files.read_json(options.settings) if options.settings else None
    if isinstance(given, dict) and "settings" in given:
        given = given["settings"]  # recipes and reports carry their settings under this name
    settings = complete(given)
    if not hasattr(options, "quality"):
        return settings
    if options.preset is not None:
        settings = with_preset(settings, options.preset)
    if options.quality is not None:
        settings = replace(settings, export=replace(settings.export, quality=options.quality))
    choice, options.background = options.background, None
    if choice is not None:
        values: dict[str, Any] = {"background": choice}
        if choice.startswith("#"):
            values = {"background": "colour", "colour": choice}
        elif choice not in _PLAIN:
            values, options.background = {"background": "image"}, Path(choice)
            read_photo(options.background)  # what cannot be read is told before the work
        settings = replace(settings, cutout=replace(settings.cutout, **values))
    elif settings.cutout.background == "image":
        raise SettingsError(
            "cutout.background must not be 'image' without a picture: name one with --background, or use a colour"
        )
    return settings


def prepare_ai(model: str, folder: Path | None, settings: Settings) -> str:
    """Have the AI's files before the work begins, fetched once; returns which network it is."""
    precision = settings.mask.precision if model == "isnet" else model
    isnet.check_runtime()
    if not store.holds(precision, folder):
        print(f"wispcut: fetching the AI's files, {store.size()} MB, once.", file=sys.stderr, flush=True)
        store.fetch(store.home() / "models")
    return precision


def report(settings: Settings, seconds: dict[str, float], found: dict[str, Any]) -> dict[str, Any]:
    """What ``--report`` writes: versions, settings, the time of each stage, and diagnostics."""
    return {
        "wispcut": wispcut.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "settings": as_mapping(settings),
        "seconds": {name: round(value, 4) for name, value in seconds.items()},
        "diagnostics": found,
    }


def count(text: str) -> int:
    """The type of an argument that counts processes."""
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to 256; got {text!r}")
    return int(text)


def pixels(text: str) -> int:
    """The type of an argument that counts pixels."""
    if not text.isdecimal() or not 1 <= int(text) <= 65536:
        raise argparse.ArgumentTypeError(f"must be a whole number of pixels from 1 to 65536; got {text!r}")
    return int(text)
