"""``accept``: a person's decisions on drafts, into a case's ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.casefolder.acceptance import take_in
from truceline.casefolder.article_texts import keeping_text
from truceline.casefolder.cases import find_case
from truceline.casefolder.review_file import ArticleShape, read_review
from truceline.documents.reading import acceptance_document
from truceline.errors import CaseError, MisuseError, SourceError
from truceline.formats.json_text import json_text
from truceline.results.acceptance import Acceptance
from truceline.services.outcome import Outcome, lines_text
from truceline.sources.articles import read_article_file


def accept(
    drafts: str | Path,
    case: str | Path,
    *,
    by: str,
    at: datetime,
    source: str = "",
    new_source: bool = False,
    keep_article: bool = False,
) -> Outcome[Acceptance]:
    """Move the accepted drafts of a review file into the ledger of a case, and record every decision.

    ``by`` is who decided, ``at`` when; ``source`` is the source's id, where the file does not name it. With
    ``new_source`` the row that the file proposes is added to the sources; with ``keep_article`` the article's text is
    kept in the case. Twice adds nothing.

    Raises
    ------
    CaseError, SourceError
        If the case is at fault or a bundled one, any draft is at fault, or the article to keep is not the one that was
        read; then nothing is written.
    MisuseError
        If a source is named and a new one asked for.
    """
    if source and new_source:
        raise MisuseError("--source names a source and --new-source adds one; give one of the two")
    folder = ledger_folder(case)
    review = read_review(Path(drafts))
    text = _text(review.shape.article) if keep_article else None
    with keeping_text(folder, review.shape.article.sha256, text) as written:
        done = take_in(review, folder, by, at, source, new_source=new_source)
    return accepted_outcome(done, written)


def ledger_folder(case: str | Path) -> Path:
    """Find the folder of a case whose ledger may grow.

    Raises
    ------
    CaseError
        If there is no such case, or it is a bundled one or an archive.
    """
    found = find_case(str(case))
    if found.fixed:
        raise CaseError("nothing was taken in", (f"{case} | {found.fixed} {case}",))
    return found.folder


def accepted_outcome(done: Acceptance, written: tuple[Path, ...] = ()) -> Outcome[Acceptance]:
    """Say what was taken into the ledger."""
    lines = [
        f"accepted {len(done.accepted)}, rejected {done.rejected}, known before {done.known}, left open {done.open}"
    ]
    lines += [f"  {name}" for name in done.accepted]
    notes = tuple(f"the article's text is kept in {path}" for path in written)
    document = acceptance_document(done, version=__version__)
    return Outcome(done, lines_text(lines), json_text(document), written, notes)


def _text(article: ArticleShape) -> str:
    found = read_article_file(Path(article.path))
    if found.sha256 != article.sha256:
        what = f"{article.path} | is no longer the article that was read (sha256 {article.sha256[:12]}...); put it back"
        raise SourceError("nothing was taken in", (what,))
    return found.text
