"""The backdrop side by side with photutils and sep, on one field with stars, in one run.

python -m bench.backdrop [--side 6144] [--stars 50000] [--chromium PATH] [--json OUT.json]
node bench/backdrop_pyodide.mjs [--side 6144]                      ours inside Pyodide, under Node

The first prints ours, sep and photutils where they are installed, and, with a Chromium (or CHROMIUM set; `npm run
assets` first), ours in its Pyodide. Seconds are processor time of this process, or of the page's own, the best of the
repeats. Each tool makes both full maps.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from wispcut.backdrop import estimate, photo_backdrop

SIGMA = 10.0
clock = time.process_time  # in the browser's runtime replaced by one that counts processor time there


def field(side: int, stars: int, seed: int = 1) -> np.ndarray:
    """A sloping, bowed sky with Gaussian noise and round stars, float32 counts."""
    rng = np.random.default_rng(seed)
    place = np.linspace(-1, 1, side, dtype=np.float32)
    image = rng.standard_normal((side, side), dtype=np.float32) * np.float32(SIGMA)
    image += np.float32(1000) + 20 * place[:, None] - 30 * np.square(place)
    reach = 7
    dy, dx = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    profile = np.exp(-(dy**2 + dx**2) / (2 * 2.0**2)).astype(np.float32)
    places = rng.integers(reach, side - reach, (stars, 2))
    for (y, x), peak in zip(places, rng.exponential(80, stars).astype(np.float32), strict=True):
        image[y - reach : y + reach + 1, x - reach : x + reach + 1] += peak * profile
    return image


def sky(side: int) -> np.ndarray:
    """The true background of :func:`field`."""
    place = np.linspace(-1, 1, side)
    return 1000 + 20 * place[:, None] - 30 * np.square(place)


def timed(
    work: Callable[[], Any], repeats: int, seconds: Callable[[], float] | None = None
) -> tuple[float, Any]:
    """Least processor seconds of the repeats, and the last result."""
    seconds = seconds or clock
    best, result = np.inf, None
    for _ in range(repeats):
        del result
        began = seconds()
        result = work()
        best = min(best, seconds() - began)
    return best, result


def figures(mesh: float, level: float, noise: float, background: np.ndarray) -> dict[str, float]:
    """The seconds of the three steps, and how far the background is from the truth, in sigmas."""
    error = np.abs(background - sky(len(background))).mean() / SIGMA
    total = mesh + level + noise
    return {"mesh": mesh, "background": level, "noise": noise, "total": total, "error": float(error)}


def ours(image: np.ndarray, repeats: int = 3, **choices: Any) -> dict[str, Any]:
    """Our seconds for the mesh and each map, and how far the map is from the truth, in sigmas."""
    mesh, found = timed(lambda: estimate(image, **choices), repeats)
    rows = np.arange(image.shape[0])
    level, background = timed(lambda: found.background_at(rows, rows), repeats)
    noise, _ = timed(lambda: found.noise_at(rows, rows), repeats)
    return figures(mesh, level, noise, background)


def photutils(image: np.ndarray, repeats: int) -> dict[str, Any]:
    """The same with photutils' Background2D, its defaults but 100 % masked pixels allowed."""
    from photutils.background import Background2D

    mesh, found = timed(lambda: _with_meshes(Background2D(image, 64, exclude_percentile=100)), repeats)
    level, background = timed(lambda: found.background, repeats)
    noise, _ = timed(lambda: found.background_rms, repeats)
    return figures(mesh, level, noise, background)


def _with_meshes(found: Any) -> Any:
    found.background_mesh, found.background_rms_mesh  # noqa: B018 made at the first use
    return found


def sep(image: np.ndarray, repeats: int) -> dict[str, Any]:
    """The same with sep."""
    import sep as library

    mesh, found = timed(lambda: library.Background(image, bw=64, bh=64, fw=3, fh=3), repeats)
    level, background = timed(found.back, repeats)
    noise, _ = timed(found.rms, repeats)
    return figures(mesh, level, noise, background)


BOOT = """async () => {
    const assets = new URL('assets/', location);
    const manifest = await (await fetch(new URL('assets.json', assets))).json();
    const base = new URL(`${manifest.python}/`, assets);
    const {loadPyodide} = await import(new URL('pyodide.mjs', base));
    globalThis.python = await loadPyodide({indexURL: base.href, packageBaseUrl: base.href});
    await python.loadPackage(['numpy', 'scipy', 'wispcut']);
}"""
STEPS = {
    "mesh": "found = backdrop.estimate(image)",
    "background": "level = found.background_at(rows, rows)",
    "noise": "found.noise_at(rows, rows)",
}


def chromium(executable: str, side: int, stars: int, repeats: int) -> dict[str, Any]:
    """Our seconds in Chromium: one page with the site's own Pyodide and wheels, and nothing else running in it.

    Python has no processor clock there; Chromium tells that of the page's process, its compilers included.
    """
    from testing.browser import harness

    with harness(executable) as (browser, address):
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.route("**/bench", lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(f"{address}bench")
        page.evaluate(BOOT)
        page.evaluate(
            "([name, text]) => python.FS.writeFile(name, text)",
            ["backdrop.py", Path(__file__).read_text("utf-8")],
        )
        system = browser.new_browser_cdp_session()

        def run(code: str) -> float:
            return page.evaluate("code => python.runPython(code)", code)

        def seconds() -> float:
            processes = system.send("SystemInfo.getProcessInfo")["processInfo"]
            return sum(process["cpuTime"] for process in processes if process["type"] == "renderer")

        run(f"import sys, numpy as np; sys.path.append('.'); import backdrop; rows = np.arange({side})")
        run(f"image = backdrop.field({side}, {stars})")
        row = {
            name: timed(lambda code=code: run(f"{code}; None"), repeats, seconds)[0]
            for name, code in STEPS.items()
        }
        error = run(f"float(np.abs(level - backdrop.sky({side})).mean() / backdrop.SIGMA)")
        page.close()
    return {**row, "total": sum(row.values()), "error": error}


def photo(side: int = 1000) -> dict[str, float]:
    """Seconds for the backdrop of a 1 MP photo with a subject on a gradient."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / np.float32(side)
    shot = (0.8 - 0.3 * y)[..., None] * np.array([1, 0.97, 0.94], np.float32)
    subject = np.hypot(x - 0.5, y - 0.6) < 0.3
    shot[subject] = 0.2
    noise = np.random.default_rng(0).normal(0, 0.01, shot.shape).astype(np.float32)
    shot = np.clip(shot + noise, 0, 1)
    return {"photo": timed(lambda: photo_backdrop(shot, subject), 3)[0]}


def measure(side: int, stars: int, repeats: int = 3) -> dict[str, dict[str, Any]]:
    """Our rows of the table: what runs in the browser too."""
    image = field(side, stars)
    return {
        "wispcut": ours(image, repeats),
        "wispcut, all pixels": ours(image, max(1, repeats - 2), max_samples=0),
        "wispcut, bilinear": ours(image, max(1, repeats - 2), interpolation="bilinear"),
        "wispcut, 1 MP photo": photo(),
    }


def main() -> None:
    """Print the table; write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=6144)
    parser.add_argument("--stars", type=int, default=50_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM"))
    parser.add_argument("--json")
    options = parser.parse_args()
    table = measure(options.side, options.stars, options.repeats)
    image = field(options.side, options.stars)
    for name, peer, repeats in (("sep", sep, options.repeats), ("photutils", photutils, 1)):
        try:
            table[name] = peer(image, repeats)
        except ImportError:
            print(f"{name} is not installed: left out")
    if options.chromium:
        table["wispcut, Chromium"] = chromium(options.chromium, options.side, options.stars, options.repeats)
    print(
        f"{options.side} x {options.side} float32, {options.stars} stars; processor seconds, error in sigma\n"
    )
    print_table(table)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"side": options.side, "stars": options.stars, "rows": table}, file, indent=1)


def print_table(table: dict[str, dict[str, Any]]) -> None:
    """One row a tool; ratios of totals against the peers that are there."""
    print(
        f"{'':22}{'mesh':>8}{'level':>8}{'noise':>8}{'total':>8}{'error':>8}"
        f"{'/ ours':>8}{'/ sep':>8}{'/ photutils':>12}"
    )
    for name, row in table.items():
        if "photo" in row:
            print(f"{name:22}{'':24}{row['photo']:8.3f}")
            continue
        cells = "".join(f"{row[key]:8.3f}" for key in ("mesh", "background", "noise", "total"))
        ratios = "".join(
            f"{row['total'] / table[peer]['total']:{width}.3f}" if peer in table else " " * width
            for peer, width in (("wispcut", 8), ("sep", 8), ("photutils", 12))
        )
        print(f"{name:22}{cells}{row['error']:8.4f}{ratios}")


if __name__ == "__main__":
    main()
