"""What is handed out: a source archive that builds a wheel, and a wheel that says what it is; the page gets less."""

import ast
import email
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
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
def dist(tmp_path_factory):
    """A folder with the source archive in ``sdist``, and in ``wheel`` the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    copy = folder / "py"
    subprocess.run(["cp", "-r", str(ROOT / "py"), str(copy)], check=True)
    archive = built("build_sdist", copy, folder / "sdist")
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    (unpacked,) = folder.glob("wispcut-*")
    built("build_wheel", unpacked, folder / "wheel")
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    """The wheel, opened."""
    (path,) = (dist / "wheel").glob("*.whl")
    with zipfile.ZipFile(path) as opened:
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
    assert needs == [
        "numpy",
        "scipy",
        "pillow",
        "tifffile",
        "onnxruntime",
        "onnxruntime-gpu",
        "distributed",
        "fsspec",
        "pillow-heif",
    ]


def test_an_index_would_take_both(dist):
    files = [*(dist / "sdist").glob("*.tar.gz"), *(dist / "wheel").glob("*.whl")]
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASSED") == 2


def test_a_new_environment_runs_the_wheel(dist, tmp_path):
    """By its own files: nothing of the checkout is on the path."""
    (path,) = (dist / "wheel").glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*command, str(tmp_path / "site"), str(path)], check=True)
    code = "import sys, wispcut.cli; print(wispcut.__file__); sys.exit(wispcut.cli.main(['settings']))"
    env = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    where, _, schema = done.stdout.partition("\n")
    assert Path(where).is_relative_to(tmp_path)
    assert "erode" in json.loads(schema)["properties"]["trimap"]["properties"]


def test_the_page_gets_what_it_imports_and_no_more(wheel):
    """The pipeline alone is more: the tests in Pyodide compare the page's steps with it."""
    spec = spec_from_file_location("wheels", ROOT / "scripts" / "wheels.py")
    wheels = module_from_spec(spec)
    spec.loader.exec_module(wheels)
    names = [name for name in wheel.namelist() if name.startswith("wispcut/") and name.endswith(".py")]
    kept = {module_of(name): wheel.read(name).decode() for name in names if wheels.wanted(name, "wispcut")}
    needed = reached({module_of(name): wheel.read(name).decode() for name in names}, "wispcut.browser_api")
    assert set(kept) == needed | {"wispcut.pipeline"}


def module_of(name):
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def reached(sources: dict[str, str], first: str) -> set[str]:
    """Every module that ``first`` imports, directly or not, with the packages around it."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        name = waiting.pop()
        if name in found or name not in sources:
            continue
        found.add(name)
        waiting += [name.rpartition(".")[0], *imported(ast.parse(sources[name]))]
    return found


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that code names; not those that only type checkers see."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        for child in node.orelse:
            yield from imported(child)
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def test_the_license_and_the_version_are_one():
    assert (ROOT / "py" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert f"version: {wispcut.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert json.loads((ROOT / "package.json").read_text())["version"] == wispcut.__version__


def test_the_networks_pins_are_the_pages():
    page = json.loads((ROOT / "scripts" / "pins.json").read_text())["downloads"]["model"]
    own = json.loads((ROOT / "py" / "wispcut" / "ai" / "pins.json").read_text())
    assert own["package"] == {name: page[name] for name in own["package"]}
