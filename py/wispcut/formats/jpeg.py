"""The markers of a JPEG file, so that a file with bytes between them, which decoders skip, is not refused for that.

Source: ITU-T T.81, annex B.
"""

_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a body


def mended(data: bytes) -> bytes:
    """The same picture with nothing between the segments before its first scan; what follows stays as it is."""
    out = [data[:2]]
    at = 2
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            return data
        marker = data[at + 1]
        if marker in (0x00, 0xFF) or marker in _ALONE:
            at += 1
            continue
        if marker == _SCAN:
            return b"".join([*out, data[at:]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _END or end > len(data):
            return data
        out.append(data[at:end])
        at = end
