"""Change one token of a module at a time and name the changes that its own tests let pass.

    python scripts/mutants.py py/wispcut/matting/fusion.py js/engine/photo/dirty-tiles.js --most 10 --seed 1

For each survivor a line: file, line, what stood there, what took its place. Not every survivor is a gap: some
change nothing that can be seen, some only speed. `docs/decisions/0055-mutants.md` has what was found so.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
"""A text in quotes."""
SKIPPED = {
    ".py": (
        r'"""[\s\S]*?"""',
        TEXT,
        r"\#[^\n]*",
        r"->|\*\*|//|<<|>>|[-+*/|&]=",
        r"(?<=[(,])\s*\*(?=,)|\*(?=\w+[,)])",  # stars of arguments
        r"^(?:from|import) .*",
    ),
    ".js": (
        r"`(?:\\.|[^`\\])*`",
        TEXT,
        r"//[^\n]*|/\*[\s\S]*?\*/",
        r"=>|\*\*|\+\+|--|<<|>>>?|[-+*/|&?]=|\?\?",
        r"function\*|yield\*",
        r"^import .*",
    ),
}
"""What is never changed: texts, comments, imports, operators without a near relation."""
PAIRS = "< <=  > >=  == !=  === !==  + -  * /  & |  && ||  and or  min max  minimum maximum  True False  true false"
SWAPS = {old: new for pair in PAIRS.split("  ") for old, new in (pair.split(), pair.split()[::-1])}
WORDS = "and|or|min|max|minimum|maximum|[Tt]rue|[Ff]alse"
TOKENS = rf"[<>]=?|[=!]==?|&&?|\|\|?|[-+*/]|\b(?:{WORDS})\b|(?<![\w.])\d+(?:\.\d+)?\b"


def mutants(source: str, suffix: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, old token, new token, and the whole changed source, for each token that can be swapped."""
    for found in re.finditer(
        f"(?P<skipped>{'|'.join(SKIPPED[suffix])})|(?P<token>{TOKENS})", source, re.MULTILINE
    ):
        old = found["token"]
        if not old:
            continue
        new = SWAPS.get(old) or changed_number(old)
        if new:
            line = source.count("\n", 0, found.start()) + 1
            yield line, old, new, source[: found.start()] + new + source[found.end() :]


def changed_number(text: str) -> str | None:
    """The next whole number, or half as much again; None for what is no number."""
    if text.isdecimal():
        return str(int(text) + 1)
    return f"{float(text) * 1.5:g}" if text[0].isdigit() else None


def tests_of(module: Path) -> list[str]:
    """The test files that lie as the module lies."""
    name = module.stem
    if module.suffix == ".py":
        folder = ROOT / "tests" / module.parent.relative_to("py/wispcut")
        return [str(path.relative_to(ROOT)) for path in folder.glob(f"test_{name}.py")]
    folder = ROOT / "tests" / module.parent
    wanted = re.compile(rf"{re.escape(name)}(-\w+)?\.test\.js")
    return [
        str(path.relative_to(ROOT))
        for path in sorted(folder.glob("*.test.js"))
        if wanted.fullmatch(path.name)
    ]


def command(tests: list[str]) -> list[str]:
    """How these tests run."""
    if tests[0].endswith(".py"):
        return [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    return ["node", "--test", "--test-force-exit", "--test-timeout=60000", *tests]


def survives(copy: Path, tests: list[str], seconds: float) -> bool:
    """Whether these tests pass in this copy of the tree; what takes too long is found, too."""
    environment = os.environ | {
        "PYTHONPATH": str(copy / "py"),
        "PYTHONDONTWRITEBYTECODE": "1",
        # None is needed, and they take longer to start than most tests to run.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    try:
        return (
            subprocess.run(
                command(tests), cwd=copy, capture_output=True, timeout=seconds, env=environment
            ).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False


def main() -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=10, help="changes a module, drawn by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300, help="for the tests of one change")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "node_modules", "dist", "assets", "build")
        shutil.copytree(ROOT, copy, ignore=ignored)
        (copy / "node_modules").symlink_to(ROOT / "node_modules")
        for module in options.modules:
            tests = tests_of(module)
            if not tests:
                print(f"{module}: no tests of its own", flush=True)
                continue
            if not survives(copy, tests, options.seconds):
                print(f"{module}: its tests fail without any change", flush=True)
                continue
            source = (copy / module).read_text()
            found = list(mutants(source, module.suffix))
            drawn = random.Random(options.seed).sample(found, min(options.most, len(found)))
            left = 0
            for line, old, new, changed in sorted(drawn):
                (copy / module).write_text(changed)
                if survives(copy, tests, options.seconds):
                    left += 1
                    text = source.splitlines()[line - 1].strip()
                    print(f"{module}:{line}: {old} -> {new}    {text}", flush=True)
            (copy / module).write_text(source)
            print(f"{module}: {left} of {len(drawn)} survive, of {len(found)} that there are", flush=True)


if __name__ == "__main__":
    main()
