"""Cut the two sample fonts out of Noto CJK (SIL Open Font License 1.1): `python -m samples.fonts.build`.

Needed only to change the fonts: reportlab embeds TrueType outlines alone, while Noto CJK comes as CFF, so
this converts the glyphs that the samples may use. It wants `fonttools` (not a dependency of the project) and
Debian's `fonts-noto-cjk`. The characters are ASCII, GB 2312 level 1 and its symbols, and whatever
samples/data uses besides.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-not-found]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-not-found]

HERE = Path(__file__).parent
NOTO = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2  # the index of the SC face in Debian's collections
CUTS = (
    ("NotoSerifCJK-Regular.ttc", "song.ttf", "Disclosure Sample Song"),
    ("NotoSansCJK-Regular.ttc", "hei.ttf", "Disclosure Sample Hei"),
)
CFF_ONLY = ("CFF ", "VORG", "BASE", "GDEF", "GPOS", "GSUB", "vhea", "vmtx", "DSIG")
MAXP_COUNTS = """
    maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions
    maxComponentElements maxPoints maxContours maxCompositePoints maxCompositeContours maxComponentDepth
"""


def characters() -> str:
    """Every character that the cut fonts hold, sorted."""
    rows = [*range(0xA1, 0xA4), *range(0xB0, 0xD8)]
    cells = [bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF)]
    found = {chr(code) for code in range(32, 127)} | {c.decode("gb2312", "ignore") for c in cells}
    for path in sorted((HERE.parent / "data").iterdir()):
        found |= set(path.read_text(encoding="utf-8"))
    return "".join(sorted(found - {"", "\n", "\t"}))


def to_truetype(font: TTFont) -> None:
    """Replace the cubic CFF outlines of `font` by quadratic TrueType ones, within a thousandth of an em."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    for name in order:
        outlines[name].recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], outlines[name].xMin)
    for tag in CFF_ONLY:
        if tag in font:
            del font[tag]
    font["maxp"].tableVersion, font["maxp"].maxZones = 0x00010000, 1
    for count in MAXP_COUNTS.split():
        setattr(font["maxp"], count, 0)
    font["maxp"].recalc(font)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def cut(source: Path, target: Path, name: str, text: str) -> None:
    """Write the glyphs of `text` from a Noto collection to a TrueType font under a name of its own."""
    font = TTFont(source, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    to_truetype(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6):
            shown = name.replace(" ", "") if record.nameID == 6 else name
            font["name"].setName(shown, record.nameID, record.platformID, record.platEncID, record.langID)
    font.save(target)


def main() -> None:
    """Cut both fonts anew."""
    text = characters()
    for source, target, name in CUTS:
        cut(NOTO / source, HERE / target, name, text)


if __name__ == "__main__":
    main()
