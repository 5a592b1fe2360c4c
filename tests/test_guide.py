"""The guide has a page for everything, says the same in each language, and all that it points to is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganstudio.guide import GUIDE, INDEX, contents, page, pages_with
from ganstudio.i18n import LANGUAGES, _, set_language
from ganstudio.paths import resource
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Tool

FOLDER = resource(GUIDE)
PAGES = sorted(path.stem for path in (FOLDER / "en").glob("*.md"))
OTHERS = [code for code in LANGUAGES if code != "en"]
ROOMS = {
    *("window", "mask", "history", "presets", "projects", "export", "workflows", "batch", "command-line", "models"),
    *("catalogue", "compare", "wizard", "training", "settings", "shortcuts", "troubleshooting", "random-faces"),
    *("refused", "folders", "report"),
}
UNSEEN = {"command-line", "troubleshooting", "refused", "folders"}
"""Of these, what is no part of the window."""
MOST = 3_000_000
"""Bytes of all pictures."""
KEYS = {"Mayús": "Shift", "Intro": "Enter", "Supr": "Del", "Re Pág": "PgUp", "Av Pág": "PgDown", "Izquierda": "Left"}
"""As they are printed on Spanish keyboards → as Qt calls them."""


def text(language: str, name: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def targets(language: str, name: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text(language, name))


def keys(language: str, name: str) -> list[str]:
    """What stands in a page as code, keys by their English names."""
    found = re.findall(r"`([^`]+)`", text(language, name))
    return [re.sub("|".join(KEYS), lambda match: KEYS[match[0]], each) for each in found]


def bold(language: str, name: str) -> list[str]:
    return [each.rstrip("…") for each in re.findall(r"\*\*([^*]+)\*\*", text(language, name))]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_page_and_the_contents_name_them_all(language: str) -> None:
    set_language(language)
    named = [name for chapter in contents() for name, _title in chapter.pages]
    assert sorted([*named, INDEX]) == PAGES == sorted(path.stem for path in (FOLDER / language).glob("*.md"))
    assert {*TOOLS, *ROOMS} <= set(named)
    for chapter in contents():
        for name, title in chapter.pages:
            assert text(language, name).startswith(f"# {title}\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOOLS)
def test_the_page_of_a_tool_has_its_name(language: str, name: str) -> None:
    set_language(language)
    assert text(language, name).startswith(f"# {_(TOOLS[name].title)}\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted({*TOOLS, *ROOMS} - UNSEEN))
def test_the_page_of_what_is_seen_has_its_picture(language: str, name: str) -> None:
    assert f"../pictures/{language}/{name}.webp" in targets(language, name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_page_of_a_tool_names_the_button_that_does_it(language: str, tool: Tool) -> None:
    set_language(language)
    found = re.findall(r"\*\*([^*]+)\*\* \(`Ctrl\+(?:Enter|Intro)`\)", text(language, tool.id))
    assert found == [_("Run") if tool.model else _("Apply")]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_short(name: str) -> None:
    words = re.sub(r"\]\([^)]*\)", "]", text("en", name)).split()
    assert 120 <= len(words) <= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_lead_somewhere_and_no_picture_is_left_over(language: str) -> None:
    used = set()
    for name in PAGES:
        for target in targets(language, name):
            path = (FOLDER / language / target).resolve()
            assert target.startswith(("https://", "action:")) or path.is_file(), (name, target)
            used.add(path)
    pictures = (FOLDER / "pictures" / language).resolve()
    assert {path for path in used if path.suffix == ".webp"} == set(pictures.iterdir())


def test_the_pictures_take_little_room() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.webp")) < MOST


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_translation_has_the_same_parts_links_and_keys(language: str, name: str) -> None:
    for pattern in (r"(?m)^#+ ", r"(?m)^- ", r"(?m)^\d\. "):
        assert len(re.findall(pattern, text(language, name))) == len(re.findall(pattern, text("en", name)))
    english = [re.sub(r"/en/", f"/{language}/", target) for target in targets("en", name)]
    assert sorted(targets(language, name)) == sorted(english)
    assert sorted(map(_neutral, keys(language, name))) == sorted(map(_neutral, keys("en", name)))


def _neutral(code: str) -> str:
    """A word that stands for any is translated."""
    return re.sub(r"\b(NAME|NOMBRE)\b", "NAME", code)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_translation_calls_things_as_the_program_does(language: str, name: str) -> None:
    set_language(language)
    ours, theirs = bold("en", name), bold(language, name)
    assert len(ours) == len(theirs)
    for english, other in zip(ours, theirs, strict=True):
        known = {_(each).rstrip("…") for each in (english, english + "…") if _(each) != each}
        assert not known or other in known, (english, other, known)


def test_pages_are_searched_without_heed_to_case_and_accents() -> None:
    assert "mask" in pages_with("LASSO") and "flip" not in pages_with("lasso")
    assert pages_with("lasso shift") <= pages_with("lasso")
    assert not pages_with("action:shortcuts")  # what is not seen is not searched
    set_language("es")
    assert pages_with("mascara") == pages_with("máscara") != frozenset()


def test_a_page_that_is_not_translated_is_read_in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "one.md").write_text("# One")
    monkeypatch.setattr("ganstudio.guide.resource", lambda _name: tmp_path)
    set_language("es")
    assert page("one") == tmp_path / "en" / "one.md"
