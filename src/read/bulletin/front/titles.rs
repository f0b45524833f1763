//! Titles and subtitles: one text, one for each language, or line by line.

use super::super::compositor::{Compositor, span};
use super::yaml::{Node, Value};
use crate::ast::{Inline, Inlines, Lang, Title};
use crate::diagnostics::code;
use std::ops::Range;

/// `title`: words, a list of lines, or words by language. The issue's own language comes first.
pub(super) fn title(desk: &mut Compositor<'_>, node: &Node) {
    for (lang, inlines, range) in by_language(desk, "title", node) {
        desk.front.titles.push(Title { span: span(range), lang, inlines, subtitle: Vec::new() });
    }
}

/// `subtitle`: as `title`; each goes with the title in its language.
pub(super) fn subtitle(desk: &mut Compositor<'_>, node: &Node) {
    for (lang, inlines, range) in by_language(desk, "subtitle", node) {
        match desk.front.titles.iter_mut().find(|title| title.lang == lang) {
            Some(title) => title.subtitle = inlines,
            None => {
                let message = format!("there is no title in `{}` for this subtitle", lang.tag());
                desk.tell(code::FRONT_MATTER_INVALID, range, message, "give the title in the same language");
            }
        }
    }
}

fn by_language(desk: &mut Compositor<'_>, key: &str, node: &Node) -> Vec<(Lang, Inlines, Range<usize>)> {
    let own = desk.front.lang.clone();
    let mut found = Vec::new();
    match &node.value {
        Value::Map(pairs) => {
            for (tag, words) in pairs {
                let Some(tag_words) = desk.line(key, tag) else { continue };
                let Some(lang) = desk.lang(&tag_words, tag.range.clone()) else { continue };
                found.extend(lines(desk, key, words).map(|inlines| (lang, inlines, words.range.clone())));
            }
            found.sort_by_key(|(lang, ..)| lang.primary() != own.primary());
        }
        _ => found.extend(lines(desk, key, node).map(|inlines| (own, inlines, node.range.clone()))),
    }
    found
}

/// The lines of a title, with breaks by sense between them.
fn lines(desk: &mut Compositor<'_>, key: &str, node: &Node) -> Option<Inlines> {
    let lines = desk.several(key, node, &['\n']);
    let at = span(node.range.clone());
    let mut inlines = Inlines::new();
    for line in lines {
        if !inlines.is_empty() {
            inlines.push(Inline::LineBreak { span: at });
        }
        inlines.push(Inline::text(line, at));
    }
    (!inlines.is_empty()).then_some(inlines)
}
