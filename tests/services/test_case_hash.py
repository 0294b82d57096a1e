"""The hash by which a brief names the files that it is made from: that of a version of them, wherever they lie."""

from pathlib import Path

from tests.conftest import FORD
from tests.store.sessions import T0

from truceline.casefolder.cases import case_files, find_case, new_case, read_case
from truceline.services.case_hash import hash_of, hash_of_case
from truceline.services.plan import plan
from truceline.services.session.versions import session_import


def version_hash(case, place: Path):
    return session_import(case, "kept", place / "sessions.sqlite", at=T0).result.version.hash


def test_it_is_the_hash_under_which_a_session_lists_the_same_files(tmp_path):
    found = find_case("two-rivers")

    assert hash_of_case(found, read_case(found.files)) == version_hash("two-rivers", tmp_path)


def test_an_empty_file_counts_as_the_session_counts_it(tmp_path):
    new_case(tmp_path / "mine", FORD)
    (tmp_path / "mine" / "notes.txt").touch()
    (tmp_path / "mine" / "empty.csv").touch()

    assert hash_of(case_files(tmp_path / "mine")) == version_hash(tmp_path / "mine", tmp_path)
    assert hash_of(case_files(tmp_path / "mine")) != hash_of(case_files(FORD))


def test_nothing_is_said_of_files_that_were_changed_since_they_were_read(tmp_path):
    new_case(tmp_path / "mine", FORD)
    found = find_case(str(tmp_path / "mine"))
    read = read_case(found.files)
    assert hash_of_case(found, read)

    with (tmp_path / "mine" / "pledges.yaml").open("a", encoding="utf-8") as file:
        file.write("# and more\n")
    assert hash_of_case(found, read) == ""


def test_a_brief_names_the_files_that_it_is_made_from(tmp_path):
    plan(FORD, at=T0, draws=0, out=tmp_path / "out")
    brief, hashed = (tmp_path / "out" / "brief.html").read_text(encoding="utf-8"), hash_of(case_files(FORD))

    assert f'from the files <code title="{hashed}">{hashed[:12]}</code>' in brief
    assert f", files {hashed[:12]}" in brief[: brief.index("</style>")]  # at the foot of each page on paper
    assert f'<span class="hash">{hashed}</span>' in brief
