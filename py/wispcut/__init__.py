"""Wispcut: cut the subject out of a photo and keep every wisp of hair.

Pure functions on plain arrays; see ``pipeline`` for the way a photo travels.
"""

__version__ = "0.1.0"
