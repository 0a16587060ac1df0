"""Imports only look down: each package of Wispcut may import itself and the layers below it."""

import ast
from pathlib import Path

import pytest
import wispcut

LAYERS = (
    {"__main__"},
    {"cli", "browser_api"},
    {"batch"},
    {"api"},
    {"pipeline", "about"},
    {"steps", "ai"},
    {"survey"},
    {"settings"},
    {"backdrop", "formats"},
    {"matting", "enhance", "resample", "shadow"},
    {"core", "stages", "version"},
)
"""From the roof to the ground; what stands in one line does not know each other."""

ROOT = Path(wispcut.__file__).parent
HEIGHT = {name: -index for index, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(source: str) -> set[str]:
    """The parts of Wispcut that a module names; ``__version__`` and its like are no part."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("wispcut.")}
    return found


def test_every_part_has_its_layer():
    assert {part_of(path) for path in MODULES} == set(HEIGHT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_lies_below(path):
    own = part_of(path)
    above = {name for name in imports_of(path.read_text()) - {own} if HEIGHT[name] >= HEIGHT[own]}
    assert not above, f"{own} stands below {', '.join(sorted(above))}"


def test_the_check_sees_every_kind_of_import():
    assert imports_of("import wispcut.cli\nfrom wispcut import steps\nfrom wispcut.survey import coarse") == {
        "cli",
        "steps",
        "survey",
    }
    assert imports_of("def f():\n    from wispcut.settings import KNOBS") == {"settings"}
    assert imports_of("import wispcut\nimport numpy") == set()
