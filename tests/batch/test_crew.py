"""Processes that die, hang or want too much memory lose no photo but their own."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from wispcut.batch.crew import crew
from wispcut.batch.work import Outcome, Task, failed
from wispcut.settings import Settings


def task(name):
    return Task(Path(name), Path(name), Settings(), "isnet", None, None, None, "no-place", 0)


def act(one):
    """Does what the photo's name says."""
    name = one.photo.name
    if name == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hang":
        time.sleep(60)
    try:
        if name == "large":
            np.ones(2_000_000_000, np.uint8)
    except MemoryError as error:
        return failed(one, error)
    return Outcome(one.photo, one.output, "done", notices=(str(os.getpid()),))


def test_each_bad_photo_fails_alone_and_with_its_reason():
    names = ["a", "die", "b", "hang", "c", "die", "large", "d", "e"]
    waiting = iter([task(name) for name in names])
    began = time.monotonic()
    ended = list(crew(lambda: next(waiting, None), 2, act, seconds=3, memory=1_000_000_000))
    codes = {(one.photo.name, outcome.code) for one, outcome in ended}
    large = "out_of_memory" if sys.platform == "linux" else ""
    wanted = {("die", "worker_died"), ("hang", "too_long"), ("large", large)}
    assert len(ended) == len(names) and codes == wanted | {(name, "") for name in "abcde"}
    assert time.monotonic() - began < 40  # nobody waited for the one that hangs


def test_a_task_that_comes_late_is_taken_and_processes_are_kept():
    waiting = [task("a")]
    pids = []
    for one, outcome in crew(lambda: waiting.pop() if waiting else None, 1, act):
        pids.append(outcome.notices)
        if len(pids) < 3:
            waiting.append(one)
    assert len(pids) == 3 and len(set(pids)) == 1


def test_the_processes_end_with_the_one_that_reads(tmp_path):
    waiting = iter([task("a"), task("hang")])
    outcomes = crew(lambda: next(waiting, None), 2, act)
    _, first = next(outcomes)
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.notices[0]), 0)
