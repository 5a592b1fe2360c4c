"""Options are made from the declared fields, and the fields are read from the options."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import pytest

from ganstudio.cli.options import add_options, preferred_models, read_options
from ganstudio.errors import SettingsError
from ganstudio.image.export import ExportOptions
from ganstudio.params import choice, fields, flag, integer, model, number, text
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from trainers import RECIPES


@dataclass(frozen=True)
class Sample:
    strength: float = number(0.5, low=0, high=1, step=0.1, title="Strength", help="100 % is all.")
    step_count: int = integer(3, low=1, high=10_000_000, title="Steps")
    mode: str = choice("plain", {"plain": "Plain one", "2": "2"}, title="Mode")
    keep: bool = flag(True, title="Keep")
    name: str = text(title="Name")
    network: str = model("upscale")


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(exit_on_error=False)
    add_options(made, Sample, "sample")
    return made


def test_every_kind_of_field(parser: argparse.ArgumentParser) -> None:
    words = "--strength 1 --step-count 9 --mode 2 --no-keep --name ñ --network sharp".split()
    assert read_options(parser.parse_args(words), Sample) == Sample(1.0, 9, "2", keep=False, name="ñ", network="sharp")


def test_what_is_not_given_comes_from_the_base_then_the_defaults(parser: argparse.ArgumentParser) -> None:
    given = parser.parse_args(["--step-count", "5"])
    assert read_options(given, Sample, {"step_count": 7, "name": "base"}) == Sample(step_count=5, name="base")


@pytest.mark.parametrize("words", [["--strength", "much"], ["--step-count", "1.5"], ["--mode", "other"]])
def test_what_cannot_be_read_is_refused(parser: argparse.ArgumentParser, words: list[str]) -> None:
    with pytest.raises(argparse.ArgumentError, match=words[1]):
        parser.parse_args(words)


@pytest.mark.parametrize(
    "words", [["--strength", "1.5"], ["--strength=-1"], ["--strength", "nan"], ["--step-count", "0"]]
)
def test_what_is_out_of_range_is_refused(parser: argparse.ArgumentParser, words: list[str]) -> None:
    with pytest.raises(SettingsError, match="must be a number from"):
        read_options(parser.parse_args(words), Sample)


def test_help_says_range_default_and_choices(parser: argparse.ArgumentParser) -> None:
    told = " ".join(parser.format_help().split())
    assert "Strength: 100 % is all (0 to 1, default: 0.5)" in told
    assert "Steps (1 to 10000000, default: 3)" in told
    assert "Mode; plain = Plain one (default: plain)" in told
    assert "Keep (default: yes)" in told


def test_the_users_default_model_is_the_base() -> None:
    settings = Settings(upscale_model="mine")
    assert preferred_models(Sample, settings) == {"network": "mine"}


def test_no_tool_has_an_option_that_the_export_or_the_program_has() -> None:
    taken = {field.name for field in fields(ExportOptions)} | {"device", "precision", "language", "output", "overwrite"}
    for tool in TOOLS.values():
        assert not taken & {field.name for field in fields(tool.params)}, tool.id
    for recipe in RECIPES.values():
        assert not {"data", "run", "language"} & {field.name for field in fields(recipe.params)}, recipe.id
