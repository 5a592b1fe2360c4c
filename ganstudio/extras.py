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
        return _("This package of ganstudio leaves that out; ganstudio installed by pip has it: {command}").format(
            command=_command(extra)
        )
    return _("To have it: {command}").format(command=_command(extra))


def _command(extra: str) -> str:
    return f"pip install 'ganstudio[{extra}]'"
