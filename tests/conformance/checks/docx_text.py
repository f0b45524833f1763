"""The words of a DOCX, as python-docx and LibreOffice find them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from .docx_marks import STORY, stories, w
from .tools import output


def with_readings_beside(file: Path, scratch: Path) -> Path:
    """A copy in which readings over words (ruby) stand in marks after their words; the file itself if it has none."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if not any(b"<w:ruby>" in content for name, content in parts.items() if STORY.fullmatch(name)):
        return file
    scratch.mkdir(parents=True, exist_ok=True)
    copy = scratch / f"{file.stem}.readings.docx"
    with zipfile.ZipFile(copy, "w") as package:
        for name, content in parts.items():
            package.writestr(name, _readings_beside(content) if STORY.fullmatch(name) else content)
    return copy


def _readings_beside(part: bytes) -> bytes:
    story = etree.fromstring(part)
    for ruby in list(story.iter(w("ruby"))):
        run = ruby.getparent()
        base, reading = (ruby.find(w(name)) for name in ("rubyBase", "rt"))
        beside = [*base, _run("（"), *reading, _run("）")]
        at = run.getparent().index(run)
        run.getparent()[at : at + 1] = beside
    return etree.tostring(story)


def _run(words: str) -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = words
    return run


def python_docx(file: Path) -> tuple[str, str]:
    """Body and footnotes. python-docx walks paragraphs and tables; it has no footnotes, so their part is read as it stands."""
    import docx

    document = docx.Document(str(file))
    return "\n".join(_blocks(document)), footnotes(file)


def _blocks(container: object) -> Iterator[str]:
    for block in container.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(block, "rows"):
            for cell in _cells(block):
                yield from _blocks(cell)
        else:
            yield block.text


def _cells(table: object) -> Iterator[object]:
    """Each cell once: a merged cell is reported for every place it covers."""
    seen: set[object] = set()
    for row in table.rows:  # type: ignore[attr-defined]
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield cell


def footnotes(file: Path) -> str:
    """The notes in order of their callouts, separators left out."""
    parts = stories(file)
    notes = parts.get("word/footnotes.xml")
    if notes is None:
        return ""
    texts = {note.get(w("id")): _paragraphs(note) for note in notes.iter(w("footnote")) if note.get(w("type")) in (None, "normal")}
    called = [mark.get(w("id")) for mark in parts["word/document.xml"].iter(w("footnoteReference"))]
    return "\n".join(texts[mark] for mark in called if mark in texts)


def _paragraphs(element: etree._Element) -> str:
    return "\n".join("".join(paragraph.itertext(w("t"), w("noBreakHyphen"))) for paragraph in element.iter(w("p")))


def libreoffice(files: list[Path], scratch: Path) -> dict[Path, str]:
    """The body as LibreOffice writes it to plain text: with live numbers printed, without notes. One start for all files."""
    out, named = scratch / "libreoffice", scratch / "libreoffice-in"
    for folder in (out, named):
        folder.mkdir(parents=True, exist_ok=True)
    # Its outputs go into one folder, so that files of one name from several folders are told apart by a number.
    copies = {file: shutil.copyfile(file, named / f"{number}.docx") for number, file in enumerate(files)}
    profile = f"-env:UserInstallation={(scratch / 'profile').resolve().as_uri()}"
    output("soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", out, *copies.values())
    texts = {file: out / f"{copy.stem}.txt" for file, copy in copies.items()}
    return {file: text.read_text(encoding="utf-8-sig") for file, text in texts.items() if text.exists()}
