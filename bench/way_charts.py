"""A page of charts for `bench.way`: plain HTML with SVG in it, no script."""

from html import escape

COLOURS = ("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f")
WIDTH, BAR, LEFT = 900, 22, 260

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The way of a photo</title>
<style>body{font:15px system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem}
svg{max-width:100%;height:auto}td,th{padding:.2rem .8rem;text-align:right}td:first-child,th:first-child{text-align:left}
</style><h1>The way of a photo</h1>"""


def charts(found: dict) -> str:
    """The page, from what `bench.way` wrote as JSON."""
    rows = list(found["rows"].values())
    body = [
        HEAD,
        f"<p>{found['cores']} cores, medians of {found['runs']}; seconds.</p>",
        _table(rows),
        "<h2>Stages</h2>",
        _bars(rows),
        "<h2>Time against megapixels</h2>",
        _dots([(row["megapixels"], row["wispcut"], row["title"]) for row in rows], "megapixels"),
    ]
    solved = found.get("solve", [])
    if solved:
        points = [(s["unknown"], s["survey"], f"{s['photo']}, {s['workers']} workers") for s in solved]
        body += ["<h2>Survey against unknown pixels</h2>", _dots(points, "unknown pixels")]
        points = [(s["workers"], s["survey"] + s["refine"], f"{s['photo']}") for s in solved]
        body += ["<h2>Survey and tiles against workers</h2>", _dots(points, "workers")]
    return "\n".join(body) + "</html>\n"


def _first_look(row: dict) -> str:
    return "none" if row.get("first_look") is None else f"{row['first_look']:.2f}"


def _table(rows: list[dict]) -> str:
    lines = [
        f"<tr><td>{escape(r['title'])}<td>{r['imgly']:.1f}<td>{r['wispcut']:.1f}<td>{r['ratio']:.2f}<td>{_first_look(r)}"
        for r in rows
    ]
    return f"<table><tr><th><th>@imgly alone<th>Wispcut<th>ratio<th>first look, ratio{''.join(lines)}</table>"


def _bars(rows: list[dict]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row["stages"]))
    scale = (WIDTH - LEFT - 60) / max(1e-9, *(max(r["imgly"], sum(r["stages"].values())) for r in rows))
    parts = []
    for i, row in enumerate(rows):
        y = 10 + i * 3 * BAR
        parts.append(f'<text x="0" y="{y + 16}">{escape(row["title"])}</text>')
        x = float(LEFT)
        for name, seconds in row["stages"].items():
            colour = COLOURS[names.index(name) % len(COLOURS)]
            width = seconds * scale
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{colour}">'
                f"<title>{escape(name)}: {seconds:.1f} s</title></rect>"
            )
            x += width
        parts.append(
            f'<rect x="{LEFT}" y="{y + BAR + 2}" width="{row["imgly"] * scale:.1f}" height="8" fill="#999">'
            f"<title>@imgly alone: {row['imgly']:.1f} s</title></rect>"
        )
    top = 10 + len(rows) * 3 * BAR
    for i, name in enumerate([*names, "@imgly alone"]):
        y = top + 20 * i
        colour = COLOURS[i % len(COLOURS)] if i < len(names) else "#999"
        parts.append(f'<rect x="{LEFT}" y="{y}" width="14" height="14" fill="{colour}"/>')
        parts.append(f'<text x="{LEFT + 20}" y="{y + 13}">{escape(name)}</text>')
    height = top + 20 * (len(names) + 1) + 10
    return f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img">{"".join(parts)}</svg>'


def _dots(points: list[tuple[float, float, str]], unit: str) -> str:
    most_x = max(max(p[0] for p in points), 1e-9)
    most_y = max(max(p[1] for p in points), 1e-9)
    parts = ['<path d="M60 10V250H700" fill="none" stroke="#666"/>']
    parts.append(f'<text x="60" y="280">0 to {most_x:g} {escape(unit)}</text>')
    parts.append(f'<text x="0" y="20">{most_y:.1f} s</text>')
    for x, y, name in points:
        cx, cy = 60 + 600 * x / most_x, 250 - 230 * y / most_y
        parts.append(
            f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="5" fill="{COLOURS[0]}">'
            f"<title>{escape(name)}: {x:g} {escape(unit)}, {y:.2f} s</title></circle>"
        )
        anchor = "end" if cx > 450 else "start"
        parts.append(
            f'<text x="{cx + (-9 if anchor == "end" else 9):.1f}" y="{cy + 4:.1f}" '
            f'text-anchor="{anchor}" font-size="12">{escape(name)}</text>'
        )
    return f'<svg viewBox="0 0 {WIDTH} 290" width="{WIDTH}" role="img">{"".join(parts)}</svg>'
