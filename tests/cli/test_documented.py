"""What the documents say of commands, settings and names is so; and the pages made from the code leave nothing out."""

import argparse
import json
import re
import shlex
import sys
from pathlib import Path

import pytest
import wispcut
from wispcut.cli import make_parser
from wispcut.settings import KNOBS, complete

ROOT = Path(wispcut.__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "py" / "README.md",
    *sorted(path for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".rst")),
]
FENCES = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
OTHERS = {"--strict"}
"""Options of other programs that the documents name."""


def blocks(kind):
    """Every fenced block of a kind, with its page: parameters of a test."""
    return [
        pytest.param(
            body, id=f"{page.relative_to(ROOT)}:{page.read_text()[: found.start()].count(chr(10)) + 1}"
        )
        for page in PAGES
        for found in FENCES.finditer(page.read_text())
        for body in [found[2]]
        if found[1] == kind
    ]


def commands():
    (choice,) = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return choice.choices


def lines():
    """Every line that calls the command: parameters of a test."""
    for page in PAGES:
        for found in FENCES.finditer(page.read_text()):
            for line in found[2].splitlines():
                if line.startswith("wispcut "):
                    yield pytest.param(line, id=f"{page.name}: {line[:60]}")


@pytest.mark.parametrize("line", list(lines()))
def test_a_command_that_is_shown_is_understood(line, capsys):
    words = shlex.split(line, comments=True)
    words = words[1 : words.index("<")] if "<" in words else words[1:]
    try:
        understood = make_parser().parse_args(words)
    except SystemExit:
        pytest.fail(capsys.readouterr().err)
    assert callable(understood.command)


def test_every_option_that_is_named_exists():
    real = {name for parser in commands().values() for name in parser._option_string_actions}
    real |= set(make_parser()._option_string_actions)
    named = {
        option
        for page in PAGES
        for code in re.findall(r"``?([^`\n]+)``?", page.read_text())
        if "npm" not in code and "bench" not in code
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)
    }
    assert {"--overwrite", "--tries", "--metadata"} <= named
    assert named - OTHERS <= real


@pytest.fixture
def written(monkeypatch):
    """The extension that writes pages from the code."""
    pytest.importorskip("sphinx")
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "extensions"))
    monkeypatch.delitem(sys.modules, "from_code", raising=False)
    import from_code

    return from_code


def test_the_pages_from_the_code_name_every_option_and_knob(written):
    page = "\n".join(written.Commands.lines(None))
    for name, parser in commands().items():
        part = page.partition(f"\nwispcut {name}\n" if name != "cutout" else f"wispcut {name}\n")[2]
        part = part.partition("\n\nwispcut ")[0]
        options = set(parser._option_string_actions) - {"-h", "--help"}
        assert options == set(re.findall(r"(?:(?<=``)|(?<=, ))--?[a-z-]+(?=[ `,])", part)), name
    knobs = "\n".join(written.Knobs.lines(None))
    assert re.findall(r"^``([a-z_.]+)``$", knobs, re.MULTILINE) == [knob.name for knob in KNOBS]


@pytest.mark.parametrize("body", blocks("json"))
def test_a_recipe_that_is_shown_is_one(body):
    shown = json.loads(body)["settings"]
    used = complete(shown)
    for section, knobs in shown.items():
        for name, value in knobs.items():
            assert getattr(getattr(used, section), name) == value


@pytest.mark.parametrize("body", blocks("python"))
def test_python_that_is_shown_compiles_and_its_imports_exist(body):
    compile(body, "block", "exec")
    for line in re.findall(r"^(?:from wispcut\S* import [\w, ]+|import wispcut)$", body, re.MULTILINE):
        exec(line, {})
    for name in re.findall(r"(?<![\w.])wispcut\.(\w+)\(", body):
        assert name in wispcut.__all__, name


def test_the_settings_that_are_named_exist():
    real = {knob.name for knob in KNOBS}
    sections = {name.split(".")[0] for name in real}
    named = {
        name
        for page in PAGES
        for name in re.findall(r"`([a-z_]+\.[a-z_]+)`", page.read_text())
        if name.split(".")[0] in sections - {"backdrop"}
    }
    attributes = {"cutout.rgba", "cutout.trimap", "cutout.notices", "cutout.png"}
    assert named - attributes <= real
    assert "trimap.erode" in named
