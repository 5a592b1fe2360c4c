"""Why a server was not reached, or did not go on, as a person can use it: what it is, and what to do."""

from __future__ import annotations

import contextlib
import errno
import http.client
import socket
import ssl
from urllib.parse import SplitResult

from ganstudio.errors import NetworkError
from ganstudio.i18n import _
from ganstudio.library.fetching import route

_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


class Broken(NetworkError):
    """The connection ended before the file did: what has come is good, and the rest can be asked for."""


def told(problem: Exception, parts: SplitResult) -> NetworkError:
    """The sentence for what happened on the way to the server of the address `parts`."""
    host, way = parts.hostname or "", None
    with contextlib.suppress(NetworkError):
        way = route.proxy(host) if parts.scheme == "https" else None
    reason = _reason(problem)
    if isinstance(problem, ssl.SSLCertVerificationError):
        sentence = _(
            "{host} could not prove that it is itself ({reason}): the clock of this computer is wrong, or somebody "
            "stands between, as proxies of companies do."
        )
        return NetworkError(sentence.format(host=host, reason=reason))
    if isinstance(problem, (TimeoutError, socket.timeout)):
        sentence = _("{host} does not send anything any more. Try again later: what has come is kept.")
        return NetworkError(sentence.format(host=host))
    if way and _before_the_server(problem):
        sentence = _(
            "The proxy {proxy} did not let the download through: {reason}. The proxy is set in the system or in the "
            "variable https_proxy."
        )
        return NetworkError(sentence.format(proxy=f"{way.hostname}:{way.port or 80}", reason=reason))
    if isinstance(problem, socket.gaierror) or getattr(problem, "errno", 0) in _NO_WAY:
        return NetworkError(_("{host} cannot be found: this computer seems to be offline.").format(host=host))
    if isinstance(problem, ConnectionRefusedError):
        return NetworkError(_("{host} does not answer; try again later.").format(host=host))
    sentence = _("The connection to {host} broke ({reason}). Try again: what has come is kept.")
    return Broken(sentence.format(host=host, reason=reason))


def refused(status: int, host: str) -> NetworkError:
    """The sentence for an answer that is no file."""
    sentence = {
        401: _("{host} gives this file only to people it knows; download it there yourself, then import the file."),
        403: _("{host} does not give this file away; download it there yourself, then import the file."),
        404: _("The file is no longer at {host}; its page may tell where it went."),
        410: _("The file is no longer at {host}; its page may tell where it went."),
        429: _("{host} has had too many questions from here; try again later."),
    }.get(status)
    if not sentence and status >= 500:
        sentence = _("{host} has difficulties of its own (HTTP {status}); try again later.")
    return NetworkError(
        (sentence or _("{host} answers with HTTP {status}, not with the file.")).format(host=host, status=status)
    )


def _before_the_server(problem: Exception) -> bool:
    """Whether it may have been the proxy that failed: a tunnel that was not dug, a host that is none."""
    return (
        isinstance(problem, (socket.gaierror, ConnectionRefusedError))
        or getattr(problem, "errno", 0) in _NO_WAY
        or "Tunnel connection failed" in str(problem)
    )


def _reason(problem: Exception) -> str:
    """The system's own words."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        return str(problem.verify_message)
    if isinstance(problem, http.client.IncompleteRead):
        return _("it ended too early")
    words = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return words.removeprefix("Tunnel connection failed: ").strip() or type(problem).__name__
