"""``wispcut refine``: photo and mask or trimap in, cutout out."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from wispcut import pipeline
from wispcut.cli.arguments import (
    Commands,
    Parser,
    add_common,
    add_file,
    pixels,
    report,
    settings_of,
    tell,
)
from wispcut.core import tiles
from wispcut.formats import files
from wispcut.formats.masks import read_mask, read_trimap
from wispcut.formats.pictures import read_photo

REPORTED = {"mask": "raw_mask", "reduce": "reduced", "survey": "survey", "refine": "cutout"}
"""The stages' names in reports: scripts read them, so they stay what they were."""


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("refine", help="photo and mask (or trimap) in, cutout out")
    one.set_defaults(command=refine)
    one.add_argument("photo", type=Path, metavar="PHOTO", help="any picture that Pillow opens")
    source = one.add_mutually_exclusive_group(required=True)
    source.add_argument("--mask", type=Path, help="what the subject is: a grey picture of the photo's shape")
    source.add_argument("--trimap", type=Path, help="0 background, 255 foreground, anything else unknown")
    one.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="CUTOUT.png",
        help="PNG, WebP, TIFF or JPEG, by its name",
    )
    one.add_argument("--alpha", type=Path, metavar="ALPHA.png", help="also write the matte as a grey picture")
    slicing = one.add_mutually_exclusive_group()
    slicing.add_argument(
        "--tile", type=pixels, default=tiles.CORE, metavar="N", help="core size of a tile, in px"
    )
    slicing.add_argument("--whole", action="store_true", help="refine the picture in one piece")
    add_file(one)
    add_common(one)


def refine(options: argparse.Namespace) -> None:
    """``wispcut refine``: photo and mask or trimap in, cutout out."""
    inputs = (options.photo, options.mask, options.trimap, options.settings)
    files.check_writable(options.output, mattes=(options.alpha,), report=options.report, inputs=inputs)
    settings = settings_of(options)
    pipeline.check_kind(files.kind_of(options.output), settings)
    deep = settings.export.mask_bits == "16"
    if options.alpha:
        files.check_depth(files.kind_of(options.alpha), 16 if deep else 8)
    picture = read_photo(options.photo)
    photo = picture.pixels
    tell(picture.notices)
    mask = marks = None
    if options.mask:
        mask, notices = read_mask(options.mask, picture)
    else:
        marks, notices = read_trimap(options.trimap, picture)
    tell(notices)
    core = max(photo.shape[:2]) if options.whole else options.tile
    plan = tiles.plan(photo.shape[:2], core=core)
    made = pipeline.cut_out(photo, mask=mask, marks=marks, settings=settings, plan=plan, progress=_progress())
    survey = made.survey
    behind = read_photo(options.background).pixels if options.background else None
    made = replace(made, background=behind, metadata=picture.metadata.kept(options.metadata))
    made.save(options.output)
    if options.alpha:
        files.write_picture(options.alpha, made.matte if deep else made.alpha)
    if options.report:
        unknown = int((survey.trimap == 0.5).sum()) * survey.factor**2
        found = {
            "size": photo.shape[:2],
            "tiles": len(plan),
            "factor": survey.factor,
            "unknown_pixels": unknown,
        }
        seconds = {REPORTED[stage]: value for stage, value in made.seconds.items()}
        files.write_json(options.report, report(settings, seconds, found))


def _progress() -> pipeline.Progress | None:
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, total: int) -> None:
        end = "\n" if (stage, done) == ("refine", total) else ""
        print(f"\r\x1b[K{REPORTED[stage]}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show
