//! Broken, cut, spliced and enormous sources: always a document, never a panic.

use super::read;
use masthead::ast::json;
use masthead::diagnostics::{Severity, Sink};
use masthead::read::{Input, by_name};

const SINK: &str = include_str!("../../fixtures/bulletins/kitchen-sink.md");
const FRONT: &str = "---\nseries: S\nnumber: 1\ndate: 2023-09-22\npublisher: P\ntitle: T\n---\n\n";

/// A small generator (xorshift), so that every run mutates alike.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

#[test]
fn every_cut_of_a_source_reads() {
    for end in (0..SINK.len()).step_by(SINK.len() / 150) {
        read("cut.md", &SINK.as_bytes()[..end]);
        read("cut.md", &SINK.as_bytes()[end..]);
    }
}

#[test]
fn brackets_after_numbers_are_told_where_they_do_not_part_two_lists() {
    let told = |body: &str| {
        let (_, _, sink) = read("lists.md", format!("{FRONT}{body}").as_bytes());
        sink.diagnostics().iter().filter(|finding| finding.code.name() == "list-marks-changed").count()
    };
    assert_eq!(told("1) One\n2) Two\n"), 1);
    assert_eq!(told("Words:\n\n  3) Three\n"), 1);
    assert_eq!(told("1. One\n2. Two\n"), 0);
    assert_eq!(told("1. One\n\n1) Other\n2) Another\n"), 0);
}

#[test]
fn spliced_sources_read() {
    let mut chance = Chance(0x6d61_7374_6865_6164);
    let bytes = SINK.as_bytes();
    let marks: [&[u8]; 16] = [
        b"*",
        b"[",
        b"]{.person}",
        b":::\n",
        b"> ",
        b"{",
        b"}",
        b"|",
        b"\n\n",
        b"`",
        b"<",
        b"[^1]",
        b"---\n",
        b"\\",
        b"\x01",
        b"\xFF",
    ];
    for _ in 0..200 {
        let mut spliced = bytes.to_vec();
        for _ in 0..1 + chance.below(6) {
            let at = chance.below(spliced.len());
            let length = chance.below(40).min(spliced.len() - at);
            let mark = marks[chance.below(marks.len())];
            match chance.below(3) {
                0 => spliced.splice(at..at + length, []).for_each(drop),
                1 => spliced.splice(at..at, mark.iter().copied()).for_each(drop),
                _ => {
                    let from = chance.below(bytes.len() - 40);
                    spliced.splice(at..at + length, bytes[from..from + 40].iter().copied()).for_each(drop);
                }
            }
        }
        let (document, source, _) = read("spliced.md", &spliced);
        assert!(
            masthead::ast::check::check(&document).is_empty(),
            "{:?}\n{}",
            masthead::ast::check::check(&document),
            source.text()
        );
    }
}

/// Reads a body of one piece repeated, and sees that the document stays shallow enough for the reader of JSON.
fn enormous(piece: &str, times: usize, tail: &str) {
    let text = format!("{FRONT}{}{tail}\n", piece.repeat(times));
    let (document, _, _) = read("enormous.md", text.as_bytes());
    let written = json::to_json(&document).unwrap();
    let mut sink = Sink::new();
    let again = (by_name("json").unwrap().read)(&Input::new("enormous.json", written.as_bytes()), &mut sink);
    assert!(again.document == document, "{piece:?} cannot be read back: {:?}", sink.diagnostics());
}

#[test]
fn nested_marks_do_not_nest_the_document_without_bound() {
    for (piece, tail) in [
        ("> ", "x"),
        ("- ", "x"),
        ("1. ", "x"),
        ("[", "x"),
        ("**", "x"),
        ("*a ", "x"),
        ("[^1]", "\n\n[^1]: x"),
        ("::: quote\n", "x"),
        ("![", "x"),
        ("~~", "x"),
        ("<b>", "x"),
        ("{", "x"),
        ("[^", "x"),
        ("|", "\n|-|\n"),
    ] {
        enormous(piece, 3000, tail);
    }
    for piece in ["[", "*", "**", "~~"] {
        let close = if piece == "[" { "]{.underline}" } else { piece };
        enormous(piece, 500, &format!("x{}", close.repeat(500)));
    }
}

#[test]
fn words_in_blocks_that_stand_too_deep_keep_their_order() {
    let open: String = (0..60).map(|at| format!("::: quote\n\nw{at}\n\n")).collect();
    let close: String = (0..60).rev().map(|at| format!("v{at}\n\n:::\n\n")).collect();
    let (document, _, _) = read("deep.md", format!("{FRONT}{open}{close}").as_bytes());
    let words = masthead::ast::text::document(&document);
    let found: Vec<&str> = words.split_whitespace().filter(|word| word.starts_with(['w', 'v'])).collect();
    let expected: Vec<String> =
        (0..60).map(|at| format!("w{at}")).chain((0..60).rev().map(|at| format!("v{at}"))).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_line_of_megabytes_reads() {
    enormous("创新 word ", 100_000, "");
}

#[test]
fn aliases_cannot_grow_without_bound() {
    let mut yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_string();
    for (before, name) in ('a'..='i').zip('b'..='j') {
        yaml.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", ")));
    }
    let (_, _, sink) = read("bomb.md", format!("{yaml}---\n\nWords.\n").as_bytes());
    assert!(sink.diagnostics().iter().any(|finding| finding.code.name() == "front-matter-invalid"));
}

#[test]
fn findings_of_one_kind_are_cut() {
    let (_, _, sink) = read("x.md", format!("{FRONT}{}", "a `b` c\n\n".repeat(10_400)).as_bytes());
    assert_eq!(sink.diagnostics().iter().filter(|finding| finding.code.name() == "code-not-kept").count(), 10_000);
    let cut = sink.diagnostics().iter().find(|finding| finding.code.name() == "findings-cut").unwrap();
    assert_eq!((cut.severity, cut.message.starts_with("400 more")), (Severity::Warning, true));
}
