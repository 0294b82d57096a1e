"""Web archives, DOCX and PDF give their paragraphs, or a remedy."""

import io
import sys
import zipfile
from email.message import EmailMessage

import pytest
from tests.sources.page_layouts import ARTICLE, LAYOUTS, page

from truceline.errors import SourceError
from truceline.sources.articles import read_article_file
from truceline.sources.document_text import LARGEST_PART, paragraphs_of_lines

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(tmp_path, data: bytes, name: str = "article"):
    path = tmp_path / name
    path.write_bytes(data)
    return read_article_file(path)


def refused(tmp_path, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, data)
    (problem,) = caught.value.problems
    return problem.partition(" | ")[2]


def archive(kind: str = "html") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "Tarsia to send troops"
    message["MIME-Version"] = "1.0"
    message.set_content(page(LAYOUTS["main"]), subtype=kind, charset="windows-1252", cte="quoted-printable")
    message.make_related()
    message.add_related(b"GIF89a", "image", "gif")
    return message.as_bytes()


def docx(document: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        folder.writestr("word/document.xml", document)
    return packed.getvalue()


def test_a_web_archive_gives_the_article_of_its_page(tmp_path):
    found = read(tmp_path, archive())

    assert found.text.split("\n\n") == ["Tarsia", *ARTICLE]
    assert found.reduced


def test_a_web_archive_without_a_page_is_refused_with_a_remedy(tmp_path):
    assert refused(tmp_path, archive("plain")) == "is a web archive without a page; save the page as HTML"


def test_a_docx_gives_its_paragraphs_with_their_runs_joined(tmp_path):
    runs = "".join(f"<w:p><w:r><w:t>{x[:20]}</w:t></w:r><w:r><w:t>{x[20:]}</w:t></w:r></w:p><w:p/>" for x in ARTICLE)

    found = read(tmp_path, docx(f'<w:document xmlns:w="{W}"><w:body>{runs}</w:body></w:document>'))

    assert found.text.split("\n\n") == list(ARTICLE)
    assert found.reduced


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 nothing", "is a damaged or encrypted DOCX; save it as text"),
        (docx("<w:document"), "is a damaged or encrypted DOCX; save it as text"),
        (docx('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "holds no text; give the article itself"),
        (docx(" " * (LARGEST_PART + 1)), "is too large unpacked; save it as text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word document (.doc); save it as DOCX or text"),
    ],
)
def test_what_is_no_sound_docx_is_refused_with_a_remedy(tmp_path, data, what):
    assert refused(tmp_path, data) == what


def test_a_zip_that_is_no_docx_is_refused_with_a_remedy(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("a.txt", "a")

    assert refused(tmp_path, packed.getvalue()) == "is a zip file, but no DOCX; unpack it, or save it as text"


def pdf(*lines: str) -> bytes:
    """Write a one-page PDF by hand: what it holds is known, and nothing of the reader wrote it."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 11 Tf 50 750 Td {shown}ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )


def test_a_pdf_gives_its_lines_joined_to_paragraphs(tmp_path):
    pytest.importorskip("pypdf")

    found = read(
        tmp_path,
        pdf(
            "Ilva Dorn, the prime minister of Tarsia, said on Monday that her govern-",
            "ment would send a battalion to the causeway, and two companies to the",
            "ferry.",
            "Aldo Brenn, the president of Corvel, said that no foreign soldier would",
            "cross the river.",
        ),
    )

    assert found.text.split("\n\n") == [
        (
            "Ilva Dorn, the prime minister of Tarsia, said on Monday that her government would send a battalion to the "
            "causeway, and two companies to the ferry."
        ),
        "Aldo Brenn, the president of Corvel, said that no foreign soldier would cross the river.",
    ]
    assert found.reduced


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\nnothing", "is a damaged or encrypted PDF; save it as text"),
        (pdf(), "is a PDF of pictures; recognise its text first, and save it as text"),
    ],
)
def test_a_pdf_without_text_is_refused_with_a_remedy(tmp_path, data, what):
    pytest.importorskip("pypdf")

    assert refused(tmp_path, data) == what


def test_without_the_extra_a_pdf_is_refused_with_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)

    assert refused(tmp_path, pdf("Rain.")) == "is a PDF; install truceline[documents], or save it as text"


def test_lines_are_joined_until_a_sentence_ends_in_a_short_line_or_a_line_is_empty():
    long = "x" * 60
    lines = [long, "the end.", f"{long}.", "more", "", "last"]

    assert list(paragraphs_of_lines(lines)) == [f"{long} the end.", f"{long}. more", "last"]
