"""Each kept input of the fuzzer, its finds among them, ends in a result or in a named error.

The folders page-* belong to the page's targets: tests/js/fuzz.test.js.
"""

from pathlib import Path

import pytest

from fuzz.seeds import SEEDS
from fuzz.targets import NAMED, TARGETS

CORPUS = Path(__file__).parents[1] / "fuzz/corpus"
KEPT = [
    (path.parent.name, path)
    for path in sorted(CORPUS.glob("*/*"))
    if not path.parent.name.startswith("page-")
]


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_begins_with_is_read(name):
    ends = []
    for data in SEEDS[name]():
        try:
            ends.append(TARGETS[name](data))
        except NAMED:
            assert name in ("recipe", "knobs")  # a few are bad on purpose
    assert ends
    assert all(ends)


@pytest.mark.parametrize(("name", "path"), KEPT, ids=lambda value: str(getattr(value, "name", value)))
def test_what_the_fuzzer_found_ends_in_a_result_or_a_named_error(name, path):
    try:
        TARGETS[name](path.read_bytes())
    except NAMED as error:
        assert str(error).strip()
