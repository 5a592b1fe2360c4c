"""argparse's own words in the user's language."""

from __future__ import annotations

import argparse

from ganstudio.i18n import N_, _

ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""The texts argparse shows to us, as it writes them. Where another Python words one differently, it stays English."""


def translate_argparse() -> None:
    """argparse asks the `_` of its module for each text, and knows no other way to be told a language."""
    setattr(argparse, "_", _)  # noqa: B010
