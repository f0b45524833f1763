//! The imprint: who compiled the issue, who gets it, how many copies there are.

use super::figures;
use super::lines::{Line, columns};
use super::names;
use super::repairs::Repairs;
use crate::ast::{Compilers, Imprint, text::is_east_asian};
use crate::diagnostics::{Span, code};

/// Labels of those who compiled an issue, in lower case, without the colon.
const COMPILERS: [&str; 12] = [
    "compiled by",
    "compiler",
    "compilers",
    "edited by",
    "editor",
    "editors",
    "编辑",
    "责任编辑",
    "编写",
    "整理",
    "撰稿",
    "编",
];

/// Labels of everything else in an imprint.
const OTHERS: [&str; 24] = [
    "reviewed by",
    "approved by",
    "issued by",
    "proofread by",
    "reviewer",
    "reviewers",
    "distribution",
    "distributed to",
    "copies to",
    "cc",
    "copies",
    "contact",
    "审核",
    "审稿",
    "签发",
    "校对",
    "报送",
    "抄报",
    "抄送",
    "发送",
    "报",
    "送",
    "发",
    "联系人",
];

/// An imprint has no more lines than this.
const MOST_LINES: usize = 14;

/// The word of a label that is not known is no longer, in characters.
const LONGEST_WORD: usize = 12;

/// What the end of an issue gives.
#[derive(Debug, Default)]
pub(in crate::read) struct Found<'a> {
    /// Who compiled it.
    pub(in crate::read) compilers: Option<Compilers>,
    /// What else stands there.
    pub(in crate::read) imprint: Imprint,
    /// The lines before it.
    pub(in crate::read) body: Vec<Line<'a>>,
}

/// Takes the imprint off the end of the lines: everything from its first label on, if no prose follows that.
pub(in crate::read) fn read<'a>(mut lines: Vec<Line<'a>>, repairs: &mut Repairs) -> Found<'a> {
    let from = lines.len().saturating_sub(MOST_LINES);
    let prose = |line: &Line<'_>| {
        columns(line.text) > 160 || (!is_imprint(line.text) && line.text.ends_with(['.', '。', '；']))
    };
    let after_prose = lines.iter().rposition(prose).map_or(0, |index| index + 1).max(from);
    let first = lines.iter().skip(after_prose).position(|line| is_imprint(line.text)).map(|index| index + after_prose);
    let tail = lines.split_off(first.unwrap_or(lines.len()));
    let mut found = Found { body: lines, ..Found::default() };
    for line in tail {
        fields(bare(line)).into_iter().for_each(|field| found.take(field, repairs));
    }
    found
}

fn is_imprint(text: &str) -> bool {
    is_label(text) || text.strip_prefix(['（', '(']).is_some_and(is_label) || copies(text).is_some()
}

/// Whether a text opens with the label of an imprint.
pub(in crate::read) fn is_label(text: &str) -> bool {
    label(text).is_some()
}

/// The length of the label with its colon, and whether it is the compilers'.
fn label(text: &str) -> Option<(usize, bool)> {
    let opening = text.get(..text.floor_char_boundary(60))?;
    let Some((at, colon)) = opening.char_indices().find(|(_, c)| matches!(c, ':' | '：')) else {
        return bare_label(text).filter(|_| text.len() <= 60).map(|end| (end, true));
    };
    let name: String = text.get(..at)?.chars().filter(|&c| !(c == '\u{3000}' || c == '*')).collect();
    let name = name.trim().to_lowercase();
    let name = if name.is_ascii() { name } else { name.replace(' ', "") };
    let compilers = COMPILERS.contains(&name.as_str());
    (compilers || OTHERS.contains(&name.as_str())).then_some((at + colon.len_utf8(), compilers))
}

/// The length of `Compiled by` before names alone, which need no colon after it.
fn bare_label(text: &str) -> Option<usize> {
    let end = "compiled by".len();
    let (opening, names) = (text.get(..end)?, text.get(end..)?);
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    let mut words = names.split([' ', ',', '\t']).filter(|word| !word.is_empty()).peekable();
    let named = opening.eq_ignore_ascii_case("compiled by") && names.starts_with(' ') && words.peek().is_some();
    (named && words.all(is_name) && !names.trim_end().ends_with('.')).then_some(end)
}

/// The number of copies of `共印300份`, `（共印３００份）`, `300 copies`.
pub(in crate::read) fn copies(text: &str) -> Option<u32> {
    if text.len() > 60 {
        return None;
    }
    let plain = figures::narrowed(text).replace(' ', "");
    let plain = plain.trim_matches(['(', ')']);
    let number =
        plain.strip_prefix("共印").and_then(|rest| rest.strip_suffix('份')).or_else(|| plain.strip_suffix("copies"))?;
    number.parse().ok()
}

/// A line without the brackets around it as a whole, where that makes it a label with what it says: `（撰稿：张三）`.
fn bare<'a>(line: Line<'a>) -> Line<'a> {
    let inner = line.text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    match inner.filter(|inner| is_label(inner)) {
        Some(inner) => {
            Line { text: inner, start: line.start + line.text.chars().next().map_or(0, char::len_utf8), ..line }
        }
        None => line,
    }
}

/// A line as its fields, where each opens with a label: `编辑：张三　　审核：李四`.
pub(in crate::read) fn fields<'a>(line: Line<'a>) -> Vec<Line<'a>> {
    let mut fields = Vec::new();
    let mut rest = line;
    let mut from = 0;
    while let Some(at) = rest.text.get(from..).and_then(|text| text.find([' ', '\u{3000}', '\t'])).map(|at| at + from) {
        let next = rest.after(at);
        let names = label(rest.text).is_some_and(|(end, compilers)| compilers && at >= end);
        if is_imprint(next.text) || names && opens_like_a_label(next.text) {
            fields.push(rest.until(at));
            (rest, from) = (next, 0);
        } else {
            from = at + rest.text.len() - at - next.text.len();
        }
    }
    fields.push(rest);
    fields
}

impl Found<'_> {
    fn take(&mut self, field: Line<'_>, repairs: &mut Repairs) {
        match (label(field.text), copies(field.text)) {
            (Some((end, true)), _) if self.compilers.is_none() => {
                self.compilers = Some(compilers(&field, end, repairs))
            }
            (None, Some(copies)) if self.imprint.copies.is_none() => {
                self.imprint.copies = Some(copies);
                self.imprint.span = self.imprint.span.join(field.span());
            }
            // A label that the model has no place for is kept with its line.
            _ => {
                self.imprint.lines.push(field.text.replace("**", ""));
                self.imprint.span = self.imprint.span.join(field.span());
            }
        }
    }
}

/// Whether a word with a colon behind it opens a text, as no name has: `联系电话：`, `Tel:`.
fn opens_like_a_label(text: &str) -> bool {
    let word = text.split_once([':', '：']).map(|(word, _)| word);
    word.is_some_and(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (1..=LONGEST_WORD).contains(&letters) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    })
}

/// The compilers of a field whose label ends at a byte.
pub(in crate::read) fn compilers(field: &Line<'_>, end: usize, repairs: &mut Repairs) -> Compilers {
    let label = field.until(end).text.replace("**", "");
    let rest = field.after(end);
    let names = names_of(&rest, repairs);
    let name_order = names::common_order(&names);
    Compilers { span: field.span(), label: Some(label), names, name_order }
}

/// The names of a list.
pub(in crate::read) fn names_of(rest: &Line<'_>, repairs: &mut Repairs) -> Vec<String> {
    let plain = rest.text.replace("**", "");
    if let Some(at) = rest.text.find(" and ") {
        repairs.note(
            code::WORDS_DROPPED,
            Span::text(rest.start + at + 1, rest.start + at + 4),
            "`and` between the names of the compilers was read as a comma",
        );
    }
    let signs = |c: char| matches!(c, ',' | '，' | '、' | ';' | '；');
    let parts = plain.replace(" and ", ", ");
    let parts: Vec<&str> = parts.split(signs).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [one] if one.chars().any(is_east_asian) => spaced_names(one),
        _ => parts.into_iter().map(str::to_string).collect(),
    }
}

/// Chinese names with spaces between them; two single characters are one name, spread out to the width of three.
fn spaced_names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut half = false;
    for part in text.split_whitespace() {
        let single = part.chars().count() == 1;
        match names.last_mut() {
            Some(last) if half && single => {
                last.push_str(part);
                half = false;
            }
            _ => {
                names.push(part.to_string());
                half = single;
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn read_text(text: &str) -> (Vec<String>, Imprint, usize) {
        let lines = lines(text);
        let found = read(lines, &mut Repairs::default());
        (found.compilers.map(|found| found.names).unwrap_or_default(), found.imprint, found.body.len())
    }

    #[test]
    fn reads_the_compilers() {
        assert_eq!(read_text("Text.\n\nCompiled by: Ann Lee, Bo Ek").0, ["Ann Lee", "Bo Ek"]);
        assert_eq!(read_text("Text.\n\nCompiled by Ann Lee and Bo Ek").0, ["Ann Lee", "Bo Ek"]);
        assert!(read_text("Text.\n\nCompiled by the office in May").0.is_empty());
        assert_eq!(read_text("文。\n\n编辑：王　明　李小龙").0, ["王明", "李小龙"]);
        assert_eq!(read_text("文。\n\n责任编辑：王明、李小龙").0, ["王明", "李小龙"]);
    }

    #[test]
    fn keeps_what_has_no_place_line_by_line() {
        let (names, imprint, body) =
            read_text("文。\n\n编辑：张三　　审核：李四\n\n报：市委\n\n送：各区（共印５份）\n\n（共印１２０份）");
        assert_eq!((names, body), (vec!["张三".to_string()], 1));
        assert_eq!(imprint.lines, ["审核：李四", "报：市委", "送：各区（共印５份）"]);
        assert_eq!(imprint.copies, Some(120));
    }

    #[test]
    fn where_to_call_is_no_name() {
        let read = |text: &str| {
            let (names, imprint, _) = read_text(text);
            (names, imprint.lines)
        };
        let zhang = vec!["张三".to_string()];
        let line = |words: &str| vec![words.to_string()];
        assert_eq!(
            read("文。\n\n责任编辑：张三　　联系电话：027-12345678"),
            (zhang.clone(), line("联系电话：027-12345678"))
        );
        assert_eq!(read("文。\n\n编辑：张三 邮箱：a@b.cn"), (zhang, line("邮箱：a@b.cn")));
        let ada = vec!["Ada Brown".to_string()];
        assert_eq!(read("Text.\n\nEditor: Ada Brown Tel: 027-123"), (ada.clone(), line("Tel: 027-123")));
        assert_eq!(read("Text.\n\nEditor: Ada Brown  E-mail: a@b.cn"), (ada, line("E-mail: a@b.cn")));
    }

    #[test]
    fn an_imprint_stands_at_the_end() {
        let (names, imprint, body) = read_text("Editor: a word.\n\nSome prose follows here.\n\nMore.");
        assert_eq!((names.len(), imprint.lines.len(), body), (0, 0, 3));
    }
}
