"""Directives that write from the code: ``commands`` every command with its options, ``knobs`` every setting."""

import argparse
import re
from abc import abstractmethod
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from wispcut.cli import make_parser
from wispcut.settings import KNOBS, Knob

HOME = r"~?(?:\w+\.)*"
NDARRAY = re.compile(rf"{HOME}ndarray\[{HOME}tuple\[{HOME}Any, ...\], {HOME}dtype\[{HOME}(\w+)\]\]")
NAMES = {"float32": "Array", "uint8": "Bytes"}


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command by its name, in the order of the help."""
    (choice,) = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choice.choices)


def told(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    """An option's help, with its default, as ``--help`` shows it."""
    return sentence(parser._get_formatter()._expand_help(action))


def sentence(text: str) -> str:
    """Words of a help as a sentence."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def usage(action: argparse.Action) -> str:
    """An option as it is typed: ``-o OUT, --output OUT``."""
    value = ""
    if action.nargs != 0:
        value = action.metavar or ("|".join(action.choices) if action.choices else action.dest.upper())
    if not action.option_strings:
        return str(value) + (" …" if action.nargs == "*" else "")
    return ", ".join(f"{name} {value}".strip() for name in action.option_strings)


class Written(SphinxDirective):
    """A directive whose contents are written from the code, in reStructuredText."""

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """What stands in its place."""

    def run(self) -> list[nodes.Node]:
        """Parse the lines as if they stood in the document."""
        return self.parse_text_to_nodes("\n".join(self.lines()), allow_section_headings=True)


class Commands(Written):
    """``commands``: each command, its arguments and its options."""

    def lines(self) -> Iterator[str]:
        """A section for each command, a list of its options."""
        (choice,) = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
        summaries = {action.dest: action.help for action in choice._choices_actions}
        for name, parser in commands().items():
            title = f"wispcut {name}"
            yield from (title, "-" * len(title), "", sentence(summaries[name]), "")
            needed = [usage(a) for a in parser._actions if a.required or not a.option_strings]
            words = ["wispcut", name, *(["[OPTION …]"] if len(parser._actions) > 1 else []), *needed]
            yield from ("::", "", f"   {' '.join(word.split(', ')[0] for word in words)}", "")
            for action in parser._actions:
                if not isinstance(action, argparse._HelpAction):
                    yield from (f"``{usage(action)}``", f"   {told(parser, action)}", "")


class Knobs(Written):
    """``knobs``: each setting with its range and its default."""

    def lines(self) -> Iterator[str]:
        """A section for each section of the settings."""
        sections: dict[str, list[Knob]] = {}
        for knob in KNOBS:
            sections.setdefault(knob.name.split(".")[0], []).append(knob)
        for name, knobs in sections.items():
            yield from (name, "-" * len(name), "")
            for knob in knobs:
                yield from (f"``{knob.name}``", f"   **{knob.label}.** {knob.help}. {values(knob)}", "")


def values(knob: Knob) -> str:
    """What a knob takes: ``0 to 40 px, default 5``."""
    if knob.kind == "flag":
        return f"``true`` or ``false``; default ``{str(knob.default).lower()}``."
    if knob.kind == "choice":
        return f"One of {', '.join(f'``{c}``' for c in knob.choices)}; default ``{knob.default}``."
    if knob.kind == "colour":
        return f"``#rrggbb``; default ``{knob.default}``."
    unit = f" {knob.unit}" if knob.unit else ""
    return f"{knob.low:g} to {knob.high:g}{unit}; default {knob.default:g}."


def short_types(*given: object) -> tuple[str | None, str | None]:
    """A signature with ``Array`` and ``Bytes`` in place of what numpy spells out."""
    return tuple(
        part and NDARRAY.sub(lambda found: NAMES.get(found[1], f"NDArray[{found[1]}]"), part)
        for part in given[-2:]
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directives known."""
    app.connect("autodoc-process-signature", short_types)
    app.add_directive("commands", Commands)
    app.add_directive("knobs", Knobs)
    return {"parallel_read_safe": True}
