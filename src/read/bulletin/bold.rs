//! Signs that open strong words and have no partner in their paragraph.

use super::compositor::Compositor;
use super::tree::{Kind, Node};
use crate::diagnostics::code;
use std::ops::Range;

impl Compositor<'_> {
    /// Tells, once a paragraph, of two stars that clearly were to open strong words and that the parser took for words.
    pub(super) fn tell_open_bold(&mut self, node: &Node) {
        let open = node.children.iter().find_map(|child| self.open_bold(child));
        if let Some(at) = open
            && self.mistyped.stars.range(node.range.start..at).next().is_none()
        {
            let after = self.slice(at..node.range.end);
            let hint = if after.contains("＊＊") {
                "the stars that should close it are full-width: write `**`"
            } else if after.contains(" **") {
                "a blank stands before the stars that should close it: delete it, and write one behind them if it is wanted"
            } else {
                "write `**` behind the last of the strong words, or `\\*\\*` for the stars themselves"
            };
            let message = "this bold mark has no partner in its paragraph; it was kept as it stands";
            self.tell(code::BOLD_UNCLOSED, at..at + 2, message, hint);
        }
        node.children.iter().filter(|child| !child.is_inline()).for_each(|child| self.tell_open_bold(child));
    }

    fn open_bold(&self, node: &Node) -> Option<usize> {
        match &node.kind {
            Kind::Text { verbatim: true, .. } => self.opening_stars(node.range.clone()),
            _ if node.is_inline() => node.children.iter().find_map(|child| self.open_bold(child)),
            _ => None,
        }
    }

    fn opening_stars(&self, words: Range<usize>) -> Option<usize> {
        let run = self.slice(words.clone());
        // The parser may give each star of the two by itself.
        let mut stars = run.match_indices('*').map(|(at, _)| words.start + at);
        stars.find(|&at| self.opens_bold(at))
    }

    fn opens_bold(&self, at: usize) -> bool {
        let before = self.slice(0..at);
        let Some(after) = self.slice(at..self.text.len()).strip_prefix("**") else { return false };
        let alone = !before.ends_with(['*', '\\']) && !after.starts_with('*');
        let opens = after.starts_with(|c: char| c.is_alphabetic() || "“‘《「『".contains(c));
        // A mark of how sure a figure is: `**p < 0.01`.
        let chance = after
            .strip_prefix(['p', 'P'])
            .is_some_and(|rest| rest.trim_start().starts_with(['<', '≤', '=', '＜', '\\']));
        let power = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
        alone && opens && !chance && !power
    }
}
