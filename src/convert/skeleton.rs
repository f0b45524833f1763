//! Words of a skeleton that nobody replaced: `masthead new` begins an issue with sentences that say what belongs in their place.

use crate::ast::{Block, Document, Paragraph, text, walk};
use crate::diagnostics::{Diagnostic, Sink, Span, code};
use crate::style::{StyleSheet, built_in, built_in_source};

/// Tells of each title, heading and paragraph that is still one of the skeleton of the style. A skeleton of a style of one's own may
/// have words that stay in every issue: of such a one it is told only while the issue has no other words.
pub(super) fn tell(document: &Document, style: &StyleSheet, sink: &mut Sink) {
    let Some(words) = style.words(&document.front.lang) else { return };
    let Compared { left, others } = compared(document, &sentences(&words.skeleton));
    if others > 0 && !left.is_empty() && !is_of_the_program(&words.skeleton) {
        return;
    }
    for (words, span) in left {
        let message = format!("“{words}” stands here still, as `masthead new` wrote it");
        let hint = "write the words of the issue in its place, or delete it";
        sink.report(Diagnostic::new(code::SKELETON_LEFT, message).at(span).hint(hint));
    }
}

/// Whether a skeleton is one of those that come with the program.
fn is_of_the_program(skeleton: &str) -> bool {
    built_in().into_iter().filter_map(built_in_source).any(|sheet| sheet.contains(skeleton))
}

/// The plain words of the title, the headings and the paragraphs of a skeleton.
fn sentences(skeleton: &str) -> Vec<String> {
    let (facts, body) = skeleton.split_once("\n---\n").unwrap_or((skeleton, ""));
    let titles = facts.lines().filter_map(|line| line.strip_prefix("title:"));
    let lines: Vec<&str> = body.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty() || line.starts_with(":::")).map(|lines| lines.join(" "));
    let all = titles.map(str::to_string).chain(paragraphs);
    all.map(|words| plain(&words.trim_start_matches('#').replace("**", ""))).filter(|words| !words.is_empty()).collect()
}

/// What a document has of a skeleton.
#[derive(Default)]
struct Compared {
    /// What it has, each with its place.
    left: Vec<(String, Span)>,
    /// How many titles, headings and paragraphs are its own.
    others: usize,
}

fn compared(document: &Document, sentences: &[String]) -> Compared {
    let longest = sentences.iter().map(String::len).max().unwrap_or_default();
    let mut found = Compared::default();
    let mut weigh = |words: String, span: Span| {
        // What stands in no source was made by the program, as the list of an index is.
        if span == Span::Unknown {
            return;
        }
        // Most paragraphs are longer than any sentence of a skeleton.
        let short = Some(&words).filter(|words| words.len() <= longest).map(|words| plain(words));
        match short.filter(|words| sentences.contains(words)) {
            Some(words) => found.left.push((words, span)),
            None => found.others += 1,
        }
    };
    for title in &document.front.titles {
        weigh(text::inlines(&title.inlines), title.span);
    }
    walk::sections(&document.sections, &mut |section, _| weigh(text::inlines(&section.title), section.span));
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Paragraph(paragraph) = block {
                weigh(words(paragraph), paragraph.span);
            }
        });
    }
    found
}

fn words(paragraph: &Paragraph) -> String {
    let opening = paragraph.run_in.as_ref().map(|run_in| text::inlines(&run_in.inlines)).unwrap_or_default();
    let rest = text::inlines(&paragraph.inlines);
    format!("{opening}{}{rest}", text::gap(&opening, &rest)).trim().to_string()
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
