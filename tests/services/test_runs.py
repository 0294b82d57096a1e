"""A run's folder is there whole or not at all, and holds one run's results only."""

import hashlib
import json
import time
from datetime import UTC, datetime

import pytest
from tests.forks import forking

from truceline.casefolder.cases import find_case
from truceline.errors import CaseError
from truceline.formats.folders import end_replacing
from truceline.formats.journal import MARKER, current
from truceline.services.new import new
from truceline.services.runs import run_of

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)


def write(folder, results, command="plan", **asked):
    run = run_of(command, find_case("two-rivers"), AT, folder)
    return run.write(results, asked, seed=1, inputs=())


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != "run.json"}


def test_runs_of_one_second_have_folders_of_their_own(tmp_path):
    case = find_case(str(new(tmp_path / "mine").result))
    folders = []
    for text in "abc":
        written = run_of("plan", case, AT, None).write({"plan.json": text}, {}, seed=1, inputs=())
        folders.append(written[0].parent)

    assert [folder.name for folder in folders] == [f"2031-04-01T063000Z-plan{end}" for end in ("", "-2", "-3")]
    assert [texts(folder)["plan.json"] for folder in folders] == list("abc")
    assert sorted(path.name for path in (tmp_path / "mine" / "runs").iterdir()) == [path.name for path in folders]


def test_the_record_lists_every_output_with_the_hash_of_its_bytes(tmp_path):
    written = write(tmp_path / "out", {"plan.json": "{}", "brief.html": "Übung"})

    outputs = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["outputs"]
    found = {each["path"]: each["sha256"] for each in outputs}
    assert found == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written[:2]}


def test_files_of_an_earlier_run_do_not_stay_among_those_of_the_next(tmp_path):
    write(tmp_path / "out", {"plan.json": "old", "second.geojson": "old"})
    write(tmp_path / "out", {"plan.json": "new"})

    assert texts(tmp_path / "out") == {"plan.json": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_files_that_no_run_wrote_stay(tmp_path):
    write(tmp_path / "out", {"plan.json": "old", "second.geojson": "old", "third.geojson": "old"})
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "third.geojson").write_text("changed by hand", encoding="utf-8")
    write(tmp_path / "out", {"plan.json": "new"})

    assert texts(tmp_path / "out") == {"plan.json": "new", "notes.txt": "mine", "third.geojson": "changed by hand"}


@pytest.mark.parametrize("earlier", [True, False])
def test_a_file_of_the_same_name_that_no_run_wrote_is_not_replaced(tmp_path, earlier):
    if earlier:
        write(tmp_path / "out", {"plan.json": "old"})
    (tmp_path / "out").mkdir(exist_ok=True)
    (tmp_path / "out" / "plan.json").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError, match=r"plan.json \| was not written by a run, or changed since; move it away"):
        write(tmp_path / "out", {"plan.json": "new", "brief.html": "new"})

    assert texts(tmp_path / "out") == {"plan.json": "mine"}


def test_another_commands_results_are_not_replaced(tmp_path):
    write(tmp_path / "out", {"plan.json": "old"})

    with pytest.raises(CaseError, match=r"out \| holds the results of plan; give another folder with --out"):
        write(tmp_path / "out", {"bulletin.json": "new"}, command="monitor")

    assert texts(tmp_path / "out") == {"plan.json": "old"}


def test_what_an_earlier_version_wrote_is_replaced_and_nothing_else_taken_away(tmp_path):
    write(tmp_path / "out", {"plan.json": "old", "second.geojson": "old"})
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    del record["outputs"]
    (tmp_path / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")

    write(tmp_path / "out", {"plan.json": "new"})

    assert texts(tmp_path / "out") == {"plan.json": "new", "second.geojson": "old"}


@pytest.mark.parametrize("path", ["../precious.txt", "/etc/hostname", "inner/../../precious.txt"])
def test_a_record_that_names_files_elsewhere_takes_none_of_them_away(tmp_path, path):
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    write(tmp_path / "out", {"plan.json": "old"})
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    record["outputs"].append({"path": path, "sha256": hashlib.sha256(b"mine").hexdigest()})
    (tmp_path / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")

    write(tmp_path / "out", {"plan.json": "new"})

    assert (tmp_path / "precious.txt").read_text(encoding="utf-8") == "mine"


def test_the_folder_that_somebody_works_in_stays_the_same_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    same = tmp_path.stat().st_ino
    write(".", {"plan.json": "old", "second.geojson": "old"})
    write(".", {"plan.json": "new"})

    assert tmp_path.stat().st_ino == same
    assert texts(tmp_path) == {"plan.json": "new"}


@pytest.fixture(scope="module")
def fork():
    """Run code in forks of an interpreter that knows how to write."""
    names = "import os, resource, signal, sys\nfrom itertools import count\nfrom truceline.errors import CaseError\n"
    with forking(f"{names}from tests.services.test_runs import write") as started:
        yield started


REPLACING = """
folder, last = sys.argv[1], int(sys.argv[2])
os.chdir(folder)
done = 0
def hook(event, arguments):
    global done
    if event in ("os.rename", "os.remove"):
        done += 1
        if done > last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
write(".", {"plan.json": "new", "brief.html": "new"})
"""


def seen(folder):
    return {name: text for name, text in texts(folder).items() if not name.startswith(".")}


def test_killed_while_files_are_put_in_place_a_marker_shows_it_and_the_next_run_ends_it(fork, tmp_path, monkeypatch):
    old = {"plan.json": "old", "brief.html": "old", "second.geojson": "old"}
    new = {"plan.json": "new", "brief.html": "new"}
    marked = []
    for step in range(12):
        out = tmp_path / str(step)
        write(out, old)
        code = fork(REPLACING, out, step).wait()
        marked.append((out / MARKER).exists())
        assert marked[-1] or seen(out) == (new if code == 0 else old)

        if marked[-1]:
            assert current(out, "plan.json").read_text(encoding="utf-8") == "new"
            end_replacing(out)
            assert seen(out) == new
        monkeypatch.chdir(out)
        write(".", {"plan.json": "newer"})
        assert seen(out) == {"plan.json": "newer"}
        if code == 0:
            break

    assert code == 0
    assert sum(marked) == 5  # before each of three files, one that goes, and the marker itself


FILLING = """
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))
try:
    write(sys.argv[1], {"plan.json": "new", "brief.html": "new" * 2_000})
except CaseError as error:
    print(error)
"""


@pytest.mark.parametrize("before", ["nothing", "a run", "a run and more"])
def test_a_disk_that_fills_leaves_what_was_there(fork, tmp_path, before):
    out = tmp_path / "out"
    if before != "nothing":
        write(out, {"plan.json": "old", "brief.html": "old", "second.geojson": "old"})
    if before == "a run and more":
        (out / "notes.txt").write_text("mine", encoding="utf-8")
    there = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    filled = fork(FILLING, out)
    said, code = filled.line() + filled.line(), filled.wait()

    assert code == 0
    assert "out | cannot be written (File too large); give another folder with --out" in said
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == there


WRITING = """
for n in count():
    write(sys.argv[1], {f"{i}.json": f"{n} " * 1_000 for i in range(3 + n % 3)})
    print(n, flush=True)
"""


@pytest.mark.parametrize("more", [True, False])
@pytest.mark.parametrize("pause", [0.0, 0.011, 0.023])
def test_killed_at_any_moment_no_folder_holds_files_of_two_runs(fork, tmp_path, more, pause):
    out = tmp_path / "out"
    if more:
        out.mkdir()
        (out / "notes.txt").write_text("mine", encoding="utf-8")
    writer = fork(WRITING, out)
    writer.line()
    time.sleep(pause)
    writer.kill()

    record = out / "run.json"
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}
    assert there.pop("run.json")
    assert there.pop("notes.txt", None) == (hashlib.sha256(b"mine").hexdigest() if more else None)
    outputs = json.loads(record.read_text(encoding="utf-8"))["outputs"]
    assert there == {each["path"]: each["sha256"] for each in outputs}
