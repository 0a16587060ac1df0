"""Errors for people: a code for programs, and one plain sentence that ends in what to do next."""


class WispcutError(Exception):
    """``code`` is stable (``no_foreground``, ``bad_settings``, ``cancelled`` ...); the message is for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """How errors pass between processes."""
        return type(self), (self.code, str(self))


class SettingsError(ValueError):
    """A setting that does not fit: the message names the knob, the rule and the value given."""
