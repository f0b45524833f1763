//! No word of a body is lost on the way into the document.

use super::{read, sources};
use masthead::ast::{Block, Document, Inline, walk};
use std::collections::BTreeMap;
use std::fs;

type Words = BTreeMap<String, usize>;

/// Latin words and figures whole, Han characters one by one.
fn count(text: &str, words: &mut Words) {
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        let han = c.is_alphanumeric() && u32::from(c) >= 0x2E80;
        if c.is_alphanumeric() && !han {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            *words.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if han {
            *words.entry(c.to_string()).or_default() += 1;
        }
    }
}

/// The words of a source's body, without its markup; found by other means than the reader's.
fn source_words(text: &str) -> Words {
    let front = text.strip_prefix("---\n");
    let body = front.and_then(|rest| rest.split_once("\n---\n").or(rest.split_once("\n\n")));
    let body = body.map_or(text, |(_, body)| body);
    let mut words = Words::new();
    let mut comment = false;
    for line in body.lines() {
        let line = line.trim_start();
        comment |= line.starts_with("<!--");
        if !comment && !line.trim_start_matches([' ', '>']).starts_with(":::") && !line.starts_with("```") {
            count(&without_markup(line), &mut words);
        }
        comment &= !line.contains("-->");
    }
    words
}

fn without_markup(line: &str) -> String {
    let figures = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = if figures.len() < line.len() { figures.strip_prefix(". ").unwrap_or(line) } else { line };
    // The box of a task prints a sign.
    let line = ["- [x] ", "- [X] ", "[x] ", "[X] "].iter().find_map(|task| line.strip_prefix(task)).unwrap_or(line);
    // What opens a table's caption is printed by numbering.
    let line = ["Table:", "表："].iter().find_map(|opening| line.strip_prefix(opening)).unwrap_or(line);
    let line = match line.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        Some((_, note)) => note.to_string(),
        None => line.to_string(),
    };
    let line = cut(&line, "<", ">");
    let line = cut(&line, "{", "}");
    let line = cut(&line, "[^", "]");
    // A picture's title is its caption; a link's is told and left out.
    let line = cut(&line, "](", if line.starts_with('!') { " " } else { ")" });
    line.replace("&amp;", "&")
}

/// Cuts out what stands between two marks, blanks kept: a target ends at its bracket or at the blank before its title.
fn cut(line: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(open) {
        let end = after.find(|c| close.contains(c) || (open == "](" && c == ')'));
        kept.push_str(before);
        let Some(end) = end else {
            rest = "";
            break;
        };
        kept.push(' ');
        rest = after.get(end + 1..).unwrap_or_default();
    }
    kept + rest
}

fn document_words(document: &Document) -> Words {
    let mut text = String::new();
    let mut add = |words: &str| text.push_str(&format!("{words} "));
    walk::runs(document, &mut |run| add(&run_words(run)));
    walk::sections(&document.sections, &mut |section, _| {
        section.label.iter().for_each(|label| add(&label.text));
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block {
                add(&figure.alternative);
            }
        });
    }
    let mut words = Words::new();
    count(&text, &mut words);
    words
}

/// The words of a run; blanks stand where the source has marks.
fn run_words(run: &[Inline]) -> String {
    run.iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::OrphanMark { mark, .. } => format!(" {mark} "),
            _ => format!(" {} ", run_words(inline.children())),
        })
        .collect()
}

#[test]
fn no_word_of_the_body_is_lost() {
    for path in sources() {
        let bytes = fs::read(&path).unwrap();
        let (document, source, _) = read("x.md", &bytes);
        let found = document_words(&document);
        for (word, times) in source_words(source.text()) {
            let kept = found.get(&word).copied().unwrap_or(0);
            assert!(
                kept >= times,
                "{}: `{word}` stands {times} times in the source and {kept} in the document",
                path.display()
            );
        }
    }
}

#[test]
fn the_forum_s_issue_has_the_words_of_its_transcript() {
    let transcript = include_str!("../../fixtures/pujiang-2023-06.txt");
    let (document, _, _) = read("x.md", include_bytes!("../../fixtures/bulletins/pujiang-2023-06.md"));
    let mut printed = Words::new();
    // Below the second title, above the imprint; the display headings' numerals come from numbering.
    let body = transcript.rsplit_once("through technological innovation\n").unwrap().1;
    let body = body.rsplit_once("Compiled by").unwrap().0.replace('¹', " 1 ");
    let body = ["\nI. ", "\nII. ", "\nIII. "].iter().fold(body, |body, numeral| body.replace(numeral, "\n"));
    count(&body, &mut printed);
    let mut set = Words::new();
    let mut runs = Vec::new();
    walk::runs(&document, &mut |run| runs.push(run_words(run)));
    let front = document.front.titles.len() * 2 + document.front.editors_note.as_ref().unwrap().blocks.len();
    runs.iter().skip(front).for_each(|run| count(run, &mut set));
    assert_eq!(printed, set);
}
