"""What a picture can come from, and what it is called in messages."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from wispcut.core.errors import WispcutError

Pixels = NDArray[np.generic]
Source = str | os.PathLike[str] | bytes | Image.Image | Pixels
"""A path, the bytes of a file, a Pillow image, or an array."""

LARGEST_FILE = 1_000_000_000
"""In bytes: no photo of the largest size needs as much, and a file is read whole."""


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, or an error that says why not."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise WispcutError(
                "large_file", f"{path} has {size / 1e6:.0f} MB; up to {LARGEST_FILE / 1e6:.0f} are read."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise WispcutError("no_file", f"{path} is not there. Check the name.") from None
    except IsADirectoryError:
        raise WispcutError("is_folder", f"{path} is a folder. Name a photo in it.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise WispcutError(
            "not_readable", f"{path} could not be read ({why}). Allow reading it, or copy it elsewhere."
        ) from None
