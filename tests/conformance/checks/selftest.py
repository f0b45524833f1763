"""Proves that each check can fail: each is given sound samples, which it must pass, and broken ones, which it must not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from . import bags, builds, chinese, docx, docx_marks, docx_text, edits, inputs, issue_words, jats, jats_text, manuscripts, pandoc_text, pdf, pdf_text, press, web, web_text
from .manuscript_differences import Difference, Lesser
from .report import Faults, Tally
from .samples import BROKEN_BODIES, BROKEN_PRESS, Samples
from .words import Allowance, absent, compare, split, without


_ERRORS = ["error[a-code]: no", "words\nsource.txt:3:1: error[a-code]: no"]

# What the tagged sample says, furniture left out.
_TAGGED = "The text. The note."


@dataclass
class Case:
    """One check, with the samples that it must pass and those that it must refuse."""

    name: str
    check: Callable[[Any], Faults]
    broken: list[Any]
    sound: list[Any] = field(default_factory=list)


def run(tally: Tally, folder: Path) -> None:
    """Run all cases. A broken sample that passes, or a sound one that does not, is a failed check of the run."""
    where = folder / "selftest"
    where.mkdir()
    made = Samples(where)
    cases = [*_pdf(made), *_press(made), *_chinese(made), *_docx(made), *_jats(made)]
    cases += [*_web(made), *_edits(), *_words(), *_manuscripts(made), *_builds(made), *_bags(made)]
    for case in cases:
        for sample in case.sound:
            tally.attempt("selftest", f"{case.name} passes {sample}", partial(case.check, sample))
        for sample in case.broken:
            tally.attempt("selftest", f"{case.name} refuses {sample}", partial(_refused, case, sample))


def _refused(case: Case, sample: Any) -> Faults:
    return [] if case.check(sample) else ["it was let through"]


def _pdf(made: Samples) -> list[Case]:
    plain, torn = made.pdf_without_claims(), made.pdf_torn()
    return [
        *(Case(f"veraPDF {flavour}", partial(_verapdf, flavour), [plain, torn]) for flavour in pdf.FLAVOURS),
        Case("qpdf", pdf.qpdf, [torn], [plain]),
        Case("fonts", pdf.fonts, [plain, torn]),
        Case(
            "text, then notes, no furniture",
            partial(_parted, made.pdf_tagged()),
            ["The note. The text.", "Running head"],
            [_TAGGED],
        ),
        Case("words along the tags", partial(_tagged, made.pdf_tagged()), ["The note. The text.", "Running head"], [_TAGGED]),
        Case("files inside", lambda file: pdf.attachments(file, {"/Source": made.source()}), [plain, made.pdf_around(b"Other."), made.pdf_around(made.source().read_bytes(), "/Data")], [made.pdf_around(made.source().read_bytes())]),
        Case("an untagged file", partial(_tagged, plain), ["Words."]),
    ]


def _press(made: Samples) -> list[Case]:
    sound, plain, tagged = made.pdf_press(), made.pdf_without_claims(), made.pdf_tagged()
    inked = [made.pdf_press(content=paint + b" 50 50 40 40 re f") for paint in (b"1 0 0 0 k", b"0 1 0 0 k", b"0 0 1 0 k", b"0 0 1 rg")]
    unnamed = made.pdf_press(lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion"))
    untrimmed = made.pdf_press(lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"))
    red = made.pdf_press(content=b"0 .8 .8 0 k 50 50 40 40 re f")
    outside = made.pdf_press(content=b"1 0 0 0 k 0 0 10 10 re f")
    return [
        Case("press label", press.label, [plain, unnamed, untrimmed], [sound]),
        Case("press ink", press.ink, inked, [sound, red, outside]),
        Case("press clauses", press.clauses, [plain, *(made.pdf_press(change) for change in BROKEN_PRESS)], [sound, red]),
        Case("press words", partial(press.words, made.pdf_press_words([b"One two."])), [made.pdf_words([b"two. One"]), made.pdf_words([b"One."])], [made.pdf_words([b"One two."])]),
        Case("imposed words", partial(press.imposed_words, made.pdf_press_words([b"One.", b"Two."])), [made.pdf_words([b"Two.", b"One."]), made.pdf_words([b"One. Two."]), tagged], [made.pdf_words([b"One.", b"Two."])]),
    ]


def _chinese(made: Samples) -> list[Case]:
    full = "文" * 28
    page, other = [full] * 22, made.pdf_without_claims()
    broken = [
        made.pdf_chinese(page[:21]),
        made.pdf_chinese([*page, full]),
        made.pdf_chinese([*page[:9], "", *page[:12]]),
        made.pdf_chinese([full + "文", *page[:21]], square=156 / 29 * 72 / 25.4),
        made.pdf_chinese(page, pitch=29.53125 * 1.01),
        made.pdf_chinese(page, square=156 / 28 * 72 / 25.4 * 1.001),
        made.pdf_chinese(page, shift=0.5),
        made.pdf_chinese(page, shift=-9),
        other,
    ]
    edges = [["，文"], ["文（"], ["文。", "”文"], ["文—", "—文"], ["—文"], ["文…", "…文"]]
    return [
        Case("marks at the edges of lines", lambda file: chinese.edges(file).faults, [*map(made.pdf_chinese, edges), made.pdf_chinese(["文"], reading="（音文音文（")], [made.pdf_chinese(["（文，", "——文文。"]), made.pdf_chinese(["文文文"], reading="（音文（"), other]),
        Case("22 lines of 28", lambda file: chinese.official(file, (1, 22)).faults, broken, [made.pdf_chinese(page)]),
    ]


def _verapdf(flavour: str, file: Path) -> Faults:
    return pdf.verapdf([file], flavour)[file]


def _parted(file: Path, expected: str) -> Faults:
    parts = pdf_text.parted(file, file.parent)
    return [fault for reader in pdf_text.READERS for fault in compare(expected, pdf_text.read(reader, parts))]


def _floats_apart(text: str) -> Faults:
    return issue_words.settled(split("a b x y c d"), text, [split("x y")], Allowance(), False)


def _tagged(file: Path, expected: str) -> Faults:
    return compare(expected, pdf_text.tagged(file))


def _docx(made: Samples) -> list[Case]:
    sound, torn = made.docx(), made.docx_torn()
    return [
        # Even the smallest sound package lacks the styles, settings, fonts and theme that openxml-audit asks for.
        Case("openxml-audit", docx.openxml_audit, [sound, torn, made.docx("<w:p><w:nonsense/></w:p>")]),
        Case("ooxml-integrity", lambda file: docx.ooxml_integrity([file])[file], [torn], [sound]),
        Case("python-docx", docx.python_docx, [made.docx("")], [sound]),
        Case("docx marks", docx_marks.marks, [made.docx(body) for body in BROKEN_BODIES], [sound]),
        Case(
            "words by python-docx",
            lambda words: compare(words, docx_text.python_docx(sound)[0]),
            ["Other words."],
            ["Sound words."],
        ),
        Case(
            "words by pandoc",
            lambda words: compare(words, pandoc_text.read(sound, "docx").text),
            ["Other words."],
            ["Sound words."],
        ),
        Case("readings beside their words", partial(_readings_beside, made), ["汉zì字hàn", "汉字"], ["汉字（hàn zì）"]),
        Case("words by LibreOffice", partial(_libreoffice, made, sound), ["Other words."], ["Sound words."]),
    ]


def _readings_beside(made: Samples, words: str) -> Faults:
    rubies = "<w:ruby><w:rt><w:r><w:t>hàn zì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉字</w:t></w:r></w:rubyBase></w:ruby>"
    file = made.docx(f"<w:p><w:r>{rubies}</w:r></w:p>")
    return compare(words, docx_text.python_docx(docx_text.with_readings_beside(file, made.folder))[0])


def _libreoffice(made: Samples, file: Path, words: str) -> Faults:
    return compare(words, docx_text.libreoffice([file], made.folder)[file])


def _jats(made: Samples) -> list[Case]:
    sound, nested = made.jats(), made.jats("<p><p>Nested</p></p>")
    dangling = made.jats('<p>Words <xref ref-type="fn" rid="n9">1</xref>.</p>')
    empty_item = made.jats("<list><list-item><label>1.</label><p/></list-item></list>")
    repeated = made.jats('<p id="a">Words.</p><p id="a">Words.</p>')
    return [
        Case("valid as declared", jats.as_declared, [nested, dangling, made.jats(doctype="")], [sound]),
        Case("valid against 1.3", lambda file: jats.against("1.3", file, made.folder), [nested], [sound]),
        Case("valid against 1.4", lambda file: jats.against("1.4", file, made.folder), [nested], [sound]),
        Case("no placeholders", jats.placeholders, [made.jats("<p>Words.</p><p/>"), made.jats("<list><list-item><p>Words.</p><p/></list-item></list>")], [sound, empty_item]),
        Case("ids and references", jats.identifiers, [dangling, repeated], [sound]),
        Case("words by libxml2", lambda words: compare(words, jats_text.read(sound).body), ["Other words."], ["Sound words."]),
        Case(
            "words by pandoc",
            lambda words: compare(words, pandoc_text.read(sound, "jats").text),
            ["Other words."],
            ["Sound words."],
        ),
    ]


def _web(made: Samples) -> list[Case]:
    sound, book = made.page(), made.book()
    unclosed, twice = made.page("<main><h1>Words.</h1><p><b>Words</p></main>"), made.page('<main><h1 id="a">Words.</h1><p id="a">Words.</p></main>')
    headless = made.page("<main><h1>Words.</h1><section><p>Words.</p></section></main>")
    broken = [
        made.page('<main><h1>Words.</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>'),
        made.page('<main><h1>Words.</h1><p style="color:#bbb">Pale words.</p></main>'),
        made.page("<main><h1>Words.</h1><p>Words by night.</p></main>", "<style>@media (prefers-color-scheme:dark){body{background:#333}}</style>"),
        made.page("<main><h1>Words.</h1><h3>Words.</h3></main>"),
        made.page('<main><h1>Words.</h1><p style="width:900px">Wide words.</p></main>'),
        made.page('<main><h1>Words.</h1><img alt="" src="http://localhost:9/a.png"></main>'),
        made.page("<main><h1>Words.</h1></main>", """<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><style>p{margin:0}</style>"""),
    ]
    invalid = [unclosed, twice, headless]
    torn = [made.book("<p>Words.<p/>"), made.book('<p id="a">Words.</p><p id="a">Words.</p>'), made.book(modified="2023-09-22")]
    # These judges take longer to start than to judge all.
    judged = cache(lambda: web.nu([sound, *invalid]))
    shown = cache(lambda: web.axe([sound, *broken]))
    opened = cache(lambda: web.epubcheck([book, *torn]))
    notes = made.page('<main><p>Text<sup><a href="#n" role="doc-noteref">1</a></sup>.</p><section role="doc-endnotes"><p id="n">Note.</p></section></main><nav>Way</nav><footer>Imprint.</footer>')
    return [
        Case("Nu checker", lambda file: judged()[file], invalid, [sound]),
        Case("axe in Chromium", lambda file: shown()[file], broken, [sound]),
        Case("EPUBCheck", lambda file: opened()[file], torn, [book]),
        Case("words by html5lib", lambda words: compare(words, web_text.page(notes)), ["Text. Note. Imprint.", "Text. Imprint."], ["Text. Imprint. Note."]),
        Case("words of a book", lambda words: compare(words, web_text.book(book)), ["Other words."], ["Sound words."]),
    ]


def _edits() -> list[Case]:
    """What `masthead diff` and `masthead import` say, of an edit of each kind."""
    made = edits.Edits("word", "New.", "Old.")
    word = {"change": "changed", "words": [{"same": "a "}, {"removed": "word"}, {"added": "EDITED"}]}
    others = [{"change": "added", "after": {"text": "New."}}, {"change": "removed", "before": {"text": "Old."}}]
    more = {"change": "removed", "before": {"text": "Lost."}}
    moved = {"change": "moved", "before": {"text": "New."}, "after": {"text": "New."}}
    two_words = {"change": "changed", "words": [{"removed": "a word"}, {"added": "EDITED"}]}
    after = "a EDITED\n\nNew.\n\n| b |\n"
    shown = "![](version-pictures/image2.svg) ![](version-pictures/image3.png)\n\n[[b]{ruby=c}]{lang=zh}\n"
    saved = "![](version-pictures/image1.png) ![](version-pictures/image2.png)\n\n[[b]{lang=zh}]{ruby=c}\n"
    return [
        Case("edits", partial(edits.unasked, made), [[word, *others, more], [word, *others, word], [word, moved, others[1]], [two_words, *others], [word], []], [[word, *others]]),
        Case("edited lines", partial(edits.unasked_lines, made, "a word\n\nOld.\n\n| b |\n"), [after.replace("a", "*a*"), after.replace("b", "c"), after + "more\n", f"[{after.splitlines()[0]}]{{lang=en}}" + after[8:]], [after]),
        Case("pictures and readings", partial(edits.unasked_lines, edits.Edits("", "", ""), shown), [saved.replace("2", "1"), saved.replace("zh", "en"), saved.replace("=c", "=d")], [shown, saved]),
    ]


def _words() -> list[Case]:
    """Pairs of an expected and a found text."""

    def same(pair: tuple[str, str]) -> Faults:
        return compare(*pair)

    def unhyphenated(pair: tuple[str, str]) -> Faults:
        return compare(*pair, hyphens_lost=True)

    def labelled(pair: tuple[str, str]) -> Faults:
        return compare(*pair, Allowance.of(["II"]))

    return [
        Case("words", same, [("a b", "b a"), ("a b", "a"), ("a", "a b"), ("", "")], [("a b", "a\nb")]),
        Case(
            "line ends",
            same,
            [("a reliant", "areliant"), ("nation", "na-\ntion")],
            [("a-reliant nation", "areliant na\u00ad\ntion")],
        ),
        Case("lost hyphens", unhyphenated, [("nation", "na tion"), ("a nation", "anation")], [("nation", "na-\ntion")]),
        Case("tracked letters", lambda text: compare("a name b", text, tracked=True), ["a n m e b", "a na me b"], ["a n a m e b"]),
        Case("Chinese", same, [("创新驱动", "创新动")], [("创新驱动 2023", "创新\n驱动2023")]),
        Case(
            "labels",
            labelled,
            [("II. a II. b", "a b"), ("III. a", "a"), ("III a", "IIIa")],
            [("II. a", "a"), ("a", "a II"), ("a b", "aII b"), ("II a", "IIa")],
        ),
        Case("floats apart", _floats_apart, ["a b c d", "a c b x y d", "a b x c y d"], ["a b x y c d", "a x y b c d", "a b c d x y"]),
        Case("tables cut out", lambda text: compare(text, without(split("a b c d"), [split("b c")])), ["a b d"], ["a d"]),
        Case("masthead", lambda pool: absent(split("No. 6"), pool), ["6"], ["6 No."]),
        Case(
            "transcript",
            lambda pair: issue_words.nothing_lost(*pair),
            [("No. 6\n\na\n\nb", "No. 6 a")],
            [("No. 6\n\na\n\na\n\nb", "No. 6 a b")],
        ),
    ]


def _manuscripts(made: Samples) -> list[Case]:
    """What two readers make of a manuscript. One difference and one lesser count are explained."""
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>'
    table = "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"

    def words(pair: tuple[str, str]) -> Faults:
        known = [Difference("m", "lost", "", "a reason")]
        return manuscripts.words("m", manuscripts.Seen(pair[0]), manuscripts.Seen(pair[1], labels=["I."]), known)

    def counts(pair: tuple[int, int]) -> Faults:
        pandoc, masthead = (manuscripts.Seen(counts=manuscripts.Counts(cells=cells)) for cells in pair)
        return manuscripts.counts("m", pandoc, masthead, [Lesser("m", "cells", 6, 4, "a reason")])

    def as_pandoc(body: str) -> Faults:
        return compare("One.", manuscripts.by_pandoc(made.docx(body)).body)

    def cells(body: str) -> Faults:
        return [] if manuscripts.by_pandoc(made.docx(body)).counts.cells == 1 else ["not one cell"]

    return [
        Case(
            "words of manuscripts",
            words,
            [("a b", "a b"), ("a lost b", "b a"), ("a lost b lost", "a b"), ("a lost b", "a b more"), ("a lost b", "I. a I. b")],
            [("a lost b", "a b"), ("a lost b", "I. a b"), ("a lost b", "a I. b")],
        ),
        Case("counts of manuscripts", counts, [(6, 6), (6, 5), (5, 4), (4, 6)], [(6, 4)]),
        Case("manuscripts by pandoc", as_pandoc, [table.replace("One", "Two"), ""], [listed, table]),
        Case("cells of manuscripts", cells, [listed, table + table], [table]),
        Case("manuscripts by masthead", partial(_by_masthead, made), [[], ["Two."], ["One.", "One."]], [["One."]]),
    ]


def _by_masthead(made: Samples, paragraphs: list[str]) -> Faults:
    """Whether what a program tells of a manuscript is one paragraph and its words."""
    blocks = [{"type": "paragraph", "run-in": None, "inlines": [{"type": "text", "text": words}]} for words in paragraphs]
    facts = ("classification", "copy-number", "series", "issue-line", "publisher", "date-line", "designation", "compilers", "editors-note")
    front = {**dict.fromkeys(facts), "titles": [], "imprint": {"lines": []}}
    told = json.dumps({"document": {"front": front, "lead": blocks, "sections": [], "notes": []}})
    return compare("One.", manuscripts.by_masthead(made.program(f"echo '{told}'"), made.source()).body)


def _bags(made: Samples) -> list[Case]:
    sound, altered, more = made.bag(), made.bag(), made.bag()
    (altered / "data" / "source.md").write_text("Other.\n")
    (more / "data" / "more.md").write_text("More.\n")
    content = made.program("exit 0")
    faulty = [made.program(script) for script in ("exit 1", 'echo "error[a-code]: no" >&2', 'echo "warning[a-code]: no" >&2')]
    return [
        Case("bagit.py", bags.bagit, [altered, more, made.new_folder()], [sound]),
        Case("a zipped bag", lambda bag: bags.zipped(made.zipped(bag), made.new_folder()), [altered, more], [sound]),
        Case("masthead's own verdict", lambda binary: bags.sound(binary, sound), faulty, [content]),
    ]


def _builds(made: Samples) -> list[Case]:
    sound = made.program('for out; do :; done; mkdir -p "$out"; touch "$out"/source.{pdf,docx,xml,html,epub,txt}')
    failing = made.program("exit 1")
    partial_only = made.program('for out; do :; done; mkdir -p "$out"; touch "$out"/source.pdf')
    of_place = made.program('for out; do :; done; mkdir -p "$out"; echo "$PWD" >"$out"/source.pdf')
    of_language = made.program('for out; do :; done; mkdir -p "$out"; echo "$LC_ALL" >"$out"/source.pdf')
    source = made.source()
    writing = made.program('for out; do :; done; echo "error[some-code]: no" >&2; touch "$out"/source.pdf; exit 1')
    silent = made.program("exit 1")
    telling = made.program('echo "error[some-code]: no" >&2; exit 1')
    telling_only = made.program('echo "error[some-code]: no" >&2')
    faulty = inputs.Faulty(source, ("some-code",))
    return [
        Case("builds", lambda binary: builds.build(binary, [source], made.new_folder())[0], [failing, partial_only], [sound]),
        Case(
            "same bytes",
            lambda binary: builds.same_bytes(binary, [source], made.new_folder()),
            [failing, of_place, of_language],
            [sound],
        ),
        Case(
            "refuses",
            lambda binary: builds.refusal(binary, faulty, made.new_folder()),
            [sound, silent, writing, telling_only],
            [telling],
        ),
        Case("faulty fixtures", lambda codes: _expects(made, codes), ["warning[a-code]: no", "an error[a-code]"], _ERRORS),
    ]


def _expects(made: Samples, expectation: str) -> Faults:
    """Whether an expectation makes its source a faulty one."""
    source = made.new_folder() / "source.md"
    source.with_suffix(".outline").write_text(expectation)
    return [] if inputs.errors(source) == ("a-code",) else ["it is taken for a sound one"]
