"""`ganstudio check FOLDER…`: what is wrong with pictures to learn from, before they are learnt from."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.cli.progress import watched
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _, ngettext
from ganstudio.settings import Settings
from trainers.recipe import Needs, Recipe, Shape

if TYPE_CHECKING:
    from trainers.clinic.report import Finding, Report

COMMAND = "check"
_SHOWN = 5
"""Groups of pictures named in the text; JSON names all."""
_WORDS = {"stop": N_("must be put right"), "warn": N_("should be put right"), "note": N_("good to know")}


def add(commands: Any, recipes: tuple[Recipe, ...], common: argparse.ArgumentParser) -> None:
    """The command `check`."""
    parser = commands.add_parser(
        COMMAND,
        description=_(
            "Checks folders of pictures before a network learns from them: each is decoded in full and compared with "
            "the others. No picture is ever changed, moved or deleted."
        ),
        parents=[common],
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar=_("FOLDER"))
    parser.add_argument(
        "--recipe", choices=[recipe.id for recipe in recipes], help=_("check for this recipe, with its usual settings")
    )
    parser.add_argument(
        "--as",
        dest="shape",
        choices=[shape.value for shape in Shape],
        help=_("how the folders belong together: as one, as two kinds, as pairs of equal names, as folders of classes"),
    )
    parser.add_argument("--validation", type=Path, metavar=_("FOLDER"), help=_("pictures that will judge the training"))
    parser.add_argument("--json", action="store_true", help=_("write what was found as JSON"))
    parser.add_argument(
        "--quarantine", action="store_true", help=_("let no training take the pictures that should be left out")
    )
    parser.add_argument(
        "--release", action="store_true", help=_("first take all pictures of these folders out of quarantine")
    )
    parser.add_argument(
        "--mend", type=Path, metavar=_("FOLDER"), help=_("write copies of all pairs, in register, to this new folder")
    )
    parser.set_defaults(act=run, recipes={recipe.id: recipe for recipe in recipes})


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """What was found, on stdout; exit code 2 where no training is possible."""
    from trainers.clinic import quarantine
    from trainers.clinic.check import check

    data, needs = tuple(arguments.folders), _needs(arguments)
    if arguments.release:
        quarantine.remove(quarantine.below(data))
    with watched(_("Checking")) as job:
        report = check(data, needs, job, arguments.validation)
    print(json.dumps(_described(report), indent=2, ensure_ascii=False) if arguments.json else _told(report))
    if arguments.quarantine:
        _leave_out(report)
    if arguments.mend:
        _mend(data, needs, arguments.mend)
    return 0 if report.usable else 2


def _needs(arguments: argparse.Namespace) -> Needs:
    from dataclasses import replace

    recipe = arguments.recipes.get(arguments.recipe)
    needs = recipe.needs(recipe.params()) if recipe else Needs()
    return replace(needs, shape=Shape(arguments.shape)) if arguments.shape else needs


def _told(report: Report) -> str:
    lines = []
    for folder, count in zip(report.folders, report.pictures, strict=True):
        text = ngettext("{folder}: {n} picture to learn from", "{folder}: {n} pictures to learn from", count)
        lines.append(text.format(folder=folder, n=count))
    for finding in report.findings:
        lines += ["", f"{finding.title} ({_(_WORDS[finding.weight.value])})", f"  {finding.advice}", *_named(finding)]
    return "\n".join(lines if report.findings else [*lines, _("Nothing is wrong with them.")])


def _named(finding: Finding) -> list[str]:
    lines = []
    for index, group in enumerate(finding.groups[:_SHOWN]):
        reason = f"  ({finding.reasons[index]})" if finding.reasons else ""
        lines.append("    " + " = ".join(map(str, group)) + reason)
    more = len(finding.groups) - len(lines)
    return [*lines, "    " + ngettext("and {n} more", "and {n} more", more).format(n=more)] if more else lines


def _described(report: Report) -> dict[str, Any]:
    folders = [
        {"folder": str(folder), "pictures": count, "lightness": round(colours.lightness, 1)}
        | {"spread": round(colours.spread, 1), "chroma": round(colours.chroma, 1)}
        for folder, count, colours in zip(report.folders, report.pictures, report.colours, strict=True)
    ]
    findings = [_finding(finding) for finding in report.findings]
    return {
        "usable": report.usable,
        "seconds": round(report.seconds, 1),
        "folders": folders,
        "findings": findings,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "weight": finding.weight.value,
        "title": finding.title,
        "advice": finding.advice,
        "groups": [list(map(str, group)) for group in finding.groups],
        "reasons": list(finding.reasons),
        "leave_out": list(map(str, finding.leave_out)),
        "mend": finding.mend,
    }


def _leave_out(report: Report) -> None:
    from trainers.clinic import quarantine

    paths = {path for finding in report.findings for path in finding.leave_out}
    quarantine.add(paths)
    text = ngettext("{n} picture is now in quarantine", "{n} pictures are now in quarantine", len(paths))
    print(text.format(n=len(paths)), file=sys.stderr)


def _mend(data: tuple[Path, ...], needs: Needs, into: Path) -> None:
    if needs.shape is not Shape.PAIRS:
        raise GanstudioError(_("Only pairs can be mended: add --as pairs."))
    from trainers.clinic.mend import mend

    with watched(_("Mending")) as job:
        folders = mend(data, needs, into, job)
    print(_("The mended pairs are in {folders}").format(folders=", ".join(map(str, folders))), file=sys.stderr)
