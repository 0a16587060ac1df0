"""What is done stays known: after a crash in the middle of a line, and against other settings and other runs."""

import sys

import pytest
from wispcut.batch.manifest import Entry, Manifest
from wispcut.core.errors import WispcutError

A = Entry("a.jpg", "a.png", "failed", "1-2", 1, code="too_long", error="Zu lang – “so”.")
B = Entry("a.jpg", "a.png", "done", "1-2", 1, 0.5, notices=("one", "two"))


def test_the_last_entry_of_a_photo_counts(tmp_path):
    path = tmp_path / "new" / "m.jsonl"
    with Manifest(path, {"n": (1, 2)}) as manifest:
        manifest.add(A)
        assert manifest.latest() == {"a.jpg": A}
        manifest.add(B)
    with Manifest(path, {"n": (1, 2)}) as manifest:
        assert list(manifest.entries()) == [A, B] and manifest.latest() == {"a.jpg": B}


@pytest.mark.parametrize("kept", [0, 5, 40])
def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path, kept):
    path = tmp_path / "m.jsonl"
    with Manifest(path, {"n": 1}) as manifest:
        manifest.add(A)
        whole = path.stat().st_size
        manifest.add(B)
    path.write_bytes(path.read_bytes()[: whole + kept])
    with Manifest(path, {"n": 1}) as manifest:
        assert list(manifest.entries()) == [A]
        manifest.add(B)
        assert list(manifest.entries()) == [A, B]
    path.write_bytes(path.read_bytes()[:kept])  # even the first line
    with Manifest(path, {"n": 1}) as manifest:
        assert not list(manifest.entries())
        manifest.add(B)
        assert list(manifest.entries()) == [B]


def test_another_batch_and_another_run_are_refused(tmp_path):
    path = tmp_path / "m.jsonl"
    with Manifest(path, {"n": 1}) as manifest:
        manifest.add(A)
        if sys.platform != "win32":
            with pytest.raises(WispcutError, match="open in another run"):
                Manifest(path, {"n": 1})
    with pytest.raises(WispcutError, match="other settings"):
        Manifest(path, {"n": 2})
    path.write_bytes(path.read_bytes() + b"{broken\n")
    with pytest.raises(WispcutError, match="damaged at byte"):
        Manifest(path, {"n": 1})
