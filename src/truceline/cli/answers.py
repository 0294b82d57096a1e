"""Print what a service hands back: the answer on stdout, messages and progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from truceline.errors import visible

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from truceline.services.outcome import Outcome


INTERRUPTED = 130
"""The exit code of what Ctrl-C ended early, as shells give it: 128 and the number of SIGINT."""


def say(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print a text so that the terminal obeys none of its characters; on stderr where ``err``."""
    click.echo(visible(text), nl=nl, err=err)


def answer(done: Outcome[Any], *, as_json: bool) -> None:
    """Print an outcome as text or as its JSON document, then its notes; raise its fault, where it has one.

    One that Ctrl-C ended early ends the command with exit code `INTERRUPTED`.
    """
    say(done.json if as_json else done.text, nl=False)
    for note in done.notes:
        say(note, err=True)
    if done.fault is not None:
        raise done.fault
    if done.interrupted:
        click.get_current_context().exit(INTERRUPTED)


class _Bar:
    """A progress bar that appears when the first is heard of the work; none where stderr is closed."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.bar: ProgressBar[int] | None = None
        self.done = 0

    def __call__(self, done: int, of: int) -> None:
        if sys.stderr is None:  # a bar would go to stdout, before the document
            return
        if self.bar is None:
            self.bar = click.progressbar(length=of, label=self.label, file=sys.stderr)
            self.bar.__enter__()
        self.bar.update(done - self.done)
        self.done = done


@contextmanager
def progress_bar(label: str) -> Iterator[_Bar]:
    """Give a callback that is told how much is done, and of how much, and shows it as a bar on stderr."""
    bar = _Bar(label)
    try:
        yield bar
    finally:
        if bar.bar is not None:
            bar.bar.render_finish()
