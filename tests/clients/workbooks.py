"""Workbooks as spreadsheet programs write them, made for these tests."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook


def workbook(*sheets: tuple[str, Iterable[Iterable[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    """Return the bytes of a workbook with these sheets and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a workbook in which some parts are others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def with_texts(texts: Iterable[str]) -> bytes:
    """Return a workbook whose only row is a header, with a table of shared texts as Excel writes it."""
    content = workbook(("One", [("Name", "Email")]))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        types = book.read("[Content_Types].xml")
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'.encode()
    return with_parts(
        content, {"[Content_Types].xml": types.replace(b"</Types>", override), "xl/sharedStrings.xml": table}
    )


def sheet_xml(rows: str) -> bytes:
    """Return a sheet with these rows of XML."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def text_cell(at: str, text: str) -> str:
    """Return a cell that holds a text of its own."""
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
