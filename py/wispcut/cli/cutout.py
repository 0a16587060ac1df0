"""``wispcut cutout``: photos in, cutouts out, the AI included."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from wispcut.ai.models import NAMES, check_model
from wispcut.api import cut_out
from wispcut.batch.work import Outcome, Task, run
from wispcut.cli import inputs
from wispcut.cli.arguments import Commands, Parser, add_file, add_recipe, count, prepare_ai, settings_of, tell
from wispcut.cli.status import Status
from wispcut.core.errors import WispcutError
from wispcut.formats import files
from wispcut.pipeline import check_kind
from wispcut.settings import Settings

_LOOK = 1.0  # seconds between two looks at a watched folder


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("cutout", help="photos in, cutouts out, the AI included")
    one.set_defaults(command=cutout)
    one.add_argument("photos", nargs="*", metavar="PHOTO", help="files, folders, patterns, or - for a pipe")
    one.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a folder; a file for one photo; - for a pipe"
    )
    source = one.add_mutually_exclusive_group()
    source.add_argument("--mask", type=Path, help="of one photo: what the subject is, instead of the AI")
    source.add_argument(
        "--trimap", type=Path, help="of one photo: 0 background, 255 foreground, else unknown"
    )
    source.add_argument("--model", choices=NAMES, default="isnet", help="the AI; isnet: as the settings say")
    one.add_argument(
        "--model-dir",
        type=Path,
        metavar="FOLDER",
        help="where the AI's files are (default: $WISPCUT_HOME, else the cache)",
    )
    add_recipe(one)
    one.add_argument(
        "--format",
        choices=files.SUFFIXES,
        help="of the results (default: by the name of -o, else of the settings)",
    )
    one.add_argument("--jobs", type=count, default=1, metavar="N", help="photos at once, a process each")
    again = one.add_mutually_exclusive_group()
    again.add_argument("--overwrite", action="store_true", help="replace results that are there")
    again.add_argument("--skip-existing", action="store_true", help="leave photos whose result is there")
    one.add_argument("--watch", type=Path, metavar="FOLDER", help="go on with photos that come into a folder")
    one.add_argument("--report", type=Path, metavar="R.json", help="what became of each photo, as JSON")
    add_file(one)


def cutout(options: argparse.Namespace) -> int:
    """``wispcut cutout``: the exit code is 0, or 1 when some photos failed."""
    settings = settings_of(options)
    check_model(options.model)
    if not options.photos and options.watch is None:
        raise WispcutError(
            "no_photo", "No photo is named. Name files, folders or patterns, - or --watch FOLDER."
        )
    if inputs.PIPE in options.photos or options.output == inputs.PIPE:
        return _pipe(options, settings)
    photos = inputs.expanded(options.photos) if options.photos else []
    if (options.mask or options.trimap) and (len(photos) != 1 or options.watch):
        raise WispcutError("one_photo", "--mask and --trimap belong to one photo. Name one photo.")
    out = Path(options.output)
    single = (
        len(photos) == 1 and not options.watch and not out.is_dir() and out.suffix.lower() in files.PICTURES
    )
    suffix = out.suffix if single else files.SUFFIXES[options.format or settings.export.format]
    names = options.photos
    places = {photos[0]: out} if single else inputs.targets(names, photos, out, suffix)
    check_kind(files.KINDS[suffix.lower()], settings)
    if single and options.format and files.kind_of(out) != options.format.upper():
        raise WispcutError(
            "bad_suffix", f"{out} is not a {options.format} by its name. Name it so, or leave --format."
        )
    _check(options, places, out, single)
    there = options.watch or any(photo.exists() for photo in photos)  # else nothing is fetched for nothing
    if there and not (options.mask or options.trimap):
        prepare_ai(options.model, options.model_dir, settings)
    status, told = Status(len(places)), list[Outcome]()
    work = _outcomes(options, places, settings, status)
    if options.watch:
        work = chain(work, _watched(options, out, suffix, settings, status, set(photos)))
    try:
        for outcome in work:
            told.append(outcome)
            status.add(outcome)
    finally:
        status.end()
        if options.report:
            files.write_json(options.report, {"photos": [one.as_mapping() for one in told]})
    return 1 if status.count("failed") else 0


def _check(options: argparse.Namespace, places: dict[Path, Path], out: Path, single: bool) -> None:
    """Raise before the work where results could not be written, are there already, or would replace a photo."""
    given = (*places, options.mask, options.trimap, options.background, options.settings)
    files.check_writable(report=options.report, inputs=given)
    if single:
        files.check_writable(out, inputs=given)
    elif out.exists() and not out.is_dir():
        raise WispcutError("not_a_folder", f"{out} is a file. Name a folder for several results.")
    else:
        out.mkdir(parents=True, exist_ok=True)
        files.check_writable(out / "x.png")
        photos = {photo.resolve() for photo in places}
        for photo, place in places.items():
            if place.resolve() in photos:
                raise WispcutError(
                    "overwrites_input",
                    f"{place} is a photo that is read ({photo}). Name another folder with -o.",
                )
    there = [place for place in places.values() if place.exists()]
    if there and not (options.overwrite or options.skip_existing):
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise WispcutError(
            "exists",
            f"{there[0]}{more} is there already. Say --overwrite or --skip-existing, or name another folder.",
        )


def _tasks(options: argparse.Namespace, places: dict[Path, Path], settings: Settings) -> list[Task]:
    threads = max(1, (os.cpu_count() or 1) // options.jobs) if options.jobs > 1 else 0
    task = partial(
        Task,
        settings=settings,
        model=options.model,
        model_dir=options.model_dir,
        mask=options.mask,
        trimap=options.trimap,
        background=options.background,
        metadata=options.metadata,
        threads=threads,
    )
    return [task(photo=photo, output=place) for photo, place in places.items()]


def _outcomes(
    options: argparse.Namespace, places: dict[Path, Path], settings: Settings, status: Status
) -> Iterator[Outcome]:
    for photo, place in places.items():
        if options.skip_existing and place.exists():
            yield Outcome(photo, place, "skipped")
    todo = {p: o for p, o in places.items() if not (options.skip_existing and o.exists())}
    yield from run(_tasks(options, todo, settings), options.jobs)


def _watched(
    options: argparse.Namespace, out: Path, suffix: str, settings: Settings, status: Status, seen: set[Path]
) -> Iterator[Outcome]:
    """Photos as they come into the folder, once their size stays the same from look to look. Ends by Ctrl+C."""
    if not options.watch.is_dir():
        raise WispcutError("no_folder", f"{options.watch} is not a folder. Create it, or name another.")
    sizes: dict[Path, int] = {}
    while True:
        now = {
            p: p.stat().st_size
            for p in inputs.photos_in(options.watch)
            if out.resolve() not in p.resolve().parents
        }
        ready = [p for p, size in now.items() if p not in seen and sizes.get(p) == size]
        sizes = now
        seen.update(ready)
        places = inputs.targets([str(options.watch)], ready, out, suffix)
        places = {p: o for p, o in places.items() if options.overwrite or not o.exists()}
        status.total += len(places)
        yield from run(_tasks(options, places, settings), options.jobs)
        if not places:
            time.sleep(_LOOK)


def _pipe(options: argparse.Namespace, settings: Settings) -> int:
    """One photo from a pipe, to a pipe, or both."""
    if len(options.photos) != 1 or options.watch:
        raise WispcutError("one_photo", "A pipe carries one photo. Name one photo, or -.")
    name = options.photos[0]
    to_pipe = options.output == inputs.PIPE
    out = Path(options.output)
    given = (
        *(Path(n) for n in (name,) if n != inputs.PIPE),
        options.mask,
        options.trimap,
        options.background,
    )
    given = (*given, options.settings)
    kind = (options.format or settings.export.format).upper() if to_pipe else files.kind_of(out)
    check_kind(kind, settings)
    if not to_pipe:
        files.check_writable(out, inputs=given)
        if out.exists() and not options.overwrite:
            raise WispcutError("exists", f"{out} is there already. Say --overwrite, or name another file.")
    files.check_writable(report=options.report, inputs=given)
    if not (options.mask or options.trimap):
        prepare_ai(options.model, options.model_dir, settings)
    try:
        made = cut_out(
            inputs.piped() if name == inputs.PIPE else Path(name),
            mask=options.mask,
            trimap=options.trimap,
            model=options.model,
            settings=settings,
            background=options.background,
            metadata=options.metadata,
            model_dir=options.model_dir,
        )
    except WispcutError as error:
        print(f"wispcut: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    tell(made.notices)
    if to_pipe:
        sys.stdout.buffer.write(made.packed(kind))
        sys.stdout.buffer.flush()
    else:
        made.save(out)
    if options.report:
        one = Outcome(Path(name), out, "done", sum(made.seconds.values()), made.seconds, made.notices)
        files.write_json(options.report, {"photos": [one.as_mapping()]})
    return 0
