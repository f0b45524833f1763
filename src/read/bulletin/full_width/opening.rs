//! What opens a line: blocks, headings, quotations, rows, notes.

use super::super::chinese_names;
use super::{Before, Colons, Found, LONGEST, Unread, head, note_mark, write};

impl Found {
    /// What opens a line.
    pub(super) fn opening(&mut self, line: &str, start: usize, before: &mut Before) {
        let rows = std::mem::take(&mut before.in_rows);
        match line.chars().next() {
            Some('：' | ':') => self.fence(line, start),
            Some('＃' | '#') => self.heading(line, start, before.in_paragraph),
            Some('＞') if !before.in_paragraph && line.chars().nth(1).is_some_and(char::is_whitespace) => {
                let message = "this sign is full-width and opens no quotation";
                let words = line.trim_start_matches('＞').trim_start();
                self.tell(start..start + '＞'.len_utf8(), message, write(&format!("> {words}"), "> …"));
            }
            Some('｜') if line.matches('｜').count() > 1 => {
                before.in_rows = true;
                if !rows {
                    let message = "these bars are full-width and make no row of a table";
                    let row = line.replace('｜', "|");
                    self.tell(start..start + line.len(), message, write(&row, "| … | … |"));
                }
            }
            Some('|') if is_wide_delimiter(line) => {
                let message = "this line has full-width signs, and so the line above it heads no table";
                let row = line.replace('｜', "|").replace('：', ":").replace(['－', '—', '–'], "-");
                self.tell(start..start + line.len(), message, write(&row, "|---|---|"));
            }
            Some('[' | '［') => self.note(line, start, before.in_paragraph),
            _ => {}
        }
    }

    /// `：：： editors-note`, `：：：`.
    fn fence(&mut self, line: &str, start: usize) {
        let rest = line.trim_start_matches([':', '：']);
        let (colons, words) = line.split_at(line.len() - rest.len());
        if !colons.contains('：') || colons.chars().count() < 3 {
            return;
        }
        let words = words.trim().replace('｛', "{").replace('｝', "}");
        let range = start..start + line.len();
        if words.is_empty() {
            self.closings.insert(start, Colons { line: self.line, wide: true });
            return self.tell(range, "these colons are full-width: they close no block and are printed", "write `:::`");
        }
        self.openings.insert(start, Colons { line: self.line, wide: true });
        let name = chinese_names::block(&words).unwrap_or(&words);
        let message = "these colons are full-width: they open no block and are printed";
        self.tell(range, message, write(&format!("::: {name}"), "::: name"));
    }

    /// `＃ 规划`, `#规划`, and `#` with a full-width blank.
    fn heading(&mut self, line: &str, start: usize, in_paragraph: bool) {
        let rest = line.trim_start_matches(['#', '＃']);
        let signs = line.get(..line.len() - rest.len()).unwrap_or_default();
        let (depth, next) = (signs.chars().count(), rest.chars().next().unwrap_or(' '));
        let title = rest.trim();
        let wide = signs.contains('＃');
        let blank = matches!(next, '\u{3000}' | '\u{A0}');
        if depth > 6 || title.is_empty() || in_paragraph && !blank || !(wide || blank || next.is_alphabetic()) {
            return;
        }
        if !blank && !is_title(title) || wide && next.is_ascii_digit() || title.contains(['#', '＃']) {
            return;
        }
        let heading = format!("{} {title}", "#".repeat(depth));
        let hint = write(&heading, "# …");
        let range = start..start + signs.len();
        if wide {
            self.tell(range, "this sign is full-width and makes no heading", hint);
        } else if blank {
            let range = range.end..range.end + next.len_utf8();
            self.tell(range, format!("the blank after `{signs}` is a full-width one, and so this is no heading"), hint);
        } else {
            self.tell(range, format!("no blank stands after `{signs}`, and so this is no heading"), hint);
        }
    }

    /// `[^plan]：注`, `［^plan］：注`, and `[^plan] 注`, of which the reader of marks tells.
    fn note(&mut self, line: &str, start: usize, in_paragraph: bool) {
        let Some((mark, wide, length)) = note_mark(head(line, 0)) else { return };
        let rest = line.get(length..).unwrap_or_default();
        let colon = rest.chars().next().filter(|c| matches!(c, ':' | '：'));
        match colon {
            Some(colon) if wide || colon == '：' => {
                let range =
                    if wide { start..start + length } else { start + length..start + length + colon.len_utf8() };
                let what = if wide { "the mark of this note has full-width signs" } else { "this colon is full-width" };
                let words = rest.trim_start_matches(colon).trim_start();
                let hint = write(&format!("[^{mark}]: {words}"), &format!("[^{mark}]: …"));
                self.tell(range, format!("{what}, and so the note `{mark}` is missing"), hint);
            }
            None if !wide && !in_paragraph && rest.starts_with(' ') => {}
            _ => return,
        }
        let unread = Unread { start, line: self.line, wide: colon.is_some() };
        self.notes.entry(mark.to_lowercase()).or_insert(unread);
    }
}

/// Whether words behind a sign at the start of a paragraph are a title rather than a sentence or a topic.
fn is_title(words: &str) -> bool {
    let stops = |c: char| "。．.；;，,！!？?：:、".contains(c);
    let first = words.chars().next().unwrap_or(' ');
    let opens = !first.is_ascii() || first.is_ascii_uppercase();
    opens && words.chars().count() <= LONGEST && !words.ends_with(stops)
}

/// Whether a line is meant as the one under a table's head and has full-width signs.
fn is_wide_delimiter(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '－' | '—' | '–');
    !line.is_ascii()
        && line.chars().any(dash)
        && line.chars().all(|c| dash(c) || matches!(c, '|' | '｜' | ':' | '：' | ' ' | '\u{3000}'))
}
