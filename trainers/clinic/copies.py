"""What is found about pictures that are there more than once: among those to learn from, and those to be judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import _, ngettext
from trainers.clinic.alike import Prints
from trainers.clinic.picture import Seen
from trainers.clinic.report import Finding, Paths, Weight

VALIDATION = -1
"""The folder of those that judge."""
Group = list[Seen]


def copies(seen: Sequence[Seen], prints: Prints, job: Job) -> Iterator[Finding]:
    """Exact and near copies; those of pictures of another folder, and of pictures that judge, are told apart.

    `prints` are those of `seen`, by their places.
    """
    exact = _exact(seen)
    firsts = [group[0] for group in exact]
    sides = [measures.side if (measures := seen[index].measures) else 0 for index in firsts]
    whole = {group[0]: group for group in exact}
    near = prints.alike(firsts, sides, job)
    joined = {index for group in near for index in group}
    families = [[place for index in group for place in whole[index]] for group in near]
    families += [group for group in exact if len(group) > 1 and group[0] not in joined]
    groups = [[seen[index] for index in family] for family in families]
    yield from _leaks(groups)
    yield from _in_two_folders(groups)
    yield from _same(_within([[seen[index] for index in group] for group in exact]))
    yield from _nearly(_within([[seen[index] for index in group] for group in near]))


def _exact(seen: Sequence[Seen]) -> list[list[int]]:
    """Places of those whose pixels are the same, most of them alone."""
    groups: dict[bytes, list[int]] = {}
    for index, each in enumerate(seen):
        if each.measures:
            groups.setdefault(each.measures.digest, []).append(index)
    return list(groups.values())


def _within(groups: Iterable[Group]) -> list[Group]:
    """What of each group lies in one folder to learn from, where that is more than one."""
    found = []
    for group in groups:
        for folder in sorted({each.folder for each in group} - {VALIDATION}):
            inside = [each for each in group if each.folder == folder]
            found += [inside] if len(inside) > 1 else []
    return found


def _leaks(groups: Iterable[Group]) -> Iterator[Finding]:
    found = [group for group in groups if len({each.folder == VALIDATION for each in group}) > 1]
    if found:
        judges = {each.path for group in found for each in group if each.folder == VALIDATION}
        learnt = [_paths(each for each in group if each.folder != VALIDATION) for group in found]
        n = sum(map(len, learnt))
        title = ngettext("{n} picture is used for judging, too", "{n} pictures are used for judging, too", n)
        advice = _("What was learnt from must not judge: the numbers would flatter. Leave them out of the training.")
        yield _finding("leak", Weight.WARN, title.format(n=n), advice, found, _flat(learnt, judges))


def _in_two_folders(groups: Iterable[Group]) -> Iterator[Finding]:
    found = [group for group in groups if len({each.folder for each in group} - {VALIDATION}) > 1]
    if found:
        n = len(found)
        title = ngettext("{n} picture is in more than one folder", "{n} pictures are in more than one folder", n)
        advice = _("A picture cannot be of two kinds: what tells them apart is learnt worse. Leave one of them out.")
        first = [min(each.folder for each in group if each.folder != VALIDATION) for group in found]
        kept = {
            each.path for group, folder in zip(found, first, strict=True) for each in group if each.folder == folder
        }
        yield _finding("in-two-folders", Weight.WARN, title.format(n=n), advice, found, _flat(map(_paths, found), kept))


def _same(groups: Sequence[Group]) -> Iterator[Finding]:
    if groups:
        left_out = [_paths(group[1:]) for group in groups]
        n = sum(map(len, left_out))
        title = ngettext("{n} picture is a copy of another", "{n} pictures are copies of others", n)
        advice = _("A model sees them more often than the others, and learns them by heart. Keep one of each.")
        yield _finding("duplicates", Weight.WARN, title.format(n=n), advice, groups, _flat(left_out))


def _nearly(groups: Sequence[Group]) -> Iterator[Finding]:
    if groups:
        best = [max(group, key=_worth) for group in groups]
        left_out = [_paths(each for each in group if each is not top) for group, top in zip(groups, best, strict=True)]
        n = sum(map(len, left_out))
        title = ngettext("{n} picture is nearly the same as another", "{n} pictures are nearly the same as others", n)
        advice = _(
            "Another size, crop, light or compression of one picture, or it mirrored, adds nothing. Keep the best of "
            "each: the largest is proposed."
        )
        yield _finding("near-duplicates", Weight.WARN, title.format(n=n), advice, groups, _flat(left_out))


def _worth(seen: Seen) -> tuple[bool, int, int]:
    assert seen.measures
    return not seen.measures.enlarged, seen.measures.width * seen.measures.height, seen.bytes


def _finding(kind: str, weight: Weight, title: str, advice: str, groups: Iterable[Group], left_out: Paths) -> Finding:
    return Finding(kind, weight, title, advice, tuple(_paths(group) for group in groups), (), left_out)


def _paths(group: Iterable[Seen]) -> Paths:
    return tuple(each.path for each in group)


def _flat(paths: Iterable[Paths], but: Collection[Path] = ()) -> Paths:
    """All of them, each once, but those in `but` (which may lie in a folder inside another)."""
    return tuple(dict.fromkeys(path for group in paths for path in group if path not in but))
