"""Which addresses may be asked: https, without passwords; http on this very computer alone."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from ganstudio.errors import NetworkError
from ganstudio.i18n import _


def checked(url: str, before: SplitResult | None = None) -> SplitResult:
    """`url` in its parts, if it may be asked, by itself or, redirected, after `before`; raises NetworkError."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if not host or parts.username or parts.password or not url.isascii() or not url.isprintable() or " " in url:
        raise NetworkError(_("The address {url} is not one that can be downloaded from.").format(url=url))
    at_home = parts.scheme == "http" and _here(host) and (before is None or before.scheme == "http")
    if parts.scheme != "https" and not at_home:
        if before:
            sentence = _("The server {host} leads away from https, which is not safe; nothing was downloaded.")
            raise NetworkError(sentence.format(host=before.hostname))
        raise NetworkError(_("{url} does not begin with https, which is not safe.").format(url=url))
    return parts


def _here(host: str) -> bool:
    """Whether that is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
