//! Shapes that no word processor should write and some do, in `fixtures/manuscripts/shapes`, each a manuscript as the text of its
//! parts: every word of theirs is read, or told of.

use masthead::ast::text;
use masthead::convert::prepare;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::numbering::number;
use masthead::package::{Package, Part, Relations};
use masthead::read::{Input, by_name};
use masthead::style::{built_in_source, resolve};
use masthead::write::{Lines, markdown};
use std::fs;
use std::path::Path;

const MAIN: &str = "word/document.xml";

const TIES: [(&str, &str); 6] = [
    ("urn:/styles", "styles.xml"),
    ("urn:/numbering", "numbering.xml"),
    ("urn:/footnotes", "footnotes.xml"),
    ("urn:/endnotes", "endnotes.xml"),
    ("urn:/comments", "comments.xml"),
    ("urn:/header", "header1.xml"),
];

/// The words of labels, which are made anew.
const LABELS: [&str; 2] = ["Table", "Figure"];

/// The parts of a listing, each after a line `== name`.
fn packed(listing: &str) -> Vec<u8> {
    let mut relations = Relations::default();
    relations.internal("urn:/officeDocument", MAIN);
    let parts = listing.split("== ").filter_map(|part| part.split_once('\n'));
    let mut parts: Vec<Part> = parts.map(|(name, text)| Part::new(name.trim(), "application/xml", text)).collect();
    let main = parts.iter_mut().find(|part| part.name == MAIN).unwrap();
    TIES.into_iter().for_each(|(kind, target)| drop(main.relations.internal(kind, target)));
    Package { relations, parts }.write().unwrap()
}

/// The words in elements that hold words, of four letters and more.
fn words(listing: &str) -> impl Iterator<Item = &str> {
    let held = listing.split('<').filter_map(|tag| {
        let (tag, words) = tag.split_once('>')?;
        let name = tag.split_whitespace().next()?;
        match name.rsplit(':').next()? {
            "t" => Some(words),
            "textpath" => tag.split('"').nth(1),
            _ => None,
        }
    });
    held.flat_map(|words| words.split(|c: char| !c.is_alphabetic())).filter(|word| word.len() > 3)
}

/// A manuscript as it is read: its Markdown, and what was told of it.
fn read(listing: &str) -> (String, String) {
    let bytes = packed(listing);
    let mut sink = Sink::new();
    let read = prepare(&Input::new("shape.docx", &bytes), by_name("docx").unwrap(), &mut sink);
    let text = markdown(&read.document, Lines::Paragraph, &mut sink);
    let told = sink.diagnostics().iter().map(|told| format!("{}: {}\n", told.code.name(), told.message)).collect();
    (text, told)
}

#[test]
fn every_word_is_read_or_told_of() {
    let style = resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap();
    let (mut seen, mut lost) = (0, Vec::new());
    for file in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()) {
        let listing = fs::read_to_string(&file).unwrap();
        let bytes = packed(&listing);
        let mut sink = Sink::new();
        let mut read = prepare(&Input::new("shape.docx", &bytes), by_name("docx").unwrap(), &mut sink);
        let mut said = markdown(&read.document, Lines::Paragraph, &mut sink);
        number(&mut read.document, &style, &mut sink);
        sink.diagnostics().iter().for_each(|told| said.push_str(&format!("{}: {}\n", told.code.name(), told.message)));
        let missing =
            words(&listing).inspect(|_| seen += 1).filter(|word| !LABELS.contains(word) && !said.contains(word));
        lost.extend(missing.map(|word| format!("{}: {word}", file.display())));
    }
    assert!(seen > 50 && lost.is_empty(), "of {seen}: {lost:#?}");
}

/// What is told of a shape once it is counted, with the printed words.
fn counted(name: &str) -> (Vec<String>, String) {
    let bytes = packed(&fs::read_to_string(folder().join(name)).unwrap());
    let mut sink = Sink::new();
    let mut read = prepare(&Input::new("shape.docx", &bytes), by_name("docx").unwrap(), &mut sink);
    let style = resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap();
    number(&mut read.document, &style, &mut sink);
    let told = sink.diagnostics().iter().filter(|told| !["fact-missing", "title-guessed"].contains(&told.code.name()));
    let told = told.map(|told| format!("{} {}", told.code.name(), told.message)).collect();
    (told, text::document(&read.document))
}

#[test]
fn words_of_references_and_labels_that_others_replace_are_told() {
    let (told, words) = counted("reference-words.parts");
    assert_eq!(
        told,
        [
            "caption-relabelled the caption is labelled `Exhibit 7`; it is counted anew, and that is left out",
            "reference-reworded the reference reads `see Table 1 above`, and `Table 1` is printed in its place",
        ]
    );
    assert!(words.contains("as Table 1 shows, and Table 1, and table 1."), "{words}");
}

#[test]
fn typed_labels_of_parts_are_labels() {
    let (told, words) = counted("caption-parts.parts");
    let odd = "caption-number-odd `Table 3a` does not follow the caption before it";
    let after = "caption-number-odd `Table 5` does not follow the caption before it";
    assert_eq!(told, [odd, after]);
    for caption in ["Table 3a Upper ports", "Table 3b Lower ports", "表3-1 Middle harbours", "Table 5 Former quays"] {
        assert!(words.contains(caption), "{words}");
    }
    assert!(!words.contains("Table 1"), "{words}");
}

#[test]
fn marks_of_lists_that_are_not_printed_are_told_once_a_list() {
    let (told, words) = counted("list-marks.parts");
    let changed = |shown: &str, made: &str| {
        format!("list-marks-changed this list is numbered from `{shown}`, and `{made}` is printed in its place")
    };
    assert_eq!(told, [changed("A)", "A."), changed("(1)", "1."), changed("一、", "一.")]);
    assert!(words.contains("A. The former item of list 1."), "{words}");
}

#[test]
fn every_sign_that_is_read_has_a_face() {
    let sign = |face: &str, code: u32| format!("<w:r><w:sym w:font=\"{face}\" w:char=\"F0{code:02X}\"/></w:r>");
    let faces = ["Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol"];
    let signs: String = faces.iter().flat_map(|face| (0x21..=0xFE).map(|code| sign(face, code))).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{space}\"><w:body><w:p>{signs}</w:p></w:body></w:document>");
    let (text, _) = read(&format!("== {MAIN}\n{document}"));
    let book = FontBook::embedded();
    let lacked: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '\u{FFFD}')
        .filter(|sign| !book.faces().any(|(_, face)| face.covers(*sign)))
        .collect();
    assert!(text.contains('➢') && text.contains('▸') && lacked.is_empty(), "{lacked}");
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/manuscripts/shapes")
}

/// What must stand in the text of a shape, and what must be told of it.
const EXPECTED: &[(&str, &[&str], &[&str])] = &[
    (
        "toc-tail",
        &[
            "\nWhole real paragraph behind contents.\n",
            "\nWords before contents\n\nbehind them.\n",
            "\nTail in style of contents.\n",
        ],
        &["contents-dropped: 5 lines of tables of contents and indexes were left out"],
    ),
    (
        "counted-words",
        &[
            "title: \"Bulletin 1: Statute\"",
            "\n第一条\u{3000}The clause",
            "\n第二条\u{3000}The next",
            "\nRemember: Named",
            "\nWARNING Loud",
            "1. Plain item.\n   1. Legal item.",
            "> Bulletin 2: Quoted",
            "| Bulletin 3: cell beta |",
            "1. Circled item.",
            "1) Unheard item.",
        ],
        &["list-marks-changed: this list is numbered from"],
    ),
    (
        "field-unsaid",
        &[
            "See (Numerator)/(Denominator) and ⑦ and [汉]{ruby=hàn} ends.",
            "Press \\[Click here\\] or Gotext or ✓ or.",
            "Choice Bravoentry ticked ☒ ends.",
            "\nPushsimple simple.",
        ],
        &["field-unsaid: 2 fields", "equation-flattened: 2 equations"],
    ),
    (
        "uncalled",
        &["\nUNCALLED lost\n\nUNCALLEDEND lost\n"],
        &["note-uncalled: the note `UNCALLED lost`", "note-uncalled: the note `UNCALLEDEND lost`"],
    ),
    (
        "field-empty",
        &[
            "Issued on , dear , welcome.",
            "Half is 1/2 and press \\[Click here\\] ends.",
            "Kept Friday and hidden and nested ends.",
        ],
        &["field-unsaid: 4 fields", "equation-flattened: 1 equation"],
    ),
    (
        "math-marks",
        &[
            "Vector v\u{20D7} dot ẋ hat x\u{302} mean x\u{304} below x\u{332} line A\u{305}B\u{305} ends.",
            "Isotope \\_6\\^(14) C ends.",
            "Product x\\^2 3√y ends.",
        ],
        &["equation-flattened: 8 equations"],
    ),
    (
        "sequences",
        &[
            "\nQuestion 1: whither?\n\nQuestion II: whence?\n\nQuestion 3: wherefore?\n\nQuestion 4: whereto?\n",
            "\nQuestion is pointed to.",
            "\nTable: Harbours\n",
            "\nTable: Quays\n",
        ],
        &["field-unsaid: 1 field has"],
    ),
    (
        "table-look",
        &[
            "\n| Harbour | Boats |\n|:---|:---|\n| North | 12 |",
            "\n| Landing | Boats |\n|:---|:---|\n| North | 12 |",
            "\n|  |  |\n|:---|:---|\n| Jetty | Boats |",
            "\n|  |  |\n|:---|:---|\n| Mooring | Boats |",
        ],
        &["head-rows-guessed: the first row"],
    ),
    (
        "margins",
        &["Body words."],
        &["`TOPSECRET WATERMARK` at the head", "`Eqwords` at", "`2023-05-17 / 123` at", "`Drawnhead` at"],
    ),
    ("drop-cap", &["\nHello world of large letters.\n"], &[]),
    (
        "deleted-number",
        &["# First article {label=\"Art. 1\"", "# Second article {label=\"Art. 2\"", "| Aaaa | Bbbb |\n"],
        &["revisions-settled: 2 tracked deletions"],
    ),
    (
        "hidden",
        &["|:---|:---|\n| Aaaa | Bbbb |\n| Cccc | Dddd |", "Webhidden prints."],
        &["hidden-text-dropped: 2 stretch"],
    ),
    ("signs", &["✓ αβχ end Φ.", "Shouted by style.", "plain RUN end."], &["capitals-not-kept: 1 stretch"]),
    (
        "dropped",
        &["Chart", "remarked words."],
        &[
            "drawing-not-kept: 2 charts or diagrams",
            "drawing-not-kept: 1 picture is named",
            "remark-dropped: a remark in the margin by Alma was left out: `Remark without a mark.`",
            "words-unread: words stand where none can be read: “Septext”",
        ],
    ),
];

#[test]
fn shapes_are_read_as_they_are_shown() {
    for (name, shown, said) in EXPECTED {
        let (text, told) = read(&fs::read_to_string(folder().join(format!("{name}.parts"))).unwrap());
        let missing = |whole: &str, parts: &[&str]| {
            parts.iter().filter(|part| !whole.contains(**part)).map(ToString::to_string).collect::<Vec<_>>()
        };
        let missing = [missing(&text, shown), missing(&told, said)].concat();
        assert!(missing.is_empty(), "{name} lacks {missing:#?} in\n{text}\n{told}");
    }
    let (_, told) = read(&fs::read_to_string(folder().join("margins.parts")).unwrap());
    assert!(!told.contains("777"), "{told}");
}
