"""JSON from outside: what does not end in a value ends in one kind of error, with words for people."""

import json
from typing import Any


def parse(text: str | bytes) -> Any:
    """The value of a JSON text; bytes may be UTF-8, UTF-16 or UTF-32, with or without a byte-order mark.

    Raises ``ValueError`` for what is no JSON, is nested deeper than Python's stack, or holds a whole number of more
    digits than Python converts.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode(json.detect_encoding(text))
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError:
        raise ValueError("a number in it has too many digits") from None
