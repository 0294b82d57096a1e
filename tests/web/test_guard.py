"""Nobody else's page can read or change anything, and a page loads and runs nothing but its own."""

import re

import pytest

from tests.web.open_pages import OPEN

ADDRESSES = [
    "/",
    "/two-rivers/home",
    "/two-rivers/home.json",
    "/nothing",
    "/static/session.js",
    "/two-rivers/live?version=1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_bears_the_policy(client, address):
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))

    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("name", OPEN)
def test_no_page_holds_code_or_style_or_a_foreign_address_that_loads(client, name):
    html = client.get(f"/two-rivers/{name}?scenario=all-together").text

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]* src=)", html)
    loaded = re.findall(r'<(?:script|img|iframe|object|embed)[^>]* src="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]* href="([^"]+)"', html)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.0.7:8400", "[::2]"])
def test_a_name_that_is_not_this_machines_is_refused(client, host):
    found = client.get("/two-rivers/home.json", headers={"host": host})

    assert found.status_code == 421
    assert "use the address that it printed" in found.text


@pytest.mark.parametrize("host", ["localhost:8400", "127.0.0.1:1", "[::1]:8400"])
def test_every_name_of_the_loopback_is_answered(client, host):
    assert client.get("/two-rivers/home.json", headers={"host": host}).status_code == 200


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1"},
    {"sec-fetch-site": "none"},
    {"origin": "http://evil.example"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_could_change_something_comes_from_our_own_pages_or_not_at_all(client, method, headers):
    assert client.request(method, "/two-rivers/home", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "OWN"}], ids=str)
def test_from_our_own_pages_it_is_let_through_to_the_page(client, served, headers):
    own = {name: value.replace("OWN", served.address) for name, value in headers.items()}

    assert client.post("/two-rivers/home", headers=own).status_code == 405
