"""Reading and writing files: one policy for every picture, see docs/reading.md.

``source``: bytes, and what they are called. ``opening``: a picture from bytes, odd files included. ``depth``,
``colour`` and ``orientation``: 8 bits, sRGB, upright. ``pictures``: photos and fields. ``masks``: masks and trimaps.
``metadata``: what is kept beside the pixels. ``files``: what is written.
"""
