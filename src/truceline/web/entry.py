"""How a staff reaches the server: by which names, through TLS of its own or a proxy, and who the caller is."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.datastructures import Headers

from truceline.errors import MisuseError, SourceError
from truceline.web.guard import LOOPBACK


@dataclass(frozen=True, slots=True)
class Entry:
    """How the server is reached: at the address ``host`` of its machine.

    ``names`` are those by which browsers call it; ``certificate`` and ``key`` are files in PEM. ``proxy`` is the
    address of the one peer that may ask, where there is one, and ``person_header`` the header in which it says who is
    signed in.
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""
    person_header: str = ""

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by TLS: its own, or the proxy's."""
        return self.certificate is not None or self.proxy != ""

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds who is signed in."""
        return cookie_name("truceline", secure=self.secure)

    @property
    def hosts(self) -> frozenset[str]:
        """All names by which it may be called."""
        return LOOPBACK | {self.host.casefold(), *(name.casefold() for name in self.names)}

    def addresses(self, port: int) -> tuple[str, str]:
        """Return the address by which members call it, and that at which it answers ``port`` itself."""
        own = f"{'https' if self.certificate else 'http'}://{_shown(self.host)}:{port}/"
        if not self.names:
            return own, own
        usual = self.proxy or port == (443 if self.certificate else 80)
        called = f"{'https' if self.secure else 'http'}://{_shown(self.names[0])}{'' if usual else f':{port}'}/"
        return called, own

    def caller(self, peer: str, headers: Headers) -> str:
        """Return the address from which a request comes: behind a proxy the one that the proxy wrote last."""
        forwarded = headers.get("x-forwarded-for", "") if self.proxy else ""
        return forwarded.rpartition(",")[2].strip() or peer


ALONE = Entry()
"""For one person on this machine."""


def cookie_name(name: str, *, secure: bool) -> str:
    """Return the name of a cookie: browsers hold one of ``__Host-`` to be secure, of this host alone, for all of it.

    On the loopback address without TLS a browser would not keep such a cookie, so there it has a plain name.
    """
    return f"__Host-{name}" if secure else name


def by_certificate(entry: Entry) -> Entry:
    """Return how the server is reached: by the names in its own certificate, where no others are given.

    Those for any name below another, and those of this machine for itself, are left out.
    """
    if entry.names or entry.certificate is None:
        return entry
    from cryptography import x509  # most servers have no certificate of their own

    found = x509.load_pem_x509_certificate(entry.certificate.read_bytes()).extensions
    try:
        names = found.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return entry
    called = (*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress)))
    return replace(entry, names=tuple(name for name in called if "*" not in name and name not in LOOPBACK))


def must_be_safe(entry: Entry, *, staff: bool) -> None:
    """Make sure that nobody beyond this machine is let in without a sign-in and TLS.

    Raises
    ------
    MisuseError
        If options exclude each other, or what beyond the loopback address needs is missing.
    SourceError
        If certificate and key cannot be used.
    """
    problems = [*_options(entry, staff=staff), *_beyond(entry, staff=staff)]
    if problems:
        raise MisuseError("nothing is served", tuple(problems))
    if entry.certificate is not None and entry.key is not None:
        _must_fit(entry.certificate, entry.key)


def _options(entry: Entry, *, staff: bool) -> list[str]:
    problems = []
    if (entry.certificate is None) != (entry.key is None):
        problems.append("--tls-certificate | goes with --tls-key; give both, as files in PEM")
    if entry.proxy and not _address(entry.proxy):
        problems.append(f"--behind {entry.proxy} | is no address; give the proxy's own, such as 127.0.0.1")
    if entry.proxy and not entry.names:
        problems.append("--behind | needs --name: the name by which browsers call the proxy")
    if entry.proxy and entry.certificate is not None:
        problems.append("--behind | excludes --tls-certificate: the proxy alone speaks to browsers; give one of them")
    if entry.person_header and not entry.proxy:
        problems.append("--person-header | anybody could send it; give the proxy that it comes from: --behind ADDRESS")
    if (entry.proxy or entry.certificate) and not staff:
        problems.append("--behind, --tls-certificate | are for a staff, which signs in; add --staff")
    return problems


def _beyond(entry: Entry, *, staff: bool) -> list[str]:
    host = entry.host
    if is_loopback(host):
        return []
    if not staff:
        what = "there is no sign-in, so only this machine may ask; give 127.0.0.1, ::1 or localhost, or let a staff"
        return [f"--host {host} | {what} sign in: --staff"]
    if not _address(host):
        return [f"--host {host} | is no address of this machine; give one, and the name by --name"]
    if not entry.secure:
        what = "passwords would cross the network in clear; give --tls-certificate and --tls-key, or --behind PROXY"
        return [f"--host {host} | {what}"]
    return []


def is_loopback(host: str) -> bool:
    """Return whether an address is of this machine alone."""
    return host == "localhost" or (_address(host) and ipaddress.ip_address(host).is_loopback)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _must_fit(certificate: Path, key: Path) -> None:
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, password=lambda: "")
    except OSError as error:
        what = f"{certificate}, {key} | {error.strerror or error}; give a certificate and its own key, in PEM"
        raise SourceError("TLS cannot be used", (what,)) from error
