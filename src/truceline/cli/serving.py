"""``truceline serve``."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli import options
from truceline.cli.answers import say
from truceline.cli.session import store_option
from truceline.errors import SourceError


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Answer at this address of the machine itself.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8400, show_default=True, help="Port; 0 for any that is free."
)
@click.option("--basemap", type=options.PATH, help="Draw this PMTiles file below the map.")
def serve(cases: tuple[str, ...], *, store: str, host: str, port: int, basemap: Path | None) -> None:
    """Serve planning sessions in the browser, for one person on this machine.

    Each CASE, a folder or a bundled case, is a session of its own name in the store, and imported where it is not there
    yet; the store is made where it is missing. Without CASE, the sessions of the store are served.

    Prints the address on stderr, and serves until Ctrl-C. Needs the extra serve: pip install 'truceline[serve]'.
    """
    try:
        from truceline.web.serving import serve
    except ModuleNotFoundError as error:
        what = f"{error.name} | is not installed; install it with: pip install 'truceline[serve]'"
        raise SourceError("nothing is served", (what,)) from error
    serve(cases, store=store, host=host, port=port, basemap=basemap, say=lambda text: say(text, err=True))
