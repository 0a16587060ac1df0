"""A folder in, a folder out; broken off in the middle, nothing is lost and nothing is done twice."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import wispcut
from PIL import Image
from wispcut import cli, cut_out

Y, X = np.mgrid[:60, :80]
FAR = np.hypot(Y - 30, X - 40)
ALPHA = np.clip(20.5 - FAR, 0, 1)[..., None]
PHOTO = np.rint(ALPHA * [200, 40, 30] + (1 - ALPHA) * [30, 160, 40]).astype(np.uint8)
MASK = np.rint(np.clip((24 - FAR) / 8, 0, 1) * 255).astype(np.uint8)
ENV = {**os.environ, "PYTHONPATH": str(Path(wispcut.__file__).parents[1])}
WANTED = cut_out(PHOTO, mask=MASK).rgba
MANIFEST = "out/.wispcut/manifest.jsonl"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def photos(*names):
    for name in names:
        for folder, pixels in (("in", PHOTO), ("masks", MASK)):
            path = Path(folder, name).with_suffix(".png" if folder == "masks" else Path(name).suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(path)


def run(*more, jobs=2):
    try:
        return cli.main(["batch", "in", "out", "--masks", "masks", "--jobs", str(jobs), *more])
    except SystemExit as stop:
        return stop.code


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


def ends():
    return [json.loads(line) for line in Path(MANIFEST).read_text().splitlines()[1:]]


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value for key, value in attributes if key in ("src", "href")]


def test_a_folder_is_cut_out_reported_and_not_done_again(here, capsys):
    photos("a.png", "sub/b#1 <x>.png")
    photos("text.jpg")
    Path("in/text.jpg").write_text("hello")
    assert run(jobs=2) == 1
    assert np.array_equal(pixels("out/a.png"), WANTED) and np.array_equal(
        pixels("out/sub/b#1 <x>.png"), WANTED
    )
    told = json.loads(Path("out/report.json").read_text())
    assert (told["found"], told["done"], told["failed"]) == (3, 2, 1)
    assert [one["photo"] for one in told["photos"] if one["status"] == "failed"] == ["text.jpg"]
    page = Path("out/report.html").read_text()
    assert "is not a photo" in page and "<x>" not in page
    from urllib.parse import unquote

    links = [Path("out", unquote(link)) for link in Links(page).found]
    assert len(links) == 4 and all(link.is_file() for link in links)
    assert max(pixels("out/.wispcut/thumbnails/a.png.webp").shape[:2]) <= 160

    before = Path("out/a.png").stat().st_mtime_ns
    capsys.readouterr()
    assert run() == 1 and "3 skipped" in capsys.readouterr().err
    assert Path("out/a.png").stat().st_mtime_ns == before and len(ends()) == 3
    photos("text.jpg")  # mended; and a result that was lost
    Path("out/a.png").unlink()
    assert run() == 0 and Counter(one["photo"] for one in ends())["sub/b#1 <x>.png"] == 1
    assert np.array_equal(pixels("out/a.png"), WANTED) and Path("out/text.png").is_file()
    assert json.loads(Path("out/report.json").read_text())["done"] == 3


def test_killed_in_the_middle_it_goes_on(here):
    names = [f"{i:02}.png" for i in range(10)]
    photos(*names)
    command = [sys.executable, "-m", "wispcut", "batch", "in", "out", "--masks", "masks", "--jobs", "2"]
    first = subprocess.Popen(command, env=ENV, stderr=subprocess.DEVNULL)
    late = time.monotonic() + 60
    while time.monotonic() < late and not (Path(MANIFEST).exists() and len(ends()) >= 3):
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    done = len(ends())
    assert 3 <= done < len(names)
    subprocess.run(command, env=ENV, check=True)
    counted = Counter(one["photo"] for one in ends() if one["status"] == "done")
    assert counted == dict.fromkeys(names, 1)
    for name in names:
        assert np.array_equal(pixels(f"out/{name}"), WANTED)


def test_ctrl_c_leaves_a_report_and_goes_on(here, monkeypatch):
    from wispcut.batch.manifest import Manifest

    photos("a.png", "b.png", "c.png")
    kept = Manifest.add

    def stop(manifest, entry):
        kept(manifest, entry)
        raise KeyboardInterrupt

    monkeypatch.setattr(Manifest, "add", stop)
    assert run() == 130 and json.loads(Path("out/report.json").read_text())["done"] == 1
    monkeypatch.setattr(Manifest, "add", kept)
    assert run() == 0 and len(ends()) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("in", "in"), "folder of the photos"),
        (("gone", "out"), "gone is not a folder"),
        (("empty", "out"), "No photo in empty"),
        (("in", "in/a.png"), "is a file"),
        (("in", "full"), "full/a.png is there already"),
        (("in", "out", "--masks", "empty"), "No mask for a.png"),
        (("in", "out", "--memory", "much"), "number of gigabytes"),
        (("in", "out", "--tries", "0"), "whole number from 1"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_work(here, capsys, arguments, words):
    photos("a.png")
    Path("empty").mkdir()
    Path("full").mkdir()
    Path("full/a.png").write_bytes(b"old")
    try:
        code = cli.main(["batch", *arguments])
    except SystemExit as stop:
        code = stop.code
    told = capsys.readouterr().err
    assert code == 2 and re.search(words, told) and told.count("\n") == 1
    assert Path("full/a.png").read_bytes() == b"old" and not Path("out/a.png").exists()


def test_other_settings_are_another_batch(here, capsys):
    photos("a.png")
    assert run() == 0
    assert run("--format", "webp") == 2 and "other settings" in capsys.readouterr().err
    assert run("--format", "webp", "--overwrite") == 0
    assert np.array_equal(pixels("out/a.webp"), WANTED)


def test_results_below_the_photos_are_no_photos(here):
    photos("a.png")
    arguments = ["batch", "in", "in/out", "--masks", "masks"]
    assert cli.main(arguments) == 0 and cli.main(arguments) == 0
    assert json.loads(Path("in/out/report.json").read_text())["found"] == 1


def test_a_place_that_cannot_be_written_stops_it_and_counts_against_no_photo(here, capsys):
    photos("a.png", "b.png", "c.png", "d.png")
    Path("out/a.png").parent.mkdir()
    for name in "abcd":  # folders of the results' names: no file can be moved there
        Path(f"out/{name}.png").mkdir()
    assert run("--overwrite") == 2
    assert "could not be written" in capsys.readouterr().err and not ends()
    for name in "abcd":
        Path(f"out/{name}.png").rmdir()
    assert run() == 0 and len(ends()) == 4
