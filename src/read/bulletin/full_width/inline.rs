//! What stands in a line: strong words, brackets, pictures, attributes, marks of notes.

use super::{Before, Found, head, note_mark, tail, write};

impl Found {
    /// What stands in a line.
    pub(super) fn in_line(&mut self, line: &str, start: usize, before: &Before) {
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
