"""What a journal says: the plan, the photos, how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ganstudio.batch.item import Item, State
from ganstudio.batch.plan import Plan
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _

VERSION = 1
Line = dict[str, Any]


@dataclass
class Record:
    """Lines added up. `items`, `planned` and `bytes` have one entry for each photo, in the order of the work."""

    plan: Plan | None = None
    started: str = ""
    """The day, as 2031-12-24."""
    models: dict[str, str] | None = None
    """Name → SHA-256 of the models at the start."""
    items: list[Item] = field(default_factory=list)
    planned: list[Path] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)
    """Photos that wait, but were at work before: the name they have is theirs, and what has it is theirs too."""
    found: bool = False
    """Whether all photos are in."""

    @classmethod
    def read(cls, lines: Iterable[Line]) -> Record:
        """Raises GanstudioError for lines that are none of a batch's, or of a newer version."""
        record = cls()
        try:
            for line in lines:
                record._add(line)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise GanstudioError(_("the journal is damaged")) from error
        record._stopped()
        return record

    def _add(self, line: Line) -> None:
        if "plan" in line:
            if line["ganstudio"] != "batch" or line["version"] != VERSION:
                raise GanstudioError(_("the journal was written by another version of ganstudio"))
            self.plan, self.started = Plan.from_json(line["plan"]), line["started"]
        elif "source" in line:
            self._found(Item(Path(line["source"]), Path(line["target"]), reason=line.get("problem", "")), line["bytes"])
        elif "found" in line:
            self.found = line["found"] == len(self.items)
        elif "models" in line:
            self.models = dict(line["models"])
        else:
            self._changed(line["photo"], line)

    def _found(self, item: Item, size: int) -> None:
        self.items.append(replace(item, state=State.FAILED) if item.reason else item)
        self.planned.append(item.target)
        self.bytes.append(size)

    def _changed(self, index: int, line: Line) -> None:
        self.items[index] = replace(
            self.items[index],
            target=Path(line["target"]) if "target" in line else self.items[index].target,
            state=State(line["state"]),
            reason=line.get("reason", ""),
            seconds=line.get("seconds", 0.0),
            size=tuple(line.get("size", (0, 0))),
        )

    def _stopped(self) -> None:
        """What was at work when the program ended waits again."""
        self.begun = {index for index, item in enumerate(self.items) if item.state is State.WORKING}
        for index in self.begun:
            self.items[index] = replace(self.items[index], state=State.WAITING)


def first_line(plan: Plan, started: str) -> Line:
    """What a journal begins with."""
    return {"ganstudio": "batch", "version": VERSION, "started": started, "plan": plan.to_json()}


def found_line(item: Item, size: int) -> Line:
    """A photo was found; one that is known to be unreadable with the reason."""
    line = {"source": str(item.source), "target": str(item.target), "bytes": size}
    return line | ({"problem": item.reason} if item.reason else {})


def changed_line(index: int, item: Item) -> Line:
    """The `index`th photo has another state."""
    line: Line = {"photo": index, "state": item.state.value}
    if item.state in (State.WORKING, State.WAITING):
        line["target"] = str(item.target)
    if item.reason:
        line["reason"] = item.reason
    if item.state is State.DONE:
        line |= {"seconds": item.seconds, "size": list(item.size)}
    return line
