"""Photos in, cutouts out: files, folders, patterns, pipes; what fails is told and stops nothing else."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import wispcut
from PIL import Image
from wispcut import cli, cut_out
from wispcut.batch import work as many
from wispcut.batch.work import Outcome, Task
from wispcut.cli import inputs
from wispcut.cli.status import Status
from wispcut.settings import Settings

Y, X = np.mgrid[:60, :80]
FAR = np.hypot(Y - 30, X - 40)
ALPHA = np.clip(20.5 - FAR, 0, 1)[..., None]
PHOTO = np.rint(ALPHA * [200, 40, 30] + (1 - ALPHA) * [30, 160, 40]).astype(np.uint8)
MASK = np.rint(np.clip((24 - FAR) / 8, 0, 1) * 255).astype(np.uint8)
FOLDER = Path(wispcut.__file__).parents[1]
ENV = {**os.environ, "PYTHONPATH": str(FOLDER)}
WANTED = cut_out(PHOTO, mask=MASK).rgba


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Image.fromarray(PHOTO).save("a.png")
    Image.fromarray(MASK).save("mask.png")
    return tmp_path


def run(*arguments):
    try:
        return cli.main(["cutout", *map(str, arguments)])
    except SystemExit as stop:
        return stop.code


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


def task(photo, output):
    return Task(Path(photo), Path(output), Settings(), "isnet", None, Path("mask.png"), None, "no-place", 0)


def test_one_photo_to_a_file_or_a_folder(here):
    assert run("a.png", "--mask", "mask.png", "-o", "cut.png") == 0
    assert np.array_equal(pixels("cut.png"), WANTED)
    assert run("a.png", "--mask", "mask.png", "-o", "out", "--format", "webp") == 0
    assert np.array_equal(pixels("out/a.webp"), WANTED)


def test_a_recipe_gives_what_its_settings_give(here):
    recipe = {"wispcut": "0.1.0", "versions": {}, "settings": {"cutout": {"background": "white"}}}
    Path("r.json").write_text(json.dumps(recipe), encoding="utf-8-sig")
    assert run("a.png", "--mask", "mask.png", "-o", "cut.png", "--recipe", "r.json") == 0
    assert np.array_equal(pixels("cut.png"), cut_out(PHOTO, mask=MASK, settings=recipe["settings"]).picture())


@pytest.mark.parametrize("ways", [("-", "-"), ("a.png", "-"), ("-", "cut.png")])
def test_pipes_carry_one_photo(here, ways):
    command = [sys.executable, "-m", "wispcut", "cutout", ways[0], "--mask", "mask.png", "-o", ways[1]]
    done = subprocess.run(
        command, input=Path("a.png").read_bytes(), capture_output=True, env=ENV, check=False
    )
    assert done.returncode == 0, done.stderr
    result = done.stdout if ways[1] == "-" else Path("cut.png").read_bytes()
    assert np.array_equal(pixels(io.BytesIO(result)), WANTED)


def test_an_empty_pipe_or_one_without_a_photo_is_told(here):
    command = [sys.executable, "-m", "wispcut", "cutout", "-", "--mask", "mask.png", "-o", "-"]
    for data, words in ((b"", b"Nothing came"), (b"hello", b"is not a photo")):
        done = subprocess.run(command, input=data, capture_output=True, env=ENV, check=False)
        assert done.returncode == 1 and words in done.stderr and done.stdout == b""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "No photo is named"),
        (("empty",), "No photo in empty"),
        (("*.jpg",), r"No photo in \*.jpg"),
        (("a.png", "b.png", "--mask", "mask.png"), "belong to one photo"),
        (("a.png", "--mask", "mask.png", "--jobs", "0"), "whole number from 1"),
        (("a.png", "--mask", "mask.png", "--model", "u2net"), "not allowed with|isnet"),
        (("a.png", "--model", "u2net"), "isnet_quint8"),
        (("-", "a.png"), "A pipe carries one photo"),
        (("a.png", "--mask", "mask.png", "--overwrite", "--skip-existing"), "not allowed with"),
    ],
)
def test_what_cannot_be_meant_is_refused(here, capsys, arguments, words):
    Path("empty").mkdir()
    assert run(*arguments, "-o", "out") == 2
    told = capsys.readouterr().err
    assert re.search(words, told) and told.count("\n") == 1


def test_results_are_never_lost_without_a_word(here, capsys):
    given = ("a.png", "--mask", "mask.png", "-o", "cut.png")
    Path("cut.png").write_bytes(b"old")
    assert run(*given) == 2 and "--overwrite or --skip-existing" in capsys.readouterr().err
    assert run(*given, "--skip-existing") == 0 and Path("cut.png").read_bytes() == b"old"
    assert run(*given, "--overwrite") == 0 and np.array_equal(pixels("cut.png"), WANTED)
    assert run("a.png", "--mask", "mask.png", "-o", "a.png", "--overwrite") == 2
    assert run("a.png", "--mask", "mask.png", "-o", ".", "--overwrite") == 2
    assert np.array_equal(pixels("a.png")[..., :3], PHOTO)


def test_no_runtime_is_told_before_the_work(here, capsys, monkeypatch):
    monkeypatch.setattr("wispcut.ai.isnet.find_spec", lambda name: None)
    assert run("a.png", "-o", "out") == 2
    assert "Install wispcut[ai]" in capsys.readouterr().err


def test_folders_and_patterns_name_each_photo_once(here):
    for name in ("in/b.JPG", "in/sub/a.png", "in/.hidden/a.png", "in/notes.txt", "in/sub/a.jpg"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"x")
    photos = inputs.expanded(["in", "in/b.JPG", "in/sub/*.png", "a.png"])
    assert photos == [Path("in/b.JPG"), Path("in/sub/a.jpg"), Path("in/sub/a.png"), Path("a.png")]
    places = inputs.targets(["in", "a.png"], photos, Path("out"), ".webp")
    assert [str(p) for p in places.values()] == [
        "out/b.webp",
        "out/sub/a.jpg.webp",
        "out/sub/a.png.webp",
        "out/a.webp",
    ]
    both = inputs.targets([], [Path("x/a.jpg"), Path("y/a.jpg")], Path("out"), ".png")
    assert len(set(both.values())) == 2


def fail_some(one):
    """The real work, but for photos that are named otherwise."""
    if one.photo.name == "die.png":
        os.kill(os.getpid(), signal.SIGKILL)
    if one.photo.name == "slow.png":
        time.sleep(0.3)
    return many.work(one)


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_fails_stops_no_other(here, jobs):
    Path("text.png").write_text("hello")
    tasks = [task(name, f"out/{i}.png") for i, name in enumerate(["a.png", "text.png", "gone.png", "a.png"])]
    found = {outcome.output.name: outcome for outcome in many.run(tasks, jobs)}
    assert [found[f"{i}.png"].status for i in range(4)] == ["done", "failed", "failed", "done"]
    assert [found[f"{i}.png"].code for i in (1, 2)] == ["not_a_photo", "no_file"]
    assert np.array_equal(pixels("out/3.png"), WANTED)
    assert not list(Path("out").glob(".*"))


def test_a_process_that_dies_takes_its_own_photo_only(here):
    for name in ("die.png", "slow.png"):
        Path(name).write_bytes(Path("a.png").read_bytes())
    names = ["slow.png", "die.png", "a.png", "slow.png", "a.png"]
    tasks = [task(name, f"out/{i}.png") for i, name in enumerate(names)]
    found = {outcome.output.name: outcome for outcome in many.run(tasks, 2, fail_some)}
    assert len(found) == 5
    assert {name for name, outcome in found.items() if outcome.status == "failed"} == {"1.png"}
    assert found["1.png"].code == "worker_died"
    assert len(list(Path("out").iterdir())) == 4


def test_the_report_names_each_failure_and_its_reason(here, capsys):
    assert run("gone.png", "--mask", "mask.png", "-o", "out", "--report", "r.json") == 1
    assert "gone.png is not there" in capsys.readouterr().err
    (one,) = json.loads(Path("r.json").read_text())["photos"]
    assert one["status"] == "failed" and one["code"] == "no_file" and "is not there" in one["error"]
    assert run("a.png", "--mask", "mask.png", "-o", "out", "--report", "r.json") == 0
    (one,) = json.loads(Path("r.json").read_text())["photos"]
    assert one["status"] == "done" and one["seconds"] > 0 and "survey" in one["stages"]


def test_the_status_line_counts_and_tells_the_time_left(monkeypatch, capsys):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    status = Status(10)
    status.add(Outcome(Path("s"), Path("s"), "skipped"))
    now[0] += 60
    status.add(Outcome(Path("a"), Path("a"), "done"))
    status.add(Outcome(Path("b"), Path("b"), "failed", error="because"))
    assert status.line() == "3 of 10, 1 failed, 4 min left"
    status.end()
    assert capsys.readouterr().err.splitlines()[-1] == "wispcut: 1 done, 1 skipped, 1 failed, 60 s."


def test_a_watched_folders_photos_are_taken_once_until_ctrl_c(here, monkeypatch, capsys):
    Path("drop").mkdir()
    looks = []

    def sleep(seconds):
        looks.append(seconds)
        if len(looks) == 1:
            Path("drop/b.png").write_bytes(Path("a.png").read_bytes())
        if len(looks) == 6:
            raise KeyboardInterrupt

    def with_mask(tasks, jobs):
        return many.run([replace(one, mask=Path("mask.png")) for one in tasks], jobs)

    monkeypatch.setattr("wispcut.cli.cutout.prepare_ai", lambda *given: None)  # the AI has tests of its own
    monkeypatch.setattr("wispcut.cli.cutout.run", with_mask)
    monkeypatch.setattr(time, "sleep", sleep)
    assert run("--watch", "drop", "-o", "drop/out", "--report", "r.json") == 130
    assert np.array_equal(pixels("drop/out/b.png"), WANTED)
    assert len(json.loads(Path("r.json").read_text())["photos"]) == 1
    assert "cancelled" in capsys.readouterr().err


def test_help_names_defaults(capsys):
    assert run("--help") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert (
        "a process each (default: 1)" in told and "(default: isnet)" in told and "(default: None)" not in told
    )


def test_both_module_names_start_the_command():
    for module in ("wispcut", "wispcut.cli"):
        done = subprocess.run(
            [sys.executable, "-m", module, "--version"], env=ENV, capture_output=True, check=True
        )
        assert done.stdout.decode().split() == ["wispcut", wispcut.__version__]


def test_a_jpeg_on_a_colour_or_a_picture(here, capsys):
    assert run("a.png", "--mask", "mask.png", "-o", "out", "--format", "jpeg") == 2
    assert "A JPEG has no transparency. Choose a background" in capsys.readouterr().err
    assert not Path("out").exists()
    given = ("a.png", "--mask", "mask.png", "--format", "jpeg", "--quality", "95")
    assert run(*given, "-o", "out", "--background", "#2040c0") == 0
    assert np.abs(pixels("out/a.jpg")[0, 0].astype(int) - [0x20, 0x40, 0xC0, 255]).max() < 4
    Image.new("RGB", (30, 20), (250, 10, 90)).save("behind.png")
    assert run(*given, "-o", "b.jpg", "--background", "behind.png") == 0
    assert np.abs(pixels("b.jpg")[0, 0].astype(int) - [250, 10, 90, 255]).max() < 4
    low = ("a.png", "--mask", "mask.png", "--background", "white", "--quality", "10")
    assert run(*low, "-o", "low.jpg") == 0
    assert Path("low.jpg").stat().st_size < Path("b.jpg").stat().st_size
    assert run(*low[:-1], "101", "-o", "x.jpg") == 2
    assert "export.quality must be a whole number in [1, 100]; got 101" in capsys.readouterr().err


def test_a_recipe_may_name_the_format(here):
    settings = {"cutout": {"background": "white"}, "export": {"format": "jpeg"}}
    Path("r.json").write_text(json.dumps({"settings": settings}))
    assert run("a.png", "--mask", "mask.png", "-o", "out", "--recipe", "r.json") == 0
    with Image.open("out/a.jpg") as image:
        assert image.format == "JPEG"
    assert run("a.png", "--mask", "mask.png", "-o", "cut.png", "--recipe", "r.json") == 0
    with Image.open("cut.png") as image:
        assert image.format == "PNG", "the name says more"


def test_the_background_picture_is_not_overwritten_and_must_be_there(here, capsys):
    Image.new("RGB", (30, 20)).save("b.png")
    assert run("a.png", "--mask", "mask.png", "-o", "b.png", "--background", "b.png") == 2
    assert "would be lost" in capsys.readouterr().err
    assert run("a.png", "--mask", "mask.png", "-o", "c.png", "--background", "wite") == 2
    assert "wite is not there" in capsys.readouterr().err
