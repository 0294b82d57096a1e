"""A model's proposals: only what the article holds to the character, and always below the line."""

import json
import threading
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import SourceError
from truceline.sources.language_model import not_yet_drafted, propose
from truceline.statements.reading.draft import Draft
from truceline.statements.reading.spans import TextSpan

TEXT = 'It rained. "We will go," said the President of Arvel. "Perhaps," others said.'
GOOD = {
    "quote": "We will go,",
    "speaker": "President of Arvel",
    "speaks_for": "arvel",
    "authority": "leader",
    "topic": "troops",
    "said_on": "2031-05-19",
}
POOR = {
    "quote": " Perhaps, ",
    "speaker": 5,
    "speaks_for": "nowhere",
    "authority": ["leader"],
    "topic": {},
    "said_on": "soon",
}
INVENTED = {"quote": "We will never go,", "speaker": "President of Arvel"}


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


@contextmanager
def endpoint(answer, status=200):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def message(items):
    content = f"Here you are:\n```json\n{json.dumps(items)}\n```"
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def test_invented_quotations_are_dropped_and_the_rest_goes_below_the_line(case):
    with endpoint(message([GOOD, INVENTED, POOR, "no item", {}])) as (url, asked):
        found = propose(url, TEXT, case, date(2031, 5, 20), model="small")

    assert [d.quote(TEXT) for d in found.drafts] == ["We will go,", "Perhaps,"]
    assert found.dropped == 2
    assert not any(d.certain for d in found.drafts)
    good, poor = found.drafts
    assert (good.speaks_for, str(good.authority), good.topic, str(good.said_on)) == (
        "arvel",
        "leader",
        "troops",
        "2031-05-19",
    )
    assert (poor.speaks_for, poor.authority, poor.topic, poor.said_on, poor.dated) == ("", None, "", None, False)
    ((path, body),) = asked
    assert path == "/v1/chat/completions"
    assert body["model"] == "small"
    assert body["messages"][1]["content"] == TEXT
    assert "arvel" in body["messages"][0]["content"]


def test_what_the_rules_have_drafted_is_not_proposed_again():
    def draft(part, sentence):
        return Draft((part,), sentence, "", "", None, None, False, "", False, ())

    rules = [draft(TextSpan(12, 23), TextSpan(11, 52))]

    assert not_yet_drafted([draft(TextSpan(12, 23), TextSpan(12, 23))], rules) == ()
    assert len(not_yet_drafted([draft(TextSpan(54, 62), TextSpan(54, 62))], rules)) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[1]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": "no list"}}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"\xff",
    ],
)
def test_an_answer_of_no_use_is_told(case, answer):
    with endpoint(answer) as (url, _), pytest.raises(SourceError, match="of no use"):
        propose(url, TEXT, case, None)


def test_an_endpoint_that_fails_or_is_not_there_is_told(case):
    with endpoint(b"no", status=500) as (url, _), pytest.raises(SourceError, match="500"):
        propose(url, TEXT, case, None)
    with pytest.raises(SourceError, match="does not answer"):
        propose(url, TEXT, case, None, timeout=2)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[::1", "http://a:b/", "http://", "tcp://127.0.0.1:9"])
def test_what_is_no_address_is_refused(case, url):
    with pytest.raises(SourceError, match="give an address that starts with http"):
        propose(url, TEXT, case, None)


def test_an_address_that_no_request_may_be_sent_to_is_told(case):
    with pytest.raises(SourceError, match="does not answer"):
        propose("http://127.0.0.1:9/a b", TEXT, case, None, timeout=2)
