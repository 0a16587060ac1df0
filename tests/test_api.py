"""One call for one photo: what it takes, what it gives, what it says when something does not fit."""

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import wispcut
from PIL import Image
from wispcut import Cutout, SettingsError, WispcutError, cut_out, pipeline
from wispcut.core.marks import marks_from_trimap

Y, X = np.mgrid[:60, :80]
FAR = np.hypot(Y - 30, X - 40)
ALPHA = np.clip(20.5 - FAR, 0, 1)[..., None]
PHOTO = np.rint(ALPHA * [200, 40, 30] + (1 - ALPHA) * [30, 160, 40]).astype(np.uint8)
MASK = np.rint(np.clip((24 - FAR) / 8, 0, 1) * 255).astype(np.uint8)
TRIMAP = np.where(FAR < 17, 255, np.where(FAR > 24, 0, 128)).astype(np.uint8)


def png(pixels, **options):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def made():
    return cut_out(PHOTO, mask=MASK)


def test_it_is_the_pipeline_with_files_read_around_it(made):
    assert np.array_equal(made.rgba, pipeline.cut_out(PHOTO, mask=MASK).rgba)
    given = cut_out(PHOTO, trimap=TRIMAP)
    assert np.array_equal(given.rgba, pipeline.cut_out(PHOTO, marks=marks_from_trimap(TRIMAP)).rgba)
    assert np.array_equal(given.trimap, TRIMAP)


@pytest.mark.parametrize("kind", ["path", "string", "bytes", "image", "uint16", "float", "rgba"])
def test_photo_and_mask_come_from_anywhere(made, tmp_path, kind):
    (tmp_path / "p.png").write_bytes(png(PHOTO))
    (tmp_path / "m.png").write_bytes(png(MASK))
    photo, mask = {
        "path": (tmp_path / "p.png", tmp_path / "m.png"),
        "string": (str(tmp_path / "p.png"), str(tmp_path / "m.png")),
        "bytes": (png(PHOTO), png(MASK)),
        "image": (Image.fromarray(PHOTO), Image.fromarray(MASK)),
        "uint16": (PHOTO * np.uint16(257), MASK * np.uint16(257)),
        "float": (PHOTO / 255, (MASK / 255).astype(np.float32)),
        "rgba": (np.dstack([PHOTO, np.full((60, 80), 255, np.uint8)]), MASK),
    }[kind]
    assert np.array_equal(cut_out(photo, mask=mask).rgba, made.rgba)


def test_grey_photos_are_cut_out():
    grey = PHOTO[..., 0]
    assert np.array_equal(
        cut_out(grey, mask=MASK).rgba, cut_out(np.repeat(grey[..., None], 3, axis=2), mask=MASK).rgba
    )


def test_what_a_cutout_gives(made):
    assert isinstance(made, Cutout)
    assert made.rgba.shape == (60, 80, 4) and made.rgba.dtype == np.uint8
    assert np.array_equal(made.alpha, made.rgba[..., 3])
    assert np.array_equal(made.foreground, made.rgba[..., :3])
    assert made.trimap.shape == (60, 80) and set(np.unique(made.trimap)) <= {0, 128, 255}
    assert (made.alpha[made.trimap == 255] == 255).all() and (made.alpha[made.trimap == 0] == 0).all()
    assert set(made.seconds) == {"mask", "reduce", "survey", "refine"}
    assert made.notices == ()


def test_notices_tell_what_was_read_in_another_way():
    found = cut_out(png(PHOTO, icc_profile=b"x" * 300), mask=(MASK >= 128).astype(np.uint8))
    assert len(found.notices) == 2


def test_saved_and_shown_is_what_the_settings_deliver(tmp_path):
    found = cut_out(png(PHOTO, dpi=(300, 300)), mask=MASK, settings={"cutout": {"background": "white"}})
    found.save(tmp_path / "a.png")
    found.save(str(tmp_path / "a.webp"))
    for name in ("a.png", "a.webp"):
        with Image.open(tmp_path / name) as image:
            pixels = np.asarray(image.convert("RGBA"))
        assert np.array_equal(pixels, found.picture())
        assert (pixels[0, 0] == 255).all()
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(found._repr_png_()))), found.picture())
    with pytest.raises(WispcutError, match=r"must end in \.png, \.webp"):
        found.save(tmp_path / "a.gif")


class Network:
    """A network as rembg's sessions are: pictures in, pictures out."""

    def __init__(self, *masks):
        self.masks, self.seen = masks, []

    def predict(self, image):
        self.seen.append(image)
        return list(self.masks)


def test_any_object_with_predict_is_a_model(made):
    network = Network(Image.fromarray(MASK), Image.fromarray(255 - MASK))
    found = cut_out(PHOTO, model=network)
    assert np.array_equal(found.rgba, made.rgba)
    assert "ai" in found.seconds
    (seen,) = network.seen
    assert seen.mode == "RGB" and np.array_equal(np.asarray(seen), PHOTO)
    with pytest.raises(WispcutError, match="the model's mask is 60 x 60 px"):
        cut_out(PHOTO, model=Network(Image.fromarray(MASK[:, :60])))
    with pytest.raises(WispcutError, match="No subject found"):
        cut_out(PHOTO, model=Network())


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (
            {"model": "u2net"},
            ValueError,
            "model must be one of isnet, isnet_fp16, isnet_quint8, or an object",
        ),
        ({"model": 3}, TypeError, "object with predict; got int"),
        ({"mask": MASK, "trimap": TRIMAP}, ValueError, "mask and trimap must not both be given"),
        ({"mask": MASK, "metadata": "some"}, ValueError, "no-place, all, none; got 'some'"),
        ({"mask": MASK, "settings": {"matting": {"quality": "good"}}}, SettingsError, "fast, balanced, best"),
        ({"mask": MASK, "settings": {"cutout": {"background": "image"}}}, SettingsError, "use a colour"),
        ({"mask": MASK[:30]}, WispcutError, "its shape is another"),
        ({"trimap": np.full((60, 80), 128, np.uint8)}, WispcutError, "no foreground"),
        ({"mask": "gone.png"}, WispcutError, "is not there"),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(arguments, error, words):
    with pytest.raises(error, match=words):
        cut_out(PHOTO, **arguments)


def test_work_can_be_watched_and_stopped():
    stages = []
    cut_out(PHOTO, mask=MASK, progress=lambda stage, done, total: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["mask", "reduce", "survey", "refine"]
    with pytest.raises(WispcutError) as caught:
        cut_out(PHOTO, mask=MASK, stop=lambda: True)
    assert caught.value.code == "cancelled"


USER = """
from pathlib import Path
import numpy as np
import wispcut
from numpy.typing import NDArray
from wispcut import backdrop, enhance, matting, resample

photo = np.zeros((9, 9, 3), np.uint8)
cutout = wispcut.cut_out(Path("a.jpg"), settings={"trimap": {"erode": 8}})
pixels: NDArray[np.uint8] = cutout.rgba
spent: dict[str, float] = cutout.seconds
cutout.save("a.png")
floats = np.zeros((9, 9, 3), np.float32)
trimap = matting.trimap_from_mask(floats[..., 0], erode=2)
alpha = matting.estimate_alpha(floats, trimap, quality="best")
colours = matting.estimate_foreground(floats, alpha)
cleaned = matting.decontaminate(floats, alpha, trimap)
sampled = matting.shared_matting(floats, trimap).confidence
snapped = matting.guided_filter(floats, alpha, radius=4)
level = backdrop.Background2D(floats, 16).background
small, report = resample.auto_sharpen(photo, width=5)
better = enhance.clahe(floats, clip=2, grid=4)
wispcut.cut_out(photo, model=3)  # type: ignore[arg-type]
"""


def test_a_users_script_passes_strict_types(tmp_path):
    script = tmp_path / "user.py"
    script.write_text(USER)
    folder = Path(wispcut.__file__).parents[1]
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--ignore-missing-imports",
        "--cache-dir",
        str(tmp_path),
        str(script),
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(folder)},
    )
    assert done.returncode == 0, done.stdout


def test_import_needs_no_pillow():
    code = "import sys; sys.modules['PIL'] = None; import wispcut, wispcut.browser_api"
    folder = str(Path(wispcut.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": folder},
    )
    assert done.returncode == 0, done.stderr


def test_the_matte_has_sixteen_bits_of_its_own(made, tmp_path):
    assert made.matte.dtype == np.uint16 and np.array_equal(np.rint(made.matte / 257), made.alpha)
    assert (made.matte % 257 > 0).any(), "finer, not only wider"
    alone = cut_out(PHOTO, mask=MASK, settings={"cutout": {"mask_only": True}, "export": {"mask_bits": "16"}})
    alone.save(tmp_path / "m.png")
    with Image.open(tmp_path / "m.png") as image:
        assert np.array_equal(np.asarray(image), made.matte)
    with pytest.raises(WispcutError, match="16 bits"):
        alone.save(tmp_path / "m.webp")


def test_a_jpeg_needs_a_background(made, tmp_path):
    with pytest.raises(WispcutError, match="Choose a background"):
        made.save(tmp_path / "a.jpg")
    assert not list(tmp_path.iterdir())
    white = cut_out(PHOTO, mask=MASK, settings={"cutout": {"background": "white"}, "export": {"quality": 95}})
    white.save(tmp_path / "a.jpg")
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.format == "JPEG" and (np.asarray(image)[:5] == 255).all()
        assert np.abs(np.asarray(image).astype(int) - white.picture()[..., :3])[FAR < 15].max() < 12


def test_a_picture_stands_behind_the_subject(made):
    behind = np.full((30, 90, 3), [5, 60, 250], np.uint8)
    on = cut_out(PHOTO, mask=MASK, background=behind).picture()
    assert (on[made.alpha == 0] == [5, 60, 250, 255]).all()
    assert np.array_equal(on[made.alpha == 255], made.rgba[made.alpha == 255])
    with pytest.raises(SettingsError, match="give one as background"):
        cut_out(PHOTO, mask=MASK, settings={"cutout": {"background": "image"}})
