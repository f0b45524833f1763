//! What stands in lines: attributes, links, pictures, marks of notes, struck words.

use super::super::attributes::Attributes;
use super::super::compositor::Compositor;
use super::super::full_width::{head, tail, write};
use super::super::spans;
use super::Leaf;
use crate::ast::check::is_ncname;
use crate::diagnostics::code;
use std::ops::Range;

/// The most blanks that part what belongs together; more are no slip.
const BLANKS: usize = 2;

/// Words in brackets that are followed by something.
struct Bracket<'a> {
    /// Where it opens in the leaf, the `!` of a picture included.
    start: usize,
    /// Where it closes.
    end: usize,
    is_picture: bool,
    /// The source's words in it.
    words: &'a str,
}

impl<'a> Compositor<'a> {
    pub(super) fn tell_marks(&mut self, leaf: &Leaf) {
        for (end, _) in leaf.words.match_indices(']') {
            if let Some(bracket) = self.bracket(leaf, end) {
                self.blank_in_mark(&bracket, leaf);
                self.behind_bracket(&bracket, leaf);
            }
        }
        self.open_strike(leaf);
    }

    /// The brackets that close at a place of a leaf.
    fn bracket(&self, leaf: &Leaf, end: usize) -> Option<Bracket<'a>> {
        let before = tail(&leaf.words, end);
        let open = end - before.len()
            + before.rfind(['[', ']']).filter(|at| before.get(*at..).is_some_and(|inner| inner.starts_with('[')))?;
        let is_picture = leaf.words.get(..open)?.ends_with('!');
        let words = self.slice(leaf.start + open + 1..leaf.start + end);
        Some(Bracket { start: open - usize::from(is_picture), end, is_picture, words })
    }

    /// `[^ 1]`.
    fn blank_in_mark(&mut self, bracket: &Bracket<'_>, leaf: &Leaf) {
        let Some(inner) = bracket.words.trim_start().strip_prefix('^') else { return };
        let mark = inner.trim();
        let is_mark = !mark.is_empty() && !mark.contains(char::is_whitespace) && mark.chars().count() <= 40;
        if is_mark && bracket.words.trim_start_matches('^') != mark {
            let range = leaf.start + bracket.start..leaf.start + bracket.end + 1;
            let message = "a blank stands in this mark, and so it calls no note and is printed";
            self.tell(code::MARKUP_UNREAD, range, message, &format!("write `[^{mark}]`"));
        }
    }

    /// `[words] {.position}`, `[words] (https://…)`, `[words](https://…`.
    fn behind_bracket(&mut self, bracket: &Bracket<'_>, leaf: &Leaf) {
        let rest = head(&leaf.words, bracket.end + 1);
        let next = rest.trim_start_matches(' ');
        let blanks = rest.len() - next.len();
        let gap = leaf.start + bracket.end + 1..leaf.start + bracket.end + 1 + blanks;
        match next.chars().next() {
            Some('{') if (1..=BLANKS).contains(&blanks) => self.parted_attributes(bracket, gap),
            Some('(') if blanks == 0 => self.open_address(bracket, next.get(1..).unwrap_or_default(), leaf),
            Some('(') if blanks <= BLANKS => self.parted_address(bracket, next.get(1..).unwrap_or_default(), gap),
            _ => {}
        }
    }

    fn parted_attributes(&mut self, bracket: &Bracket<'_>, gap: Range<usize>) {
        let Some(attributes) = Attributes::parse(self.text, gap.end) else { return };
        if attributes.classes.iter().any(|class| spans::classes().any(|known| known == class)) {
            let braces = self.slice(attributes.range.clone());
            let hint = write(&format!("[{}]{braces}", bracket.words), &format!("[…]{braces}"));
            let message = "a blank stands before these braces, and so they are printed as words";
            self.tell(code::MARKUP_UNREAD, gap.start..attributes.range.end, message, &hint);
        }
    }

    fn parted_address(&mut self, bracket: &Bracket<'_>, target: &str, gap: Range<usize>) {
        let Some((address, _)) = target.split_once(')').filter(|(address, _)| is_address(address)) else { return };
        let hint = write(&format!("[{}]({address})", bracket.words), "[…](…)");
        let message = "a blank stands before the address, and so this is no link";
        self.tell(code::MARKUP_UNREAD, gap.start..gap.end + address.len() + 2, message, &hint);
    }

    /// An address that the parser did not take for one, since it is not closed or has a blank in it.
    fn open_address(&mut self, bracket: &Bracket<'_>, target: &str, leaf: &Leaf) {
        let line = target.lines().next().unwrap_or_default();
        let whole = line.split(')').next().unwrap_or_default();
        let is_closed = whole.len() < line.len();
        let word = line.split([' ', ')']).next().unwrap_or_default();
        if word.is_empty() || !(is_address(word) || bracket.is_picture && is_picture(whole)) {
            return;
        }
        let sign = if bracket.is_picture { "!" } else { "" };
        let what = if bracket.is_picture { "picture" } else { "link" };
        let start = leaf.start + bracket.start;
        let named =
            |target: &str| write(&format!("{sign}[{}]({target})", bracket.words), &format!("{sign}[…]({target})"));
        let (message, hint) = match is_closed && !is_address(word) {
            true if whole.contains(' ') => (
                format!("a blank stands in the name of the file, and so this is no {what}"),
                named(&format!("<{whole}>")),
            ),
            true => return,
            false if is_closed && whole == word => return,
            false => {
                let end = if word.ends_with(['.', ',', ';']) { word.len() - 1 } else { word.len() };
                let address = if is_picture(word) || is_address(word) {
                    word.get(..end).unwrap_or(word)
                } else {
                    whole.trim_end()
                };
                (format!("no `)` stands behind the address, and so this is no {what}"), named(address))
            }
        };
        self.tell(code::MARKUP_UNREAD, start..start + bracket.end - bracket.start + 2, message, &hint);
    }

    /// `~~struck~`, once in a paragraph.
    fn open_strike(&mut self, leaf: &Leaf) {
        let opens = |at: &usize| {
            let before = leaf.words.get(..*at).unwrap_or_default();
            let after = leaf.words.get(at + 2..).unwrap_or_default();
            !before.ends_with(|c: char| c.is_alphanumeric() || c == '~') && after.starts_with(char::is_alphanumeric)
        };
        if let Some(at) = leaf.words.match_indices("~~").map(|(at, _)| at).find(opens) {
            let range = leaf.start + at..leaf.start + at + 2;
            let hint = "write `~~` behind the last of the struck words, or `\\~\\~` for the signs themselves";
            self.tell(
                code::MARKUP_UNREAD,
                range,
                "this sign opens struck words and has no partner in its paragraph",
                hint,
            );
        }
    }

    /// `[](fig-a)`: brackets without words that lead to what can only be a place in the issue.
    pub(in super::super) fn tell_wordless(&mut self, target: &str, range: Range<usize>) {
        if is_ncname(target) && !target.contains('.') {
            let message = format!("these brackets are no reference, and so `{target}` is printed");
            self.tell(code::MARKUP_UNREAD, range, message, &format!("write `[](#{target})`"));
        }
    }

    /// `[1]`, which a line `[1]: Words` makes a link that leads nowhere.
    pub(in super::super) fn tell_note_as_link(&mut self, target: &str, range: Range<usize>) {
        let mark = self.slice(range.clone()).trim_start_matches('[').trim_end_matches(']');
        let is_mark = (1..4).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
        if is_mark && !target.contains(['/', ':', '#', '@']) && range.len() == mark.len() + 2 {
            let message = format!("this is a link to `{target}`: the mark of a note has a `^`");
            let hint = format!("write `[^{mark}]` here, and `[^{mark}]: …` where the note stands");
            self.tell(code::MARKUP_UNREAD, range, message, &hint);
        }
    }
}

fn is_address(words: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:", "tel:", "www."];
    schemes.iter().any(|scheme| words.starts_with(scheme)) || words.strip_prefix('#').is_some_and(is_ncname)
}

fn is_picture(words: &str) -> bool {
    let words = words.trim_end().to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".svg", ".gif"].iter().any(|end| words.ends_with(end))
}
