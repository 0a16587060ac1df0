"""A batch's report: JSON for programs, pages with small pictures for people."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from wispcut.batch.manifest import Entry

ROWS = 500
"""Photos a page."""

HIDDEN = ".wispcut"
"""The folder, in that of the results, of what belongs to the batch and is no result."""

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } td, th { padding: .4rem .6rem; text-align: left; vertical-align: top }
tr { border-bottom: 1px solid color-mix(in srgb, currentcolor 20%, transparent) } td { overflow-wrap: anywhere }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)) }
figure { margin: 0 } figcaption { font-size: .85em; overflow-wrap: anywhere }
.picture { align-items: center; aspect-ratio: 1; display: flex; justify-content: center;
  background: repeating-conic-gradient(#ddd 0 25%, #fff 0 50%) 0 0 / 16px 16px }
img { max-height: 100%; max-width: 100% } nav a, nav b { margin-right: .6rem }
"""


def thumbnail(output: str) -> PurePosixPath:
    """Where the small picture of a result is, from the folder of the results."""
    return PurePosixPath(HIDDEN, "thumbnails", f"{output}.webp")


def write_report(
    write: Callable[[PurePosixPath, bytes], object],
    entries: Iterable[Entry],
    about: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> None:
    """Write ``report.json`` and ``report.html``, with further pages from 500 photos on.

    ``write``: puts bytes at a place in the folder of the results. ``about``: what stands at the head: names and values.
    ``settings``: those of the results, for the JSON.
    """
    listed = sorted(entries, key=lambda entry: entry.photo)
    failed = [entry for entry in listed if entry.status == "failed"]
    done = [entry for entry in listed if entry.status == "done"]
    told = {**about, "done": len(done), "failed": len(failed)}
    photos = [
        {
            "photo": e.photo,
            "output": e.output,
            "status": e.status,
            "tries": e.tries,
            **({"code": e.code, "error": e.error} if e.status == "failed" else {"seconds": e.seconds}),
            "notices": list(e.notices),
        }
        for e in listed
    ]
    write(
        PurePosixPath("report.json"),
        (json.dumps(told | {"settings": settings, "photos": photos}, indent=1) + "\n").encode(),
    )
    pages = max(1, -(-len(done) // ROWS), -(-len(failed) // ROWS))
    for number in range(pages):
        part = slice(number * ROWS, (number + 1) * ROWS)
        write(_name(number), _page(number, pages, told, failed[part], done[part]).encode())


def _name(number: int) -> PurePosixPath:
    return PurePosixPath("report.html") if number == 0 else PurePosixPath(HIDDEN, f"report-{number + 1}.html")


def _page(
    number: int, pages: int, told: Mapping[str, Any], failed: Sequence[Entry], done: Sequence[Entry]
) -> str:
    up = "" if number == 0 else "../"
    parts = [f"<h1>Wispcut: {told['done']} cut out, {told['failed']} failed</h1>", _pages(number, pages)]
    if number == 0:
        rows = "".join(f"<tr><th>{escape(k)}</th><td>{escape(str(v))}</td></tr>" for k, v in told.items())
        parts.append(f"<table>{rows}</table>")
    if failed:
        rows = "".join(
            f"<tr><td>{escape(e.photo)}</td><td>{escape(e.error)}</td><td>{e.tries}</td></tr>" for e in failed
        )
        head = "<tr><th>Photo</th><th>Reason</th><th>Tries</th></tr>"
        parts.append(f"<h2>Failed</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>")
    if done:
        parts.append(f'<h2>Cut out</h2><div class="grid">{"".join(_figure(e, up) for e in done)}</div>')
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Wispcut: report</title>'
        f"<style>{_STYLE}</style>{body}</html>\n"
    )


def _figure(entry: Entry, up: str) -> str:
    small = up + quote(thumbnail(entry.output).as_posix())
    link = up + quote(entry.output)
    notes = "".join(f"<br>{escape(notice)}" for notice in entry.notices)
    return (
        f'<figure><a href="./{link}"><span class="picture"><img src="{small}" alt="{escape(entry.photo)}" '
        f'loading="lazy"></span></a><figcaption>{escape(entry.photo)}<br>{entry.seconds:.1f} s{notes}'
        "</figcaption></figure>"
    )


def _pages(number: int, pages: int) -> str:
    if pages == 1:
        return ""
    up = "" if number == 0 else "../"
    links = (
        f"<b>{n + 1}</b>" if n == number else f'<a href="{up}{_name(n)}">{n + 1}</a>' for n in range(pages)
    )
    return f"<nav>{''.join(links)}</nav>"
