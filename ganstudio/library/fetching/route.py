"""How a server is reached: straight, or through the proxy that the system or the environment names."""

from __future__ import annotations

import base64
import http.client
import os
import ssl
import urllib.request
from urllib.parse import SplitResult, unquote, urlsplit

from ganstudio.errors import NetworkError
from ganstudio.i18n import _

_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS
)
"""Where systems keep whom they trust; a packaged program's own library looks elsewhere."""


def connection(parts: SplitResult, patience: float) -> http.client.HTTPConnection:
    """To the server of the address `parts`, not opened yet; each step may take `patience` seconds."""
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port or 80, timeout=patience)
    way = proxy(host)
    if not way:
        return http.client.HTTPSConnection(host, parts.port or 443, timeout=patience, context=_trust())
    through = http.client.HTTPSConnection(way.hostname or "", way.port or 80, timeout=patience, context=_trust())
    through.set_tunnel(host, parts.port or 443, _permit(way))
    return through


def proxy(host: str) -> SplitResult | None:
    """The proxy that stands before `host`, None where there is none; raises NetworkError for one of another kind."""
    named = urllib.request.getproxies()
    address = named.get("https") or named.get("all") or ""
    if not address or urllib.request.proxy_bypass(host):
        return None
    try:
        way = urlsplit(address if "://" in address else f"http://{address}")
        known = way.scheme in ("http", "https") and bool(way.hostname) and way.port != 0
    except ValueError:
        known = False
    if not known:
        sentence = _(
            "The proxy of this computer ({proxy}) is of a kind that downloads cannot use; it must be an HTTP one."
        )
        raise NetworkError(sentence.format(proxy=address.rpartition("@")[2]))
    return way


def _permit(way: SplitResult) -> dict[str, str]:
    """Name and password for the proxy, where its address holds them."""
    if not way.username:
        return {}
    words = f"{unquote(way.username)}:{unquote(way.password or '')}"
    return {"Proxy-Authorization": "Basic " + base64.b64encode(words.encode()).decode()}


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not os.environ.get("SSL_CERT_FILE"):
        bundle = next((name for name in _BUNDLES if os.path.exists(name)), None)
        if bundle:
            context.load_verify_locations(bundle)
    return context
