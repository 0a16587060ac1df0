"""One photo of many: what is asked for, what became of it, and the work itself."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from wispcut.api import cut_out
from wispcut.batch import places
from wispcut.batch.places import Place
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.formats import files
from wispcut.formats.metadata import Keep
from wispcut.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from wispcut.ai.models import Network

THUMBNAIL = 160
"""The longer side of a report's small pictures, in px."""


@dataclass(frozen=True)
class Task:
    """One photo and where its result goes. ``thumbnail``: where a small picture of the result goes, if anywhere.
    ``background``: a picture to put behind the subject, or None."""

    photo: Place
    output: Place
    settings: Settings
    model: "str | Network"
    model_dir: "Path | None"
    mask: Place | None
    trimap: Place | None
    metadata: Keep
    threads: int
    thumbnail: Place | None = None
    background: "Path | None" = None


@dataclass(frozen=True)
class Outcome:
    """What became of a photo: ``status`` is ``done``, ``skipped``, or ``failed`` with ``code`` and ``error``.

    ``peak``: the largest memory that its process ever had, in bytes, where the system tells; else 0.
    """

    photo: Place
    output: Place
    status: str
    seconds: float = 0.0
    stages: dict[str, float] | None = None
    notices: tuple[str, ...] = ()
    code: str = ""
    error: str = ""
    peak: int = 0

    def as_mapping(self) -> dict[str, Any]:
        """Plain JSON data."""
        told: dict[str, Any] = {"photo": str(self.photo), "output": str(self.output), "status": self.status}
        if self.status == "failed":
            return told | {"code": self.code, "error": self.error}
        stages = {name: round(value, 4) for name, value in (self.stages or {}).items()}
        return told | {"seconds": round(self.seconds, 4), "stages": stages, "notices": list(self.notices)}


def work(task: Task) -> Outcome:
    """Cut out one photo and write the result; what goes wrong is an outcome, too."""
    began = time.perf_counter()
    try:
        made = cut_out(
            places.source(task.photo),
            mask=None if task.mask is None else places.source(task.mask),
            trimap=None if task.trimap is None else places.source(task.trimap),
            model=task.model,
            settings=task.settings,
            background=task.background,
            metadata=task.metadata,
            model_dir=task.model_dir,
            threads=task.threads,
        )
        kind = files.kind_of(PurePosixPath(str(task.output)))
        places.write(task.output, made.packed(kind))
        if task.thumbnail is not None:
            places.write(task.thumbnail, _small(made.picture()))
    except Exception as error:  # one photo never takes the others with it
        return failed(task, error)
    taken = time.perf_counter() - began
    return Outcome(task.photo, task.output, "done", taken, made.seconds, made.notices, peak=_peak())


def failed(task: Task, error: BaseException) -> Outcome:
    """The outcome of a photo that could not be cut out."""
    if isinstance(error, MemoryError):
        code, text = "out_of_memory", "the memory is full. Use fewer --jobs, or make the photo smaller."
    elif isinstance(error, (WispcutError, SettingsError)):
        code, text = getattr(error, "code", "bad_settings"), str(error)
    else:
        code, text = "unexpected", f"{type(error).__name__}: {error}"
    return Outcome(task.photo, task.output, "failed", code=code, error=" ".join(text.split()))


def died(task: Task) -> Outcome:
    """The outcome of a photo whose process died."""
    words = "its process died, often for want of memory. Use fewer --jobs."
    return Outcome(task.photo, task.output, "failed", code="worker_died", error=words)


def too_long(task: Task, seconds: float) -> Outcome:
    """The outcome of a photo whose process was ended because it took too long."""
    words = f"it took longer than {seconds:g} s. Give more --seconds, or make the photo smaller."
    return Outcome(task.photo, task.output, "failed", code="too_long", error=words)


def run(tasks: Iterable[Task], jobs: int, do: Callable[[Task], Outcome] = work) -> Iterator[Outcome]:
    """The outcome of each task as it comes. A process that dies takes its own photo with it and no other."""
    if jobs == 1:
        yield from map(do, tasks)
        return
    from wispcut.batch.crew import crew  # a browser has no processes, and does one photo at a time

    waiting = iter(tasks)
    for _, outcome in crew(lambda: next(waiting, None), jobs, do):
        yield outcome


def _small(picture: files.Bytes) -> bytes:
    from PIL import Image

    image = Image.fromarray(picture)
    image.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    out = BytesIO()
    image.save(out, "WEBP", quality=75, alpha_quality=75)
    return out.getvalue()


def _peak() -> int:
    """The largest memory this process ever had; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    import sys

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(largest) * (1 if sys.platform == "darwin" else 1024)
