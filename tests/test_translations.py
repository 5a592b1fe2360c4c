"""Every visible string is there in every language, and says the same with the same placeholders."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from ganstudio.i18n import LANGUAGES, N_, _, set_language
from ganstudio.image.export import ExportOptions
from ganstudio.params import fields
from ganstudio.paths import resource
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from tests.marked import cards, code, presets
from trainers import RECIPES

ROOT = Path(__file__).resolve().parent.parent
OTHERS = [code for code in LANGUAGES if code != "en"]
METHODS = [("**.py", code), ("**.safetensors", cards), ("**.json", presets)]
Text = str | tuple[str, ...]


def marked() -> dict[Text, str]:
    """All marked strings → where the first of each stands."""
    found: dict[Text, str] = {}
    for folder in ("ganstudio", "trainers", "resources/models", "resources/presets", "resources/catalogue"):
        for name, line, text, _comments, _context in extract_from_dir(
            ROOT / folder, METHODS, keywords=DEFAULT_KEYWORDS
        ):
            found.setdefault(text, f"{folder}/{name}:{line}")
    return found


def catalogue(language: str) -> Catalog:
    with (resource("translations") / language / "LC_MESSAGES" / "ganstudio.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> frozenset[str]:
    """Ours, "{name}", and those of argparse, "%(name)s" and "%s"."""
    return frozenset(re.findall(r"\{[^}]*\}|%\(\w+\)\w|%[srd]", text))


def pairs(original: Text, translated: Text) -> Iterator[tuple[str, str]]:
    """Each translated form with the English form it stands for."""
    if isinstance(original, str):
        yield original, str(translated)
    else:
        yield from ((original[min(index, 1)], form) for index, form in enumerate(translated))


def test_something_is_marked() -> None:
    assert len(marked()) > 200


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing(language: str) -> None:
    there = catalogue(language)
    missing = []
    for text, place in marked().items():
        message = there.get(text if isinstance(text, str) else text[0])
        forms = [] if message is None else [message.string] if isinstance(message.string, str) else message.string
        if message is None or message.fuzzy or message.id != text or not forms or not all(forms):
            missing.append(f"{place}: {text!r}")
    assert not missing, "make translations, then translate:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            for original, translated in pairs(message.id, message.string):
                assert placeholders(translated) == placeholders(original), f"{original!r}: {translated!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_shape_is_the_same(language: str) -> None:
    """Ends like the original: a sentence stays a sentence, "…" promises a dialog. Shortcut marks stay."""
    for message in catalogue(language):
        if message.id:
            for original, translated in pairs(message.id, message.string):
                for end in (".", "…", ":", "?", " "):
                    assert original.endswith(end) == translated.endswith(end), f"{original!r}: {translated!r}"
                assert original.startswith(" ") == translated.startswith(" "), f"{original!r}: {translated!r}"
                assert ("&" in original) == ("&" in translated), f"{original!r}: {translated!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_compiled_catalogue_is_up_to_date(language: str) -> None:
    compiled = gettext.translation("ganstudio", str(resource("translations")), [language])
    for message in catalogue(language):
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string, "make translations"
        elif message.id:
            for index, count in enumerate((1, 2)):
                assert compiled.ngettext(*message.id, count) == message.string[index], "make translations"


def test_languages_are_switched() -> None:
    title = N_("Model")
    set_language("es")
    assert _(title) == "Modelo"
    set_language("en")
    assert _(title) == "Model"


def test_no_string_is_formatted_before_it_is_translated() -> None:
    """`_(f"…")` and `_("…".format())` look up a text that no catalogue holds."""
    wrong = []
    for path in sorted((ROOT / "ganstudio").rglob("*.py")) + sorted((ROOT / "trainers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "ngettext")
            ):
                for argument in node.args[:2]:
                    dynamic = isinstance(argument, ast.JoinedStr | ast.BinOp)
                    formatted = isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith(".format")
                    if dynamic or formatted:
                        wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, wrong


def test_declarations_are_marked() -> None:
    """Titles and helps of parameters, tools and recipes are translated where they are shown, if they are marked."""
    kinds = [tool.params for tool in TOOLS.values()] + [recipe.params for recipe in RECIPES.values()]
    declared = [field for kind in (*kinds, Settings, ExportOptions) for field in fields(kind)]
    shown = [text for field in declared for text in (field.title, field.help)]
    shown += [text for each in (*TOOLS.values(), *RECIPES.values()) for text in (each.title, each.summary)]
    there = marked()
    assert not [text for text in shown if text and text not in there]
