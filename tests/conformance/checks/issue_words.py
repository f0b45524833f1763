"""One text, proved: the words of an issue, taken out of every output by readers that are not ours, against the library's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import docx_text, jats_text, pandoc_text, pdf_text, web_text
from .builds import Issue
from .report import Faults
from .words import Allowance, Word, absent, apart, compare, cut, split, without

Check = tuple[str, str, Faults]

# In a transcript: the paragraphs before the title, which the masthead may say again; the length of a title repeated as page head.
_HEADING = 4
_LONGEST_PAGE_HEAD = 40


def pdf(issue: Issue, scratch: Path) -> Iterator[Check]:
    """The PDF carries every word and label; beyond the plain text it may show the callouts."""
    file, article = issue.file("pdf"), jats_text.read(issue.file("xml"))
    callouts = Allowance.of(article.callouts)
    whole = split(issue.words)
    masthead = [word.text for word in cut(whole, split(article.first_title))[0]]
    bare = without(whole, [split(table) for table in article.tables])
    for reader in pdf_text.READERS:
        tables = reader not in pdf_text.TABLES_MIXED
        found = pdf_text.read(reader, pdf_text.parted(file, scratch, tables))
        lost = reader in pdf_text.HYPHENS_LOST
        # What faces each other across a line of the masthead, publisher and date, it takes for columns, and orders as it likes.
        # A reading stands over its words: it takes it for a line before theirs.
        allowed = callouts if tables else callouts + Allowance.of([*masthead, *article.readings])
        floats = _floats(article, tables)
        yield "pdf", f"same words by {reader}", settled(whole if tables else bare, found, floats, allowed, lost)
    yield "pdf", "same words along the tags", settled(whole, pdf_text.tagged(file), _floats(article, True), callouts, True)


def _floats(article: jats_text.JatsText, tables: bool) -> list[list[Word]]:
    """What may stand on another page than its place in the text, part by part; cells only where the reader was given them."""
    parts = [(each.caption, each.cells if tables else "", each.foot) for each in article.floats]
    return [split(words) for each in parts for words in each] + _inner(article)


def _inner(article: jats_text.JatsText) -> list[list[Word]]:
    """Notes that notes call: tags lead to them from there, whatever their number, and Word has none, so that they stand behind its text."""
    return [split(note) for note in article.notes_of_notes]


def settled(whole: list[Word], found: str, floats: list[list[Word]], allowed: Allowance, hyphens_lost: bool) -> Faults:
    """The words that keep their order compared in order, and each float by itself, wherever it came to stand."""
    for words in filter(None, floats):
        before, after = cut(whole, words)
        whole = before + after[len(words) :]
    printed, lost = apart(found, floats)
    return lost + compare(whole, printed, allowed, hyphens_lost=hyphens_lost, tracked=hyphens_lost)


def docx(issue: Issue, by_libreoffice: str | None, scratch: Path) -> Iterator[Check]:
    """The DOCX carries every word; its labels are live, so that of these readers only LibreOffice prints them."""
    jats = jats_text.read(issue.file("xml"))
    labels = Allowance.of(jats.labels + jats.callouts)
    # None of these readers knows readings over words; they are given a copy in which those stand beside their words.
    plain = docx_text.with_readings_beside(issue.file("docx"), scratch)
    body, notes = docx_text.python_docx(plain)
    whole, inner = split(issue.words), _inner(jats)
    yield "docx", "same words by python-docx", settled(whole, f"{body}\n{notes}", inner, labels, False)
    found = pandoc_text.read(plain, "docx")
    # pandoc lifts a title block out of the text, whatever its place.
    lifted = Allowance.of(found.meta.values())
    yield "docx", "same words by pandoc", settled(whole, f"{found.text}\n{found.notes}", inner, labels + lifted, False)
    if by_libreoffice is None:
        yield "docx", "same words by LibreOffice", ["LibreOffice did not convert it"]
    else:
        # It was given the file itself, of which it prints the words that readings stand over.
        printed = Allowance.of(jats.callouts) + Allowance.of(jats.readings)
        yield "docx", "same words by LibreOffice", settled(whole, f"{by_libreoffice}\n{notes}", inner, printed, False)


def jats(issue: Issue) -> Iterator[Check]:
    """The JATS carries every word. From the title on, the order is the issue's; the grammar orders what stands before it."""
    parts = jats_text.read(issue.file("xml"))
    masthead, text = cut(split(issue.words), split(parts.first_title))
    yield "xml", "masthead by libxml2", absent(masthead, parts.front)
    flow = "\n".join((parts.title, parts.abstract, parts.body, parts.back, parts.notes))
    yield "xml", "same words by libxml2", compare(text, flow)
    found = pandoc_text.read(issue.file("xml"), "jats")
    flow = "\n".join((found.meta.get("title", ""), found.meta.get("abstract", ""), found.text, found.notes))
    # pandoc drops labels, all titles but the first and its notes, notes of notes, the abstract's title and the signatures; it doubles
    # attributions.
    quirks = Allowance.of(
        [parts.title, *parts.title_notes, *parts.notes_of_notes, *parts.attributions, parts.abstract_title, parts.back, *parts.labels, *parts.callouts]
    )
    yield "xml", "same words by pandoc", compare(text, flow, quirks)


def web(issue: Issue) -> Iterator[Check]:
    """The page and the book carry every word in the issue's order, and no other."""
    yield "html", "same words by html5lib", compare(issue.words, web_text.page(issue.file("html")))
    yield "epub", "same words by libxml2", compare(issue.words, web_text.book(issue.file("epub")))


def transcript(issue: Issue) -> Faults:
    """The transcript's words, all of them and in order, are the issue's."""
    return nothing_lost(_decoded(issue.source.read_bytes()), issue.words)


def _decoded(source: bytes) -> str:
    """In the encodings that old files have; each but the last refuses what is not its own."""
    encodings = ("utf-16",) if source[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return source.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise ValueError("the transcript is in no encoding that is known")


def nothing_lost(source: str, words: str) -> Faults:
    """Nothing of an old issue's transcript is lost or moved, and nothing but what its heading says is added.

    A short paragraph that says word for word what an earlier one said is the page head repeated, and counts once.
    """
    kept: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for paragraph in filter(str.strip, source.split("\n\n")):
        said = tuple(word.text for word in split(paragraph))
        if said not in seen or len(said) > _LONGEST_PAGE_HEAD:
            kept.append(paragraph)
        seen.add(said)
    return compare("\n\n".join(kept), words, Allowance.of(kept[:_HEADING], missing=False))
