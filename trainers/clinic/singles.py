"""What is found about single pictures: those that cannot be read, are too small, without colours, enlarged, empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ganstudio.i18n import _, ngettext
from trainers.clinic.picture import TRUNCATED, UNREADABLE, Measures, Seen
from trainers.clinic.report import Finding, Weight
from trainers.recipe import Needs

_EIGHT_BIT = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "La", "RGBa"}


def singles(seen: Sequence[Seen], needs: Needs) -> Iterator[Finding]:
    """What is wrong with one picture at a time."""
    yield from _spoilt(seen)
    measured = [(each.path, each.measures) for each in seen if each.measures]
    yield from _small(measured, needs)
    if not needs.grey:
        yield from _colourless([path for path, picture in measured if picture.grey])
    yield from _empty([path for path, picture in measured if picture.flat])
    soft = [(path, picture) for path, picture in measured if picture.enlarged or picture.repeats]
    yield from _enlarged(soft, few=2 * len(soft) < len(measured))
    yield from _transparent([path for path, picture in measured if picture.transparent])
    yield from _mode(measured)


def foreign(paths: Sequence[Path]) -> Iterator[Finding]:
    """Pictures of kinds that no training reads."""
    if paths:
        title = ngettext(
            "{n} picture is of a kind that is not read", "{n} pictures are of a kind that is not read", len(paths)
        )
        kinds = ", ".join(sorted({path.suffix.lower() for path in paths}))
        advice = _("Training does not see files of the kind {kinds}. Save them as PNG or JPEG if they shall be learnt.")
        yield _about("foreign", Weight.NOTE, title, advice.format(kinds=kinds), paths)


def in_quarantine(paths: Sequence[Path]) -> Iterator[Finding]:
    """Those that are left out as things stand."""
    if paths:
        title = ngettext("{n} picture is in quarantine", "{n} pictures are in quarantine", len(paths))
        advice = _("No training takes them, and they were not checked. The files are where they were.")
        yield _about("in-quarantine", Weight.NOTE, title, advice, paths)


def _spoilt(seen: Sequence[Seen]) -> Iterator[Finding]:
    unreadable = [each for each in seen if each.problem == UNREADABLE]
    if unreadable:
        title = ngettext("{n} picture cannot be read", "{n} pictures cannot be read", len(unreadable))
        advice = _("Training passes them over. Leave them out, or save them anew with another program.")
        yield _spoilt_so(UNREADABLE, title, advice, unreadable)
    truncated = [each for each in seen if each.problem == TRUNCATED]
    if truncated:
        title = ngettext("{n} picture is damaged", "{n} pictures are damaged", len(truncated))
        advice = _("Part of them is missing. Training passes them over, or learns torn edges. Leave them out.")
        yield _spoilt_so(TRUNCATED, title, advice, truncated)


def _spoilt_so(kind: str, title: str, advice: str, seen: Sequence[Seen]) -> Finding:
    paths = [each.path for each in seen]
    return _about(kind, Weight.WARN, title, advice, paths, [each.reason for each in seen], leave_out=True)


def _small(measured: Sequence[tuple[Path, Measures]], needs: Needs) -> Iterator[Finding]:
    small = [(path, picture) for path, picture in measured if picture.side < needs.side]
    if small:
        title = ngettext("{n} picture is too small", "{n} pictures are too small", len(small))
        advice = _("Training passes over pictures with sides of less than {side} pixels. Larger originals would count.")
        reasons = [f"{picture.width} × {picture.height}" for _path, picture in small]
        paths = [path for path, _picture in small]
        yield _about("too-small", Weight.WARN, title, advice.format(side=needs.side), paths, reasons)


def _colourless(paths: Sequence[Path]) -> Iterator[Finding]:
    if paths:
        title = ngettext("{n} picture has no colours", "{n} pictures have no colours", len(paths))
        advice = _("Colours are to be learnt here, and these would teach grey. Leave them out.")
        yield _about("grey", Weight.WARN, title, advice, paths, leave_out=True)


def _empty(paths: Sequence[Path]) -> Iterator[Finding]:
    if paths:
        title = ngettext("{n} picture is empty", "{n} pictures are empty", len(paths))
        advice = _("They have one colour all over, and nothing to learn from. Leave them out.")
        yield _about("empty", Weight.WARN, title, advice, paths, leave_out=True)


def _enlarged(found: Sequence[tuple[Path, Measures]], *, few: bool) -> Iterator[Finding]:
    if found:
        title = ngettext("{n} picture looks enlarged", "{n} pictures look enlarged", len(found))
        advice = _(
            "They hold no detail as fine as their size promises: enlarged from smaller ones, or out of focus. A model "
            "learns that softness. Use the originals, or leave them out."
        )
        advice_to_all = _(
            "Most of these pictures hold no detail as fine as their size promises: enlarged from smaller ones, or out "
            "of focus. A model learns that softness. Use the originals, or reduce all of them to half their size."
        )
        repeated, soft = _("Each pixel stands there several times."), _("Nothing in it is finer than three pixels.")
        reasons = [repeated if picture.repeats else soft for _path, picture in found]
        paths = [path for path, _picture in found]
        text = advice if few else advice_to_all
        yield _about("enlarged", Weight.WARN, title, text, paths, reasons, leave_out=few)


def _transparent(paths: Sequence[Path]) -> Iterator[Finding]:
    if paths:
        title = ngettext("{n} picture has transparent places", "{n} pictures have transparent places", len(paths))
        advice = _(
            "Training does not know transparency: it sees the colours that are hidden there. Put them on a background "
            "of one colour first."
        )
        yield _about("transparent", Weight.WARN, title, advice, paths)


def _mode(measured: Sequence[tuple[Path, Measures]]) -> Iterator[Finding]:
    reasons = {path: reason for path, picture in measured if (reason := _unusual(picture))}
    if reasons:
        title = ngettext("{n} picture is stored unusually", "{n} pictures are stored unusually", len(reasons))
        advice = _("Training takes what it can of them. If their colours matter, save them as PNG in RGB, 8 bits.")
        yield _about("mode", Weight.NOTE, title, advice, list(reasons), list(reasons.values()))


def _unusual(picture: Measures) -> str:
    if picture.several:
        return _("The file holds several pictures; the first one counts.")
    if picture.mode == "CMYK":
        return _("Its colours are those of a printer (CMYK).")
    if picture.mode not in _EIGHT_BIT:
        return _("It is stored as {mode}; its levels are reduced to 8 bits.").format(mode=picture.mode)
    return ""


def _about(
    kind: str,
    weight: Weight,
    title: str,
    advice: str,
    paths: Sequence[Path],
    reasons: Sequence[str] = (),
    *,
    leave_out: bool = False,
) -> Finding:
    """A finding about each of `paths` by itself."""
    groups = tuple((path,) for path in paths)
    left_out = tuple(paths) if leave_out else ()
    return Finding(kind, weight, title.format(n=len(paths)), advice, groups, tuple(reasons), left_out)
