"""An open page is told how far its plan is."""


def test_a_page_is_told_when_its_plan_is_there_and_that_no_more_comes(client):
    told = client.get("/two-rivers/live").text

    assert told == "event: planned\ndata:\n\nevent: end\ndata:\n\n"


def test_while_it_is_worked_out_a_page_stands_in_and_tells_how_far_it_is(client):
    address = "?as_of=2031-03-12"
    first = client.get(f"/two-rivers/home{address}")
    told = client.get(f"/two-rivers/live{address}").text
    then = client.get(f"/two-rivers/home{address}")

    if 'aria-busy="true"' in first.text:  # a quick machine needs none
        assert f'hx-sse:connect="/two-rivers/live{address}"' in first.text
    assert told.index("event: planned") < told.index("event: end")
    assert "Ranges are there." in told
    assert 'aria-busy="true"' not in then.text
    assert '<a href="#ranges">' not in then.text
    assert f"/two-rivers/assumptions{address}#ranges" in then.text


def test_what_is_worked_out_once_serves_all_who_ask(workspace):
    asked = workspace.asked("rivers", {"scenario": "all-together"})

    assert workspace.job(asked) is workspace.job(workspace.asked("rivers", {}))


def test_closing_ends_the_work_at_once(workspace):
    job = workspace.job(workspace.asked("rivers", {}))
    workspace.close()

    assert not job.whole.done()
