"""``wispcut``: the command line. A module a command; only they read and write files, through :mod:`wispcut.formats`.

Exit code 0; 1 when some of several photos failed; 2 with one line on standard error that says what is wrong and what to
do; 130 after Ctrl+C.
"""

import sys
from collections.abc import Sequence

import wispcut
from wispcut.cli import backdrop, batch, cutout, enhance, refine, resize, settings
from wispcut.cli.arguments import Parser
from wispcut.core.errors import SettingsError, WispcutError

COMMANDS = (cutout, batch, refine, enhance, backdrop, resize, settings)
"""Modules with ``add(commands)``, which describes the command, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        options = make_parser().parse_args(arguments)
        return int(options.command(options) or 0)
    except (WispcutError, SettingsError) as error:
        print(f"wispcut: {_one_line(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("wispcut: cancelled; no file is half written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 2
    except MemoryError:
        print("wispcut: the memory is full. Close other programs or make the photo smaller.", file=sys.stderr)
        return 2


def make_parser() -> Parser:
    """The parser of every command; the documentation is written from it, too."""
    parser = Parser(prog="wispcut", description="Cut the subject out of a photo and keep every wisp of hair.")
    parser.add_argument("--version", action="version", version=f"wispcut {wispcut.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        command.add(commands)
    return parser


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
