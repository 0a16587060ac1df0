"""What tests of the engine alone ask of it, from Python: files in, answers and planes out."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from testing.person import SMALL_AI

CATCH = """({name, code, stage, message, details}) => ({failed: true, name, code, stage, message, details})"""
"""An error as data."""
TEXT = """
    const text = async ({blob}) => { const bytes = new Uint8Array(await blob.arrayBuffer()); let out = '';
        for (let i = 0; i < bytes.length; i += 32768) out += String.fromCharCode(...bytes.subarray(i,
            i + 32768)); return btoa(out); };
"""
"""A function of the page: a file's bytes in base64, for :func:`picture`."""


def put_file(page: Page, name: str, content: bytes, ending: str = "png") -> None:
    """Make ``content`` the global ``name`` of the page, as a File."""
    page.evaluate(
        """([name, text, ending]) => {
            globalThis[name] = new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], `${name}.${ending}`);
        }""",
        [name, base64.b64encode(content).decode(), ending],
    )


def run(page: Page, script: str, argument: Any = None) -> Any:
    """Evaluate an async function's body with ``engine`` and ``settings`` at hand; errors come back as data."""
    text = f"argument => (async () => {{ const {{engine}} = wispcut; {script} }})().catch({CATCH})"
    return page.evaluate(text, argument if argument is not None else SMALL_AI)


def picture(answer: str) -> np.ndarray:
    """The pixels of a file that came as text."""
    with Image.open(io.BytesIO(base64.b64decode(answer))) as image:
        return np.asarray(image)


def plane(page: Page, name: str) -> np.ndarray:
    """A plane of the page, of bytes."""
    script = (
        f"const {{data, width, height}} = {name};"
        + TEXT
        + "return [await text({blob: new Blob([data])}), height, width];"
    )
    content, height, width = run(page, script)
    return np.frombuffer(base64.b64decode(content), np.uint8).reshape(height, width)
