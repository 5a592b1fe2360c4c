"""The pages that explain are there in each language, say the same, and lead to one another."""

from __future__ import annotations

import re

import pytest

from ganstudio.i18n import LANGUAGES, set_language
from ganstudio.paths import resource
from trainers.doctor.diagnosis import Illness
from trainers.doctor.lessons import CURVES, INDEX, lesson

ILLNESSES = [illness.value for illness in Illness]
PAGES = [INDEX, CURVES, *ILLNESSES]


def text(language: str, name: str) -> str:
    return (resource("lessons") / language / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_illness_has_a_page_and_no_page_is_left_over(language: str) -> None:
    assert sorted(path.stem for path in (resource("lessons") / language).glob("*.md")) == sorted(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ILLNESSES)
def test_a_page_is_long_enough_to_explain_and_short_enough_to_be_read(language: str, name: str) -> None:
    words = re.sub(r"\]\([^)]*\)", "]", text(language, name)).split()
    assert 250 <= len(words) <= 520
    assert text(language, name).startswith("# ")


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_translation_has_the_same_parts_and_sources(language: str, name: str) -> None:
    for pattern in (r"(?m)^#+ ", r"(?m)^- ", r"(?m)^\d\. "):
        assert len(re.findall(pattern, text(language, name))) == len(re.findall(pattern, text("en", name)))
    sources = r"\]\((https?://[^)]*)\)"
    assert re.findall(sources, text(language, name)) == re.findall(sources, text("en", name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_links_between_pages_lead_somewhere(language: str, name: str) -> None:
    for target in re.findall(r"\]\(([^)]*)\)", text(language, name)):
        assert target.startswith("https://") or target.removesuffix(".md") in PAGES


def test_the_page_is_that_of_the_language() -> None:
    set_language("es")
    spanish = lesson("mode-collapse").read_text(encoding="utf-8")
    set_language("en")
    english = lesson("mode-collapse").read_text(encoding="utf-8")
    assert spanish.startswith("# Colapso") and english.startswith("# Mode")
