"""Proves that each check can fail: each is given a sound sample, which it must pass, and broken ones, which it must not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from . import builds, docx, docx_marks, docx_text, issue_words, jats, jats_text, pandoc_text, pdf, pdf_text, samples
from .report import Faults, Tally
from .words import Allowance, absent, compare, split

Probe = Callable[[], Faults]


def run(tally: Tally, folder: Path) -> None:
    """Run all probes. A broken sample that passes, or a sound one that does not, is a failed check of the run."""
    where = folder / "selftest"
    where.mkdir()
    made = samples.Samples(where)
    for name, sound, broken in [*_pdf(made), *_docx(made), *_jats(made), *_words(made), *_bytes(where)]:
        if sound:
            tally.attempt("selftest", f"{name} passes what is sound", sound)
        for probe in broken:
            tally.attempt("selftest", f"{name} refuses what is broken", lambda probe=probe: _inverted(probe))


def _inverted(probe: Probe) -> Faults:
    return [] if probe() else ["the broken sample was let through"]


Case = tuple[str, Probe | None, list[Probe]]


def _pdf(made: samples.Samples) -> list[Case]:
    plain, torn, notes = made.pdf_without_claims(), made.pdf_torn(), made.pdf_tagged()

    def parted(word: str) -> Faults:
        text = pdf_text.read("pdftotext", pdf_text.parted(notes, made.folder))
        return compare("The text. The note.", text.replace("The note.", word))

    return [
        *(
            (
                f"veraPDF {flavour}",
                None,
                [lambda f=flavour: pdf.verapdf([plain], f)[plain], lambda f=flavour: pdf.verapdf([torn], f)[torn]],
            )
            for flavour in pdf.FLAVOURS
        ),
        ("qpdf", lambda: pdf.qpdf(plain), [lambda: pdf.qpdf(torn)]),
        ("fonts", None, [lambda: pdf.fonts(plain), lambda: pdf.fonts(torn)]),
        ("parting text, notes and furniture", lambda: parted("The note."), [lambda: parted("A note.")]),
    ]


def _docx(made: samples.Samples) -> list[Case]:
    sound, cut = made.docx(), made.docx_cut()
    marks = [lambda body=body: docx_marks.marks(made.docx(body)) for body in samples.BROKEN_BODIES]
    # The smallest package lacks the styles, settings, fonts and theme that openxml-audit asks for.
    return [
        (
            "openxml-audit",
            None,
            [
                lambda: docx.openxml_audit(sound),
                lambda: docx.openxml_audit(made.docx("<w:p><w:nonsense/></w:p>")),
                lambda: docx.openxml_audit(cut),
            ],
        ),
        ("ooxml-integrity", lambda: docx.ooxml_integrity([sound])[sound], [lambda: docx.ooxml_integrity([cut])[cut]]),
        ("python-docx", lambda: docx.python_docx(sound), [lambda: docx.python_docx(made.docx(""))]),
        ("the five marks", lambda: docx_marks.marks(sound), marks),
        (
            "words by python-docx",
            lambda: compare("Sound words.", docx_text.python_docx(sound)[0]),
            [lambda: compare("Other words.", docx_text.python_docx(sound)[0])],
        ),
        (
            "words by pandoc",
            lambda: compare("Sound words.", pandoc_text.read(sound, "docx").text),
            [lambda: compare("Other words.", pandoc_text.read(sound, "docx").text)],
        ),
    ]


def _jats(made: samples.Samples) -> list[Case]:
    sound = made.jats()
    dangling = made.jats(body='<p>Words <xref ref-type="fn" rid="n9">1</xref>.</p>')
    return [
        (
            "valid as declared",
            lambda: jats.as_declared(sound),
            [
                lambda: jats.as_declared(made.jats(body="<title>Misplaced</title>")),
                lambda: jats.as_declared(made.jats(doctype="")),
            ],
        ),
        *(
            (
                f"valid against {version}",
                lambda v=version: jats.against(v, sound, made.folder),
                [lambda v=version: jats.against(v, made.jats(body="<p><p>Nested</p></p>"), made.folder)],
            )
            for version in ("1.3", "1.4")
        ),
        (
            "no placeholders",
            lambda: jats.placeholders(sound),
            [lambda: jats.placeholders(made.jats(body="<p>Words.</p><p/>"))],
        ),
        (
            "ids and references",
            lambda: jats.identifiers(sound),
            [
                lambda: jats.identifiers(dangling),
                lambda: jats.identifiers(made.jats(body='<p id="a">Words.</p><p id="a">Words.</p>')),
            ],
        ),
        (
            "words by libxml2",
            lambda: compare("Sound words.", jats_text.read(sound).body),
            [lambda: compare("Sound.", jats_text.read(sound).body)],
        ),
    ]


def _words(made: samples.Samples) -> list[Case]:
    label = Allowance.of(["II"])
    return [
        (
            "words",
            lambda: compare("one two", "one\ntwo"),
            [
                lambda: compare("one two", "two one"),
                lambda: compare("one two", "one"),
                lambda: compare("one", "one two"),
                lambda: compare("", ""),
            ],
        ),
        (
            "line ends",
            lambda: compare("self-reliant innovation", "selfreliant inno\u00ad\nvation"),
            [lambda: compare("self reliant", "selfreliant"), lambda: compare("innovation", "inno-\nvation")],
        ),
        ("Chinese", lambda: compare("创新驱动 2023", "创新\n驱动2023"), [lambda: compare("创新驱动", "创新动")]),
        (
            "labels",
            lambda: compare("II. New models", "New models", label),
            [lambda: compare("II. New models II.", "New models", label), lambda: compare("III. New", "New", label)],
        ),
        (
            "callouts",
            lambda: compare("three locations", "three locations1", Allowance.of(["1"])),
            [lambda: compare("three locations", "three locations12", Allowance.of(["1"]))],
        ),
        ("masthead", lambda: absent(split("No. 6"), "6 No."), [lambda: absent(split("No. 6"), "6")]),
        (
            "transcript",
            lambda: issue_words.transcript("{No. 6}\n\nTitle\n\nTitle\n\nText.", "No. 6 Title Text."),
            [lambda: issue_words.transcript("{No. 6}\n\nTitle\n\nText.", "No. 6 Title")],
        ),
    ]


def _bytes(where: Path) -> list[Case]:
    one, two, three = where / "one", where / "two", where / "three"
    one.mkdir()
    (one / "a").write_text("same")
    shutil.copytree(one, two)
    shutil.copytree(one, three)
    (three / "a").write_text("sane")
    (three / "b").write_text("more")
    return [("same bytes", lambda: builds.differences(one, two), [lambda: builds.differences(one, three)])]
