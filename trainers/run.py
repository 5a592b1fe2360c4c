"""A run is a folder: `run.json`, `status.json`, `stats.jsonl`, `previews/`, `checkpoint.pt`, `log.txt`, the timeline in
`models/` and `checkpoints/`, then `model.safetensors`."""

from __future__ import annotations

import json
import os
import shlex
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.written import refused, whole

VERSION = 1
"""Of what run folders hold; one more when an older program could not go on with them."""


@dataclass(frozen=True)
class Kept:
    """A point of the timeline: what the network was after `step` steps, as a model, and where it was kept too, all that
    is needed to go on from there."""

    step: int
    model: Path
    checkpoint: Path | None


class Run:
    """Reads and writes one run folder. Files are written whole to a temporary name, then replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Whether the folder is that of a run, be its `run.json` damaged."""
        return (self.folder / "run.json").exists()

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "model.safetensors"

    @property
    def checkpoint(self) -> Path:
        """All that is needed to go on exactly."""
        return self.folder / "checkpoint.pt"

    def model_at(self, step: int) -> Path:
        """Where the timeline keeps the model of `step`."""
        return self.folder / "models" / f"{step:07d}.safetensors"

    def checkpoint_at(self, step: int) -> Path:
        """Where the timeline keeps all that is needed to go on from `step`."""
        return self.folder / "checkpoints" / f"{step:07d}.pt"

    def open(
        self, recipe: str, params: Mapping[str, Any], data: tuple[Path, ...], command: list[str]
    ) -> dict[str, Any]:
        """Make the folder, or check that it holds a run of the same recipe; gives what `run.json` says."""
        self.refuse_newer()
        described = self.describe()
        if described and described.get("recipe") != recipe:
            raise GanstudioError(
                _("The folder {folder} holds a run of the recipe {recipe}. Choose another folder.").format(
                    folder=self.folder, recipe=described.get("recipe")
                )
            )
        # The same command again went on with the run; it says nothing new.
        commands = list(dict.fromkeys([*described.get("commands", []), shlex.join(command)]))
        described |= {
            "version": VERSION,
            "recipe": recipe,
            "params": dict(params),
            "data": [str(path) for path in data],
            "commands": commands,
        }
        (self.folder / "previews").mkdir(parents=True, exist_ok=True)
        self._describe(described)
        return described

    def note(self, **more: Any) -> None:
        """Let `run.json` say `more`."""
        self._describe(self.describe() | more)

    def _describe(self, described: Mapping[str, Any]) -> None:
        self._write("run.json", lambda path: path.write_text(json.dumps(described, indent=2), encoding="utf-8"))

    def refuse_newer(self) -> None:
        """Raise GanstudioError for the folder of a newer program, which may hold what this one does not know."""
        version = self.describe().get("version", 1)
        if not isinstance(version, int) or version > VERSION:
            raise GanstudioError(
                _("The run in {folder} was made by a newer version of this program. Install that to go on.").format(
                    folder=self.folder
                )
            )

    def describe(self) -> dict[str, Any]:
        """What `run.json` says; empty if there is none, or it is damaged."""
        try:
            return _table((self.folder / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def stats(self, step: int, values: Mapping[str, float]) -> None:
        """Add one line of numbers."""
        line = json.dumps({"step": step, "time": round(time.time(), 1), **values})
        path = self.folder / "stats.jsonl"
        try:
            with path.open("ab+") as file:
                file.seek(-1 if file.tell() else 0, os.SEEK_END)
                torn = file.read(1) not in (b"", b"\n")  # a full disk, or the end of a process, cut a line off
                file.write(("\n" * torn + line + "\n").encode())
        except OSError as error:
            raise refused(path, error) from error

    def rows(self) -> list[dict[str, Any]]:
        """All lines of numbers; one that is not whole (it is being written) is left out."""
        rows = []
        try:
            lines = (self.folder / "stats.jsonl").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        for line in lines:
            try:
                rows.append(_table(line))
            except ValueError:
                continue
        return rows

    def previews(self) -> list[tuple[int, Path]]:
        """(step, picture), the first first."""
        return [(int(path.stem), path) for path in sorted((self.folder / "previews").glob("*.png"))]

    def kept(self) -> list[Kept]:
        """The timeline, the first first."""
        found = []
        for model in sorted((self.folder / "models").glob("*.safetensors")):
            checkpoint = self.checkpoint_at(int(model.stem))
            found.append(Kept(int(model.stem), model, checkpoint if checkpoint.exists() else None))
        return found

    def last_stats(self) -> dict[str, float]:
        """The last line of numbers; empty if there is none."""
        try:
            return _table((self.folder / "stats.jsonl").read_text(encoding="utf-8").splitlines()[-1])
        except (OSError, ValueError, IndexError):
            return {}

    def forget_after(self, step: int) -> None:
        """Drop the lines of numbers of later steps: a run that goes on from a checkpoint writes them anew."""
        rows = self.rows()
        kept = [row for row in rows if row.get("step", 0) <= step]
        if len(kept) < len(rows):
            lines = "".join(json.dumps(row) + "\n" for row in kept)
            self._write("stats.jsonl", lambda path: path.write_text(lines, encoding="utf-8"))

    def log(self, text: str) -> None:
        """Add one line for a person; where it cannot be written, nothing depends on it."""
        with suppress(OSError), (self.folder / "log.txt").open("a", encoding="utf-8") as file:
            file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {text}\n")

    def save(self, state: Mapping[str, Any]) -> None:
        """Replace the checkpoint."""
        import torch

        self._write("checkpoint.pt", lambda path: torch.save(dict(state), path))

    def load(self, checkpoint: Path | None = None) -> dict[str, Any] | None:
        """The checkpoint, or one of the timeline; None where there is none yet."""
        import torch

        path = checkpoint or self.checkpoint
        if not path.exists():
            return None
        try:
            return dict(torch.load(path, map_location="cpu", weights_only=True))
        except Exception as error:  # torch raises many kinds for a damaged file
            raise GanstudioError(
                _("The checkpoint {path} cannot be read. Delete it to start the run again.").format(path=path)
            ) from error

    def preview(self, step: int, png: bytes) -> None:
        """Keep the preview of this step."""
        self._write(f"previews/{step:07d}.png", lambda path: path.write_bytes(png))

    def _write(self, name: str, write: Callable[[Path], object]) -> None:
        whole(self.folder / name, write)


def _table(text: str) -> dict[str, Any]:
    """Raises ValueError for what is none."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)
    return found
