"""Every address of the pages, asked for by whoever there is: what is answered, with headers, archives unpacked."""

import io
import re
import zipfile
from contextlib import suppress
from html import unescape
from urllib.parse import urlencode

import httpx

from tests.web.apart import Apart
from truceline.services.session.pages import PAGES

LINK = re.compile(r'(?:href|action|hx-get|hx-sse[\w:-]*|sse-connect|src)="([^"#]+)')
METHODS = {"export": "POST"}


class Crawler:
    """Asks an application for addresses, as a person; waits for plans with all their ranges."""

    def __init__(self, app, workspace):
        self.workspace, self.apart = workspace, Apart()
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 1), raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=120)

    def ask(self, person, address, method="GET", **how):
        named = {"x-person": person} if person else {}
        headers = {"sec-fetch-site": "same-origin", **named, **how.pop("headers", {})}
        self.client.cookies.clear()
        return self.apart.run(self.client.request(method, address, headers=headers, **how))

    def settle(self, session, person, version):
        """Wait until the plan of a version is there for a person, with its ranges."""
        with suppress(Exception):  # what cannot be planned is asked for all the same
            query = {"version": str(version)} if version else {}
            if asked := self.workspace.asked(session, query, person):
                self.workspace.job(asked).whole.result(60)

    def close(self):
        self.apart.run(self.client.aclose())
        self.apart.close()


def addresses(routes, session, versions, records, proposals):
    """List the addresses that the routes lead to, with every version, record and proposal put in."""
    found = []
    for path, methods in routes:
        method = "GET" if "GET" in methods else "POST"
        if "{page}" in path or "{name}" in path or "{token}" in path or "{act}" in path or path.endswith("/live") or method == "POST":
            continue
        found.append((path.replace("{session}", session), "GET"))
    for name, page in PAGES.items():
        for form in ("", *page.forms):
            for query in queries(name, versions, records, proposals):
                found.append((f"/{session}/{name}{form and f'.{form}'}{query and f'?{urlencode(query)}'}", "GET"))
    for number in proposals:
        found += [(f"/{session}/effect?number={number}", "GET"), (f"/{session}/effect.json?number={number}", "GET")]
    found += [(f"/{session}/export?version={each}" if each else f"/{session}/export", "POST") for each in versions]
    found += [(f"/{session}/live?version={each or 1}", "GET") for each in versions]
    return list(dict.fromkeys(found))


def queries(name, versions, records, proposals):
    """List what may be asked of a page."""
    if name == "edit":
        shown = [{"record": record} for record in records]
        return [*shown, *({**each, "text": "yes"} for each in shown), {"new": "pledges.yaml/pledges"}]
    if name == "proposal":
        return [{"number": number} for number in proposals]
    found = [{"version": version} if version else {} for version in versions]
    if name == "difference":
        found += [{"from": before, "version": after} for before in versions[1:] for after in versions[1:]]
    return found


def links(html):
    """List the addresses of this server that a page leads to."""
    return [unescape(each) for each in LINK.findall(html) if each.startswith("/")]


def text_of(answer):
    """Return all that an answer says: its status, headers and body; of an archive, its files."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code}\n{head}\n{body_of(answer)}"


def body_of(answer):
    if answer.content[:2] != b"PK":
        return answer.content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "\n".join(f"{each.filename}\n{archive.read(each).decode(errors='replace')}" for each in archive.infolist())
