"""Finds the strings to translate, for Babel: `babel.messages` does the rest.

In code it looks into the syntax tree, because Babel's own reader passes over `_("…")` inside an f-string before
Python 3.12. What the bundled models say of themselves is visible text too, and found in their files.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import IO, Any

Found = tuple[int, str, str | tuple[str, ...], list[str]]


def code(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """What `_`, `N_` and `ngettext` are called with: (line, function, text or texts, comments)."""
    calls = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(node.func, "id", "")
        texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name in ("_", "N_") and len(texts) == 1:
            yield node.lineno, name, texts[0], []
        elif name == "ngettext" and len(texts) == 2:
            yield node.lineno, name, (texts[0], texts[1]), []


def presets(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """The titles of bundled presets, and what the bundled catalogue says of models."""
    values = json.loads(file.read())
    for each in (*values.get("presets", ()), *values.get("models", ())):
        for text in (each["title"], each.get("about")):
            if text:
                yield 1, "_", text, []


def cards(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """The title and the sentences of a model's card."""
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    about = json.loads(header["__metadata__"]["ganstudio"])
    for text in (about["title"], about["card"].get("data"), about["card"].get("limits")):
        if text:
            yield 1, "_", text, []
