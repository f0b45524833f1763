//! Shaping words before the issue that they stand in is known.

use super::itemize::words_of;
use super::look::Look;
use super::shape::Shaper;
use super::typesetter::Typesetter;
use crate::ast::Lang;
use crate::diagnostics::Span;
use crate::style::{StyleSheet, TextRole};

/// Shapes the words of a source as the body shows them, line by line until it is told to stop, for whoever sets the issue meanwhile.
pub(super) fn rehearse(
    source: &str,
    lang: &Lang,
    style: &StyleSheet,
    typesetter: &Typesetter<'_>,
    is_over: &dyn Fn() -> bool,
) {
    let sheet = style.in_language(lang);
    let body = sheet.text.of(TextRole::Body);
    let mut shaper = Shaper::new(typesetter, style);
    let setting = shaper.setting(&Look::of(body, sheet), lang, false);
    let goes_on = || !is_over();
    for line in source.lines().take_while(|_| goes_on()) {
        for (at, word) in words_of(line, lang).take_while(|_| goes_on()) {
            let before = line.get(..at).and_then(|line| line.chars().next_back());
            let shaped = shaper.shape(setting, word, before, Span::Unknown);
            if body.hyphenate {
                shaped.hyphens(word, lang);
            }
        }
    }
    shaper.keep();
}
