"""Reports of a case folder as the tests read them: from its own store, or from that of a session it was given."""

from contextlib import nullcontext

from truceline.services import import_reports
from truceline.store import received, sqlite, withdrawal, words
from truceline.store.session_reports import reading_reports, writing_reports

ELSEWHERE = {}
"""The store and session of case folders whose reports lie in no store of their own."""


def reading(folder):
    return reading_reports(*ELSEWHERE[folder]) if folder in ELSEWHERE else sqlite.reading(folder)


def writing(folder):
    return writing_reports(*ELSEWHERE[folder]) if folder in ELSEWHERE else sqlite.writing(folder)


def import_file(folder, *rest):
    return import_reports.import_file(folder, *rest, into=writing(folder) if folder in ELSEWHERE else None)


def withdraw_import(folder, number, at):
    there = folder in ELSEWHERE or sqlite.store_path(folder).exists()
    with writing(folder) if there else nullcontext() as tables:
        return withdrawal.withdraw_import(tables, folder, number, at)


def _reading(read):
    def reader(folder, *asked, **wanted):
        with reading(folder) as tables:
            return read(tables, *asked, **wanted)

    return reader


read_reports = _reading(received.read_reports)
read_received = _reading(received.read_received)
read_rows = _reading(received.read_rows)
read_details = _reading(received.read_details)
read_imports = _reading(received.read_imports)
stored_words = _reading(words.stored_words)
