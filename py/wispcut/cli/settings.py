"""``wispcut settings``: every knob as JSON Schema."""

import argparse
import json

from wispcut.cli.arguments import Commands, Parser
from wispcut.settings import schema


def add(commands: "Commands[Parser]") -> None:
    """Describe the command."""
    one = commands.add_parser("settings", help="print every knob as JSON Schema")
    one.set_defaults(command=print_settings)


def print_settings(options: argparse.Namespace) -> None:
    """``wispcut settings``: every knob as JSON Schema."""
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
