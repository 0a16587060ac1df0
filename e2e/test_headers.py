"""The server of `npm run serve` sends the headers itself, so that the very first visit is guarded, too."""

import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SERVE = """import { serve } from './scripts/lib/server.mjs';
const { url } = await serve([process.argv[1]], { port: 0 });
console.log(url);"""


@pytest.fixture(scope="module")
def address(dist):
    command = ["node", "--input-type=module", "--eval", SERVE, str(dist)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.mark.parametrize(
    "pattern",
    ["index.html", "sw.js", *(f"assets/{kind}.worker-*.js" for kind in ("python", "codec", "mask"))],
)
def test_headers(address, dist, pattern):
    (file,) = dist.glob(pattern)
    path = file.relative_to(dist).as_posix()
    with urllib.request.urlopen(address + path) as answer:
        headers = answer.headers
        assert answer.read() == file.read_bytes()
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert set(policy["connect-src"].split()) <= {"'self'", "blob:"}
    assert ("'unsafe-eval'" in policy["script-src"]) == ("mask.worker" in path), (
        "only the AI's worker compiles code"
    )
