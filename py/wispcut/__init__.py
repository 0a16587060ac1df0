"""Wispcut: cut the subject out of a photo and keep every wisp of hair.

:func:`cut_out` goes the whole way of a photo, from a file or an array to a :class:`Cutout`. The packages ``matting``,
``enhance``, ``backdrop`` and ``resample`` hold the algorithms, pure functions on plain arrays, each to be used on its
own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from wispcut.version import __version__

if TYPE_CHECKING:
    from wispcut.api import cut_out
    from wispcut.core.errors import SettingsError, WispcutError
    from wispcut.pipeline import Cutout
    from wispcut.settings import Settings
else:
    _HOMES = {
        "cut_out": "wispcut.api",
        "Cutout": "wispcut.pipeline",
        "Settings": "wispcut.settings",
        "SettingsError": "wispcut.core.errors",
        "WispcutError": "wispcut.core.errors",
    }

    def __getattr__(name: str) -> object:
        """Import what is asked for: the page's wheel has no ``api``, and a command starts sooner."""
        if name not in _HOMES:
            raise AttributeError(f"module 'wispcut' has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__() -> list[str]:
        """What ``dir`` and completion show."""
        return sorted({*globals(), *_HOMES})


__all__ = ["Cutout", "Settings", "SettingsError", "WispcutError", "__version__", "cut_out"]
