//! How lines open: two colons for three, notes without their sign, items without their blank.

use super::super::attributes::Attributes;
use super::super::chinese_names;
use super::super::compositor::Compositor;
use super::super::directive_blocks::DIRECTIVES;
use super::super::full_width::{Colons, write};
use super::{Leaf, Search};
use crate::diagnostics::code;

/// Signs that open the items of a list in other programs, and here only before a blank, if at all.
const BULLETS: [char; 2] = ['-', '•'];

impl Compositor<'_> {
    pub(super) fn tell_lines(&mut self, leaf: &Leaf, search: &mut Search) {
        // The sign that opened the line before, and where; the latter no more once it is told.
        let mut last: Option<(char, Option<usize>)> = None;
        for (start, line, is_broken) in leaf.lines() {
            match line.chars().next() {
                Some(':') => self.two_colons(line, start, search),
                Some('[') => self.bare_note(line, start, search),
                _ => {}
            }
            let sign = line.chars().next().filter(|sign| is_item(*sign, line) && !is_broken);
            let before = last.filter(|(before, _)| Some(*before) == sign);
            last = sign.map(|sign| (sign, if before.is_some() { None } else { Some(start) }));
            if let Some((sign, Some(first))) = before {
                self.items_without_blank(leaf, sign, first);
            }
        }
    }

    /// `:: editors-note`, `::`.
    fn two_colons(&mut self, line: &str, start: usize, search: &mut Search) {
        // Under a paragraph the first colon is the mark of a meaning, and the words begin with the second.
        let is_behind_mark = !line.starts_with("::") && self.slice(0..start).ends_with(':');
        let range = start - usize::from(is_behind_mark)..start + line.len();
        let colons = self.slice(range.clone());
        let Some(rest) = colons.strip_prefix("::").filter(|rest| !rest.starts_with(':')) else { return };
        let start = range.start;
        let number = self.line_of(start, search);
        let colons = Colons { line: number, wide: false };
        let words = rest.trim();
        if words.is_empty() {
            self.mistyped.closings.insert(start, colons);
            let message = "two colons close no block and are printed";
            return self.tell(code::MARKUP_UNREAD, range, message, "write three: `:::`");
        }
        let name = words.split([' ', '{']).next().unwrap_or_default();
        let brace = self.slice(range.clone()).find('{').map(|at| start + at);
        let is_block = if name.is_empty() {
            brace.is_some_and(|at| Attributes::parse(self.text, at).is_some())
        } else {
            DIRECTIVES.contains(&name) || chinese_names::block(name).is_some()
        };
        if is_block {
            self.mistyped.openings.insert(start, colons);
            let name = chinese_names::block(words).unwrap_or(words);
            let hint = format!("{}, with three colons", write(&format!("::: {name}"), "::: name"));
            self.tell(code::MARKUP_UNREAD, range, "two colons open no block and are printed", &hint);
        }
    }

    /// `[1]: A note`, where the words have `[1]`.
    fn bare_note(&mut self, line: &str, start: usize, search: &Search) {
        let Some((mark, _)) = line.get(1..).and_then(|rest| rest.split_once("]: ")) else { return };
        if mark.parse().is_ok_and(|figure| search.called.contains(&figure)) && mark.len() < 4 {
            let words = self.slice(start + mark.len() + 4..start + line.len()).trim_end();
            let note = write(&format!("[^{mark}]: {words}"), &format!("[^{mark}]: …"));
            let hint = format!("{note}, and `[^{mark}]` where it is called");
            let message = "this note is printed as a paragraph, since its mark has no `^`";
            self.tell(code::MARKUP_UNREAD, start..start + mark.len() + 2, message, &hint);
        }
    }

    /// `-one` above `-two`.
    fn items_without_blank(&mut self, leaf: &Leaf, sign: char, at: usize) {
        let line = leaf.words.get(at - leaf.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let words = self.slice(at + sign.len_utf8()..at + line.len()).trim();
        let hint = format!("{}, with a hyphen and a blank before every item", write(&format!("- {words}"), "- …"));
        let message = "these lines open as items of a list do, and yet they run together";
        self.tell(code::MARKUP_UNREAD, at..at + sign.len_utf8(), message, &hint);
    }
}

fn is_item(sign: char, line: &str) -> bool {
    let behind = line.get(sign.len_utf8()..).unwrap_or_default();
    BULLETS.contains(&sign) && (sign != '-' || behind.starts_with(char::is_alphabetic)) && !behind.trim().is_empty()
}
