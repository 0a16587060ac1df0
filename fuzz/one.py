"""One target under Atheris, in a process of its own: ``python -m fuzz.one TARGET COUNTS LIBFUZZER-ARGUMENT...``.

Coverage of Python code (ours, Pillow's, tifffile's) leads the way; decoders in C are tried blindly.
"""

import sys

import atheris
import numpy as np

DOORS = [
    "wispcut.formats",
    "wispcut.settings",
    "wispcut.batch.manifest",
    "wispcut.survey.encoding",
    "wispcut.browser_api",
    "wispcut.core",
    "PIL",
    "tifffile",
]

with atheris.instrument_imports(include=DOORS):
    from fuzz.targets import NAMED, TARGETS

MEGABYTES = 500
"""More than that, beside what the process holds before its first input, is a find."""
SECONDS = 10


def _resident() -> int:
    """Megabytes that this process holds."""
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * 4096 // 1_000_000


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    name, counts, *arguments = sys.argv[1:]
    target = TARGETS[name]
    ends = np.memmap(counts, np.int64, "r+", shape=2)

    def one(data: bytes) -> None:
        try:
            ends[0] += bool(target(data))
        except NAMED as error:
            assert str(error).strip(), "an error without a word"
            ends[1] += 1

    limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={_resident() + MEGABYTES}"]
    atheris.Setup([sys.argv[0], *limits, *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
