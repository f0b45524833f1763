#!/usr/bin/env python3
"""Makes the small fonts of these tests, the same bytes every time. Every glyph is a box as high as it is told apart by.

    pip install fonttools==4.68.0
    tests/fonts/make.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

FOLDER = Path(__file__).parent / "faces"
LATIN = "Hamburgefonstiv"
AXES = [("wght", 100, 400, 900, "Weight"), ("slnt", -15, 0, 0, "Slant")]


def name(character: str) -> str:
    return f"uni{ord(character):04X}"


def box(pen, width: int, height: int):
    pen.moveTo((50, 0))
    for corner in [(50, height), (width - 50, height), (width - 50, 0)]:
        pen.lineTo(corner)
    pen.closePath()


def heights(characters: str) -> dict[str, int]:
    return {".notdef": 700, "space": 0} | {name(c): 300 + 10 * at for at, c in enumerate(characters)}


def quadratic(height: int, width: int):
    pen = TTGlyphPen(None)
    if height:
        box(pen, width, height)
    return pen.glyph()


def cubic(height: int, width: int, version: int):
    pen = T2CharStringPen(width if version == 1 else None, None, CFF2=version == 2)
    if height:
        box(pen, width, height)
    return pen.getCharString()


def builder(family: str, style: str, characters: str, weight: int, quadratics: bool) -> tuple[FontBuilder, dict[str, int]]:
    tall = heights(characters)
    font = FontBuilder(1000, isTTF=quadratics)
    font.font.recalcTimestamp = False
    font.setupGlyphOrder(list(tall))
    font.setupCharacterMap({0x20: "space", 0xA0: "space"} | {ord(c): name(c) for c in characters})
    return font, tall


def finish(font: FontBuilder, family: str, style: str, weight: int, tall: dict[str, int]) -> TTFont:
    font.setupHorizontalMetrics({glyph: (400 + weight // 4, 50) for glyph in tall})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family}-{style}".replace(" ", "")})
    font.setupOS2(usWeightClass=weight, sTypoAscender=800, sTypoDescender=-200, fsType=0, fsSelection=0x40)
    font.setupPost()
    font.updateHead(created=3786912000, modified=3786912000)
    return font.font


def truetype(family: str, style: str, characters: str, weight: int) -> TTFont:
    font, tall = builder(family, style, characters, weight, True)
    font.setupGlyf({glyph: quadratic(height, 400 + weight // 4) for glyph, height in tall.items()})
    return finish(font, family, style, weight, tall)


def compact(family: str) -> TTFont:
    font, tall = builder(family, "Regular", LATIN, 400, False)
    font.setupCFF(f"{family}-Regular".replace(" ", ""), {}, {g: cubic(h, 500, 1) for g, h in tall.items()}, {})
    return finish(font, family, "Regular", 400, tall)


def variable(family: str) -> TTFont:
    font, tall = builder(family, "Regular", LATIN, 400, True)
    font.setupGlyf({glyph: quadratic(height, 500) for glyph, height in tall.items()})
    made = finish(font, family, "Regular", 400, tall)
    font.setupFvar(AXES, [{"location": {"wght": 700, "slnt": 0}, "stylename": "Bold"}])
    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    def wider(by: int):
        """Moves the right side of a box and its advance."""
        return [(0, 0), (0, 0), (by, 0), (by, 0), (0, 0), (by, 0), (0, 0), (0, 0)]

    font.setupGvar({
        glyph: [TupleVariation({"wght": (0, 1, 1)}, wider(200)), TupleVariation({"wght": (-1, -1, 0)}, wider(-100))]
        for glyph, height in tall.items() if height
    })
    return made


def variable_compact(family: str) -> TTFont:
    font, tall = builder(family, "Regular", LATIN, 400, False)
    made = finish(font, family, "Regular", 400, tall)
    font.setupFvar(AXES[:1], [])
    font.setupCFF2({glyph: cubic(height, 500, 2) for glyph, height in tall.items()}, regions=[])
    return made


def save(file: str, font) -> None:
    font.save(FOLDER / file)


FOLDER.mkdir(exist_ok=True)
save("plain.ttf", truetype("Test Plain", "Regular", LATIN + "é\u0301", 400))
save("rare.ttf", truetype("Test Rare", "Regular", "丂龘\U00020000\U0001f600\ue000", 400))
save("compact.otf", compact("Test Compact"))
save("variable.ttf", variable("Test Variable"))
save("variable-compact.otf", variable_compact("Test Variable Compact"))
two = TTCollection()
two.fonts = [truetype("Test Two", "Regular", LATIN, 400), truetype("Test Two", "Bold", LATIN, 700)]
save("two.ttc", two)
