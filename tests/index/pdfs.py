"""PDFs for tests of taking documents in: small sound disclosures, and files that are no good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.index.drawing import Drawing


def draw_disclosure(path: Path, amount: str = "12.30", year: int = 2022) -> Path:
    """A disclosure of two pages: a cover, and one form of three rows with a sentence below it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    drawing = Drawing(path)
    drawing.centred(297, 300, f"清水县档案局{year}年度部门决算", 22)
    drawing.canvas.showPage()
    drawing.title("支出决算表", table_no="公开03表")
    rows = (
        ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
        ("", "合计", amount, amount, "0.00"),
        ("201", "一般公共服务支出", amount, amount, "0.00"),
        ("20126", "档案事务", amount, amount, "0.00"),
        ("2012601", "行政运行", amount, amount, "0.00"),
    )
    drawing.table((50, 130, 290, 380, 460, 545), 110, rows)
    drawing.text(50, 300, f"{year}年度支出总计{amount}万元，其中：基本支出{amount}万元。")
    drawing.canvas.showPage()
    drawing.canvas.save()
    return path


def write_encrypted(path: Path) -> Path:
    """A PDF that opens with a password only."""
    drawing = Drawing(path)
    drawing.canvas._doc.encrypt = StandardEncryption("secret", strength=128)
    drawing.text(50, 100, "保密")
    drawing.canvas.showPage()
    drawing.canvas.save()
    return path


def write_truncated(path: Path) -> Path:
    """The first half of a sound PDF."""
    whole = draw_disclosure(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def write_without_pages(path: Path) -> Path:
    """A sound PDF whose page tree is empty."""
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    return write_objects(path, objects)


def write_objects(path: Path, objects: Sequence[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    body, offsets = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(body + tail % (size, table, size, len(body)))
    return path


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 50 700 Td (2022 12.30) Tj ET"
PICTURE = b"<< /XObject << /F1 5 0 R >> >>"  # object 5 is an image instead of a font


def write_page(
    path: Path,
    content: bytes = TEXT,
    box: bytes = b"[0 0 595 842]",
    entries: bytes = b"",
    resources: bytes = b"<< /Font << /F1 5 0 R >> >>",
    objects: Sequence[bytes] = (HELVETICA,),
) -> Path:
    """A PDF of one page: object 3 is the page, 4 its content (or a whole stream), `objects` are 5 and on."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R /Resources %b %b >>"
    whole = content if content.endswith(b"endstream") else stream(content)
    tree = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    return write_objects(path, (*tree, page % (box, resources, entries), whole, *objects))
