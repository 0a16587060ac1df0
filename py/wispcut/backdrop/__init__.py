"""Background level and noise of a picture, estimated on a mesh of tiles."""

from wispcut.backdrop.background2d import Background2D
from wispcut.backdrop.estimate import Backdrop, estimate
from wispcut.backdrop.known import know_backdrop
from wispcut.backdrop.maps import backdrop_maps
from wispcut.backdrop.options import Options
from wispcut.backdrop.photo import PhotoBackdrop, even_out, photo_backdrop
from wispcut.backdrop.push_pull import blurred_backdrop, fill_subject

__all__ = [
    "Backdrop",
    "Background2D",
    "Options",
    "PhotoBackdrop",
    "backdrop_maps",
    "blurred_backdrop",
    "estimate",
    "even_out",
    "fill_subject",
    "know_backdrop",
    "photo_backdrop",
]
