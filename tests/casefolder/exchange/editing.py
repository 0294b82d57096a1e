"""A workbook edited as a spreadsheet program leaves it: in the XML of its parts, by means of its own."""

import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Book:
    """A workbook as the parts of its packed folder."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.read = {}  # the cells of sheets that were looked at, by their XML

    @property
    def bytes(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in self.parts.items():
                file.writestr(name, data)
        return packed.getvalue()

    def part(self, sheet):
        """The name of the part that holds a sheet."""
        links = etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        targets = {link.get("Id"): link.get("Target") for link in links}
        (found,) = [
            s for s in etree.fromstring(self.parts["xl/workbook.xml"]).iter(f"{MAIN}sheet") if s.get("name") == sheet
        ]
        return f"xl/{targets[found.get(LINK)]}"

    def cells(self, sheet):
        """The texts of a sheet's cells by name, as the XML has them."""
        part = self.parts[self.part(sheet)]
        if part not in self.read:
            self.read[part] = dict(self._cells(part))
        return self.read[part]

    def _cells(self, part):
        shared = [
            "".join(t.text or "" for t in item.iter(f"{MAIN}t"))
            for item in etree.fromstring(self.parts["xl/sharedStrings.xml"])
        ]
        for cell in etree.fromstring(part).iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            if value is not None:
                yield cell.get("r"), shared[int(value.text)] if cell.get("t") == "s" else value.text
            elif (inline := cell.find(f"{MAIN}is")) is not None:
                yield cell.get("r"), "".join(t.text or "" for t in inline.iter(f"{MAIN}t"))

    def rows(self, sheet):
        """The rows of a sheet by number: texts by the title above them."""
        cells = self.cells(sheet)
        titles = {re.sub(r"\d", "", name): text for name, text in cells.items() if re.fullmatch(r"[A-Z]+1", name)}
        found = {}
        for name, text in cells.items():
            letters, number = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
            if int(number) > 2:
                found.setdefault(int(number), {})[titles[letters]] = text
        return found

    def find(self, sheet, title, **where):
        """The name of the cell below a title in the one row where other titles (by their words) have these texts."""
        cells = self.cells(sheet)
        letters = next(re.sub(r"\d", "", n) for n, text in cells.items() if n.endswith("1") and text == title)
        (row,) = [n for n, row in self.rows(sheet).items() if all(row.get(t) == text for t, text in where.items())]
        return f"{letters}{row}"

    def free(self, sheet):
        """The first row that nobody has filled."""
        return max([2, *self.rows(sheet)]) + 1

    def put(self, sheet, cell, value):
        """Put a text, number or day into a cell, or empty it; its look stays."""
        part = self.part(sheet)
        tree = etree.fromstring(self.parts[part])
        (found,) = [c for c in tree.iter(f"{MAIN}c") if c.get("r") == cell]
        for child in list(found):
            found.remove(child)
        found.attrib.pop("t", None)
        if isinstance(value, str):
            found.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(found, f"{MAIN}is"), f"{MAIN}t").text = value
        elif value is not None:
            number = (value - date(1899, 12, 30)).days if isinstance(value, date) else value
            etree.SubElement(found, f"{MAIN}v").text = repr(number)
        self.parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def fill(self, sheet, cells):
        """Fill the first free row by the titles of its columns; return its number."""
        row = self.free(sheet)
        titles = {
            text: re.sub(r"\d", "", name) for name, text in self.cells(sheet).items() if re.fullmatch(r"[A-Z]+1", name)
        }
        for title, value in cells.items():
            self.put(sheet, f"{titles[title]}{row}", value)
        return row

    def replace(self, part, old, new):
        """Replace a piece of a part's XML."""
        assert old.encode() in self.parts[part]
        self.parts[part] = self.parts[part].replace(old.encode(), new.encode())


def formula(cell, text, value):
    """The XML of a cell that holds a formula and the value that was saved with it."""
    return f'<c r="{cell}"><f>{escape(text)}</f><v>{value}</v></c>'
