"""A survey and its settings as one buffer, for other workers; nothing in it is code."""

import io
import json
from dataclasses import fields
from typing import Any, get_origin

import numpy as np
from numpy.typing import NDArray

from wispcut.backdrop.photo import PhotoBackdrop
from wispcut.core import plain_json
from wispcut.core.errors import WispcutError
from wispcut.settings import Settings, as_mapping, complete
from wispcut.survey import Survey


def write(survey: Survey, settings: Settings) -> NDArray[np.uint8]:
    """Everything that another worker needs; :func:`read` reads it."""
    out = io.BytesIO()
    arrays = _fields(survey) | {f"backdrop.{k}": v for k, v in _fields(survey.backdrop).items()}
    del arrays["backdrop"]
    np.savez(out, allow_pickle=False, settings=json.dumps(as_mapping(settings)), **arrays)
    return np.frombuffer(out.getbuffer(), np.uint8)


def read(buffer: object) -> tuple[Survey, Settings]:
    """What :func:`write` wrote, the same to the last bit and type. Raises ``WispcutError`` for other bytes."""
    try:
        with np.load(io.BytesIO(buffer), allow_pickle=False) as stored:  # type: ignore[arg-type]
            values = {name: stored[name] for name in stored.files}
        settings = complete(plain_json.parse(str(values.pop("settings"))))
        backdrop = {name[9:]: values.pop(name) for name in list(values) if name.startswith("backdrop.")}
        return _record(Survey, values | {"backdrop": _record(PhotoBackdrop, backdrop)}), settings
    except Exception as error:  # what zipfile and numpy raise for damaged archives has no common kind
        raise WispcutError(
            "internal",
            f"The survey is damaged: {type(error).__name__}, {error}. Make it again from the photo.",
        ) from error


def _fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _record(kind: Any, stored: dict[str, Any]) -> Any:
    """A record from stored arrays: its tuples and plain values are what they were."""
    values = {}
    for field in fields(kind):
        value = stored[field.name]
        if get_origin(field.type) is tuple:
            value = tuple(value.tolist())
        elif isinstance(value, np.ndarray) and value.ndim == 0:
            value = value.item()
        values[field.name] = value
    return kind(**values)
