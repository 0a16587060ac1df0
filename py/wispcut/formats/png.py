"""The chunks of a PNG file: what Pillow does not tell, and a file mended where a decoder need not stumble.

Source: Portable Network Graphics, third edition (W3C 2025): chunk layout, cICP, which chunks are critical.
"""

import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MANY, NEARLY_EMPTY = 10_000, 64
"""So many chunks with fewer bytes than that are one too many; encoders write thousands of bytes into one."""
_KEPT = (b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"tRNS", b"pHYs", b"eXIf")


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Each chunk's kind, body, and whether its checksum is right; ends where the file does."""
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if at + 12 + length > len(data):
            return
        check = int.from_bytes(data[at + 8 + length : at + 12 + length], "big")
        yield kind, body, zlib.crc32(kind + body) == check
        at += 12 + length
        if kind == b"IEND":
            return


def is_padded(data: bytes) -> bool:
    """Whether a PNG has :data:`MANY` chunks of hardly any content: no encoder writes such, and each costs time.

    They count wherever they stand before the end of the picture; what follows the end is not looked at. Cost: lengths
    alone are read, up to the last chunk that counts.
    """
    if not data.startswith(SIGNATURE):
        return False
    at, found = len(SIGNATURE), 0
    while at + 12 <= len(data) and data[at + 4 : at + 8] != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        found += length < NEARLY_EMPTY
        if found == MANY:
            return True
        at += 12 + length
    return False


def cicp(data: bytes) -> tuple[int, int, int, int] | None:
    """Colour primaries, transfer, matrix and range flag of the cICP chunk, or None."""
    if not data.startswith(SIGNATURE):
        return None
    for kind, body, sound in chunks(data):
        if kind == b"IDAT":
            return None
        if kind == b"cICP" and sound and len(body) == 4:
            return body[0], body[1], body[2], body[3]
    return None


def mended(data: bytes) -> bytes:
    """The same picture without the chunks that it can do without: texts, and ancillary chunks with a wrong checksum."""
    out = [SIGNATURE]
    for kind, body, sound in chunks(data):
        critical = kind[:1].isupper()
        if not critical and (not sound or kind not in _KEPT):
            continue
        check = zlib.crc32(kind + body) if sound else zlib.crc32(kind + body) ^ 1
        out.append(len(body).to_bytes(4, "big") + kind + body + check.to_bytes(4, "big"))
    return b"".join(out)
