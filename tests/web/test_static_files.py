"""What pages share is sent once: a browser that has the same bytes is told so, and pages are never kept."""

import hashlib

import pytest

SHARED = (
    "brief.css",
    "session.css",
    "brief.js",
    "map.mjs",
    "icon.svg",
    "vendor/maplibre-gl.mjs",
    "vendor/land-50m.json",
)


@pytest.mark.parametrize("name", SHARED)
def test_what_pages_share_is_kept_by_the_hash_of_its_bytes(client, name):
    first = client.get(f"/static/{name}")
    own = f'"{hashlib.sha256(first.content).hexdigest()}"'

    assert (first.status_code, first.headers["etag"], first.headers["cache-control"]) == (200, own, "no-cache")
    assert "last-modified" not in first.headers
    for known in (own, f"W/{own}", f'"other", {own}', "*"):
        again = client.get(f"/static/{name}", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["cache-control"]) == (own, "no-cache")
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


@pytest.mark.parametrize(
    "asked", [{"if-none-match": '"other"'}, {"if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT"}]
)
def test_other_bytes_are_sent_whatever_the_time_of_the_file(client, asked):
    found = client.get("/static/map.mjs", headers=asked)

    assert found.status_code == 200
    assert found.content


@pytest.mark.parametrize("address", ["/two-rivers/map", "/two-rivers/home.json", "/static/nothing.js", "/nothing"])
def test_a_page_is_kept_nowhere(client, address):
    for asked in ({}, {"if-none-match": "*"}):
        found = client.get(address, headers=asked)
        assert found.status_code in (200, 404)
        assert found.headers["cache-control"] == "no-store"
        assert "etag" not in found.headers


def test_only_what_pages_share_is_there(client):
    for name in ("../app.py", "vendor/../../app.py", "%2e%2e/app.py", "vendor", ""):
        assert client.get(f"/static/{name}", headers={"if-none-match": "*"}).status_code in (404, 405)
