//! What a style becomes in an issue in Chinese, whose writing has no italics, needs more room between lines, and opens
//! paragraphs with two characters' width.

use super::sheet::{Slant, StyleSheet, TextRole, TextStyle, Weight};
use crate::ast::Lang;
use crate::geom::Em;
use std::borrow::Cow;

/// At the head of a paragraph (clreq 3.2.1.1).
const INDENT: Em = Em(2.0);
/// The least leading of running text against its size: Han characters fill their squares (clreq 2.3.4.1).
const LEADING: f64 = 1.55;

/// The parts that are read line after line.
const RUNNING: [TextRole; 7] = [
    TextRole::Body,
    TextRole::EditorsNote,
    TextRole::EditorsNoteLabel,
    TextRole::Quote,
    TextRole::Attribution,
    TextRole::ListItem,
    TextRole::Imprint,
];

impl StyleSheet {
    /// The style for an issue in a language.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> Cow<'_, StyleSheet> {
        if lang.is_chinese() { Cow::Owned(in_chinese(self.clone())) } else { Cow::Borrowed(self) }
    }
}

fn in_chinese(mut sheet: StyleSheet) -> StyleSheet {
    let body_indent = sheet.text.body.indent;
    if sheet.text.run_in.slant == Slant::Italic {
        sheet.text.run_in.weight = Weight::Bold;
    }
    for &role in TextRole::ALL {
        let style = sheet.text.of_mut(role);
        style.slant = Slant::Upright;
        if style.indent == body_indent && body_indent.0 > 0.0 {
            style.indent = INDENT;
        }
        if RUNNING.contains(&role) {
            open(style);
        }
    }
    sheet
}

fn open(style: &mut TextStyle) {
    style.leading = style.leading.max(style.size * LEADING);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::style::{built_in_source, resolve};

    fn pujiang() -> StyleSheet {
        resolve(built_in_source("pujiang").unwrap(), &|_| None).unwrap()
    }

    #[test]
    fn an_issue_in_chinese_has_no_italics_and_deep_indents() {
        let sheet = pujiang();
        let chinese = sheet.in_language(&Lang::new("zh-Hans"));
        assert!(TextRole::ALL.iter().all(|&role| chinese.text.of(role).slant == Slant::Upright));
        assert_eq!(chinese.text.body.indent, Em(2.0));
        assert_eq!(chinese.text.title.indent, Em(0.0));
        assert_eq!(chinese.text.run_in.weight, Weight::Bold);
        assert!(chinese.text.body.leading > sheet.text.body.leading);
    }

    #[test]
    fn an_issue_in_english_keeps_the_style() {
        let sheet = pujiang();
        assert_eq!(sheet.in_language(&Lang::new("en-GB")).into_owned(), sheet);
    }
}
