//! What a style becomes in an issue in Chinese, whose writing has no italics, needs more room between lines, and opens
//! paragraphs with two characters' width.

use super::languages::Given;
use super::sheet::{Slant, StyleSheet, TextRole, TextStyle, Weight};
use crate::geom::Em;

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

/// The sheet of a style's Chinese with what the style leaves open.
pub(super) fn adapt(mut sheet: StyleSheet, given: &Given<'_>) -> StyleSheet {
    let body_indent = sheet.text.body.indent;
    if sheet.text.run_in.slant == Slant::Italic && !given.has("run-in", "weight") {
        sheet.text.run_in.weight = Weight::Bold;
    }
    for &role in TextRole::ALL {
        let key = role.key();
        let style = sheet.text.of_mut(role);
        if !given.has(&key, "slant") {
            style.slant = Slant::Upright;
        }
        if style.indent == body_indent && body_indent.0 > 0.0 && !given.has(&key, "indent") {
            style.indent = INDENT;
        }
        if RUNNING.contains(&role) && !given.has(&key, "leading") {
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
    use crate::ast::Lang;
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
    fn what_a_style_says_of_chinese_stands() {
        let own = "extends = \"pujiang\"\n[lang.zh.text]\nbody = { size = 14, leading = 18, indent = 1 }\n\
                   footnote = { slant = \"italic\" }\nrun-in = { weight = \"regular\" }";
        let sheet = resolve(own, &|_| None).unwrap();
        let chinese = sheet.in_language(&Lang::new("zh"));
        let (body, note) = (&chinese.text.body, &chinese.text.footnote);
        assert_eq!((body.size.0, body.leading.0, body.indent.0), (14.0, 18.0, 1.0));
        assert_eq!((note.size, note.slant), (sheet.text.footnote.size, Slant::Italic));
        assert_eq!(chinese.text.list_item.size.0, 14.0, "a part takes from the body of its language");
        assert_eq!(chinese.text.list_item.leading.0, 18.0);
        assert_eq!(chinese.text.run_in.weight, Weight::Regular);
        assert_eq!(sheet.text.body.size.0, 11.0);
    }

    #[test]
    fn an_issue_in_english_keeps_the_style() {
        let sheet = pujiang();
        assert_eq!(sheet.in_language(&Lang::new("en-GB")), &sheet);
    }
}
