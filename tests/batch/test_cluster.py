"""A scheduler and workers as processes: killed, hanging and without room, nothing is lost, nothing is twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
import wispcut
from PIL import Image
from wispcut import cli, cut_out
from wispcut.ai import isnet, store
from wispcut.batch import work
from wispcut.batch.cluster import cluster
from wispcut.core.errors import WispcutError
from wispcut.settings import complete

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, at its end

Y, X = np.mgrid[:60, :80]
FAR = np.hypot(Y - 30, X - 40)
ALPHA = np.clip(20.5 - FAR, 0, 1)[..., None]
PHOTO = np.rint(ALPHA * [200, 40, 30] + (1 - ALPHA) * [30, 160, 40]).astype(np.uint8)
MASK = np.rint(np.clip((24 - FAR) / 8, 0, 1) * 255).astype(np.uint8)
WANTED = cut_out(PHOTO, mask=MASK).rgba
ENV = {
    **os.environ,
    "PYTHONPATH": str(Path(wispcut.__file__).parents[1]),
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}


def photos(names):
    for folder, pixels in (("in", PHOTO), ("masks", MASK)):
        Path(folder).mkdir()
        for name in names:
            Image.fromarray(pixels).save(f"{folder}/{name}")


def pixels(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


@contextmanager
def started(*commands):
    """Processes in groups of their own, all killed at the end."""
    running = []
    try:
        for command in commands:
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            running.append(
                subprocess.Popen([sys.executable, *command], env=ENV, start_new_session=True, **quiet)
            )
        yield running
    finally:
        for one in running:
            end(one)


def end(one):
    with suppress(ProcessLookupError):
        os.killpg(one.pid, signal.SIGKILL)
    one.wait()


def until(said, what, seconds=60):
    late = time.monotonic() + seconds
    while not said():
        assert time.monotonic() < late, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
def test_one_killed_one_hanging_one_without_room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = [f"{i:02}.png" for i in range(16)]
    photos(names)
    scheduler = (
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        "s.json",
    )
    with started(scheduler):
        until(lambda: Path("s.json").exists() and Path("s.json").read_text().endswith("}"), "the scheduler")
        address = json.loads(Path("s.json").read_text())["address"]
        plain = ["-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
        code = (
            "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300));"
            "from distributed.cli.dask_worker import main; main()"
        )
        full = ["-c", code, address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--name", "full"]
        workers = ([*plain, "--name", "killed"], [*plain, "--name", "hanging"], full)
        with started(*workers) as (killed, _, _), distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=60)

            def rooms():  # what the client knows may be a moment old
                return {w["name"]: addr for addr, w in client.scheduler_info()["workers"].items()}

            until(lambda: set(rooms()) == {"killed", "hanging", "full"}, "the three workers")
            hanging = client.run(os.getpid)[rooms()["hanging"]]
            with pytest.raises(OSError, match="too large"):
                client.run(Path("x").write_bytes, b"x" * 400, workers=[rooms()["full"]])
            given = ["batch", f"local://{tmp_path}/in", f"local://{tmp_path}/out", "--masks", "masks"]
            given += ["--manifest", "m.jsonl", "--scheduler", address, "--seconds", "6"]
            with subprocess.Popen(
                [sys.executable, "-m", "wispcut", *given], env=ENV, stderr=subprocess.PIPE, text=True
            ) as batch:
                try:
                    until(
                        lambda: (
                            batch.poll() is not None
                            or (Path("m.jsonl").exists() and Path("m.jsonl").read_text().count("\n") > 3)
                        ),
                        "some photos",
                    )
                    assert batch.poll() is None, batch.stderr.read()
                    os.kill(hanging, signal.SIGSTOP)
                    end(killed)
                    _, told = batch.communicate(timeout=120)
                finally:
                    batch.kill()
            assert batch.returncode == 0, told
    ends = [json.loads(line) for line in Path("m.jsonl").read_text().splitlines()[1:]]
    assert Counter(one["photo"] for one in ends) == dict.fromkeys(names, 1)
    assert all(one["status"] == "done" for one in ends)
    assert sorted(path.name for path in Path("out").glob("*.png")) == names
    for name in names:
        assert np.array_equal(pixels(f"out/{name}"), WANTED)


def test_a_local_cluster_gives_the_same_pixels_and_reads_addresses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    photos(["a.png", "b.png", "c.png"])
    Path("in/b.png").write_text("hello")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", protocol="tcp", host="127.0.0.1"
    ) as local:
        address = local.scheduler_address
        assert cli.main(["batch", "in", "out", "--masks", "masks", "--scheduler", address]) == 1
        assert (
            cli.main(["batch", "in", "out", "--masks", "masks", "--scheduler", address, "--jobs", "2"]) == 1
        )
    assert np.array_equal(pixels("out/a.png"), WANTED) and np.array_equal(pixels("out/c.png"), WANTED)
    told = json.loads(Path("out/report.json").read_text())
    assert (told["done"], told["failed"]) == (2, 1)


def slowly(task):
    time.sleep(0.5)
    return work.Outcome(task.photo, task.output, "done", error="this version")


def test_a_worker_with_another_version_is_refused_and_gets_nothing_when_it_comes_late(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("other/wispcut").mkdir(parents=True)
    Path("other/wispcut/__init__.py").touch()
    Path("other/wispcut/version.py").write_text('__version__ = "0.0.7"')
    tasks = [
        work.Task(
            Path(f"{i}.png"), Path(f"out/{i}.png"), complete(None), "isnet", None, None, None, "none", 1
        )
        for i in range(12)
    ]
    waiting = iter(tasks)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=":0", protocol="tcp", host="127.0.0.1"
    ) as local:
        address = local.scheduler_address
        plain = [
            "-m",
            "distributed.cli.dask_worker",
            address,
            "--nthreads",
            "1",
            "--no-dashboard",
            "--no-nanny",
        ]
        monkeypatch.setitem(ENV, "PYTHONPATH", str(tmp_path / "other"))
        at_work = cluster(lambda: next(waiting, None), address, slowly)
        ends = [next(at_work)]
        with started(plain), distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            ends += at_work
            assert sorted(task.photo for task, _ in ends) == sorted(task.photo for task in tasks)
            assert {outcome.error for _, outcome in ends} == {"this version"}
            with pytest.raises(WispcutError, match=r"must have wispcut .* has 0\.0\.7\. Install it there"):
                next(cluster(lambda: None, address, work.work))


def test_a_worker_process_loads_the_network_once_for_all_its_threads_and_photos(tmp_path, monkeypatch):
    pytest.importorskip("onnxruntime", reason="the extra ai is not installed")
    if not store.holds("isnet_quint8"):
        pytest.skip("the AI's pieces are not assembled")
    monkeypatch.chdir(tmp_path)
    photos(["a.png", "b.png"])
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address=":0", protocol="tcp", host="127.0.0.1"
    ) as local:
        address = local.scheduler_address
        assert cli.main(["batch", "in", "out", "--model", "isnet_quint8", "--scheduler", address]) in (0, 1)
        with distributed.Client(address, set_as_default=False) as client:
            (kept,) = client.run(lambda: isnet._kept.cache_info()).values()
    assert (kept.misses, kept.hits) == (1, 1)


def test_no_scheduler_is_told(monkeypatch):
    monkeypatch.setattr("wispcut.batch.cluster._ANSWER", 1)
    with pytest.raises(WispcutError, match="No Dask scheduler answers at tcp://127"):
        list(cluster(lambda: None, "tcp://127.0.0.1:9", work.work))
