"""Rows as a table in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

Row = dict[str, object]


def show(title: str, rows: Sequence[Row]) -> None:
    """Print `rows`, whose columns are those of all rows in the order in which they first come."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    print(f"\n## {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(_cell(row.get(column, "")) for column in columns) + " |", flush=True)


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
