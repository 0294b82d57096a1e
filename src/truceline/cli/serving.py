"""``truceline serve``."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli import options
from truceline.cli.answers import say
from truceline.cli.session import log_options, store_option
from truceline.errors import SourceError
from truceline.services.session.log_asked import Logging


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Answer at this address of the machine itself.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8400, show_default=True, help="Port; 0 for any that is free."
)
@click.option("--basemap", type=options.PATH, help="Draw this PMTiles file below the map.")
@click.option("--staff", is_flag=True, help="Everybody signs in; so it is where the store has accounts.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name by which browsers call the server.")
@click.option("--tls-certificate", type=options.PATH, help="The certificate, with its chain, in PEM.")
@click.option("--tls-key", type=options.PATH, help="The certificate's key, in PEM.")
@click.option("--behind", default="", metavar="ADDRESS", help="Answer the proxy at this address alone.")
@click.option("--person-header", default="", metavar="HEADER", help="The header in which it names who is signed in.")
@log_options
def serve(
    cases: tuple[str, ...],
    *,
    store: str,
    host: str,
    port: int,
    basemap: Path | None,
    staff: bool,
    names: tuple[str, ...],
    tls_certificate: Path | None,
    tls_key: Path | None,
    behind: str,
    person_header: str,
    key: Path | None,
    new_key: bool,
    logs: Path | None,
) -> None:
    """Serve planning sessions in the browser, for one person on this machine, or for a staff.

    Each CASE, a folder or a bundled case, is a session of its own name in the store, and imported where it is not there
    yet; the store is made where it is missing. Without CASE, the sessions of the store are served.

    Beyond this machine everybody signs in, and browsers reach the server by TLS: its own, or that of a proxy. Accounts
    are made by: truceline people invite.

    With --key every version, decision, comment and file handed out is entered in a signed evidence log, one for each
    session, before it is answered.

    Prints the address on stderr, and serves until Ctrl-C. Needs the extra serve: pip install 'truceline[serve]'.
    """
    from truceline.services.session.planning import planning

    with planning() as planners:  # which begins while the rest is loaded
        try:
            from truceline.web.entry import Entry
            from truceline.web.serving import serve
        except ModuleNotFoundError as error:
            what = f"{error.name} | is not installed; install it with: pip install 'truceline[serve]'"
            raise SourceError("nothing is served", (what,)) from error
        entry = Entry(host, names, tls_certificate, tls_key, behind, person_header)
        serve(
            cases,
            store=store,
            port=port,
            say=lambda text: say(text, err=True),
            basemap=basemap,
            entry=entry,
            staff=staff,
            logging=Logging(key, new_key, logs),
            planners=planners,
        )
