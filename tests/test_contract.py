"""What every public function on pictures keeps: inputs stay as they are, float32 comes out, bad arrays are named.

A package's public functions are those of its ``__all__``; each must have an entry here, and so does every module that
is called by its own name. Functions that take bytes or fields of any range have entries with other words.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass

import numpy as np
import pytest
import wispcut
from wispcut import enhance, settings, survey
from wispcut.backdrop import estimate, even_out, know_backdrop, photo_backdrop
from wispcut.core import scale
from wispcut.matting import (
    adaptive_trimap,
    expansion,
    foreground,
    fusion,
    guided_filter,
    poisson,
    post_process,
    trimap_encoding,
)
from wispcut.matting import trimap as trimaps
from wispcut.resample import resize, shrink_rows, target_size
from wispcut.steps import preview, refine

SIZE = (23, 19)
KNOBS = settings.complete(None)
BUSY = enhance.Options(bilateral=3.0, clahe_clip=2.0, hint_strength=1.0, saturation=1.5, sharpen_sigma=1.0)


def pictures() -> dict[str, np.ndarray]:
    """A soft disc before a ramp, and everything that functions ask for besides; nothing may be written to."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[: SIZE[0], : SIZE[1]].astype(np.float32)
    alpha = np.clip(6 - np.hypot(y - 11, x - 9), 0, 1)
    trimap = np.where((alpha > 0) & (alpha < 1), 0.5, alpha)
    colours = rng.random((3, *SIZE, 3)) * 0.2 + np.array([0.7, 0.1, 0.4]).reshape(3, 1, 1, 1)
    photo = alpha[..., None] * colours[0] + (1 - alpha[..., None]) * colours[1]
    given = {
        "photo": photo,
        "alpha": alpha,
        "trimap": trimap,
        "foreground": colours[0],
        "background": colours[1],
        "confidence": rng.random(SIZE),
    }
    out = {name: np.ascontiguousarray(value, np.float32) for name, value in given.items()}
    out |= {"bytes": (out["photo"] * 255).astype(np.uint8), "levels": (out["trimap"] * 255).astype(np.uint8)}
    out["rgba"] = np.dstack([out["bytes"], out["levels"]])
    for array in out.values():
        array.flags.writeable = False
    return out


GIVEN = pictures()
TABLES = enhance.curves(GIVEN["photo"], 2, 4)
SURVEY = survey.survey(GIVEN["photo"], SIZE, 1, mask=GIVEN["alpha"], settings=KNOBS)
BACKDROP = photo_backdrop(GIVEN["photo"], GIVEN["alpha"])
BOX = (0, 0, *SIZE)


@dataclass(frozen=True)
class Entry:
    """``arrays``: argument name to the name of a picture above; these must be float32 in [0, 1] unless ``free``."""

    call: Callable[..., object]
    arrays: dict[str, str]
    rest: dict[str, object]
    free: bool = False

    def __call__(self, **changed: object) -> object:
        return self.call(
            **{name: GIVEN[picture] for name, picture in self.arrays.items()} | self.rest | changed
        )


def entry(call: Callable[..., object], arrays: str = "", *, free: bool = False, **rest: object) -> Entry:
    """``arrays``: words ``argument`` or ``argument=picture``."""
    pairs = (word.partition("=") for word in arrays.split())
    return Entry(call, {name: picture or name for name, _, picture in pairs}, rest, free)


LAYERS = "photo alpha foreground background trimap"
CONTRACT = {
    "enhance.active": entry(enhance.active, options=BUSY),
    "enhance.adjust_tone": entry(enhance.adjust_tone, "view=photo", gamma=1.5, gain=1.2),
    "enhance.apply_curves": entry(
        enhance.apply_curves, "part=photo", tables=TABLES, origin=(0, 0), size=SIZE
    ),
    "enhance.bilateral": entry(enhance.bilateral, "view=photo", strength=3),
    "enhance.chroma_hint": entry(enhance.chroma_hint, "view=photo", colour=(0.1, 0.6, 0.2), strength=1),
    "enhance.clahe": entry(enhance.clahe, "view=photo", clip=2, grid=4),
    "enhance.curves": entry(enhance.curves, "view=photo", clip=2, grid=4),
    "enhance.enhance": entry(enhance.enhance, "view=photo", options=BUSY),
    "enhance.prepare": entry(enhance.prepare, "view=photo", options=BUSY),
    "enhance.saturate": entry(enhance.saturate, "view=photo", saturation=1.5),
    "enhance.sharpen": entry(enhance.sharpen, "view=photo", sigma=1.0, radius=2),
    "backdrop.estimate": entry(estimate, "image=photo", free=True, tile_size=8),
    "backdrop.even_out": entry(even_out, backdrop=BACKDROP, rows=range(5), columns=range(4)),
    "backdrop.know_backdrop": entry(know_backdrop, "photo trimap trust=confidence", backdrop=BACKDROP),
    "backdrop.photo_backdrop": entry(photo_backdrop, "photo subject=alpha"),
    "resample.resize": entry(resize, "pixels=bytes", free=True, width=7),
    "resample.shrink_rows": entry(
        lambda pixels, **rest: shrink_rows(lambda first, last: pixels[first:last], SIZE, (7, 6), **rest),
        "pixels=bytes",
        free=True,
        channels=3,
    ),
    "resample.target_size": entry(target_size, size=SIZE, width=7),
    "matting.adaptive_trimap": entry(adaptive_trimap.adaptive_trimap, "photo mask=alpha", erode=2.0),
    "matting.expand_known": entry(expansion.expand_known, "photo trimap", same=0.1),
    "matting.estimate_colours": entry(foreground.estimate_colours, "photo alpha"),
    "matting.decontaminate": entry(foreground.decontaminate, "photo alpha trimap"),
    "matting.fuse": entry(fusion.fuse, LAYERS),
    "matting.guided_filter": entry(
        guided_filter.guided_filter, "guide=photo mask=alpha", radius=4, subsample=2
    ),
    "matting.poisson_matting": entry(poisson.poisson_matting, LAYERS + " confidence"),
    "matting.post_process": entry(post_process.post_process, "mask=alpha", smoothing=1.0),
    "matting.trimap_from_mask": entry(trimaps.trimap_from_mask, "mask=alpha", erode=1.0),
    "matting.trimap_from_probability": entry(trimaps.trimap_from_probability, "probability=alpha", size=1),
    "matting.trimap_from_bytes": entry(trimaps.trimap_from_bytes, "values=levels", free=True),
    "matting.encode_trimap": entry(trimap_encoding.encode_trimap, "trimap"),
    "compose.compose": entry(compose.compose, "cutout=rgba background=bytes", free=True),
    "backdrop.blurred_backdrop": entry(backdrop.blurred_backdrop, "photo alpha", sigma=5.0, factor=2),
    "backdrop.fill_subject": entry(backdrop.fill_subject, "photo alpha"),
    "scale.box_average": entry(scale.box_average, "pixels=bytes", free=True, factor=3),
    "settings.complete": entry(settings.complete, given=None),
    "settings.as_mapping": entry(settings.as_mapping, settings=KNOBS),
    "settings.schema": entry(settings.schema),
    "survey.estimate_noise": entry(survey.estimate_noise, "photo", free=True),
    "survey.snap": entry(survey.snap, "photo soft=alpha", free=True, settings=KNOBS.guided_filter),
    "survey.survey": entry(survey.survey, "photo mask=alpha", size=SIZE, factor=1, settings=KNOBS),
    "refine.refine": entry(refine.refine, "tile=photo", survey=SURVEY, outer=BOX, core=BOX, settings=KNOBS),
    # behind flat.preview, which makes its arrays from bytes: it trusts its caller
    "preview.preview": entry(preview.preview, "photo mask=alpha", free=True, marks=None, settings=KNOBS),
}
NAMED = {name: one for name, one in CONTRACT.items() if one.arrays and not one.free}
ARGUMENTS = [(name, argument) for name, one in NAMED.items() for argument in one.arrays]


def arrays_in(result: object) -> list[np.ndarray]:
    """Every floating-point array in what a function returned."""
    if isinstance(result, np.ndarray):
        return [result] if result.dtype.kind == "f" else []
    if isinstance(result, tuple):
        return [array for part in result for array in arrays_in(part)]
    if is_dataclass(result):
        return [array for field in fields(result) for array in arrays_in(getattr(result, field.name))]
    return []


def test_every_public_function_of_the_packages_has_an_entry():
    packages = [m.name for m in pkgutil.iter_modules(wispcut.__path__) if m.ispkg and m.name != "cli"]
    assert {"enhance", "backdrop", "matting", "resample"} <= set(packages)
    missing = []
    for package in packages:
        module = importlib.import_module(f"wispcut.{package}")
        for name in getattr(module, "__all__", ()):
            if inspect.isfunction(getattr(module, name)) and f"{package}.{name}" not in CONTRACT:
                missing.append(f"{package}.{name}")
    assert not missing, "add an entry to CONTRACT for each"


@pytest.mark.parametrize("name", CONTRACT)
def test_inputs_stay_and_results_are_finite_float32(name):
    before = {picture: array.copy() for picture, array in GIVEN.items()}
    result = CONTRACT[name]()
    for picture, array in before.items():
        assert np.array_equal(GIVEN[picture], array), f"{name} changed {picture}"
    for array in arrays_in(result):
        if name not in (
            "backdrop.estimate",
            "backdrop.photo_backdrop",
            "survey.survey",
        ):  # meshes are float64 by design
            assert array.dtype == np.float32
        assert np.isfinite(array).all()


@pytest.mark.parametrize("name", CONTRACT)
def test_the_same_call_gives_the_same_result(name):
    for first, second in zip(arrays_in(CONTRACT[name]()), arrays_in(CONTRACT[name]()), strict=True):
        assert np.array_equal(first, second)


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_wrong_dtype_is_named(name, argument):
    array = GIVEN[NAMED[name].arrays[argument]]
    for dtype in (np.float64, np.uint8):
        with pytest.raises(TypeError, match=rf"{argument} must have dtype float32; got {np.dtype(dtype)}"):
            NAMED[name](**{argument: array.astype(dtype)})


@pytest.mark.parametrize("value", [np.nan, np.inf, 1.5])
@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_values_that_are_no_picture_are_named(name, argument, value):
    array = GIVEN[NAMED[name].arrays[argument]].copy()
    array[11, 9] = value
    with pytest.raises(ValueError, match=rf"{argument} must be finite and lie in \[0, 1\]"):
        NAMED[name](**{argument: array})


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_wrong_number_of_dimensions_is_named(name, argument):
    array = GIVEN[NAMED[name].arrays[argument]]
    with pytest.raises(ValueError, match=rf"{argument} must have (shape|height and width) .*; got \("):
        NAMED[name](**{argument: array[0]})
