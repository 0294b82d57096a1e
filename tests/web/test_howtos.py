"""The how-to pages of the planning session: every command as it stands, and what it is said to print."""

import re
import shlex
import shutil
import ssl
import subprocess

import httpx
import pytest
from click.testing import CliRunner

from tests.casefolder.exchange.editing import Book, formula
from tests.cli.test_serving import certificate
from tests.places import DOCS
from tests.web.conftest import Served
from truceline.cli import main
from truceline.services.new import new
from truceline.services.session.pages import PAGES

PASSWORD = "seven swans on the mill pond"  # noqa: S105


def page(name):
    return (DOCS / "howto" / f"{name}.md").read_text(encoding="utf-8")


def blocks(text):
    """Return what stands indented, block by block, a command over several lines as one."""
    found = re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", text, re.MULTILINE)
    return [re.sub(r"^    ", "", each, flags=re.MULTILINE).replace("\\\n", "") for each in found]


def commands(text, **words):
    """Return the commands of a page as words, with what stands for something put in."""
    lines = [line for each in blocks(text) for line in each.splitlines() if line.startswith("truceline ")]
    for name, value in words.items():
        lines = [re.sub(rf"\b{name}\b", value, line) for line in lines]
    return [shlex.split(re.split(r" {3,}(?=\w)", line)[0])[1:] for line in lines]


def run(words, code=0):
    done = CliRunner().invoke(main, words)
    assert done.exit_code == code, (words, done.output)
    return done.output


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edited(file, *cells, formulas=()):
    book = Book(file.read_bytes())
    for sheet, cell, value in cells:
        book.put(sheet, cell, value)
    for sheet, cell, text, value in formulas:
        part, wanted = book.part(sheet), rf'<c r="{cell}"[^>]*>.*?</c>'
        book.parts[part] = re.sub(wanted, formula(cell, text, value), book.parts[part].decode()).encode()
    file.write_bytes(book.bytes)


def test_the_workbook_page_s_commands_do_what_it_says(here):
    new(here / "case")
    text = page("workbook")
    said = blocks(text)
    write, write_one, changes, apply, check, propose = commands(text, CASE="case", FOLDER="sent", SESSION="talks")
    run(["session", "import", "case", "talks", "--store", "plan.sqlite"])

    assert len(run(write).splitlines()) == 5
    run(write_one)
    shutil.copy("sent/two-rivers-elm.xlsx", "elm.xlsx")
    good = (here / "dale.xlsx").read_bytes()
    edited(here / "dale.xlsx", ("Pledges", "C4", "reaction-compny"), ("Status", "D3", "st-99"))
    edited(here / "dale.xlsx", ("Pledges", "O4", None))
    edited(here / "elm.xlsx", ("Status", "D3", "st-05, st-09"), formulas=[("Pledges", "E3", "2+3", "5")])
    faults = run(changes, 1)
    told = next(each for each in said if "Pledges!C4" in each).splitlines()
    assert [line for line in told if line not in faults] == []

    (here / "dale.xlsx").write_bytes(good)
    shutil.copy("sent/two-rivers-elm.xlsx", "elm.xlsx")
    edited(here / "dale.xlsx", ("Pledges", "F4", 1))
    printed = run(changes)
    shown = next(each for each in said if "1 change" in each)
    for line in re.sub(r"\d{4}-\d\d-\d\d", "DAY", shown).splitlines():
        assert line in re.sub(r"\d{4}-\d\d-\d\d", "DAY", printed)
    assert "Workbook of Dale" in run(propose)
    run(apply)
    run(check)
    assert "No workbook changes anything" in run(changes)


def of_staff():
    """Return the page on serving a staff, with folders below the one that the test is in."""
    return page("serve-a-staff").replace("/srv/truceline", "srv/truceline").replace("/etc/truceline", "etc/truceline")


def test_the_certificate_that_the_staff_page_makes_is_for_the_name_that_the_server_then_says(here):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here; install it to run this test")
    (here / "etc/truceline").mkdir(parents=True)
    (line,) = [line for each in blocks(of_staff()) for line in each.splitlines() if line.startswith("openssl req")]
    subprocess.run(shlex.split(line.replace("192.0.2.10", "127.0.0.1")), check=True, capture_output=True)
    tls = ("--tls-certificate", "etc/truceline/tls.pem", "--tls-key", "etc/truceline/tls.key")
    server = Served("two-rivers", "--staff", *tls, store="own.sqlite")
    port = server.address.rpartition(":")[2]
    try:
        trusted = ssl.create_default_context(cafile="etc/truceline/tls.pem")
        named = {"sni_hostname": "plan.example.org"}  # and so what the certificate is checked for
        with httpx.Client(base_url=server.address, verify=trusted, headers={"host": "plan.example.org"}) as browser:
            assert browser.get("/sign-in", extensions=named).status_code == 200
        assert server.said.startswith(f"https://plan.example.org:{port}/ (answered at https://127.0.0.1:{port}/; end")
    finally:
        server.process.kill()
        server.process.communicate()
    (shown,) = [each for each in blocks(of_staff()) if "answered at" in each]
    said = server.said.replace(f":{port}/", "/", 1).replace(f"127.0.0.1:{port}", "192.0.2.10:443")
    assert shown.strip() == said.strip()


def test_the_staff_page_s_commands_lead_from_a_store_to_a_page(here):
    for name in ("srv/truceline", "etc/truceline"):
        (here / name).mkdir(parents=True)
    pem, _ = certificate(here / "etc" / "truceline")
    text = of_staff()
    import_, invite, serve = commands(text.partition("## Accounts")[0], CASE="two-rivers")
    run(import_)
    (link,) = re.findall(r"https://plan\.example\.org(/invitation/[\w-]{43})", run(invite))
    at = {serve[n]: serve[n + 1] for n in range(1, len(serve) - 1) if serve[n].startswith("--")}
    tls = ("--tls-certificate", at["--tls-certificate"], "--tls-key", at["--tls-key"], "--name", at["--name"])
    server = Served("--staff", *tls, "--key", "srv/truceline/log.pem", "--new-key", store=at["--store"])
    ours = {"host": at["--name"], "origin": f"https://{at['--name']}"}
    try:
        trusted = ssl.create_default_context(cafile=str(pem))
        with httpx.Client(base_url=server.address, verify=trusted, headers=ours) as browser:
            came = browser.post(link, data={"password": PASSWORD, "again": PASSWORD})
            assert came.headers["location"] == "/plan/home"
            assert came.headers["set-cookie"].startswith("__Host-truceline=")
            members = browser.get("/plan/members")
            assert (members.status_code, "Anna of Ash" in members.text) == (200, True)
            assert browser.get("/plan/members", headers={"host": "other.example"}).status_code == 421
        assert (here / "srv/truceline/plan.evidence/plan.jsonl").exists()
    finally:
        server.process.kill()
        server.process.communicate()
    accounts = [words for words in re.findall(r"`truceline (people [^`]+)`", text) if "..." not in words]
    for words in accounts:  # list, reset, disable
        filled = re.sub(r"\bS\b", "plan", words.replace("PERSON", "anna").replace("[", "").replace("]", ""))
        run([*shlex.split(filled), "--store", at["--store"]])
    assert len(accounts) == 3


def test_the_page_on_serving_names_the_pages_their_forms_and_addresses(served, client):
    text = page("serve")
    rows = [re.split(r" \| ", row.strip("| "))[::2] for row in re.findall(r"^\| [A-Z].*\|$", text, re.MULTILINE)]
    forms = {title: set(re.findall(r"`\.(\w+)`", further)) for title, further in rows}

    for each in PAGES.values():
        if each.title in forms:
            assert forms[each.title] == set(each.forms), each.title
    assert {"Home", "Coalition", "Contributions", "Requirement", "Map", "Record"} <= set(forms)
    printed = next(each for each in blocks(text) if "kept in" in each).splitlines()
    assert served.notes[0].startswith(printed[0].removesuffix("truceline.sqlite"))
    assert re.sub(r":\d+/", ":PORT/", printed[1]) == re.sub(r":\d+/", ":PORT/", served.said.strip())
    for address in re.findall(r"`(/two-rivers/[^`]+)`", text):
        assert client.get(address.replace("version=3", "version=1")).status_code == 200, address
