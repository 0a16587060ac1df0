"""``wispcut batch``: a folder of photos in, a folder of cutouts out; it can be broken off and goes on."""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import wispcut
from wispcut.ai.models import NAMES
from wispcut.batch import places
from wispcut.batch.places import Place
from wispcut.batch.report import HIDDEN, thumbnail, write_report
from wispcut.batch.retry import Take, worked_off
from wispcut.batch.work import Outcome, Task, work
from wispcut.cli import inputs
from wispcut.cli.arguments import Commands, Parser, add_file, add_recipe, count, prepare_ai, settings_of
from wispcut.cli.status import Status
from wispcut.core.errors import WispcutError
from wispcut.formats import files
from wispcut.pipeline import check_kind
from wispcut.settings import Settings, as_mapping


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("batch", help="a folder of photos in, a folder of cutouts out, again and again")
    one.set_defaults(command=batch)
    one.add_argument("photos", metavar="IN", help="the folder of the photos, or its address (s3://…)")
    one.add_argument("output", metavar="OUT", help="the folder of the results, or its address")
    add_recipe(one)
    one.add_argument("--masks", metavar="FOLDER", help="a mask of the same name for each photo, not the AI")
    one.add_argument("--model", choices=NAMES, default="isnet", help="the AI; isnet: as the settings say")
    one.add_argument(
        "--model-dir",
        type=Path,
        metavar="FOLDER",
        help="where the AI's files are (default: $WISPCUT_HOME, else the cache)",
    )
    one.add_argument("--format", choices=files.SUFFIXES, help="of the results (default: of the settings)")
    one.add_argument(
        "--jobs", type=count, metavar="N", help="photos at once, a process each (default: as many as cores)"
    )
    one.add_argument(
        "--memory",
        type=_gigabytes,
        metavar="GB",
        help="of each process; 0: no limit (default: its share of what is free)",
    )
    one.add_argument("--scheduler", metavar="tcp://…", help="of a Dask cluster, instead of processes here")
    one.add_argument(
        "--tries", type=count, default=3, metavar="N", help="so often failed, a photo is given up"
    )
    one.add_argument(
        "--seconds", type=_seconds, default=600.0, metavar="S", help="a photo may take; 0: no limit"
    )
    one.add_argument("--manifest", type=Path, metavar="M.jsonl", help="what is done so far (default: in OUT)")
    one.add_argument(
        "--overwrite", action="store_true", help="begin anew, and replace results that are there"
    )
    add_file(one)


def batch(options: argparse.Namespace) -> int:
    """``wispcut batch``: the exit code is 0, or 1 when some photos failed."""
    from wispcut.batch.manifest import Entry, Manifest

    settings = settings_of(options)
    kind = options.format or settings.export.format
    check_kind(kind.upper(), settings)
    source, out = _place(options, options.photos), _place(options, options.output)
    path = _manifest_path(options, out)
    photos, marks = _photos(source, out)
    results = dict(zip(photos, inputs.renamed(photos, files.SUFFIXES[kind]), strict=True))
    masks = _masks(_place(options, options.masks) if options.masks else None, photos)
    if not path.exists() and not options.overwrite:
        _check_free(out, results)
    if options.overwrite:
        path.unlink(missing_ok=True)
    with ExitStack() as stack:
        manifest = stack.enter_context(Manifest(path, _asked(options, settings)))
        before = {e.photo: e for e in manifest.latest().values() if e.mark == marks.get(e.photo)}
        todo = [p for p in photos if not _ended(before.get(str(p)), out, options.tries)]
        given_up = sum(
            str(p) in before and before[str(p)].status == "failed" for p in set(photos) - set(todo)
        )
        status = Status(len(photos))
        status.skip(len(photos) - len(todo))
        names: dict[Place, PurePosixPath] = {}

        def tasks(model: Any) -> Iterator[Task]:
            for photo in todo:
                names[places.below(source, photo)] = photo
                yield Task(
                    places.below(source, photo),
                    places.below(out, results[photo]),
                    settings,
                    model,
                    options.model_dir,
                    masks.get(photo),
                    None,
                    options.metadata,
                    0,
                    places.below(out, thumbnail(str(results[photo]))),
                    options.background,
                )

        def tried(task: Task) -> int:
            entry = before.get(str(names[task.photo]))
            return entry.tries if entry is not None and entry.status == "failed" else 0

        def told(task: Task, outcome: Outcome, tries: int) -> None:
            so_far = f" ({tries} of {options.tries} tries)" if tries else ""
            status.say(f"{task.photo}: {outcome.error} It is tried again later{so_far}.")

        begin = _there if options.scheduler else _here
        model, launch = begin(options, settings, stack) if todo else (options.model, None)
        began = time.perf_counter()

        def report() -> None:
            status.end()
            current = {str(photo) for photo in photos}
            entries = [e for e in manifest.latest().values() if e.photo in current]
            about = {
                "wispcut": wispcut.__version__,
                "photos from": str(source),
                "found": len(photos),
                "this run's seconds": round(time.perf_counter() - began, 1),
            }

            def write(name: PurePosixPath, data: bytes) -> None:
                places.write(places.below(out, name), data)

            write_report(write, entries, about, as_mapping(settings))

        try:
            if launch is not None:
                for task, outcome, tries in worked_off(tasks(model), options.tries, tried, launch, told):
                    photo = names.pop(task.photo)
                    manifest.add(
                        Entry(
                            str(photo),
                            str(results[photo]),
                            outcome.status,
                            marks[str(photo)],
                            tries,
                            round(outcome.seconds, 4),
                            outcome.code,
                            outcome.error,
                            outcome.notices,
                        )
                    )
                    status.add(outcome)
        except BaseException:
            with suppress(WispcutError):  # what stopped the work is told, not what came of it
                report()
            raise
        report()
    if given_up:
        status.say(f"{given_up} failed before and were left; report.html says why.")
    return 1 if status.count("failed") or given_up else 0


def _here(options: argparse.Namespace, settings: Settings, stack: ExitStack) -> tuple[Any, Any]:
    """The processes of this machine: what they ask for masks, and what launches them."""
    from wispcut.batch.crew import crew
    from wispcut.batch.network import SharedNetwork

    jobs = options.jobs or _cores()
    memory = options.memory if options.memory is not None else _share(jobs)
    limits: dict[str, Any] = {"seconds": options.seconds or None, "memory": memory or None}
    if options.masks:
        return options.model, partial(crew, jobs=jobs, do=work, **limits)
    precision = prepare_ai(options.model, options.model_dir, settings)
    network = stack.enter_context(SharedNetwork(precision, options.model_dir))

    def launch(take: Take) -> Iterator[tuple[Task, Outcome]]:
        for task, outcome in crew(take, jobs, work, **limits):
            if outcome.code == "ai_died":
                network.keep()
            yield task, outcome

    return network.asked, launch


def _there(options: argparse.Namespace, settings: Settings, stack: ExitStack) -> tuple[Any, Any]:
    """The workers of a cluster: each has a network of its own, and looks for the files itself."""
    from wispcut.batch.cluster import cluster

    if options.jobs is not None or options.memory is not None:
        raise WispcutError(
            "not_here",
            "--jobs and --memory are for processes here. Tell dask worker: --nworkers, --memory-limit.",
        )
    return options.model, partial(
        cluster, scheduler=options.scheduler, do=work, seconds=options.seconds or None
    )


def _place(options: argparse.Namespace, text: str) -> Place:
    """A folder by name; for other processes by its whole name."""
    found = places.place(text)
    return found.resolve() if isinstance(found, Path) and options.scheduler else found


def _photos(source: Place, out: Place) -> tuple[list[PurePosixPath], dict[str, str]]:
    """The photos by name, and what tells that one was changed. Results below the photos are no photos."""
    inner: PurePosixPath | None = None
    if isinstance(source, Path) and isinstance(out, Path):
        if source.resolve() == out.resolve():
            raise WispcutError(
                "overwrites_input", f"{out} is the folder of the photos. Name another for the results."
            )
        if source.resolve() in out.resolve().parents:
            inner = PurePosixPath(out.resolve().relative_to(source.resolve()).as_posix())
    listed = [
        (n, m) for n, m in places.found(source, inputs.SUFFIXES) if inner is None or inner not in n.parents
    ]
    if not listed:
        raise WispcutError("no_photo", f"No photo in {source}. Name the folder of the photos.")
    return [name for name, _ in listed], {str(name): mark for name, mark in listed}


def _masks(base: Place | None, photos: list[PurePosixPath]) -> dict[PurePosixPath, Place]:
    """The mask of each photo: of the same name below its folder, whatever its suffix."""
    if base is None:
        return {}
    there = {name.with_suffix(""): name for name, _ in places.found(base, inputs.SUFFIXES)}
    missing = [photo for photo in photos if photo.with_suffix("") not in there]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise WispcutError("no_mask", f"No mask for {missing[0]}{more} in {base}. Add it, or leave --masks.")
    return {photo: places.below(base, there[photo.with_suffix("")]) for photo in photos}


def _manifest_path(options: argparse.Namespace, out: Place) -> Path:
    if options.manifest is not None:
        return Path(options.manifest)
    if not isinstance(out, Path):
        raise WispcutError("no_manifest", f"{out} is not of this machine. Name a file here with --manifest.")
    if out.exists() and not out.is_dir():
        raise WispcutError("not_a_folder", f"{out} is a file. Name a folder for the results.")
    return out / HIDDEN / "manifest.jsonl"


def _check_free(out: Place, results: dict[PurePosixPath, PurePosixPath]) -> None:
    """Raise where a first run would replace what it has not made."""
    for result in results.values():
        if places.exists(places.below(out, result)):
            raise WispcutError(
                "exists",
                f"{places.below(out, result)} is there already. Say --overwrite, or name another folder.",
            )


def _ended(entry: Any, out: Place, tries: int) -> bool:
    """Whether nothing is left to do: the result is there, or the photo was given up."""
    from wispcut.batch.retry import AGAIN

    if entry is None:
        return False
    if entry.status == "failed":
        return entry.tries >= tries or entry.code not in AGAIN
    return places.exists(places.below(out, PurePosixPath(entry.output)))


def _asked(options: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """What decides the results: another of it is another batch."""
    return {
        "wispcut": wispcut.__version__,
        "settings": as_mapping(settings),
        "model": None if options.masks else options.model,
        "masks": options.masks,
        "format": options.format or settings.export.format,
        "background": None if options.background is None else str(options.background),
        "metadata": options.metadata,
    }


def _cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _share(jobs: int) -> int:
    """Each process's part of four fifths of the machine's memory, in bytes; 0 where the system does not tell."""
    try:
        return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 0.8 / jobs)
    except (AttributeError, ValueError, OSError):
        return 0


def _gigabytes(text: str) -> int:
    return int(_number(text, "gigabytes") * 1e9)


def _seconds(text: str) -> float:
    return _number(text, "seconds")


def _number(text: str, unit: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e6:
        raise argparse.ArgumentTypeError(f"must be a number of {unit}, 0 or more; got {text!r}")
    return value
