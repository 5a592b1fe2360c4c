"""Packages that are not everywhere: extras of pip, some of which the packaged program leaves out."""

from __future__ import annotations

from importlib.util import find_spec

from ganstudio.i18n import _
from ganstudio.program import is_packaged


def has(module: str) -> bool:
    """Whether `module` can be imported here; it is not."""
    return find_spec(module) is not None


def advice(extra: str) -> str:
    """The sentence that says how one comes to `extra`; the packaged program cannot be added to."""
    if is_packaged():
        return _(
            "The packaged ganstudio leaves that out; where it is installed by pip it can have it, as {extra}."
        ).format(extra=f"ganstudio[{extra}]")
    # Double quotes are understood by every shell.
    return _("To have it: {command}").format(command=f'pip install "ganstudio[{extra}]"')
