"""The whole way with real parts: a photo of a person in, a cutout with soft edges out. And nothing leaves."""

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage
from skimage import data
from wispcut.core.pixels import SUBJECT_LEVEL

from testing.photos import pixels


@pytest.fixture(scope="module")
def studio(meet, host, pictures):
    """A page on which the real AI has cut out the astronaut; ``requests`` has every address that was asked for."""
    somebody = meet(host)
    somebody.requests = []
    somebody.page.context.on("request", lambda request: somebody.requests.append(request.url))
    somebody.arrive()
    somebody.choose(pictures["astronaut"])
    somebody.wait_for_cutout()
    return somebody


def test_a_photo_becomes_a_cutout(studio):
    photo = data.astronaut().astype(int)
    cutout = pixels(studio.save("Download cutout"))
    assert cutout.shape == (512, 512, 4)
    alpha = cutout[..., 3].astype(int)
    assert (alpha[:40, :150] == 0).all(), "the flag's corner is backdrop"
    assert (alpha[100:150, 200:240] > 250).all(), "the face is subject"
    assert 0.002 < ((alpha > 10) & (alpha < 245)).mean() < 0.2, "hair has soft edges"
    deep = ndimage.binary_erosion(alpha == 255, iterations=16)
    assert deep.mean() > 0.2
    assert np.array_equal(cutout[deep][:, :3], photo[deep]), "inside, every colour stays as it is"
    assert studio.errors == []


def test_the_other_downloads(studio, pictures):
    alpha = pixels(studio.save("Download cutout"))[..., 3]
    mask = pixels(studio.save("Download mask"))
    assert np.array_equal(mask if mask.ndim == 2 else mask[..., 0], alpha)
    assert studio.save("Download original").read_bytes() == pictures["astronaut"].read_bytes()
    subject = pixels(studio.save("Download subject"))
    rows, columns = (np.flatnonzero(alpha.any(axis)) for axis in (1, 0))
    assert subject.shape[0] <= min(512, np.ptp(rows) + 1 + 32) and subject.shape[1] <= min(
        512, np.ptp(columns) + 1 + 32
    )
    shown = [(plane >= SUBJECT_LEVEL).sum() for plane in (subject[..., 3], alpha)]
    assert shown[0] == shown[1], "the crop loses nothing that shows the subject"


def test_every_request_of_a_whole_job_went_to_our_own_origin(studio, host):
    assert any("/assets/ai-" in url for url in studio.requests), "the AI was loaded"
    ours = (host.origin + "/", "data:", f"blob:{host.origin}/")
    assert [url for url in studio.requests if not url.startswith(ours)] == []


def test_the_browser_and_the_command_line_agree(desk, command_line, pictures, tmp_path):
    """The same wheel, photo, mask and settings give the same pixels, up to 1, in CPython and in Pyodide."""
    out = tmp_path / "cli.png"
    command_line("refine", pictures["small"], "--mask", pictures["small_mask"], "-o", out)
    ours, theirs = (picture.astype(int) for picture in (pixels(desk.save("Download cutout")), pixels(out)))
    assert (theirs[..., 3] > 0).mean() > 0.2
    assert np.abs(ours[..., 3] - theirs[..., 3]).max() <= 1
    # The colour of a pixel that can hardly be seen hangs on the last bit of its alpha: what is seen counts.
    assert np.abs((ours - theirs)[..., :3] * theirs[..., 3:]).max() <= 1.01 * 255


def test_what_is_transparent_in_the_photo_stays_so(desk, pictures, tmp_path):
    own = np.full((240, 240), 255, np.uint8)
    own[:, :100], own[:, 100:120] = 0, 128
    with Image.open(pictures["small"]) as image:
        image.putalpha(Image.fromarray(own))
        image.save(tmp_path / "clear.png")
    desk.lay_out(tmp_path / "clear.png", pictures["small_mask"])
    alpha = pixels(desk.save("Download cutout"))[..., 3]
    assert (alpha[:, :100] == 0).all()
    assert alpha[120, 110] == 128 and alpha[120, 140] == 255
