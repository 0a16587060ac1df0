"""What became of each photo so far, kept on disk as the batch goes on: the next run goes on where this one ended.

JSON, one object a line: first what was asked for, then an entry for each end of a photo. The last entry of a photo
counts. A last line that a crash cut off is left out.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from wispcut.core import plain_json
from wispcut.core.errors import WispcutError
from wispcut.formats import files


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo's line. ``status``: ``done`` or ``failed``. ``mark``: size and time of the photo; another makes it new.

    ``tries``: how often it failed until now, all runs together.
    """

    photo: str
    output: str
    status: str
    mark: str
    tries: int = 0
    seconds: float = 0.0
    code: str = ""
    error: str = ""
    notices: tuple[str, ...] = ()


class Manifest:
    """A manifest, open for adding; a context. No two runs have the same open.

    ``asked``: settings and names that decide the results. Raises ``WispcutError``: ``other_batch`` when the file is of
    a batch that asked for something else, ``busy`` when another run has it open.
    """

    def __init__(self, path: Path, asked: dict[str, Any]):
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError as error:
            raise files.not_written(path, error) from error
        try:
            _lock(self._file, path)
            self._begin(json.loads(json.dumps(asked)))
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Manifest":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def entries(self) -> Iterator[Entry]:
        """Every line, oldest first."""
        self._file.flush()
        with self._path.open("rb") as lines:
            next(lines, None)
            for number, line in enumerate(lines, 2):
                try:
                    told = plain_json.parse(line)
                    yield Entry(**told | {"notices": tuple(told["notices"])})
                except (ValueError, TypeError, LookupError):
                    raise self._damaged(f"line {number}") from None

    def latest(self) -> dict[str, Entry]:
        """The entry that counts, for each photo."""
        return {entry.photo: entry for entry in self.entries()}

    def add(self, entry: Entry) -> None:
        """Write an entry; it is on its way to the disk when this returns."""
        self._add(asdict(entry))

    def _add(self, value: dict[str, Any]) -> None:
        try:
            self._file.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")
            self._file.flush()
        except OSError as error:
            raise files.not_written(self._path, error) from error

    def _damaged(self, where: str) -> WispcutError:
        return WispcutError("bad_json", f"{self._path} is damaged at {where}. Say --overwrite to begin anew.")

    def _begin(self, asked: dict[str, Any]) -> None:
        """Read what is there, and cut off a line that is not whole."""
        self._file.seek(0)
        first, end = None, 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            try:
                told = plain_json.parse(line)
            except ValueError:
                raise self._damaged(f"byte {end}") from None
            if not isinstance(told, dict):
                raise self._damaged(f"byte {end}")
            first = told if first is None else first
            end += len(line)
        if first is not None and first.get("batch") != asked:
            raise WispcutError(
                "other_batch",
                f"{self._path} is of a batch with other settings. Give the same, name another folder for the "
                "results, or say --overwrite to begin anew.",
            )
        self._file.truncate(end)
        if first is None:
            self._add({"batch": asked})


def _lock(file: Any, path: Path) -> None:
    """Hold the file until it is closed, or the process ends; where there are no such locks, nothing is held."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WispcutError(
                "busy", f"{path} is open in another run. Wait for it, or name another folder."
            ) from None
