#!/usr/bin/env python3
"""Joins the program's face of signs out of whole files of Noto, the same bytes every time.

    pip install fonttools==4.68.0
    npm pack @expo-google-fonts/noto-sans-symbols-2@0.4.1 && tar xzf expo-google-fonts-noto-sans-symbols-2-0.4.1.tgz --one-top-level=a
    npm pack @expo-google-fonts/noto-sans-math@0.4.2 && tar xzf expo-google-fonts-noto-sans-math-0.4.2.tgz --one-top-level=b
    npm pack @expo-google-fonts/noto-sans-symbols@0.4.1 && tar xzf expo-google-fonts-noto-sans-symbols-0.4.1.tgz --one-top-level=c
    npm pack @expo-google-fonts/noto-emoji@0.4.7 && tar xzf expo-google-fonts-noto-emoji-0.4.7.tgz --one-top-level=d
    assets/fonts/symbols.py {a,b,c,d}/package/400Regular/*.ttf assets/fonts/Symbols

Kept are the signs that word processors and drafts set before items and in forms: ticks, boxes, arrows, stars, hands, figures in
circles, and those of calculation, which Symbol has. Each is taken from the first of the files that has it.
`Symbols.ttf.z` is the font deflated with a zlib header, `Symbols.cover` says which characters it has (see `cut.py`).
"""

import logging
import sys
import tempfile
import zlib
from pathlib import Path

from cut import cover, saved
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Masthead Symbols"
# Of each block the signs that stand in manuscripts; no chessmen, planets and signs of weather.
BLOCKS = [
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x2473), (0x24EA, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x2606), (0x2610, 0x2612),
    (0x261A, 0x2620), (0x2639, 0x263C), (0x2660, 0x266F), (0x2701, 0x27BF), (0x2B00, 0x2B0D),
]
SINGLE = "⁃℘⌛⌨☎☏☪⚐⚑⚠⚡⚪⚫⬛⬜⭐⭕"
UNITS = 1000
DROPPED = ["GSUB", "GPOS", "GDEF", "MATH", "STAT", "vhea", "vmtx", "gasp"]


def characters() -> set[int]:
    """Every character to keep, as code points."""
    return {code for first, last in BLOCKS for code in range(first, last + 1)} | {ord(sign) for sign in SINGLE}


def cut(source: str, wanted: set[int]) -> TTFont:
    """The font cut to the characters, without hints and features."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += DROPPED
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    scale_upem(font, UNITS)
    return font


def parts(sources: list[str]) -> list[TTFont]:
    """Of each file the signs that none before it has."""
    left, found = characters(), []
    for source in sources:
        font = cut(source, left)
        left -= set(font.getBestCmap())
        found.append(font)
    if left:
        raise SystemExit(f"no file has {''.join(map(chr, sorted(left)))}")
    return found


def joined(fonts: list[TTFont]) -> TTFont:
    """One font of them all."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder, f"{at}.ttf")) for at in range(len(fonts))]
        for font, file in zip(fonts, files):
            font.save(file)
        whole = merge.Merger().merge(files)
    whole.recalcTimestamp = False
    for moment in ("created", "modified"):
        setattr(whole["head"], moment, max(getattr(font["head"], moment) for font in fonts))
    return whole


def name(whole: TTFont, fonts: list[TTFont]) -> None:
    """Gives the font its own name beside the notices of all that it is of."""
    notices = dict.fromkeys(font["name"].getDebugName(0) for font in fonts)
    named = {0: "; ".join(notices), 1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}
    for number, words in named.items():
        whole["name"].setName(words, number, 3, 1, 0x409)


def trimmed(bits: bytes) -> bytes:
    """The bits up to the last one that is set."""
    return bits.rstrip(b"\0")


def main() -> None:
    """Joins the files of the first arguments into that of the last, and writes what it covers."""
    *sources, target = sys.argv[1:]
    # The files have tables of hints, which go.
    logging.disable(logging.WARNING)
    fonts = parts(sources)
    whole = joined(fonts)
    name(whole, fonts)
    Path(target).with_suffix(".cover").write_bytes(trimmed(cover(whole)))
    Path(target).with_suffix(".ttf.z").write_bytes(zlib.compress(saved(whole), 9))


main()
