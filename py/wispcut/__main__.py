"""``python -m wispcut``."""

import sys

from wispcut.cli import main

if __name__ == "__main__":  # not in the processes that --jobs starts
    sys.exit(main())
