"""PDF -> pages: words, rules, and one clear error for each bad input."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from index.config import Settings
from index.errors import (
    DamagedPdfError,
    EmptyFileError,
    EncryptedPdfError,
    FileMissingError,
    LimitExceededError,
    NoPagesError,
    NotAPdfError,
)
from index.reading.pages import count_pages, read_pages
from tests.index.drawing import Drawing, cropped, rotated

ROWS = [["科目编码", "科目名称", "本年支出合计"], ["201", "一般公共服务支出", "200.00"]]
COLUMNS = [50.0, 110.0, 300.0, 390.0]


def _form(path: Path, sideways: bool = False) -> Path:
    """A ruled form, upright or reading from the bottom of the page up."""
    drawing = Drawing(path)
    if sideways:
        drawing.sideways()
    drawing.title("支出决算表")
    drawing.table(COLUMNS, 110, ROWS)
    drawing.page()
    return drawing.save()


def test_words_and_rules_are_read(tmp_path: Path, settings: Settings) -> None:
    (page,) = read_pages(_form(tmp_path / "a.pdf"), settings)
    assert [word.text for word in page.words] == ["支出决算表", "单位：万元", *ROWS[0], *ROWS[1]]
    upright = [rule for rule in page.rules if not rule.horizontal]
    assert [round(rule.bbox.x0) for rule in upright] == COLUMNS
    assert len([rule for rule in page.rules if rule.horizontal]) == 3


def test_rotated_pages_are_read_as_shown(tmp_path: Path, settings: Settings) -> None:
    (page,) = read_pages(rotated(_form(tmp_path / "a.pdf", sideways=True), 90), settings)
    assert (page.width, page.height) == (842, 595)
    title = page.words[0]
    assert title.text == "支出决算表"
    assert round(title.bbox.x0 + title.bbox.x1) == 842
    assert title.bbox.bottom < 70


def test_sideways_text_is_read_turned_and_leads_back_to_the_shown_page(
    tmp_path: Path, settings: Settings
) -> None:
    (page,) = read_pages(_form(tmp_path / "a.pdf", sideways=True), settings)
    assert (page.width, page.height) == (842, 595)
    title = page.words[0]
    assert title.text == "支出决算表"
    shown = page.frame.shown(title.bbox)
    assert shown.x1 < 70
    assert round(shown.top + shown.bottom) == 842


def test_cropped_pages_are_read_as_shown(tmp_path: Path, settings: Settings) -> None:
    (whole,) = read_pages(_form(tmp_path / "a.pdf"), settings)
    (page,) = read_pages(cropped(_form(tmp_path / "b.pdf"), (20, 100, 580, 812)), settings)
    assert (page.width, page.height) == (560, 712)
    assert round(whole.words[0].bbox.x0 - page.words[0].bbox.x0) == 20
    assert round(whole.words[0].bbox.top - page.words[0].bbox.top) == 30
    assert round(whole.rules[0].bbox.top - page.rules[0].bbox.top) == 30


def test_a_word_ends_at_a_rule(tmp_path: Path, settings: Settings) -> None:
    drawing = Drawing(tmp_path / "a.pdf")
    drawing.text(50, 100, "缴费支出160.75")
    drawing.line(50 + 4 * 10, 80, 50 + 4 * 10, 120)
    drawing.page()
    (page,) = read_pages(drawing.save(), settings)
    assert [word.text for word in page.words] == ["缴费支出", "160.75"]


def test_shifted_bold_prints_once_and_watermarks_stay_out(tmp_path: Path, settings: Settings) -> None:
    drawing = Drawing(tmp_path / "a.pdf")
    drawing.text(50, 100, "合计")
    drawing.text(50.4, 100, "合计")
    drawing.canvas.saveState()
    drawing.canvas.translate(100, 100)
    drawing.canvas.rotate(45)
    drawing.canvas.drawString(0, 0, "仅供参考")
    drawing.canvas.restoreState()
    drawing.page()
    (page,) = read_pages(drawing.save(), settings)
    assert [word.text for word in page.words] == ["合计"]


def test_dotted_leaders_are_no_rules(tmp_path: Path, settings: Settings) -> None:
    drawing = Drawing(tmp_path / "a.pdf")
    for x in range(50, 500, 3):
        drawing.canvas.rect(x, 700, 1, 1, fill=1)
    drawing.page()
    (page,) = read_pages(drawing.save(), settings)
    assert page.rules == ()


def test_missing_file(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(FileMissingError):
        list(read_pages(tmp_path / "none.pdf", settings))


def test_empty_file(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(EmptyFileError):
        list(read_pages(tmp_path / "a.pdf", settings))


def test_not_a_pdf(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").write_text("<html>not a pdf</html>")
    with pytest.raises(NotAPdfError):
        list(read_pages(tmp_path / "a.pdf", settings))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_truncated_pdf(tmp_path: Path, settings: Settings, share: float) -> None:
    whole = _form(tmp_path / "whole.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DamagedPdfError):
        list(read_pages(tmp_path / "a.pdf", settings))


def test_garbage_between_header_and_trailer(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + b"\x00\xff" * 500 + b"\nstartxref\n12\n%%EOF")
    with pytest.raises((DamagedPdfError, NoPagesError)):
        list(read_pages(tmp_path / "a.pdf", settings))


def test_encrypted_pdf(tmp_path: Path, settings: Settings) -> None:
    lock = pdfencrypt.StandardEncryption("secret", ownerPassword="owner")
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt=lock)
    canvas.drawString(50, 50, "closed")
    canvas.save()
    with pytest.raises(EncryptedPdfError):
        list(read_pages(tmp_path / "a.pdf", settings))


def test_no_pages(tmp_path: Path, settings: Settings) -> None:
    document = pypdfium2.PdfDocument.new()
    document.save(tmp_path / "a.pdf")
    with pytest.raises(NoPagesError):
        list(read_pages(tmp_path / "a.pdf", settings))


def test_limits(tmp_path: Path, settings: Settings) -> None:
    drawing = Drawing(tmp_path / "a.pdf")
    for _ in range(3):
        drawing.text(50, 50, "一页")
        drawing.page()
    path = drawing.save()
    assert count_pages(path) == 3
    with pytest.raises(LimitExceededError, match="MAX_PAGES"):
        list(read_pages(path, settings.model_copy(update={"max_pages": 2})))
    with pytest.raises(LimitExceededError, match="MAX_BYTES"):
        list(read_pages(path, settings.model_copy(update={"max_bytes": 100})))
    assert len(list(read_pages(path, settings.model_copy(update={"max_pages": 3})))) == 3
