"""What every public function on pictures keeps: inputs stay as they are, float32 comes out, bad arrays are named.

Public are the functions of a package's ``__all__``, and every function without an underscore of ``pipeline``,
``steps``, ``survey`` and of the modules of ``core`` on pixels. Each must have an entry here. Functions that take bytes,
fields of any range, or what their callers have checked, have entries that are ``free``.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from types import ModuleType

import numpy as np
import pytest
import wispcut
from wispcut import backdrop, enhance, matting, pipeline, resample, settings
from wispcut import shadow as shadows
from wispcut.core import marks, pixels, scale
from wispcut.core.tiles import Tile
from wispcut.steps import background, coarse, compose, frame, mask, preview, refine, shadow, tile
from wispcut.survey import coarse as surveying
from wispcut.survey import encoding, summary

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
    out["marks"] = np.where(out["levels"] == 255, 1, rng.integers(0, 4, SIZE)).astype(np.uint8)
    for array in out.values():
        array.flags.writeable = False
    return out


GIVEN = pictures()
TABLES = enhance.curves(GIVEN["photo"], 2, 4)
SURVEY = surveying.survey(GIVEN["photo"], SIZE, 1, mask=GIVEN["alpha"], settings=KNOBS)
BACKDROP = backdrop.photo_backdrop(GIVEN["photo"], GIVEN["alpha"])
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
CUTOUT = settings.Cutout(background="colour")
SHADOWED = settings.Cutout(background="colour", shadow="both")
CONTRACT = {
    "enhance.active": entry(enhance.active, options=BUSY),
    "enhance.adjust_tone": entry(enhance.adjust_tone, "picture=photo", gamma=1.5, gain=1.2),
    "enhance.apply_curves": entry(
        enhance.apply_curves, "part=photo", tables=TABLES, origin=(0, 0), size=SIZE
    ),
    "enhance.bilateral": entry(enhance.bilateral, "picture=photo", strength=3),
    "enhance.chroma_hint": entry(enhance.chroma_hint, "picture=photo", colour=(0.1, 0.6, 0.2), strength=1),
    "enhance.clahe": entry(enhance.clahe, "picture=photo", clip=2, grid=4),
    "enhance.curves": entry(enhance.curves, "picture=photo", clip=2, grid=4),
    "enhance.enhance": entry(enhance.enhance, "picture=photo", options=BUSY),
    "enhance.prepare": entry(enhance.prepare, "picture=photo", options=BUSY),
    "enhance.saturate": entry(enhance.saturate, "picture=photo", saturation=1.5),
    "enhance.sharpen": entry(enhance.sharpen, "picture=photo", sigma=1.0, radius=2),
    "backdrop.backdrop_maps": entry(
        backdrop.backdrop_maps, "picture=photo", free=True, mask=None, options=backdrop.Options(tile_size=8)
    ),
    "backdrop.blurred_backdrop": entry(backdrop.blurred_backdrop, "photo alpha", sigma=5.0, factor=2),
    "backdrop.estimate": entry(backdrop.estimate, "image=photo", free=True, tile_size=8),
    "backdrop.even_out": entry(backdrop.even_out, backdrop=BACKDROP, rows=range(5), columns=range(4)),
    "backdrop.fill_subject": entry(backdrop.fill_subject, "photo alpha"),
    "backdrop.know_backdrop": entry(
        backdrop.know_backdrop, "photo trimap trust=confidence", backdrop=BACKDROP
    ),
    "backdrop.photo_backdrop": entry(backdrop.photo_backdrop, "photo subject=alpha"),
    "resample.auto_sharpen": entry(resample.auto_sharpen, "pixels=bytes", free=True, width=7),
    "resample.resize": entry(resample.resize, "pixels=bytes", free=True, width=7),
    "resample.shrink_rows": entry(
        lambda pixels, **rest: resample.shrink_rows(
            lambda first, last: pixels[first:last], SIZE, (7, 6), **rest
        ),
        "pixels=bytes",
        free=True,
        channels=3,
    ),
    "resample.target_size": entry(resample.target_size, size=SIZE, width=7),
    "matting.adaptive_trimap": entry(matting.adaptive_trimap, "photo mask=alpha", erode=2.0),
    "matting.close_veils": entry(matting.close_veils, "alpha prior=alpha"),
    "matting.decide_regions": entry(matting.decide_regions, "photo mask=alpha", thickness=0.05),
    "matting.decontaminate": entry(matting.decontaminate, "photo alpha trimap"),
    "matting.edge_width": entry(matting.edge_width, "mask=alpha", free=True),
    "matting.encode_trimap": entry(matting.encode_trimap, "trimap"),
    "matting.estimate_alpha": entry(matting.estimate_alpha, "photo trimap mask=alpha"),
    "matting.estimate_foreground": entry(matting.estimate_foreground, "photo alpha"),
    "matting.shared_matting": entry(matting.shared_matting, "photo trimap"),
    "matting.estimate_colours": entry(matting.estimate_colours, "photo alpha"),
    "matting.estimate_matte": entry(matting.estimate_matte, "photo trimap mask=alpha", free=True),
    "matting.expand_known": entry(matting.expand_known, "photo trimap", same=0.1),
    "matting.fill_small_unknowns": entry(matting.fill_small_unknowns, "trimap mask=alpha"),
    "matting.fuse": entry(matting.fuse, LAYERS),
    "matting.guided_filter": entry(matting.guided_filter, "guide=photo mask=alpha", radius=4, subsample=2),
    "matting.keep_veils": entry(matting.keep_veils, "alpha mask=alpha"),
    "matting.memory_limited_matte": entry(
        matting.memory_limited_matte, "photo trimap trust=confidence", free=True, limit=9
    ),
    "matting.open_lost_strands": entry(
        matting.open_lost_strands, "photo trimap softness=confidence", reach=9
    ),
    "matting.poisson_matting": entry(matting.poisson_matting, LAYERS + " confidence"),
    "matting.post_process": entry(matting.post_process, "mask=alpha", smoothing=1.0),
    "matting.scale_trimap": entry(matting.scale_trimap, "trimap", size=(9, 40)),
    "matting.trimap_from_bytes": entry(matting.trimap_from_bytes, "values=levels", free=True),
    "matting.trimap_from_mask": entry(matting.trimap_from_mask, "mask=alpha", erode=1.0),
    "matting.trimap_from_probability": entry(matting.trimap_from_probability, "probability=alpha", size=1),
    "pipeline.cut_out": entry(pipeline.cut_out, "photo=bytes mask=levels marks", free=True),
    "shadow.soft_shadow": entry(shadows.soft_shadow, "alpha"),
    "settings.as_mapping": entry(settings.as_mapping, settings=KNOBS),
    "settings.complete": entry(settings.complete, given=None),
    "settings.schema": entry(settings.schema),
    "settings.with_preset": entry(settings.with_preset, settings=KNOBS, name="white_square"),
    "survey.coarse.estimate_noise": entry(surveying.estimate_noise, "photo", free=True),
    "survey.coarse.snap": entry(surveying.snap, "photo soft=alpha", free=True, settings=KNOBS.guided_filter),
    "survey.coarse.survey": entry(surveying.survey, "photo mask=alpha", size=SIZE, factor=1, settings=KNOBS),
    "survey.encoding.read": entry(lambda: encoding.read(encoding.write(SURVEY, KNOBS).tobytes())),
    "survey.encoding.write": entry(encoding.write, survey=SURVEY, settings=KNOBS),
    "survey.summary.subject_box": entry(summary.subject_box, survey=SURVEY),
    "survey.summary.summary": entry(summary.summary, survey=SURVEY, colours_stay=True),
    "steps.background.background_plane": entry(
        background.background_plane,
        survey=SURVEY,
        settings=settings.complete({"cutout": {"background": "blur"}}),
    ),
    "steps.background.background_window": entry(
        background.background_window, section=CUTOUT, size=SIZE, window=(2, 0, 5, 9)
    ),
    "steps.background.on_background": entry(
        background.on_background, "pixels=rgba", free=True, survey=SURVEY, settings=KNOBS
    ),
    "steps.coarse.survey_subject": entry(
        coarse.survey_subject, "reduced=photo mask=alpha", free=True, size=SIZE, marks=None, settings=KNOBS
    ),
    "steps.shadow.casts": entry(shadow.casts, free=True, section=CUTOUT),
    "steps.shadow.shadow_of": entry(shadow.shadow_of, free=True, survey=SURVEY, section=SHADOWED),
    "steps.compose.check_bytes": entry(
        compose.check_bytes, "value=rgba", free=True, name="value", channels=4
    ),
    "steps.compose.compose": entry(compose.compose, "cutout=rgba background=bytes", free=True),
    "steps.frame.frame_of": entry(
        frame.frame_of, subject=BOX, whole=BOX, section=settings.Export(frame="square")
    ),
    "steps.frame.size_of": entry(frame.size_of, box=BOX),
    "steps.frame.subject_box": entry(frame.subject_box, "alpha=levels", free=True),
    "steps.frame.window": entry(frame.window, "pixels=bytes", free=True, box=(-1, 2, 9, 30)),
    "steps.mask.tidy_mask": entry(
        mask.tidy_mask, "mask=alpha", settings=settings.Mask(tidy=True, smoothing=1)
    ),
    # behind the browser's calls, which make their arrays from bytes: they trust their caller
    "steps.preview.preview": entry(
        preview.preview, "photo mask=alpha", free=True, marks=None, settings=KNOBS
    ),
    "steps.preview.small_marks": entry(preview.small_marks, "marks", free=True),
    "steps.preview.small_photo": entry(preview.small_photo, "photo", free=True),
    "steps.preview.trimap_at_own_scale": entry(
        preview.trimap_at_own_scale, "mask=alpha", size=(40, 30), settings=KNOBS
    ),
    "steps.refine.refine": entry(
        refine.refine, "tile=photo", survey=SURVEY, outer=BOX, core=BOX, settings=KNOBS
    ),
    "steps.tile.enhancement": entry(
        tile.enhancement,
        survey=SURVEY,
        settings=settings.complete({"enhance": {"in_result": True, "clahe_clip": 2}}),
    ),
    "steps.tile.refine_tile": entry(
        tile.refine_tile,
        "pixels=rgba marks",
        free=True,
        survey=SURVEY,
        tile=Tile(BOX, BOX),
        settings=KNOBS,
    ),
    "steps.tile.refined": entry(
        tile.refined, "pixels=rgba marks", free=True, survey=SURVEY, tile=Tile(BOX, BOX), settings=KNOBS
    ),
    "core.marks.box_marks": entry(marks.box_marks, "marks", free=True, factor=3),
    "core.marks.marks_from_trimap": entry(marks.marks_from_trimap, "levels", free=True),
    "core.pixels.from_bytes": entry(pixels.from_bytes, "pixels=rgba", free=True),
    "core.pixels.from_flat": entry(pixels.from_flat, buffer=bytes(24), height=2, width=3, channels=4),
    "core.pixels.linear_to_srgb": entry(pixels.linear_to_srgb, "values=photo", free=True),
    "core.pixels.luminance": entry(pixels.luminance, "rgb=photo", free=True),
    "core.pixels.srgb_to_linear": entry(pixels.srgb_to_linear, "values=photo", free=True),
    "core.pixels.to_bytes": entry(pixels.to_bytes, "values=photo", free=True),
    "core.pixels.to_sixteen": entry(pixels.to_sixteen, "values=photo", free=True),
    "core.scale.box_average": entry(scale.box_average, "pixels=bytes", free=True, factor=3),
    "core.scale.enlarge": entry(scale.enlarge, "plane=photo", free=True, size=(30, 41)),
    "core.scale.enlarge_boxes": entry(
        scale.enlarge_boxes, "plane=alpha", free=True, factor=3, window=(1, 2, 30, 40)
    ),
    "core.scale.mean_boxes": entry(scale.mean_boxes, "plane=photo", free=True, factor=3),
    "core.scale.survey_factor": entry(scale.survey_factor, height=4000, width=3000),
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


def functions_of(module: ModuleType) -> list[str]:
    """Names without an underscore of the functions that a module defines."""
    defined = inspect.getmembers(module, inspect.isfunction)
    return [n for n, value in defined if not n.startswith("_") and value.__module__ == module.__name__]


def public_functions() -> set[str]:
    """``package.function`` of every ``__all__``; ``package.module.function`` where all functions are public."""
    found = {f"pipeline.{name}" for name in functions_of(pipeline)}
    for package in (m.name for m in pkgutil.iter_modules(wispcut.__path__) if m.ispkg):
        whole = package in ("core", "steps", "survey")
        module = importlib.import_module(f"wispcut.{package}")
        names = [] if whole else getattr(module, "__all__", [])
        found |= {f"{package}.{name}" for name in names if inspect.isfunction(getattr(module, name))}
        for part in pkgutil.iter_modules(module.__path__) if whole else ():
            if package == "core" and part.name not in ("marks", "pixels", "scale"):
                continue
            inner = importlib.import_module(f"wispcut.{package}.{part.name}")
            found |= {f"{package}.{part.name}.{name}" for name in functions_of(inner)}
    return found - {"cli.main", "pipeline.check_kind"}  # neither gets a picture


def test_every_public_function_has_an_entry_and_no_other():
    assert public_functions() == set(CONTRACT)


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
            "pipeline.cut_out",
            "survey.coarse.survey",
            "survey.encoding.read",
            "steps.coarse.survey_subject",
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
