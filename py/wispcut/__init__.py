"""Wispcut: cut the subject out of a photo and keep every wisp of hair.

Pure functions on plain arrays. :func:`cut_out` goes the whole way of a photo, see :mod:`wispcut.pipeline`; the packages
``matting``, ``enhance``, ``backdrop`` and ``resample`` hold the algorithms, each to be used on its own.
"""

__version__ = "0.1.0"

from wispcut.core.errors import SettingsError, WispcutError
from wispcut.pipeline import Cutout, cut_out
from wispcut.settings import Settings

__all__ = ["Cutout", "Settings", "SettingsError", "WispcutError", "__version__", "cut_out"]
