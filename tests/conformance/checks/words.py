"""Words and their comparison: what makes two texts the same, whatever lines, pages and marks they are broken by."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate, zip_longest

from .report import Faults

# A Han or kana character is a word by itself: such scripts put no space between words, and a line may end anywhere.
_HAN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_]|[\u0300-\u036f])+")
# A hyphen that line breaking added, with the line end that follows it.
_SOFT = re.compile("\u00ad\\s*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
# Raised figures are figures: a reader may give the character or the digit at its height.
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CONTEXT = 5


@dataclass(frozen=True)
class Word:
    """A word, and whether a hyphen or a line's end stands between it and the next."""

    text: str
    hyphen: bool = False
    line_end: bool = False


@dataclass
class Allowance:
    """Words a reader may leave out or add, so many times each: labels that Word counts live, callouts that the plain text omits."""

    missing: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(texts: Iterable[str], missing: bool = True) -> Allowance:
        """An allowance for the words of `texts`, each as often as it occurs there."""
        words = Counter(word.text for text in texts for word in split(text))
        return Allowance(words if missing else Counter(), words.copy())

    def __add__(self, other: Allowance) -> Allowance:
        """Both allowances together."""
        return Allowance(self.missing + other.missing, self.added + other.added)


def _take(words: Counter[str], word: str) -> bool:
    """Use up one `word` of an allowance, if there is any left."""
    if words[word] <= 0:
        return False
    words[word] -= 1
    return True


def split(text: str) -> list[Word]:
    """The words of a text in order."""
    text = _SOFT.sub("", unicodedata.normalize("NFC", text)).translate(_RAISED)
    found = list(_WORD.finditer(text))
    starts = [match.start() for match in found[1:]]
    gaps = [text[match.end() : start] for match, start in zip_longest(found, starts)]
    return [Word(match.group(), bool(_HYPHEN.search(gap)), "\n" in gap) for match, gap in zip(found, gaps, strict=True)]


def compare(
    expected: str | list[Word],
    got: str | list[Word],
    allowance: Allowance | None = None,
    *,
    hyphens_lost: bool = False,
    tracked: bool = False,
) -> Faults:
    """The differences between two texts, each with its surroundings: [-lost-] {+added+}.

    `hyphens_lost` is for a reader that cannot tell the hyphens of line breaking: to it a line's end may be inside a word.
    `tracked` is for one that takes the gaps in a letter-spaced word for spaces, and knows no replacement text.
    """
    want, have = (split(text) if isinstance(text, str) else text for text in (expected, got))
    if hyphens_lost:
        have = _rejoined(have, {word.text for word in want})
    if not want:
        return ["there are no words to compare with"]
    allowed = Allowance() + (allowance or Allowance())  # a fresh copy, to be used up
    return [
        _show(want, have, *span)
        for span in _changes([word.text for word in want], [word.text for word in have])
        if not _same(want[span[0] : span[1]], have[span[2] : span[3]], allowed, hyphens_lost)
        and not (tracked and _tracked(want[span[0] : span[1]], have[span[2] : span[3]]))
    ]


def differences(expected: str, got: str, added: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What one text has in place of what the other has, change by change, as words with blanks between them.

    The other may have words of `added` besides.
    """
    want, have = split(expected), split(got)
    allowed = Allowance.of(added, missing=False)
    for i1, i2, j1, j2 in _changes([word.text for word in want], [word.text for word in have]):
        tried = Allowance() + allowed
        if _same(want[i1:i2], have[j1:j2], tried, False):
            allowed = tried
            continue
        found = [word.text for word in have[j1:j2] if not _take(allowed.added, word.text)]
        if i2 > i1 or found:
            yield " ".join(word.text for word in want[i1:i2]), " ".join(found)


def _rejoined(words: list[Word], known: set[str]) -> list[Word]:
    """Join words that a line's end tore apart. Only the search for what corresponds needs it, where a text says the same again."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before and before.line_end and not {before.text, word.text} <= known and before.text + word.text in known:
            joined[-1] = Word(before.text + word.text, word.hyphen, word.line_end)
        else:
            joined.append(word)
    return joined


def cut(words: list[Word], run: list[Word]) -> tuple[list[Word], list[Word]]:
    """Cut a text before the first place where `run` stands in it; all of it comes before when there is none."""
    texts, sought = [word.text for word in words], [word.text for word in run]
    for at in range(len(texts) - len(sought) + 1):
        if sought and texts[at : at + len(sought)] == sought:
            return words[:at], words[at:]
    return words, []


def without(words: list[Word], runs: list[list[Word]]) -> list[Word]:
    """A text with some of its parts, which come in order, taken out."""
    kept: list[Word] = []
    for run in runs:
        before, after = cut(words, run)
        kept += before
        words = after[len(run) :]
    return kept + words


def apart(text: str, runs: list[list[Word]]) -> tuple[str, Faults]:
    """A text without some of its parts, wherever they stand in it, even between the halves of a divided word, and which do not."""
    text = unicodedata.normalize("NFC", text).translate(_RAISED)
    lost: Faults = []
    for run in filter(None, runs):
        # Words may be divided at the ends of lines.
        divided = (r"(?:[\u00ad-]?\s*)".join(map(re.escape, word.text)) for word in run)
        found = re.search(r"\W*?".join(divided), text)
        if found is None:
            lost.append(f"nowhere stands “{' '.join(word.text for word in run)}”")
        else:
            text = text[: found.start()] + text[found.end() :]
    return text, lost


def absent(words: list[Word], pool: str) -> Faults:
    """The words that a pool does not hold, however it orders them."""
    lost = Counter(word.text for word in words) - Counter(word.text for word in split(pool))
    return [f"{word!r} is missing {count} times" for word, count in lost.items()]


def _changes(want: list[str], have: list[str]) -> Iterator[tuple[int, int, int, int]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, want, have, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i1, i2, j1, j2


def _same(want: list[Word], have: list[Word], allowed: Allowance, hyphens_lost: bool) -> bool:
    """Whether a difference is one of breaking only, or used up by the allowance."""
    return _same_letters(want, have, hyphens_lost) or _same_but_labels(want, have, allowed)


def _same_letters(want: list[Word], have: list[Word], hyphens_lost: bool) -> bool:
    """Poppler takes any hyphen at a line's end for one that line breaking added: `self-` `reliant` comes back as one word."""
    if "".join(word.text for word in want) != "".join(word.text for word in have):
        return False
    wanted, had = _ends(want), _ends(have)
    joined = all(word.hyphen for end, word in wanted.items() if end not in had)
    return joined and all(hyphens_lost and word.line_end for end, word in had.items() if end not in wanted)


def _tracked(want: list[Word], have: list[Word]) -> bool:
    """Letters that stand apart, and make up the words when they are put together; or small capitals taken for capitals.

    One glyph may be the small capital of `r` and, where capitals are small too, of `R`; only replacement text says which.
    """
    letters = [word.text for word in have]
    if [word.text.casefold() for word in want] == [letter.casefold() for letter in letters]:
        return True
    return (
        len(letters) > len(want)
        and all(len(letter) == 1 for letter in letters)
        and letters == list("".join(word.text for word in want))
    )


def _ends(words: list[Word]) -> dict[int, Word]:
    """The words by where they end, counted in letters."""
    return dict(zip(accumulate(len(word.text) for word in words), words, strict=True))


def _same_but_labels(want: list[Word], have: list[Word], allowed: Allowance) -> bool:
    """Equal when allowed words are passed over on either side; a raised callout may cling to its neighbour."""
    left, right = [word.text for word in want], [word.text for word in have]
    while left or right:
        if left and right and left[0] == right[0]:
            left, right = left[1:], right[1:]
        elif left and right and right[0].startswith(left[0]) and _take(allowed.added, right[0][len(left[0]) :]):
            left, right = left[1:], right[1:]
        elif right and right[0] == "".join(left[:2]) and _take(allowed.missing, left[0]):
            left, right = left[2:], right[1:]
        elif right and _take(allowed.added, right[0]):
            right = right[1:]
        elif left and _take(allowed.missing, left[0]):
            left = left[1:]
        else:
            return False
    return True


def _show(want: list[Word], have: list[Word], i1: int, i2: int, j1: int, j2: int) -> str:
    def text(words: list[Word]) -> str:
        shown = [word.text for word in words]
        return " ".join(shown if len(shown) <= 24 else [*shown[:12], f"… {len(shown) - 24} words …", *shown[-12:]])

    parts = [text(want[max(0, i1 - _CONTEXT) : i1])]
    parts += [f"[-{text(want[i1:i2])}-]"] if i2 > i1 else []
    parts += [f"{{+{text(have[j1:j2])}+}}"] if j2 > j1 else []
    parts += [text(want[i2 : i2 + _CONTEXT])]
    return f"word {i1 + 1}: … {' '.join(part for part in parts if part)} …"
