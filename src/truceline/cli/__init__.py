"""The command line: parse, call, print; no decisions.

One module for each group of commands. Rooms and doors are imported inside the commands, so that
``truceline --help`` stays quick. Results go to stdout, in UTF-8 on every system, messages to stderr; exit code 0 is
done, 1 the inputs are at fault, 2 the command was misused, 130 Ctrl-C ended it early.
"""

from __future__ import annotations

import errno
import gc
import io
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from truceline import __version__
from truceline.cli.adding import add_group
from truceline.cli.answers import INTERRUPTED, say
from truceline.cli.cases import cases, check, new
from truceline.cli.coalition import coalition
from truceline.cli.exercise import rehearse
from truceline.cli.generation import diff, generate
from truceline.cli.importing import import_group
from truceline.cli.judging import judge
from truceline.cli.lines import line
from truceline.cli.linking import link
from truceline.cli.monitoring import claims, monitor, rotate, verify
from truceline.cli.people import people_group
from truceline.cli.planning import plan
from truceline.cli.serving import serve
from truceline.cli.session import backup, restore, session_group
from truceline.cli.siting import site
from truceline.cli.statements import accept, add_statement, drift, export, intercoder, network, read, withdraw_rejection
from truceline.cli.workbooks import workbook_group
from truceline.errors import MisuseError, TrucelineError, visible

COMMANDS: tuple[click.Command, ...] = (
    plan,
    generate,
    diff,
    site,
    coalition,
    read,
    accept,
    add_statement,
    withdraw_rejection,
    intercoder,
    network,
    drift,
    export,
    import_group,
    line,
    link,
    judge,
    add_group,
    monitor,
    claims,
    verify,
    rotate,
    rehearse,
    serve,
    session_group,
    people_group,
    backup,
    restore,
    workbook_group,
    check,
    new,
    cases,
)


YOUNG = 50_000
"""New objects after which garbage is looked for: nearly all that a command makes lives until it ends."""


class _Commands(click.Group):
    """Commands in the order given; errors raised on purpose end with exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's signature)
        gc.set_threshold(YOUNG)
        try:
            return super().invoke(ctx)
        except MisuseError as error:
            raise click.UsageError(visible(str(error))) from error
        except TrucelineError as error:
            say(str(error), err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            say("interrupted: there is no result", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # nobody reads on; click ends quietly
            say(_unforeseen(error), err=True)
            ctx.exit(1)


def _unforeseen(error: Exception) -> str:
    # Nothing of the kind is meant to come this far: what it was, where, and what to do.
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, OSError):
        return f"the system refused:\n  - {what}; check the disk, the paths and their permissions"
    if isinstance(error, MemoryError):
        return "there is not enough memory:\n  - give less at once, or use a machine that holds more"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
    return (
        f"truceline {__version__} has a fault:\n  - {where} | {what}; report these lines with the command that you gave"
    )


@click.group(
    cls=_Commands,
    commands=list(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="truceline")
def main() -> None:
    """From what leaders say to what a coalition can field, where it would stand, and what it would see.

    CASE is a case folder, a zip archive of one, or the name of a bundled case (see: truceline cases).

    Exit code 0: done; 1: the inputs are at fault; 2: the command was misused; 130: Ctrl-C ended it early.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what somebody types need not be text
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows pipes in an encoding without half of the signs
