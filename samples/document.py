"""A disclosure as a PDF: cover, contents, headings, paragraphs and forms, numbered at the foot."""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.forms import Form
from samples.layout import HEI, SONG, column_widths, draw_rows, pages_of_rows, row_heights, wrap

FONTS = Path(__file__).parent / "fonts"
MARGIN, FORM_MARGIN, FOOT = 78.0, 50.0, 44.0
BODY, LEADING = 14.0, 25.0
SCAN_DPI, SCAN_GREYS = 150, 8
NOTE_SIZE = 8.5


def register_fonts(song: Path | None = None) -> None:
    """Make the two faces known to reportlab; another TrueType file may stand in for both."""
    registerFont(TTFont(SONG, str(song or FONTS / "song.ttf")))
    registerFont(TTFont(HEI, str(song or FONTS / "hei.ttf")))


def missing_glyphs(text: str) -> str:
    """The characters of `text` that a face lacks; they would be printed as empty boxes."""
    faces = [font.face for name in (SONG, HEI) if isinstance(font := getFont(name), TTFont)]
    known = set.intersection(*(set(face.charToGlyph) for face in faces))
    return "".join(sorted(char for char in set(text) - {"\n"} if ord(char) not in known))


@dataclass
class Writer:
    """Writes one disclosure. `unit_line` is what stands left above every form, `period` its middle."""

    path: Path | io.BytesIO
    title: str
    unit_line: str = ""
    period: str = ""
    unit_word: str = "金额单位"
    footer: str = "- {n} -"
    unnumbered: int = 2
    form_pages: dict[int, list[int]] = field(default_factory=dict)  # id of a form -> page of each of its rows
    page: int = 0

    def __post_init__(self) -> None:
        """Open the canvas; `invariant` keeps the time of day out of the file."""
        target = str(self.path) if isinstance(self.path, Path) else self.path
        # The default Helvetica would stay in the file without being embedded.
        first = {"initialFontName": SONG}
        self.canvas = Canvas(target, A4, invariant=True, pageCompression=1, **first)  # type: ignore[arg-type]
        self.canvas.setTitle(self.title)
        self.width, self.height = A4
        self.y = 0.0
        self.bare = False  # a page whose number is part of its picture

    def start(self, landscape: bool = False, rotate: int = 0) -> None:
        """Begin a page. With `rotate` the sheet stays upright and the page's own rotation turns it."""
        self._finish()
        self.page += 1
        self.bare = False
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.canvas.setPageSize((self.width, self.height))  # reportlab turns it with the rotation
        self.canvas.setPageRotation(rotate)
        if rotate:
            self.canvas.translate(A4[0], 0)
            self.canvas.rotate(90)
        self.y = self.height - MARGIN

    def _finish(self) -> None:
        if self.page:
            number = self.page - self.unnumbered
            if number > 0 and not self.bare:
                self.canvas.setFont(SONG, 9)
                self.canvas.drawCentredString(self.width / 2, FOOT - 10, self.footer.format(n=number))
            self.canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._finish()
        self.canvas.save()

    def cover(self, lines: list[str], date: str, remark: str = "") -> None:
        """The cover: the title over several lines, a date at the foot, a framed remark on invented ones."""
        self.start()
        self.y = self.height * 0.68
        for line in lines:
            self.canvas.setFont(HEI, 24)
            self.canvas.drawCentredString(self.width / 2, self.y, line)
            self.y -= 42
        if remark:
            self.canvas.setFont(HEI, 12)
            wide = stringWidth(remark, HEI, 12) + 24
            self.canvas.rect((self.width - wide) / 2, self.y - 40, wide, 28)
            self.canvas.drawCentredString(self.width / 2, self.y - 30, remark)
        self.canvas.setFont(SONG, 15)
        self.canvas.drawCentredString(self.width / 2, 130, date)

    def contents(self, entries: list[tuple[int, str, int]], numbered: bool) -> None:
        """The 目录: (level, heading, page), with leaders and page numbers where `numbered`."""
        self.start()
        self.canvas.setFont(HEI, 18)
        self.canvas.drawCentredString(self.width / 2, self.y, "目　录")
        self.y -= 34
        step = min(22.0, (self.y - FOOT - 20) / max(len(entries), 1))
        size = min(12.0, step * 0.68)
        for level, heading, page in entries:
            font, x = (HEI, MARGIN) if level == 1 else (SONG, MARGIN + 24)
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, self.y, heading)
            if numbered:
                self._leader(x + stringWidth(heading, font, size), str(page - self.unnumbered), size)
            self.y -= step

    def _leader(self, start: float, number: str, size: float) -> None:
        end = self.width - MARGIN
        self.canvas.setFont(SONG, size)
        self.canvas.drawRightString(end, self.y, number)
        dot = stringWidth(".", SONG, size)
        count = int((end - stringWidth(number, SONG, size) - start - 12) / dot)
        self.canvas.drawString(start + 5, self.y, "." * max(count, 0))

    def divider(self, heading: str) -> None:
        """A part's title in the upper third of a page of its own."""
        self.start()
        self.y = self.height * 0.72
        self._centred(heading, 20)

    def part(self, heading: str) -> None:
        """A part's title at the top of a new page, its text follows."""
        self.start()
        self._centred(heading, 20)
        self.y -= 12

    def _centred(self, text: str, size: float) -> None:
        for line in wrap(text, HEI, size, self.width - 2 * MARGIN):
            self.canvas.setFont(HEI, size)
            self.canvas.drawCentredString(self.width / 2, self.y, line)
            self.y -= size * 1.6

    def paragraph(self, text: str, heading: bool = False) -> None:
        """A paragraph, indented by two characters, its lines stretched to the margin as printed ones are."""
        font, width = HEI if heading else SONG, self.width - 2 * MARGIN
        lines = wrap(text, font, BODY, width, first_indent=2 * BODY)
        for number, line in enumerate(lines):
            if self.y < FOOT + 34 or (heading and self.y < FOOT + 34 + LEADING):
                self.start()
            indent = 2 * BODY if number == 0 else 0.0
            spare = width - indent - stringWidth(line, font, BODY)
            stretch = spare / max(len(line) - 1, 1) if number < len(lines) - 1 else 0.0
            self.canvas.setFont(font, BODY)
            self.canvas.drawString(MARGIN + indent, self.y, line, charSpace=max(stretch, -0.6))
            self.y -= LEADING

    def form(self, form: Form, new_page: bool = True) -> None:
        """A form with its title, number and unit line, over as many pages as it needs."""
        if new_page:
            self.start(form.landscape, form.rotate)
            self.y = self.height - 62
        width = self.width - 2 * FORM_MARGIN
        heights = row_heights(form, column_widths(form, width))
        foot = FOOT + 14
        rooms = (self.y - 40 - foot, self.height - 56 - foot)
        pages: list[int] = []
        for part, rows in enumerate(pages_of_rows(form, heights, *rooms)):
            if part:
                self.start(form.landscape, form.rotate)
                self.y = self.height - 56
            else:
                self._form_head(form)
            header = range(form.header_rows) if part and form.repeat_header else range(0)
            self.y = draw_rows(self.canvas, form, [*header, *rows], (FORM_MARGIN, self.y), width)
            pages += [self.page] * len(rows)
        self.form_pages[id(form)] = pages
        self._notes(form, width)

    def _form_head(self, form: Form) -> None:
        centre, right = self.width / 2, self.width - FORM_MARGIN
        self.canvas.setFont(HEI, 15)
        self.canvas.drawCentredString(centre, self.y, form.title)
        self.y -= 20
        self.canvas.setFont(SONG, 9)
        if form.table_no:
            self.canvas.drawRightString(right, self.y, form.table_no)
            self.y -= 13
        if form.unit:
            self.canvas.drawString(FORM_MARGIN, self.y, self.unit_line)
            self.canvas.drawCentredString(centre + 20, self.y, self.period)
            word = self.unit_word if "元" in form.unit else "单位"
            self.canvas.drawRightString(right, self.y, f"{word}：{form.unit}")
        self.y -= 6

    def _notes(self, form: Form, width: float) -> None:
        notes = (*form.notes, *([form.notice] if form.notice else []))
        lines = [line for note in notes for line in wrap(note, SONG, NOTE_SIZE, width)]
        if self.y - 12 * len(lines) < FOOT + 6:
            self.start(form.landscape, form.rotate)
        self.y -= 12
        self.canvas.setFont(SONG, NOTE_SIZE)
        for line in lines:
            self.canvas.drawString(FORM_MARGIN, self.y, line)
            self.y -= 12
        self.y -= 14

    def scanned_form(self, form: Form) -> None:
        """A form as a greyscale picture without a text layer; `form.skew` turns it a little."""
        buffer = io.BytesIO()
        plain = dataclasses.replace(
            self, path=buffer, form_pages={}, page=0, unnumbered=self.unnumbered - self.page
        )
        plain.form(form)
        plain.save()
        document = pdfium.PdfDocument(buffer.getvalue())
        for number in range(len(document)):
            picture = document[number].render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
            if form.skew:
                picture = picture.rotate(form.skew, Image.Resampling.BICUBIC, fillcolor=255)
            step = 255 / (SCAN_GREYS - 1)
            picture = picture.point([round(round(grey / step) * step) for grey in range(256)])
            self.start(form.landscape)
            self.bare = True
            self.canvas.drawImage(ImageReader(picture), 0, 0, self.width, self.height)
        first = self.page - len(document)
        self.form_pages[id(form)] = [first + page for page in plain.form_pages[id(form)]]
        document.close()
