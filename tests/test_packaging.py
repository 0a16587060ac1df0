"""What is handed out: a source archive that builds a wheel, and a wheel that says what it is."""

import email
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import wispcut

ROOT = Path(wispcut.__file__).parents[2]
BUILD = "import sys, setuptools.build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"


def built(kind, source, out):
    """Call the build's own hook, in a process, away from the checkout's leftovers."""
    out.mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kind, str(out)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that is built from the source archive, opened."""
    folder = tmp_path_factory.mktemp("dist")
    copy = folder / "py"
    subprocess.run(["cp", "-r", str(ROOT / "py"), str(copy)], check=True)
    archive = built("build_sdist", copy, folder / "sdist")
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    (unpacked,) = folder.glob("wispcut-*")
    with zipfile.ZipFile(built("build_wheel", unpacked, folder / "wheel")) as opened:
        yield opened


def told(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return email.message_from_bytes(wheel.read(name))


def test_the_wheel_holds_every_module_and_file(wheel):
    package = ROOT / "py" / "wispcut"
    wanted = {
        f"wispcut/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.suffix in (".py", ".json") or path.name == "py.typed"
    }
    assert wanted <= set(wheel.namelist())
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_wheel_says_what_it_is(wheel):
    metadata = told(wheel)
    assert metadata["Version"] == wispcut.__version__
    assert metadata["License-Expression"] == "AGPL-3.0-or-later"
    assert "wispcut.cut_out" in metadata.get_payload()
    assert "Typing :: Typed" in metadata.get_all("Classifier")
    needs = [re.split(r"[ <>=;]", need)[0] for need in metadata.get_all("Requires-Dist")]
    assert needs == ["numpy", "scipy", "pillow", "tifffile", "onnxruntime", "pillow-heif"]


def test_the_license_and_the_version_are_one():
    assert (ROOT / "py" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert f"version: {wispcut.__version__}\n" in (ROOT / "CITATION.cff").read_text()


def test_the_networks_pins_are_the_pages():
    page = json.loads((ROOT / "scripts" / "pins.json").read_text())["downloads"]["model"]
    own = json.loads((ROOT / "py" / "wispcut" / "ai" / "pins.json").read_text())
    assert own["package"] == {name: page[name] for name in own["package"]}
