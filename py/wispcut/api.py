"""One call for one photo: any source of pixels in, a cutout out; the AI where neither mask nor trimap is given.

Pillow is imported when a photo is read, because the page's Python has none and needs none.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wispcut import pipeline
from wispcut.ai.models import Model, Network, check_model, raw_mask
from wispcut.core.errors import SettingsError
from wispcut.pipeline import Cutout, Progress
from wispcut.settings import Settings, complete

if TYPE_CHECKING:
    from wispcut.formats.metadata import Keep
    from wispcut.formats.source import Source


def cut_out(
    photo: "Source",
    *,
    mask: "Source | None" = None,
    trimap: "Source | None" = None,
    model: "str | Network | Model" = "isnet",
    settings: Settings | Mapping[str, object] | None = None,
    background: "Source | None" = None,
    metadata: "Keep" = "no-place",
    model_dir: Path | None = None,
    threads: int = 0,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Cutout:
    """Cut the subject out of a photo.

    Args:
        photo: a path, the bytes of a file, a Pillow image, or an array: ``(H, W)``, or ``(H, W, C)`` with 1 to 4
            channels, uint8, uint16, or float in [0, 1], rows first, straight alpha. Files are read as docs/reading.md
            says: upright, in sRGB.
        mask: what the subject is, as any of these: bright is subject, any size of the photo's shape.
        trimap: 0 background, 255 foreground, anything else unknown; the photo's size. It says everything, so no mask
            may be given beside it.
        model: asked where neither is given. ``isnet`` is the page's network in the precision of the settings;
            ``isnet_fp16`` and ``isnet_quint8`` name it. Or any object whose ``predict(image)`` gives a list of masks,
            such as a session of rembg.
        settings: knobs that differ from their defaults, ``{"trimap": {"erode": 8}}``; see ``wispcut settings``.
        background: a picture to put behind the subject, in place of the background of the settings; it covers the
            photo's frame, and what juts out is cut off.
        metadata: what :meth:`Cutout.save` keeps of the photo's resolution and EXIF: ``no-place``, ``all``, ``none``.
        model_dir: a folder of the network's pieces, instead of those that are kept.
        threads: of the network; 0 leaves the number to it.
        progress: called with a stage's name, the parts done and the parts there are.
        stop: asked between the parts; when it says yes, ``WispcutError("cancelled")`` is raised.

    Returns:
        a :class:`Cutout`: ``rgba``, ``alpha``, ``foreground``, ``trimap``, ``seconds``, ``notices``, ``save(path)``.

    Raises:
        ValueError, TypeError: naming the argument that does not fit, and what would.
        SettingsError: naming the knob. WispcutError: for files, with a code and what to do.

    Cost: a 12 MP photo takes some ten seconds on one core beside the AI, and 400 MB.

    >>> import numpy as np
    >>> rows, columns = np.mgrid[:60, :80]
    >>> disc = np.hypot(rows - 30, columns - 40)
    >>> photo = np.where(disc[..., None] < 20, [200, 40, 30], [30, 160, 40]).astype(np.uint8)
    >>> cutout = cut_out(photo, mask=(np.clip((24 - disc) / 8, 0, 1)))
    >>> cutout.rgba.shape, int(cutout.alpha[30, 40]), int(cutout.alpha[0, 0])
    ((60, 80, 4), 255, 0)
    """
    from wispcut.formats.masks import read_mask, read_trimap
    from wispcut.formats.pictures import read_photo

    model = check_model(model)
    if mask is not None and trimap is not None:
        raise ValueError("mask and trimap must not both be given: a trimap says everything that a mask would")
    chosen = complete(settings)
    if background is not None:
        chosen = replace(chosen, cutout=replace(chosen.cutout, background="image"))
    elif chosen.cutout.background == "image":
        raise SettingsError(
            "cutout.background must not be 'image' without a picture: give one as background, or use a colour"
        )
    behind = None if background is None else read_photo(background, "the background picture")
    picture = read_photo(photo)
    kept = picture.metadata.kept(metadata)
    notices = [*picture.notices, *(behind.notices if behind is not None else ())]
    seconds: dict[str, float] = {}
    plane = marks = None
    if trimap is not None:
        marks, more = read_trimap(trimap, picture)
        notices += more
    elif mask is not None:
        plane, more = read_mask(mask, picture)
        notices += more
    else:
        if progress is not None:
            progress("ai", 0, 1)
        began = time.perf_counter()

        def read(answer: Any) -> pipeline.Bytes:
            return read_mask(answer, picture, "the model's mask")[0]

        plane = raw_mask(picture.pixels, model, chosen, folder=model_dir, threads=threads, read=read)
        seconds["ai"] = time.perf_counter() - began
    made = pipeline.cut_out(
        picture.pixels, mask=plane, marks=marks, settings=chosen, progress=progress, stop=stop
    )
    return replace(
        made,
        seconds=seconds | made.seconds,
        background=None if behind is None else behind.pixels,
        metadata=kept,
        notices=tuple(notices),
    )
