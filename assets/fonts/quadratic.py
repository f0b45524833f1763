#!/usr/bin/env python3
"""Makes the program's Latin faces out of the release's: the same fonts, with outlines of TrueType instead of CFF.

    pip install fonttools==4.68.0
    assets/fonts/quadratic.py LibertinusSerif-Regular.otf assets/fonts/LibertinusSerif-Regular.ttf

The files are those of https://github.com/alerque/libertinus, version 7.051; the same bytes come out every time. No curve
is further than half a unit from the one it stands for, 0.0055 pt at 11 pt. Characters, features, kerning and widths are the
release's; hints go, which CFF and TrueType cannot share. A face of TrueType costs less to cut to the letters of an issue.
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FURTHEST = 0.5
"""How far a curve may be from the one it stands for, units of the font."""

VERSION = 5
"""The name that says a font's version."""


def outlines(font: TTFont) -> dict:
    """Every glyph with quadratic curves."""
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, FURTHEST, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def replace(font: TTFont, glyphs: dict) -> None:
    """Puts the outlines in the place of the old ones; side bearings follow them, as TrueType wants."""
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    for tag in ["CFF ", "VORG", "DSIG", "prep"]:
        if tag in font:
            del font[tag]
    font.sfntVersion = "\0\1\0\0"


def declare(font: TTFont) -> None:
    """Says in the tables that count and name things what the font now is."""
    counted = font["maxp"]
    counted.tableVersion = 0x00010000
    counted.maxZones = 1
    nothing = "TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions ComponentElements"
    for count in nothing.split():
        setattr(counted, f"max{count}", 0)
    for record in font["name"].names:
        if record.nameID == VERSION:
            record.string = f"{record}; outlines made quadratic"


def main() -> None:
    """Makes the font of the second argument out of that of the first."""
    font = TTFont(sys.argv[1], recalcTimestamp=False)
    replace(font, outlines(font))
    declare(font)
    font.save(sys.argv[2])


main()
