"""Fuzz the Python package: every target for its part of the time; a table, and exit code 1 on a find.

Called by ``npm run fuzz``.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fuzz.seeds import SEEDS
from fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
FOUND = Path(__file__).parent / "found"
KEPT, SMALL = 30, 1024
"""So many inputs of at most so many bytes are kept of one run."""
LARGEST = 32_768
"""Bytes of an input: enough for a survey and for every kind of file."""


@dataclass(frozen=True)
class Run:
    """A target's figures. ``lost``: a hang, a traceback, or too much memory; ``words``: what the fuzzer said of it."""

    name: str
    tried: int
    results: int
    errors: int
    lost: int
    megabytes: int
    words: str = ""


def run(name: str, seconds: float, inputs: int, seed: int, keep: bool) -> Run:
    """Fuzz one target.

    ``inputs``: so many at most; 0: as many as the time allows. ``seed``: of the changes; 0 takes another each time.
    ``keep``: the smallest inputs that reached new code are kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        seeds, new, counts = Path(folder, "seeds"), Path(folder, "new"), Path(folder, "counts")
        seeds.mkdir()
        new.mkdir()
        FOUND.mkdir(exist_ok=True)
        for index, data in enumerate(SEEDS[name]()):
            (seeds / str(index)).write_bytes(data)
        counts.write_bytes(bytes(16))
        kept = CORPUS / name
        kept.mkdir(parents=True, exist_ok=True)
        how = [
            f"-max_total_time={max(1, round(seconds))}",
            f"-runs={inputs or -1}",
            f"-max_len={LARGEST}",
            f"-artifact_prefix={FOUND}/{name}-",
            "-print_final_stats=1",
            f"-seed={seed}",
        ]
        said = _start(name, counts, [*how, str(new), str(kept), str(seeds)])
        results, errors = (int(n) for n in np.fromfile(counts, np.int64))
        lost = int(said.returncode != 0)
        if keep and not lost:
            _keep(new, kept)
        tried = _stat(said.stdout, "number_of_executed_units") or results + errors
        peak = _stat(said.stdout, "peak_rss_mb")
        return Run(name, tried, results, errors, lost, peak, said.stdout if lost else "")


def _keep(new: Path, kept: Path) -> None:
    """The smallest inputs that reached new code."""
    found = sorted(new.iterdir(), key=lambda path: path.stat().st_size)
    for path in found[:KEPT]:
        if path.stat().st_size <= SMALL:
            (kept / path.name[:12]).write_bytes(path.read_bytes())


def _start(name: str, counts: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fuzz.one", name, str(counts), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def _told(words: str) -> str:
    """What the fuzzer says of its find, without its progress."""
    lines = words.splitlines()
    first = next((i for i, line in enumerate(lines) if line.startswith((" === ", "=="))), len(lines) - 30)
    return "\n".join(lines[max(0, first) :])


def _stat(said: str, name: str) -> int:
    found = re.search(rf"stat::{name}:\s*(\d+)", said)
    return int(found[1]) if found else 0


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="npm run fuzz --", description="Fuzz the Python package.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=120, help="all targets together (default: 120)")
    parser.add_argument("--inputs", type=int, default=0, help="of each target, at most (default: no limit)")
    parser.add_argument("--seed", type=int, default=0, help="of the changes (default: 0, another each time)")
    parser.add_argument("--keep", action="store_true", help="merge what reached new code into fuzz/corpus")
    options = parser.parse_args()
    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no target {unknown[0]}; targets are {', '.join(TARGETS)}")
    names = options.targets or list(TARGETS)
    runs = []
    print(f"{'target':10} {'tried':>9} {'result':>9} {'error':>9} {'lost':>5} {'peak MB':>8}")
    for name in names:
        one = run(name, options.seconds / len(names), options.inputs, options.seed, options.keep)
        runs.append(one)
        print(
            f"{name:10} {one.tried:9,} {one.results:9,} {one.errors:9,} {one.lost:5} {one.megabytes:8}",
            flush=True,
        )
        if one.lost:
            print(_told(one.words))
    lost = sum(one.lost for one in runs)
    print(f"{'together':10} {sum(one.tried for one in runs):9,} {'':9} {'':9} {lost:5}")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
