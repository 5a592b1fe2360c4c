"""What a run's numbers are called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ganstudio.gui.training.names import LOSSES, MEASURES, SIGNALS, signal
from ganstudio.i18n import set_language
from trainers import signals

LEARNERS = sorted((Path(__file__).parents[3] / "trainers").glob("*_learner.py"))
_NO_NUMBERS = {"state", "restore", "__init__"}
"""Functions whose dictionaries hold weights."""


def written(source: str) -> set[str]:
    """The names that a learner's functions put into dictionaries of numbers: keys of those called `named` or `values`,
    and of what `measure` gives."""
    found: set[str] = set()
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef) or function.name in _NO_NUMBERS:
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if {getattr(target, "id", "") for target in targets} & {"named", "values"}:
                    found |= keys(node.value)
            elif isinstance(node, ast.Return) and node.value is not None and function.name in ("measure", "step"):
                found |= keys(node.value)
    return found


def keys(node: ast.AST) -> set[str]:
    """Texts that are keys of dictionaries in `node`."""
    dictionaries = (each for each in ast.walk(node) if isinstance(each, ast.Dict))
    texts = (key for each in dictionaries for key in each.keys if isinstance(key, ast.Constant))
    return {str(key.value) for key in texts}


@pytest.mark.parametrize("path", LEARNERS, ids=lambda path: path.stem)
def test_every_number_of_every_recipe_has_a_title(path: Path) -> None:
    known = {*SIGNALS, *LOSSES, *MEASURES}
    assert written(path.read_text("utf-8")) <= known


def test_numbers_were_found_at_all() -> None:
    found = set().union(*(written(path.read_text("utf-8")) for path in LEARNERS))
    assert {"pixel", "perceptual", "steady", "psnr", "edges", "dice"} <= found


def test_names_are_in_the_language_of_now() -> None:
    set_language("es")
    try:
        assert signal("steady") == "estabilidad"
        assert signal("slider age") == "Edad"
        assert signal("smile told") == "Sonrisa: bien reconocida"
    finally:
        set_language("en")
    assert signal(signals.D_REAL) == "of real pictures"
    assert signal("their own") == "their own"
