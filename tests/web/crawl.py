"""Every address of the pages, asked for by whoever there is: what is answered, with headers, archives unpacked."""

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from sqlalchemy import func, select

from tests.web.apart import Apart
from tests.web.open_pages import OF_ONE
from truceline.errors import TrucelineError
from truceline.services.session.pages import PAGES
from truceline.store.engine import reading
from truceline.store.schema.proposals import PROPOSALS
from truceline.store.schema.records import RECORDS, VERSIONS


class Crawler:
    """Asks an application for addresses, as a person; waits for plans with all their ranges."""

    def __init__(self, app, workspace):
        self.app, self.workspace, self.apart = app, workspace, Apart()
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 1), raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=120)

    def ask(self, person, address, method="GET", **how):
        named = {"x-person": person} if person else {}
        headers = {"sec-fetch-site": "same-origin", **named, **how.pop("headers", {})}
        self.client.cookies.clear()
        return self.apart.run(self.client.request(method, address, headers=headers, **how))

    def bare(self, method, address, headers):
        return self.apart.run(self.client.request(method, address, headers=headers))

    def settle(self, person, address):
        """Wait until the plan that an address asks for is there, with its ranges."""
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
        asked = [query, {"version": query["from"]}] if "from" in query else [query]
        for each in asked:
            with suppress(TrucelineError):  # what cannot be planned is asked for all the same
                if found := self.workspace.asked(parts.path.split("/")[1], each, person):
                    self.workspace.job(found).whole.result(60)

    def close(self):
        self.apart.run(self.client.aclose())
        self.apart.close()


@dataclass
class Seen:
    """The addresses of a session, each with its method; ``core`` are those that everybody is to ask for."""

    addresses: list[tuple[str, str]]
    core: set[tuple[str, str]]

    @classmethod
    def of(cls, store, session="ford"):
        """List the addresses that the pages lead to, with every version, record and proposal of a store put in."""
        with reading(store) as connection:
            rows = connection.execute(select(RECORDS.c.file, RECORDS.c.key).where(RECORDS.c.session == 1))
            records = [f"{row.file}/{row.key}" for row in rows if row.key]
            last = connection.scalar(select(func.max(VERSIONS.c.number)))
            proposals = range(1, connection.scalar(select(func.max(PROPOSALS.c.number))) + 3)
        versions = [0, *range(1, last + 2)]
        core = [
            *OWN,
            *(f"/{session}/{each}" for each in ALONE),
            *(f"/elsewhere/{each}" for each in ("home", "members")),
        ]
        core += [f"/{session}/{each}" for each in pages()]
        core += [f"/{session}/proposal?number={number}" for number in proposals]
        found = [f"/{session}/{each}?{urlencode(query)}" for each in pages() for query in of_versions(each, versions)]
        found += [
            f"/{session}/edit?{urlencode({'record': record, 'text': text})}"
            for record in records
            for text in ("", "yes")
        ]
        found += [f"/{session}/effect{form}?number={number}" for number in proposals for form in ("", ".json")]
        found += [f"/{session}/live?version={each}" for each in versions if each]
        taken = [(f"/{session}/export", "POST"), ("/elsewhere/export", "POST")]
        old = [(f"/{session}/export?version={each}", "POST") for each in versions if each]
        return cls(
            [*((each, "GET") for each in [*core, *found]), *taken, *old], {*((each, "GET") for each in core), *taken}
        )


OWN = ("/", "/account", "/account.json", "/sign-in", "/invitation/guessed", "/new-password/guessed", "/nothing")
ALONE = ("members", "members.json", "workbook.xlsx", "live", "nothing", "edit?new=pledges.yaml/pledges")


def pages():
    """List the pages that need nothing but their names, in all forms."""
    named = [(name, form) for name, page in PAGES.items() if name not in OF_ONE for form in ("", *page.forms)]
    return [f"{name}.{form}" if form else name for name, form in named]


def of_versions(page, versions):
    """List which versions may be asked for of a page."""
    found = [{"version": each} for each in versions if each]
    if page.startswith("difference"):
        found += [{"from": before, "version": after} for before in versions[1:] for after in versions[1:]]
    return found


def text_of(answer):
    """Return all that an answer says: its status, headers and body; of an archive, its files."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code}\n{head}\n{body_of(answer)}"


def body_of(answer):
    if answer.content[:2] != b"PK":
        return answer.content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "\n".join(
            f"{each.filename}\n{archive.read(each).decode(errors='replace')}" for each in archive.infolist()
        )
