"""What stands beside a model, as rows."""

from __future__ import annotations

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.i18n import N_, _
from ganstudio.library import card, speed

DIGEST, SPEED = "SHA-256", N_("Speed here")
"""Titles of rows that have a button beside them."""
_LINE = 16
"""Characters of a digest in a line."""


def facts(info: ModelInfo, took: float | None, sha: str) -> list[tuple[str, str]]:
    """(title, text), translated; without those of which nothing is known. `took` and `sha` may not be known yet."""
    told, metrics = info.card, info.card.get("metrics")
    numbers = ", ".join(f"{name} {value}" for name, value in metrics.items()) if isinstance(metrics, dict) else ""
    times = card.scale(info)
    rows = [
        (_(SPEED), _speed(info, took)),
        (_("Scale"), f"×{times}" if times > 1 else ""),
        (_("Size"), _size(info)),
        (_("Network"), _network(info)),
        (_("Licence"), card.licence(info) or _("not stated; ask who made it")),
        (_("Comes from"), card.origin(info)),
        (_("Learned from"), _text(told.get("data"))),
        (_("Trained"), _text(told.get("trained"))),
        (_("Measured"), numbers),
        (_("Name"), info.name),
        (_("File"), info.path.name if info.bundled else _breakable(str(info.path))),
        (DIGEST, "\n".join(sha[at : at + _LINE] for at in range(0, len(sha), _LINE)) or "…"),
    ]
    return [(title, text) for title, text in rows if text]


def _speed(info: ModelInfo, took: float | None) -> str:
    if info.task not in speed.MEASURED:
        return ""
    return speed.words(info, took) if took else _("not measured yet")


def _network(info: ModelInfo) -> str:
    """Its shape, as a few plain values tell it."""
    plain = {name: value for name, value in info.config.items() if name != "scale" and not isinstance(value, bool)}
    told = [f"{name} {value}" for name, value in plain.items() if len(str(value)) < 16]
    return f"{info.architecture} ({', '.join(told[:4])})" if told else info.architecture


def _size(info: ModelInfo) -> str:
    size = card.size(card.bytes_of(info))
    if info.architecture == "onnx":  # whose file keeps bytes, not numbers
        return size
    count = card.parameters(info) / 1e6
    told = f"{count:.2g}" if count < 10 else str(round(count))
    return _("{size}, {n} million numbers").format(size=size, n=told)


def _text(value: object) -> str:
    return _(value) if isinstance(value, str) and value else ""


def _breakable(path: str) -> str:
    """Lines may end behind every folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
