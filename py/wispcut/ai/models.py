"""From a photo to a raw mask, by our own network or by anybody's."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from wispcut.ai.isnet import loaded
from wispcut.ai.store import PRECISIONS
from wispcut.ai.view import ai_view
from wispcut.matting.closer_look import closer_box, merge_looks
from wispcut.settings import Settings

if TYPE_CHECKING:
    from PIL import Image

Bytes = NDArray[np.uint8]
NAMES = ("isnet", *PRECISIONS)
"""``isnet`` is the precision that the settings name."""


@runtime_checkable
class Model(Protocol):
    """Any network: a photo in RGB in, a list of its masks out, of which the first counts. rembg's sessions are such."""

    def predict(self, image: "Image.Image", /) -> "Sequence[Image.Image]":
        """The masks of a photo: grey pictures of the photo's shape."""
        ...


@runtime_checkable
class Network(Protocol):
    """A network that looks at the page's view of a photo: :class:`ISNet`, or one that another process holds."""

    def mask(self, view: Bytes, /) -> Bytes:
        """``(1024, 1024, 3)`` bytes in, ``(1024, 1024)`` bytes out."""
        ...


def check_model(model: object) -> "str | Network | Model":
    """Return ``model`` if it is a name or has what it takes, else raise ``ValueError`` or ``TypeError``."""
    if isinstance(model, str):
        if model not in NAMES:
            raise ValueError(
                f"model must be one of {', '.join(NAMES)}, or an object with predict; got {model!r}"
            )
        return model
    if isinstance(model, (Network, Model)):
        return model
    raise TypeError(
        f"model must be one of {', '.join(NAMES)}, or an object with predict; got {type(model).__name__}"
    )


def raw_mask(
    photo: Bytes,
    model: "str | Network | Model",
    settings: Settings,
    *,
    folder: Path | None = None,
    threads: int = 0,
    read: Callable[[Any], Bytes],
) -> Bytes:
    """What the subject is: ``(h, w)`` bytes, from a photo ``(H, W, 4)`` of straight bytes.

    ``read``: turns the picture that another model gives into such a plane, checked against the photo.
    """
    if isinstance(model, str):
        precision = settings.mask.precision if model == "isnet" else model
        model = loaded(precision, folder, threads)
    if isinstance(model, Network):
        return _looked_twice(photo, model, settings)
    from PIL import Image

    masks = model.predict(Image.fromarray(np.ascontiguousarray(photo[..., :3])))
    if not len(masks):
        return np.zeros((1, 1), np.uint8)
    return read(masks[0])


def _looked_twice(photo: Bytes, model: Network, settings: Settings) -> Bytes:
    """The network's mask; where that is unsure, with a second look at the subject, larger."""
    size = photo.shape[0], photo.shape[1]
    first = model.mask(ai_view(photo, settings))
    box = closer_box(first, size)
    if box is None:
        return first
    part = photo[box[0] : box[2], box[1] : box[3]]
    return merge_looks(first, model.mask(ai_view(part, settings)), box, size)
