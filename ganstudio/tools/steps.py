"""Steps as a person writes them on a command line: `upscale scale=2 ; light exposure=0.3`."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from typing import Any

from ganstudio.errors import SettingsError
from ganstudio.i18n import _
from ganstudio.image.edit import Edit
from ganstudio.params import Field, fields, from_json, read_points, to_json
from ganstudio.settings import Settings
from ganstudio.tools.tool import Tool
from ganstudio.tools.workflow import Workflow, tool_of

_BETWEEN = ";|"
_YES = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}


def parse(text: str, settings: Settings) -> Workflow:
    """The workflow that `text` asks for: tools and their `name=value`, words as in a shell, `;` or `|` between steps.

    Models that are not named are those of `settings`. Raises SettingsError with a sentence.
    """
    return Workflow(text, tuple(_edit(words, settings) for words in _steps(text)))


def _steps(text: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(text, posix=True, punctuation_chars=_BETWEEN)
    lexer.whitespace_split, lexer.commenters = True, ""
    step: list[str] = []
    try:
        for word in lexer:
            if set(word) <= set(_BETWEEN):
                if step:
                    yield step
                step = []
            else:
                step.append(word)
    except ValueError:
        wrong = _("The steps {text} are not right: a quotation mark is missing.")
        raise SettingsError(wrong.format(text=text)) from None
    if step:
        yield step


def _edit(words: list[str], settings: Settings) -> Edit:
    tool = tool_of(Edit(words[0]))
    known = {field.name: field for field in fields(tool.params)}
    values = {name: settings.default_model(field.task) for name, field in known.items() if field.kind == "model"}
    given = []
    for word in words[1:]:
        name, equals, value = word.partition("=")
        name = name.replace("-", "_")
        if not equals or name not in known:
            raise SettingsError(_unknown(tool, word, list(known)))
        values[name] = _value(tool, known[name], value)
        given.append(known[name])
    params = from_json(tool.params, values)
    for field in given:
        if not field.counts(params):
            raise SettingsError(_no_use(tool, field))
    return Edit(tool.id, to_json(params))


def _value(tool: Tool, field: Field, text: str) -> Any:
    """`text` as a value of `field`; whether it is in its range, `params.check` says."""
    try:
        return _READERS.get(field.kind, str)(text)
    except (ValueError, KeyError):
        wrong = _("{tool}: {text} is no value for {name}.")
        raise SettingsError(wrong.format(tool=tool.id, text=text or "''", name=field.name)) from None


_READERS: dict[str, Callable[[str], Any]] = {
    "number": float,
    "integer": int,
    "flag": lambda text: _YES[text.lower()],
    "curve": read_points,
}


def _unknown(tool: Tool, word: str, known: list[str]) -> str:
    names = ", ".join(f"{name}=…" for name in known) or _("none")
    return _("{tool} does not know {word}; its parameters are: {names}.").format(tool=tool.id, word=word, names=names)


def _no_use(tool: Tool, field: Field) -> str:
    """The sentence for a parameter that would be passed over in silence."""
    needed = ", ".join(f"{name}={_(' or ').join(values)}" for name, values in field.when.items())
    return _("{tool}: {name} counts only with {needed}.").format(tool=tool.id, name=field.name, needed=needed)
