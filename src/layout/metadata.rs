//! What a page backend says about the issue.

use crate::ast::{Block, Document, text};
use crate::frame::Metadata;

/// The facts of an issue that a page file carries.
pub(super) fn metadata(document: &Document) -> Metadata {
    let front = &document.front;
    let masthead = &document.masthead;
    let name = || masthead.name.join(" ");
    let compilers = front.compilers.iter().flat_map(|compilers| compilers.names.iter().cloned());
    let series = front.series.clone().or_else(|| Some(name()).filter(|name| !name.is_empty()));
    let subject: Vec<String> = series.iter().chain(&masthead.issue_line).cloned().collect();
    let title = front.title().map(|title| text::inlines(&title.inlines));
    let names = [title, masthead.designation.clone(), series.clone(), opening(document)];
    Metadata {
        title: names.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap_or_default(),
        lang: front.lang.clone(),
        authors: front.publisher.iter().cloned().chain(compilers).collect(),
        subject: Some(subject.join(", ")).filter(|subject| !subject.is_empty()),
        keywords: front.keywords.clone(),
        date: front.date.map(|date| (date.year(), date.month(), date.day())),
    }
}

/// So many characters of the first words call an issue that nothing else does.
const OPENING: usize = 60;

/// The first words of a draft without a masthead, which say what it is: those of its first heading or paragraph.
fn opening(document: &Document) -> Option<String> {
    let lead = document.lead.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(text::inlines(&paragraph.inlines)),
        _ => None,
    });
    let heading = document.sections.first().map(|section| text::inlines(&section.title));
    let words = heading.filter(|words| !words.trim().is_empty()).or(lead)?;
    Some(words.trim().chars().take(OPENING).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Inline, Paragraph, Section};
    use crate::diagnostics::Span;

    fn words(words: &str) -> Vec<Inline> {
        vec![Inline::text(words, Span::Unknown)]
    }

    #[test]
    fn an_issue_without_a_masthead_is_called_by_its_first_words() {
        let lead = Block::Paragraph(Paragraph { inlines: words(&"中".repeat(70)), ..Paragraph::default() });
        let mut document = Document { lead: vec![lead], ..Document::default() };
        assert_eq!(metadata(&document).title, "中".repeat(OPENING));
        document.sections.push(Section { title: words(" On dredging "), ..Section::default() });
        assert_eq!(metadata(&document).title, "On dredging");
        document.masthead.designation = Some(String::new());
        document.front.series = Some("Lake Bulletin".into());
        assert_eq!(metadata(&document).title, "Lake Bulletin");
    }
}
