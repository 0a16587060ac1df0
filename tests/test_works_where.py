"""The README's table of what works where names tests that exist."""

import re
from pathlib import Path

import wispcut

ROOT = Path(wispcut.__file__).parents[2]
NAMED = re.compile(r"`(walk|(?:engine/)?test_\w+\.py)::(test_\w+)`")


def test_each_cell_names_a_test_that_is_there():
    _, after = (ROOT / "README.md").read_text().split("## What works where\n")
    table = after.partition("\n## ")[0]
    named = NAMED.findall(table)
    cells = [cell for line in table.splitlines() if line.startswith("| ") for cell in line.split("|")[2:-1]]
    assert len(named) > 20
    assert all(NAMED.search(cell) for cell in cells[4:] if cell.strip())
    for page, test in named:
        file = ROOT / "e2e" / ("test_engines.py" if page == "walk" else page)
        assert f"def {test}(" in file.read_text(), (page, test)
