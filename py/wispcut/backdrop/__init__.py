"""Background level and noise of a picture, estimated on a mesh of tiles."""

from wispcut.backdrop.estimate import Backdrop, estimate
from wispcut.backdrop.known import know_backdrop
from wispcut.backdrop.options import Options
from wispcut.backdrop.photo import PhotoBackdrop, even_out, photo_backdrop

__all__ = ["Backdrop", "Options", "PhotoBackdrop", "estimate", "even_out", "know_backdrop", "photo_backdrop"]
