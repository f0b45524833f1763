"""Lines of Chinese text on the finished pages, by the places at which mupdf finds each character.

What may stand at the edges of a line is said by clreq 3.1.2 and 3.1.3 and GB/T 15834-2011, 5.1; the page of 22 lines of 28
characters by GB/T 9704-2012, 5.2. Neither the program's tables nor its styles are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from .report import Faults
from .tools import output

_NEVER_FIRST = set("、，。．；：？！）》」』】〕〗〉］｝”’％‰℃·～／…⋯")
_NEVER_LAST = set("（《「『【〔〖〈［｛“‘￥＄￡")
# Signs of two characters, which stay together. The first alone joins what stands beside it, and so begins no line.
_TWINS = set("—…⋯")

_MM = 72 / 25.4
_OFF = 0.1 * _MM
# GB/T 9704-2012, 5.2.1: binding margin, text block, head margin and their tolerances, mm.
_INNER, _WIDTH, _OUTER = 28, 156, 26
_HEAD, _HEIGHT = 37, 225
_HEAD_OFF, _HEIGHT_OFF = 1, 2
# 5.2.3: lines of a page, and characters of a line.
_LINES, _CHARACTERS = 22, 28
_SQUARE = _WIDTH * _MM / _CHARACTERS
# 3号 as it is set in 156 mm, and from one line to the next, points.
_SIZE, _PITCH = 15.75, 29.53125
# How large a reading over words is against them at the most (clreq 3.3.1 has half).
_READING = 0.6
# Where the square of a Chinese character begins over the base line, em.
_ASCENT = 0.88

# Official pages among the fixtures, with the full pages and the lines on their squares that each has at least.
OFFICIAL = {"gongwen-2024-05": (2, 60), "zibiao-2024-02": (3, 66)}


@dataclass(frozen=True)
class Character:
    """One character, the left and right edges of its square and its base line, points from the head of the page."""

    sign: str
    left: float
    right: float
    base: float
    size: float


@dataclass
class Line:
    """The characters that stand on one base line, from left to right."""

    page: int
    characters: list[Character]

    @property
    def words(self) -> str:
        """What the line says, without spaces."""
        return "".join(character.sign for character in self.characters)

    @property
    def base(self) -> float:
        """The base line."""
        return self.characters[0].base

    def __str__(self) -> str:
        """Where the line is, for the report."""
        return f"page {self.page}, “{self.words}”"


@dataclass
class Count:
    """How much was looked at."""

    lines: int = 0
    full: int = 0
    on_squares: int = 0
    pages: int = 0

    def __str__(self) -> str:
        """For the report."""
        found = ((self.full, f"of {_CHARACTERS} ideographs"), (self.on_squares, "on their squares"), (self.pages, "full pages"))
        return ", ".join([f"{self.lines} lines", *(f"{number} {what}" for number, what in found if number)])


@dataclass
class Verdict:
    """Faults, and how much was looked at."""

    faults: Faults = field(default_factory=list)
    count: Count = field(default_factory=Count)


def is_official(source: Path) -> bool:
    """Whether a source asks for the page of GB/T 9704-2012."""
    return bool(re.search(r"^style: gbt9704$", source.read_text(encoding="utf-8", errors="replace"), re.MULTILINE))


def edges(file: Path) -> Verdict:
    """No line of Chinese text begins or ends with a mark that may not stand there, and no sign of two is divided."""
    lines = [line for page in _pages(file) for line in page if not _is_reading(line, page)]
    chinese = [at for at, line in enumerate(lines) if any(_is_han(sign) for sign in line.words)]
    faults = [fault for at in chinese for fault in _edges(lines[at], lines[at + 1] if at + 1 < len(lines) else None)]
    return Verdict(faults, Count(lines=len(chinese)))


def official(file: Path, least: tuple[int, int] = (0, 0)) -> Verdict:
    """Full lines have 28 characters on their squares, lines stand a pitch apart, and full pages have 22 in their block."""
    verdict = Verdict()
    for page in _pages(file):
        body = _body(page)
        verdict.faults += [fault for line in body for fault in _line(line, verdict.count)]
        verdict.faults += _page(body, verdict.count)
    for what, found, wanted in zip(("full pages", "lines on their squares"), (verdict.count.pages, verdict.count.on_squares), least, strict=True):
        if found < wanted:
            verdict.faults.append(f"{found} {what}, not {wanted}: too few to prove anything")
    return verdict


def _is_reading(line: Line, page: list[Line]) -> bool:
    """Whether a line stands over words of another as their reading (clreq 3.3), which has no edges of its own."""
    return any(_is_over(line, other) for other in page)


def _is_over(line: Line, other: Line) -> bool:
    size = other.characters[0].size
    near = 0 < other.base - line.base < 1.5 * size and line.characters[0].size < _READING * size
    return near and other.characters[0].left - size < line.characters[0].left and line.characters[-1].right < other.characters[-1].right + size


def _edges(line: Line, following: Line | None) -> Iterator[str]:
    first, last = line.words[0], line.words[-1]
    if first in _NEVER_FIRST:
        yield f"{line} begins with {first}"
    if last in _NEVER_LAST:
        yield f"{line} ends with {last}"
    if first == "—" and line.words[1:2] != "—":
        yield f"{line} begins with half a dash"
    if following and last in _TWINS and following.words[0] == last:
        yield f"{line} ends within {last}{last}"


def _line(line: Line, count: Count) -> Iterator[str]:
    """A line of ideographs, or one whose marks all keep their squares, stands on the squares of its page."""
    inner = _INNER if line.page % 2 else _OUTER
    left, right = inner * _MM, (inner + _WIDTH) * _MM
    count.lines += 1
    pure = all(_is_han(sign) for sign in line.words)
    full = line.characters[-1].right > right - _SQUARE / 2
    # The empty halves of marks at the edges may stand outside.
    halves = _SIZE / 2 * (line.words[0] in _NEVER_LAST), _SIZE / 2 * (line.words[-1] in _NEVER_FIRST)
    if line.characters[0].left < left - halves[0] - _OFF or line.characters[-1].right > right + halves[1] + _OFF:
        yield f"{line} leaves the text block"
    indent = round((line.characters[0].left - left) / _SQUARE)
    if pure and full and len(line.words) != _CHARACTERS - indent:
        yield f"{line} has {len(line.words)} characters after {indent}"
    if not (full and len(line.words) == _CHARACTERS - indent and (pure or _keeps_squares(line.words))):
        return
    count.full += pure and not indent
    count.on_squares += 1
    for column, character in enumerate(line.characters, start=indent):
        off = character.left - left - column * _SQUARE
        if abs(off) > _OFF:
            yield f"{line}: {character.sign} stands {off / _MM:.2f} mm beside square {column + 1}"
            return


def _body(page: list[Line]) -> list[Line]:
    """The lines in the body's size under the title, which is set larger."""
    large = max((line.base for line in page if line.characters[0].size > _SIZE + 1), default=0.0)
    return [line for line in page if line.base > large and all(abs(character.size - _SIZE) < 0.01 for character in line.characters)]


def _page(lines: list[Line], count: Count) -> Iterator[str]:
    """Lines stand on the pitches of the block; a page whose first and last lines are those of the block is full."""
    head = _HEAD * _MM + _SIZE * _ASCENT
    places = [(line.base - head) / _PITCH for line in lines]
    for line, place in zip(lines, places, strict=True):
        if round(place) >= _LINES:
            yield f"{line} is line {round(place) + 1} of its page"
        apart = (line.base - lines[0].base) / _PITCH
        if abs(apart - round(apart)) * _PITCH > _OFF:
            yield f"{line} stands {apart:.3f} pitches under the first line of its page"
    if not places or round(places[0]) != 0 or round(places[-1]) != _LINES - 1:
        return
    count.pages += 1
    page = lines[0].page
    if len(lines) != _LINES:
        yield f"page {page} has {len(lines)} lines"
    top = lines[0].base / _MM - _SIZE * _ASCENT / _MM
    height = (lines[-1].base - lines[0].base + _SIZE) / _MM
    if abs(top - _HEAD) > _HEAD_OFF:
        yield f"the text of page {page} begins {top:.2f} mm under the head of the paper"
    if abs(height - _HEIGHT) > _HEIGHT_OFF:
        yield f"the text of page {page} is {height:.2f} mm high"
    sides = [min(line.characters[0].left for line in lines), max(line.characters[-1].right for line in lines)]
    width = (sides[1] - sides[0]) / _MM
    if abs(width - _WIDTH) > _SIZE / _MM / 2:
        yield f"the text of page {page} is {width:.2f} mm wide"


def _keeps_squares(words: str) -> bool:
    """Whether all are ideographs and marks in full squares, of which none meets another or opens the line."""
    marks = _NEVER_FIRST | _NEVER_LAST
    if any(not (_is_han(sign) or sign in marks) for sign in words) or words[0] in marks:
        return False
    return not any(one in marks and other in marks for one, other in zip(words, words[1:], strict=False))


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _pages(file: Path) -> list[list[Line]]:
    """The lines of each page from head to foot; characters far apart on one base line are lines of two columns."""
    said = output("mutool", "draw", "-q", "-F", "stext", file)
    root = etree.fromstring(said.encode(), etree.XMLParser(recover=True, huge_tree=True))
    return [_lines(number, page) for number, page in enumerate(root.iter("page"), start=1)]


def _lines(number: int, page: etree._Element) -> list[Line]:
    characters = [_character(char, float(font.get("size"))) for font in page.iter("font") for char in font.iter("char")]
    lines: list[Line] = []
    for character in sorted((c for c in characters if not c.sign.isspace()), key=lambda c: (round(c.base), c.left)):
        last = lines[-1].characters[-1] if lines else None
        if last and abs(last.base - character.base) < 1 and character.left - last.right < 2 * character.size:
            lines[-1].characters.append(character)
        else:
            lines.append(Line(number, [character]))
    return lines


def _character(char: etree._Element, size: float) -> Character:
    sides = [float(side) for side in char.get("quad").split()]
    return Character(char.get("c"), sides[0], sides[2], float(char.get("y")), size)
