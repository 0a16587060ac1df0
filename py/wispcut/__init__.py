"""Wispcut: cut the subject out of a photo and keep every wisp of hair.

:func:`cut_out` goes the whole way of a photo, from a file or an array to a :class:`Cutout`. The packages ``matting``,
``enhance``, ``backdrop`` and ``resample`` hold the algorithms, pure functions on plain arrays, each to be used on its
own.
"""

from wispcut.api import cut_out
from wispcut.core.errors import SettingsError, WispcutError
from wispcut.pipeline import Cutout
from wispcut.settings import Settings
from wispcut.version import __version__

__all__ = ["Cutout", "Settings", "SettingsError", "WispcutError", "__version__", "cut_out"]
