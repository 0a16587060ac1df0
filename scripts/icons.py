"""Draw the icons of the site from the paths of the mark: SVG, and PNG through Chromium. Run after changing the mark.

python -m scripts.icons [--chromium PATH]
"""

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

from testing.browser import installed, launch

ICONS = Path(__file__).parent.parent / "public" / "icons"
BLOCK = "M7,2.5H19.2L14.6,29.5H7A4.5,4.5,0,0,1,2.5,25V7A4.5,4.5,0,0,1,7,2.5Z"
STRANDS = (
    "M5.2,24.6C13.6,23.4,13.8,9.6,29.6,6.4,16.8,11.2,16.2,25.6,5.2,24.6Z",
    "M9.6,27.2C17.6,25.2,18.4,15.6,27.8,14.2,20.2,17,18.8,26,9.6,27.2Z",
)
INK, PAPER, HAIR = "#1a1a1a", "#ffffff", "#8a2b70"


def mark(knock: str = PAPER) -> str:
    """The block, the strands in plum, and the strands again in the paper's colour inside the block."""
    strands = "".join(f'<path d="{d}"/>' for d in STRANDS)
    return (
        f'<clipPath id="block"><path d="{BLOCK}"/></clipPath><path fill="{INK}" d="{BLOCK}"/>'
        f'<g fill="{HAIR}" stroke="{HAIR}" stroke-width=".8">{strands}</g>'
        f'<g clip-path="url(#block)" fill="{knock}" stroke="{knock}" stroke-width=".8">{strands}</g>'
    )


def svg(body: str, box: str = "0 0 32 32") -> str:
    """A whole SVG file around ``body``."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>\n'


def on_paper(share: float, radius: float) -> str:
    """The mark on a sheet of paper, ``share`` of the sheet wide; systems cut maskable sheets to their own shape."""
    side = 32 / share
    shift = (side - 32) / 2
    sheet = f'<rect width="{side}" height="{side}" rx="{radius * side}" fill="{PAPER}"/>'
    return svg(f'{sheet}<g transform="translate({shift} {shift})">{mark()}</g>', f"0 0 {side} {side}")


def main() -> None:
    """Draw every icon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=installed())
    executable = parser.parse_args().chromium
    ICONS.mkdir(parents=True, exist_ok=True)
    (ICONS / "icon.svg").write_text(on_paper(0.82, 0.2))
    pictures = {
        "icon-180.png": (180, on_paper(0.72, 0)),
        "icon-192.png": (192, on_paper(0.82, 0.2)),
        "icon-512.png": (512, on_paper(0.82, 0.2)),
        "maskable-192.png": (192, on_paper(0.58, 0)),
        "maskable-512.png": (512, on_paper(0.58, 0)),
    }
    with sync_playwright() as play:
        browser = launch(play, executable)
        for name, (side, picture) in pictures.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{side}px}}</style>{picture}")
            page.screenshot(path=str(ICONS / name), omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
