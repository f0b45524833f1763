//! What a page backend says about the issue.

use crate::ast::{Document, text};
use crate::frame::Metadata;

/// The facts of an issue that a page file carries.
pub(super) fn metadata(document: &Document) -> Metadata {
    let front = &document.front;
    let masthead = &document.masthead;
    let name = || masthead.name.join(" ");
    let compilers = front.compilers.iter().flat_map(|compilers| compilers.names.iter().cloned());
    let series = front.series.clone().or_else(|| Some(name()).filter(|name| !name.is_empty()));
    let subject: Vec<String> = series.iter().chain(&masthead.issue_line).cloned().collect();
    let title = front.title().map(|title| text::inlines(&title.inlines)).filter(|title| !title.is_empty());
    Metadata {
        title: title.or(masthead.designation.clone()).or(series.clone()).unwrap_or_default(),
        lang: front.lang.clone(),
        authors: front.publisher.iter().cloned().chain(compilers).collect(),
        subject: Some(subject.join(", ")).filter(|subject| !subject.is_empty()),
        keywords: front.keywords.clone(),
        date: front.date.map(|date| (date.year(), date.month(), date.day())),
        span: front.span,
    }
}
