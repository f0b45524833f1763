//! The lines at the head of an issue, each with what it says, up to where the body starts.

use super::super::lines::{Line, Seam, columns};
use super::super::{labels, sentences};
use super::dates::{self, Day};
use super::issue_line::{self, Numbers};
use super::series_line::{self, Series};

/// What a line of the masthead says by its form alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fact {
    /// The numbers of the issue.
    Issue(Numbers),
    /// Its day.
    Day(Day),
    /// Its series.
    Series(Series),
    /// How widely it may be shown.
    Classification,
    /// Which copy it is.
    Copy,
    /// Words: the issuing body, the title, or something else.
    Plain,
}

/// One statement of the masthead.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    /// Its lines; more than one only for plain words.
    pub(super) lines: Vec<Line<'a>>,
    /// What it says.
    pub(super) fact: Fact,
}

impl Entry<'_> {
    /// Its words, without bold marks, lines joined.
    pub(super) fn words(&self) -> String {
        words(&self.lines)
    }

    /// Whether it is in bold.
    pub(super) fn is_bold(&self) -> bool {
        self.lines.first().is_some_and(is_bold)
    }

    /// Whether the source marks it as bold. A name may be set off by its look as well as a title, but is not so marked.
    pub(super) fn opens_title(&self) -> bool {
        self.lines.first().is_some_and(|line| line.text.starts_with("**"))
    }

    fn opens_bold(&self) -> bool {
        self.lines.iter().map(|line| line.text.matches("**").count()).sum::<usize>() % 2 == 1
    }
}

/// Whether a line is in bold or set off as titles are.
fn is_bold(line: &Line<'_>) -> bool {
    line.display || line.text.starts_with("**")
}

/// Whether words are a subtitle: it opens with a dash.
pub(super) fn is_subtitle(words: &str) -> bool {
    let plain = words.trim_start_matches('*');
    plain.starts_with(['—', '–', '―']) || plain.starts_with("--")
}

/// The words of lines, without bold marks, joined as the lines of a paragraph are.
pub(in crate::read) fn words(lines: &[Line<'_>]) -> String {
    let mut words = String::new();
    for line in lines {
        let plain = line.text.replace("**", "");
        let plain = plain.trim();
        words.push_str(super::super::lines::line_gap(&words, plain));
        words.push_str(plain);
    }
    words
}

/// A masthead has no more lines than this.
const MOST_LINES: usize = 40;
/// A title has no more lines than this.
const MOST_TITLE_LINES: usize = 4;
/// A text that ends in a stop and is wider than this is prose.
const WIDEST_STOPPED: usize = 60;
/// A text that is wider than this is prose.
const WIDEST: usize = 280;

/// The entries at the head of the lines, and how many lines they take.
pub(super) fn entries<'a>(lines: &[Line<'a>]) -> (Vec<Entry<'a>>, usize) {
    let mut found: Vec<Entry<'a>> = Vec::new();
    let mut ends = vec![0];
    for (index, line) in lines.iter().enumerate().take(MOST_LINES) {
        let open = found.last().is_some_and(Entry::opens_bold);
        if !open && opens_body(line.text) {
            break;
        }
        for field in fields(*line) {
            let fact = if open { Fact::Plain } else { fact(field.text) };
            match found.last_mut().filter(|last| continues(last, &field, &fact)) {
                Some(last) => last.lines.push(field),
                None => {
                    found.push(Entry { lines: vec![field], fact });
                    ends.push(index);
                }
            }
        }
        ends.truncate(found.len());
        ends.push(index + 1);
    }
    let prose = found.iter().position(|entry| is_prose(entry)).unwrap_or(found.len());
    found.truncate(prose);
    (found, ends.get(prose).copied().unwrap_or_default())
}

fn continues(last: &Entry<'_>, field: &Line<'_>, fact: &Fact) -> bool {
    let plain = last.fact == Fact::Plain && *fact == Fact::Plain && !is_subtitle(field.text);
    plain && field.before == Seam::Wrap && (last.opens_bold() || last.is_bold() == is_bold(field))
}

fn is_prose(entry: &Entry<'_>) -> bool {
    entry.fact == Fact::Plain && (entry.lines.len() > MOST_TITLE_LINES || is_prose_text(&entry.words()))
}

fn is_prose_text(text: &str) -> bool {
    let width = columns(text);
    let stopped =
        text.ends_with(['.', '。', ':', '：', ';', '；']) || sentences::is_closed(text) && text.ends_with(['"', '”']);
    width > WIDEST || (stopped && width > WIDEST_STOPPED) || (width < WIDEST && sentences::sentences(text).len() > 2)
}

/// Whether a line by itself shows that the body has begun.
fn opens_body(text: &str) -> bool {
    let plain: String = text.trim_start_matches('*').chars().take(WIDEST * 4).collect();
    let label = labels::editors_note(&plain).is_some() || labels::section(&plain).is_some();
    label || labels::ordinal(&plain).is_some() || is_prose_text(&plain)
}

/// A line as its fields, where wide gaps part it and one of the fields is a fact: the issuing body stands at the left
/// and the date at the right.
pub(in crate::read) fn fields<'a>(line: Line<'a>) -> Vec<Line<'a>> {
    if is_classification(line.text.replace("**", "").trim()) {
        return vec![line];
    }
    let mut fields: Vec<Line<'a>> = Vec::new();
    let mut rest = line;
    while let Some((at, length)) = gap(rest.text) {
        fields.push(rest.until(at));
        rest = rest.after(at + length);
    }
    if fields.is_empty() {
        return dated(line).unwrap_or_else(|| vec![line]);
    }
    fields.push(rest);
    let told = |field: &Line<'_>| !matches!(fact(field.text), Fact::Plain | Fact::Series(_));
    let parted = fields.iter().any(told);
    if parted { fields } else { vec![line] }
}

/// An issuing body and the date behind it, with no more than one blank between them.
fn dated<'a>(line: Line<'a>) -> Option<Vec<Line<'a>>> {
    let is_day = |at: &usize| line.text.get(*at..).and_then(|tail| dates::parse(tail.trim())).is_some();
    let at = line.text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).find(is_day)?;
    let body = line.until(at);
    (!is_bold(&line) && super::is_body(body.text)).then(|| vec![body, line.after(at)])
}

/// The first gap of two blanks, a tab or an ideographic space, and its length.
fn gap(text: &str) -> Option<(usize, usize)> {
    let wide = |at: &usize| {
        let rest = text.get(*at..).unwrap_or_default();
        rest.starts_with("  ") || rest.starts_with(['\t', '\u{3000}'])
    };
    let at = text.char_indices().map(|(at, _)| at).find(wide)?;
    Some((at, sentences::space(text.get(at..)?)))
}

pub(super) fn fact(text: &str) -> Fact {
    let plain = text.replace("**", "");
    let plain = plain.trim();
    if let Some(numbers) = issue_line::parse(plain) {
        Fact::Issue(numbers)
    } else if let Some(day) = dates::parse(plain) {
        Fact::Day(day)
    } else if let Some(series) = series_line::parse(plain) {
        Fact::Series(series)
    } else if is_classification(plain) {
        Fact::Classification
    } else if is_copy_number(plain) {
        Fact::Copy
    } else {
        Fact::Plain
    }
}

const CLASSIFICATIONS: [&str; 13] = [
    "confidential",
    "restricted",
    "secret",
    "top secret",
    "internal",
    "for internal use only",
    "秘密",
    "机密",
    "绝密",
    "内部资料",
    "内部参考",
    "内部刊物",
    "内部文件",
];

/// What may stand before a marking.
const MARKED: [&str; 3] = ["密级：", "密级:", "classification:"];

/// What a marking asks of those who have the issue.
const DUTIES: [&str; 8] =
    ["注意保存", "注意保管", "请注意保管", "妥善保管", "注意保密", "不得外传", "请勿外传", "严禁外传"];

/// Whether a line says how widely an issue may be shown.
pub(in crate::read) fn is_classification(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let marking = MARKED.iter().find_map(|label| folded.strip_prefix(label)).unwrap_or(&folded).trim_start();
    CLASSIFICATIONS.iter().any(|mark| {
        marking
            .strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('★') || DUTIES.contains(&rest.trim_start()))
    })
}

/// Six or seven figures with a zero in front, as GB/T 9704 prints the number of a copy.
fn is_copy_number(text: &str) -> bool {
    (6..=7).contains(&text.len()) && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::*;

    fn read(text: &str) -> (Vec<String>, usize) {
        let lines = lines(text);
        let (entries, taken) = entries(&lines);
        (entries.iter().map(Entry::words).collect(), taken)
    }

    #[test]
    fn stops_where_the_body_starts() {
        let prose = "A first sentence that goes on for a while. A second one that does so too, and ends.";
        for body in [prose, "Editor's Note: why", "I. Heading", "一是推进"] {
            assert_eq!(
                read(&format!("No. 6\n\nA title\n\n{body}\n")),
                (vec!["No. 6".into(), "A title".into()], 2),
                "{body}"
            );
        }
    }

    #[test]
    fn joins_the_lines_of_a_title_and_parts_fields() {
        let found = read("东湖论坛秘书处　　2023年9月22日\n\n**One two\nthree**\nfour\n\nfive");
        assert_eq!(found.0, ["东湖论坛秘书处", "2023年9月22日", "One two three", "four", "five"]);
        assert_eq!(found.1, 5);
    }

    #[test]
    fn one_blank_parts_an_issuing_body_from_the_date() {
        assert_eq!(read("东湖研究中心 2024年3月5日\n\n标题").0, ["东湖研究中心", "2024年3月5日", "标题"]);
        assert_eq!(read("Lake Forum Office March 5, 2024").0, ["Lake Forum Office", "March 5, 2024"]);
        for title in [
            "Results as of March 5, 2024",
            "关于2024年3月5日会议的报告",
            "截至 2024年3月5日",
            "**Our Office March 5, 2024**",
        ] {
            assert_eq!(read(title).0.len(), 1, "{title}");
        }
    }

    #[test]
    fn wrapped_prose_is_no_title() {
        let (entries, taken) = read("No. 6\n\nA lead that is\nbroken over\nmany short\nlines and has\nno stop\n");
        assert_eq!((entries.len(), taken), (1, 1));
    }

    #[test]
    fn knows_markings() {
        assert_eq!([fact("机密★1年"), fact("Confidential")], [Fact::Classification, Fact::Classification]);
        assert_eq!(
            [fact("密级：内部资料"), fact("Classification: internal")],
            [Fact::Classification, Fact::Classification]
        );
        assert_eq!(fact("密级：待定的办法"), Fact::Plain);
        assert_eq!(read("内部资料　注意保存\n\n第6期").0, ["内部资料　注意保存", "第6期"]);
        assert_eq!([fact("000123"), fact("123456")], [Fact::Copy, Fact::Plain]);
    }
}
