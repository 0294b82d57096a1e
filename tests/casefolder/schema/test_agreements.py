"""A case's agreement.yaml holds provisions too, and what they name must exist."""

from truceline.casefolder.cases import read_case

MORE = """\
windows:
  - {id: truce, title: Truce, start: 2031-03-01T12:00, end: null, zone: Etc/UTC, clause: {ref: Article 1, source: gazette}}
provisions:
  - {id: fire, title: No fire, acts: [fire], actors: [brask, ash], zones: [clear], windows: [truce], clause: {ref: Article 1, source: gazette}}
"""  # noqa: E501  (as people write it)


def extended(case, *edits):
    text = (case.folder / "agreement.yaml").read_text(encoding="utf-8") + MORE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    case.write("agreement.yaml", text)
    return case


def test_an_agreement_without_provisions_stays_as_it_was(case):
    found = read_case(case.folder).agreement

    assert (found.provisions, found.windows, found.reciprocity, found.belts[0].line) == ((), (), None, "")


def test_a_sound_agreement_is_read_with_its_provisions(case):
    found = read_case(extended(case).folder).agreement

    assert found.provisions[0].zones == ("clear",)
    assert found.windows[0].start.isoformat() == "2031-03-01T12:00:00+00:00"
    assert found.vocabulary.acts


def test_what_a_provision_names_must_exist_in_the_case(case):
    edits = (("actors: [brask, ash]", "actors: [brask, oak]"), ("zones: [clear]", "zones: [cleer]"), ("ref: Article 1, source: gazette}}\nprov", "ref: Article 1, source: gazete}}\nprov"))  # noqa: E501  # fmt: skip

    assert [fault.partition(" | ")[2].partition(";")[0] for fault in extended(case, *edits).faults()] == [
        "provision fire | has no zone 'cleer'",
        "the source 'gazete' is not known",
        "the actor 'oak' is not known",
        "the belt 'cleer' is not known",
    ]


def test_a_contested_window_needs_one_for_every_version(case):
    versions = 'versions:\n  - {id: a, title: A, held_by: [ash], clause: {ref: "1", source: gazette}}\n  - {id: b, title: B, held_by: [brask], clause: {ref: "1", source: gazette}}\nwindows:'  # noqa: E501
    case = extended(case, ("windows:\n", versions + "\n"), ("zone: Etc/UTC,", "zone: Etc/UTC, version: a,"))

    (fault,) = case.faults()
    assert fault == (
        "agreement.yaml:1 | provision fire in version b | has no window 'truce'; give the window for that version"
    )
