//! Markup that an input method for Chinese types in full-width signs, which Markdown takes for words: `：：：`, `＃`, `［^1］`, `｜`,
//! `｛.person｝`; headings without their blank and items that are none. It is told and kept as it stands.

use super::{chinese_names, directives};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The longest line that can be a heading, and the longest that advice writes out, in characters.
const LONGEST: usize = 60;

/// How many bytes around a bracket are searched for its partner; a line of megabytes is not.
const REACH: usize = 400;

/// Something that was meant as markup.
pub(super) struct Mistyped {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// All that was meant as markup in a body.
#[derive(Default)]
pub(super) struct Found {
    pub(super) slips: Vec<Mistyped>,
    /// Where lines of full-width colons start that were to open a block, with their numbers from 1.
    pub(super) openings: BTreeMap<usize, usize>,
    /// Where lines of full-width colons start that were to close one, with their numbers from 1.
    pub(super) closings: BTreeMap<usize, usize>,
    /// Where full-width stars stand that were to open strong words.
    pub(super) stars: BTreeSet<usize>,
    /// Notes whose colon is full-width or missing, by their marks.
    pub(super) notes: BTreeMap<String, Unread>,
    /// The number of the line that is searched, from 1.
    line: usize,
}

/// A note that was not read as one.
pub(super) struct Unread {
    /// Where its mark starts.
    pub(super) start: usize,
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// Whether it has full-width signs; otherwise its colon is missing.
    pub(super) wide: bool,
}

/// What a line follows on.
#[derive(Default)]
struct Before {
    /// Whether the line goes on with a paragraph.
    in_paragraph: bool,
    /// Whether it goes on with rows of full-width bars.
    in_rows: bool,
    /// What counts the line before, where its mark stands, and whether its lines have been told.
    count: Option<(Count, Range<usize>, bool)>,
}

/// How a line is counted: the signs around its figure, and the figure.
#[derive(PartialEq)]
struct Count(String, u32);

/// Searches the lines that stand in no code of the body of a text, which starts at `base`.
pub(super) fn find(text: &str, base: usize) -> Found {
    let mut found = Found { line: 1, ..Found::default() };
    let mut before = Before::default();
    let mut counted = 0;
    for (start, line) in directives::outside_code(text.get(base..).unwrap_or_default()) {
        found.line += text.get(counted..base + start).unwrap_or_default().matches('\n').count();
        counted = base + start;
        let inner = line.trim_end().trim_start_matches([' ', '>']);
        let indent = line.trim_end().len() - inner.len();
        let start = base + start + indent;
        if inner.is_empty() {
            before = Before::default();
            continue;
        }
        // Four blanks make code of a line that opens a paragraph.
        if indent < 4 || before.in_paragraph {
            found.opening(inner, start, &mut before);
            found.counted(line, inner, start, &mut before);
            found.in_line(inner, start, &before);
        }
        before.in_paragraph = !inner.starts_with(":::") && !inner.starts_with("# ");
    }
    found
}

impl Found {
    fn tell(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.slips.push(Mistyped { range, message: message.into(), hint: hint.into() });
    }

    /// What opens a line.
    fn opening(&mut self, line: &str, start: usize, before: &mut Before) {
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
            self.closings.insert(start, self.line);
            return self.tell(range, "these colons are full-width: they close no block and are printed", "write `:::`");
        }
        self.openings.insert(start, self.line);
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

    /// `1、第一项` above `2、第二项`: lines that are counted and run together.
    fn counted(&mut self, line: &str, inner: &str, start: usize, before: &mut Before) {
        let last = before.count.take();
        let Some((count, length)) = count(inner) else { return };
        let mut told = false;
        if let Some((Count(signs, number), place, is_told)) = last
            && signs == count.0
            && number.checked_add(1) == Some(count.1)
        {
            told = true;
            if !is_told {
                let message = "these lines are counted, and yet they run together: no list opens like this";
                let hint = "write `1. ` before every item, with a half-width stop and a blank, or put an empty line \
                            between the lines";
                self.tell(place, message, hint);
            }
        }
        // A line that ends so is broken there in print.
        let broken = line.trim_end_matches(['\r', '\n']).ends_with("  ") || inner.ends_with('\\');
        before.count = (!broken).then_some((count, start..start + length, told));
    }

    /// What stands in a line.
    fn in_line(&mut self, line: &str, start: usize, before: &Before) {
        if line.is_ascii() {
            return;
        }
        self.bold(line, start);
        self.brackets(line, start);
        self.pictures(line, start, before.in_paragraph);
        self.braces(line, start);
        self.marks(line, start);
    }

    /// `＊＊一是…＊＊`, `＊＊一是…**`.
    fn bold(&mut self, line: &str, start: usize) {
        for (at, stars) in line.match_indices("＊＊") {
            let (before, after) =
                (line.get(..at).unwrap_or_default(), line.get(at + stars.len()..).unwrap_or_default());
            let opens = !before.ends_with(|c: char| c.is_alphanumeric() || c == '＊')
                && after.starts_with(|c: char| c.is_alphanumeric() || "“‘《（〈「『".contains(c));
            let end = after.find("＊＊").or_else(|| after.find("**"));
            if let Some(end) = end.filter(|end| opens && *end > 0) {
                self.stars.insert(start + at);
                let words = after.get(..end).unwrap_or_default();
                let range = start + at..start + at + stars.len();
                let message = "these stars are full-width: they make nothing bold and are printed";
                return self.tell(range, message, write(&format!("**{words}**"), "**…**"));
            }
        }
    }

    /// `[]（#tbl-x）`, `[这里]（https://…）`, `![图]（a.png）`.
    fn brackets(&mut self, line: &str, start: usize) {
        for (at, signs) in line.match_indices("]（") {
            let (before, after) = (tail(line, at), head(line, at + signs.len()));
            let Some((opening, target)) = before.rfind('[').zip(after.split(['）', ')']).next()) else { continue };
            let picture = before.get(..opening).is_some_and(|before| before.ends_with('!'));
            let wide_picture = before.get(..opening).is_some_and(|before| before.ends_with('！'));
            let meant = target.starts_with('#') || target.starts_with("http") || picture;
            if !meant || wide_picture {
                continue;
            }
            let what = if picture {
                "picture"
            } else if target.starts_with('#') {
                "reference"
            } else {
                "link"
            };
            let words = before.get(opening..).unwrap_or_default();
            let line = format!("{}{words}]({target})", if picture { "!" } else { "" });
            let range = start + at + 1..start + at + signs.len();
            self.tell(range, format!("this bracket is full-width, and so this is no {what}"), write(&line, "[…](…)"));
        }
    }

    /// `！[图](a.png)`.
    fn pictures(&mut self, line: &str, start: usize, in_paragraph: bool) {
        for (at, signs) in line.match_indices("！[") {
            let after = head(line, at + signs.len());
            let Some((words, rest)) = after.split_once(']') else { continue };
            let Some(rest) = rest.strip_prefix(['(', '（']) else { continue };
            let target = rest.split([')', '）']).next().unwrap_or_default();
            let path = target.split([' ', '\u{3000}']).next().unwrap_or_default();
            let drawn = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".PNG", ".JPG"].iter().any(|end| path.ends_with(end));
            if drawn || at == 0 && !in_paragraph && !path.starts_with(['#', 'h']) {
                let message = "this sign is full-width, and so this is no picture";
                let range = start + at..start + at + '！'.len_utf8();
                self.tell(range, message, write(&format!("![{words}]({target})"), "![…](…)"));
            }
        }
    }

    /// `[孙栋]｛.person｝`, `［孙栋］{.person}`, `# 规划 ｛#plan｝`.
    fn braces(&mut self, line: &str, start: usize) {
        let mut from = 0;
        while let Some(at) = line.get(from..).and_then(|rest| rest.find(['{', '｛'])).map(|at| from + at) {
            let before = tail(line, at);
            let behind = at - before.len();
            let brace = line.get(at..).unwrap_or_default().chars().next().map_or(1, char::len_utf8);
            from = at + brace;
            let inner = head(line, from);
            let Some(end) = inner.find(['}', '｝']) else { continue };
            let attributes = inner.get(..end).unwrap_or_default();
            let meant = attributes
                .strip_prefix(['.', '#'])
                .unwrap_or(attributes)
                .starts_with(|c: char| c.is_ascii_alphabetic());
            let wide_brace = brace > 1;
            let wide_bracket = before.ends_with('］');
            let named = attributes.starts_with(['.', '#']) || attributes.contains('=');
            if !(meant && named && (wide_brace || wide_bracket)) {
                continue;
            }
            let opening = before.rfind(['[', '［']).filter(|_| before.ends_with([']', '］']));
            let words = opening.and_then(|opening| before.get(opening..)).unwrap_or_default();
            let words = words.replace('［', "[").replace('］', "]");
            let range = match opening.filter(|_| wide_bracket) {
                Some(opening) => start + behind + opening..start + from,
                None => start + at..start + from,
            };
            let what = if wide_bracket { "these brackets are" } else { "this brace is" };
            let message = format!("{what} full-width, and so the attributes are printed as words");
            self.tell(range, message, write(&format!("{words}{{{attributes}}}"), &format!("{{{attributes}}}")));
        }
    }

    /// `［^plan］`, `[＾plan]` in a line.
    fn marks(&mut self, line: &str, start: usize) {
        for (at, _) in line.match_indices(['[', '［']) {
            let Some((mark, true, length)) = note_mark(head(line, at)) else { continue };
            let defines = line.get(at + length..).is_some_and(|rest| rest.starts_with([':', '：']));
            if at > 0 || !defines {
                let message = "this mark has full-width signs and calls no note";
                self.tell(start + at..start + at + length, message, format!("write `[^{mark}]`"));
            }
        }
    }
}

/// The mark of a note that opens a text, whether any of its signs is full-width, and its length in bytes.
fn note_mark(text: &str) -> Option<(&str, bool, usize)> {
    let mut signs = text.chars();
    let (bracket, caret) = (signs.next()?, signs.next()?);
    let inner = signs.as_str();
    let end = inner.find([']', '］'])?;
    let (mark, close) = (inner.get(..end)?, inner.get(end..)?.chars().next()?);
    let sound = !mark.is_empty() && mark.chars().count() <= 40 && !mark.contains(char::is_whitespace);
    let kind = matches!(bracket, '[' | '［') && matches!(caret, '^' | '＾');
    let length = text.len() - inner.len() + end + close.len_utf8();
    (sound && kind).then_some((mark, bracket == '［' || caret == '＾' || close == '］', length))
}

/// What stands before a place in a line, as far as it is searched.
fn tail(line: &str, at: usize) -> &str {
    line.get(line.ceil_char_boundary(at.saturating_sub(REACH))..at).unwrap_or_default()
}

/// What stands behind a place in a line, as far as it is searched.
fn head(line: &str, at: usize) -> &str {
    line.get(at..line.floor_char_boundary((at + REACH).min(line.len()))).unwrap_or_default()
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

/// What counts a line that no list of Markdown has, and the length of its mark.
fn count(line: &str) -> Option<(Count, usize)> {
    let opening = line.chars().next().filter(|c| matches!(c, '（' | '('));
    let rest = line.get(opening.map_or(0, char::len_utf8)..)?;
    let figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = rest.split(|c| !figure(c)).next().filter(|inner| !inner.is_empty() && inner.chars().count() <= 3)?;
    let number = match inner.parse() {
        Ok(number) => number,
        Err(_) => crate::ast::numerals::parse_chinese(inner)?,
    };
    let behind = rest.get(inner.len()..)?;
    let close = behind.chars().next()?;
    let words = behind.get(close.len_utf8()..)?.chars().next()?;
    let sound = match (opening, close) {
        (Some(_), '）' | ')') => !words.is_ascii_digit(),
        (None, '、' | '．' | '）') => !words.is_ascii_digit(),
        (None, '.' | ')') => inner.is_ascii() && words.is_alphabetic(),
        _ => false,
    };
    let signs = format!("{}{}{close}", opening.unwrap_or(' '), if inner.is_ascii() { '1' } else { '一' });
    sound.then(|| (Count(signs, number), line.len() - behind.len() + close.len_utf8()))
}

/// Advice to write a line, or what is like it where the line is long.
fn write(line: &str, like: &str) -> String {
    format!("write `{}`", if line.chars().count() <= LONGEST { line } else { like })
}
