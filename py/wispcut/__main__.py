"""``python -m wispcut``."""

import sys

from wispcut.cli import main

sys.exit(main())
