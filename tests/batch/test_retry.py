"""Which failures are tried again, and how often."""

from pathlib import Path

import pytest
from wispcut.batch.retry import worked_off
from wispcut.batch.work import Outcome, Task
from wispcut.core.errors import WispcutError
from wispcut.settings import Settings


def task(name):
    return Task(Path(name), Path(name), Settings(), "isnet", None, None, None, "no-place", 0)


def run(names, codes, tries=3, before=0):
    """Ends and order of work; ``codes``: of each photo, the failures in turn, then it goes well."""
    left = {name: list(codes.get(name, ())) for name in names}
    order = []

    def launch(take):
        while (one := take()) is not None:
            order.append(one.photo.name)
            code = left[one.photo.name].pop(0) if left[one.photo.name] else ""
            yield (
                one,
                Outcome(one.photo, one.output, "failed" if code else "done", code=code, error=f"{code}."),
            )

    ends = worked_off(map(task, names), tries, lambda one: before, launch)
    return [(one.photo.name, outcome.code, failed) for one, outcome, failed in ends], order


def test_what_may_pass_is_tried_again_after_the_fresh_photos():
    ends, order = run(["a", "b", "c"], {"a": ["worker_died", "too_long"]})
    assert order == ["a", "b", "c", "a", "a"]
    assert ends == [("b", "", 0), ("c", "", 0), ("a", "", 2)]


def test_poison_is_given_up_after_n_tries_all_runs_together():
    assert run(["a"], {"a": ["worker_died"] * 9})[0] == [("a", "worker_died", 3)]
    ends, order = run(["a"], {"a": ["worker_died"] * 9}, before=2)
    assert ends == [("a", "worker_died", 3)] and order == ["a"]


def test_what_is_in_the_photo_is_not_tried_again():
    assert run(["a"], {"a": ["not_a_photo"] * 3})[1] == ["a"]


def test_a_full_disk_stops_the_batch_and_counts_against_no_photo():
    with pytest.raises(WispcutError, match="goes on where this stopped") as caught:
        run(["a", "b", "c", "d"], {name: ["not_written"] for name in "abcd"})
    assert caught.value.code == "not_written"
    ends, _ = run(["a", "b"], {"a": ["not_written"] * 2, "b": []}, tries=2)
    assert ("b", "", 0) in ends and ("a", "", 0) not in ends[:1]
