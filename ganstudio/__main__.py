"""`python -m ganstudio` and the `ganstudio` command."""

from __future__ import annotations

import sys

from ganstudio.cli import main

if __name__ == "__main__":
    sys.exit(main())
