"""How long a file's name may be."""

from __future__ import annotations

import os

LONGEST = 255
"""Bytes."""


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` bytes, cut between characters."""
    raw = os.fsencode(text)
    return text if len(raw) <= limit else raw[:limit].decode(errors="ignore")
