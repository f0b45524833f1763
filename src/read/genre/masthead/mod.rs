//! The masthead: which line at the head of an issue is which fact.

mod dates;
mod entries;
mod issue_line;
mod series_line;

pub(in crate::read) use dates::in_ascii_figures;
pub(in crate::read) use entries::{fields, is_classification, words};

use super::lines::{Line, Seam};
use super::repairs::Repairs;
use crate::ast::Front;
use crate::diagnostics::{Span, code};
use dates::Day;
use entries::{Entry, Fact, entries, is_subtitle};

/// What the head of an issue gives.
#[derive(Debug, Default)]
pub(in crate::read) struct Masthead<'a> {
    /// The facts; titles and people are still missing.
    pub(in crate::read) front: Front,
    /// The lines of the title.
    pub(in crate::read) title: Vec<Line<'a>>,
    /// The lines of the subtitle.
    pub(in crate::read) subtitle: Vec<Line<'a>>,
    /// What every statement is, its words, as they may stand again on the next page, and where it stands.
    pub(in crate::read) said: Vec<(&'static str, String, Span)>,
    /// The lines of the body.
    pub(in crate::read) body: Vec<Line<'a>>,
    /// The lines that are no known fact.
    pub(in crate::read) unknown: Vec<Line<'a>>,
    /// What the designation says, and where.
    designation: Option<(series_line::Series, Span)>,
}

/// Reads the masthead. Where there is none, every line is the body's.
pub(in crate::read) fn read<'a>(lines: &[Line<'a>], repairs: &mut Repairs) -> Masthead<'a> {
    find(lines, repairs).unwrap_or_else(|| {
        missing(lines, repairs);
        Masthead { body: lines.to_vec(), ..Masthead::default() }
    })
}

/// The masthead at the head of the lines, if they have the numbers of an issue or the name of a series.
pub(in crate::read) fn find<'a>(lines: &[Line<'a>], repairs: &mut Repairs) -> Option<Masthead<'a>> {
    let (mut entries, taken) = entries(lines);
    let repeated = drop_repeats(&mut entries, repairs);
    settle_series(&mut entries);
    if !entries.iter().any(|entry| matches!(entry.fact, Fact::Issue(_) | Fact::Series(_))) {
        return None;
    }
    let mut masthead = Masthead::default();
    let roles = roles(&entries);
    for (entry, role) in entries.iter().zip(&roles) {
        masthead.take(entry, *role, repairs);
    }
    masthead.body.extend(lines.iter().skip(taken));
    if let Some(first) = masthead.body.first_mut().filter(|_| repeated) {
        first.before = Seam::Page;
    }
    masthead.check_designation(repairs);
    Some(masthead)
}

/// What a line says that is known to be a fact of the masthead, with the name of the fact; nothing where its form says none.
/// What is `known` already of the issue holds against what a designation says.
pub(in crate::read) fn line(line: Line<'_>, known: Front, repairs: &mut Repairs) -> Option<(&'static str, Front)> {
    let entry = Entry { fact: entries::fact(line.text), lines: vec![line] };
    let mut masthead = Masthead { front: known, ..Masthead::default() };
    masthead.take(&entry, Role::Fact, repairs);
    masthead.check_designation(repairs);
    Some((masthead.said.pop()?.0, masthead.front))
}

fn missing(lines: &[Line<'_>], repairs: &mut Repairs) {
    repairs.warn(
        code::MASTHEAD_MISSING,
        lines.first().map(Line::span).unwrap_or_default(),
        "no masthead was found at the start of the text: neither an issue line nor the name of a series",
        "open the text with the issue line, such as `No. 6 (Vol. 167)`, the issuing body, the date and the title, each on a line of its own",
    );
}

/// What an entry is in this masthead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Fact,
    Publisher,
    Title,
    Subtitle,
    /// After the title: the body has begun.
    Body,
    Unknown,
}

/// Drops statements that stand twice in the masthead itself, and says whether there were any.
fn drop_repeats(entries: &mut Vec<Entry<'_>>, repairs: &mut Repairs) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let all = entries.len();
    entries.retain(|entry| {
        let words = entry.words();
        let repeated = seen.contains(&words);
        if repeated {
            let span = entry.lines.iter().fold(Span::Unknown, |span, line| span.join(line.span()));
            repairs.note(
                code::REPEAT_DROPPED,
                span,
                format!("`{words}` stands in the masthead again; it was kept once"),
            );
        }
        seen.push(words);
        !repeated
    });
    entries.len() < all
}

/// Leaves one series line of each kind: where one designates the issue, only it and the bare name beside it count.
/// A masthead that names no series by its form names it in its first line, above the issue line.
fn settle_series(entries: &mut [Entry<'_>]) {
    let named = |entry: &Entry<'_>| match &entry.fact {
        Fact::Series(series) => Some(series.clone()),
        _ => None,
    };
    let chosen = entries
        .iter()
        .filter_map(named)
        .find(series_line::Series::designates)
        .or_else(|| entries.iter().find_map(named));
    let Some(chosen) = chosen else { return first_line_names(entries) };
    for entry in entries {
        if named(entry).is_some_and(|series| series.name != chosen.name) {
            entry.fact = Fact::Plain;
        }
    }
}

fn first_line_names(entries: &mut [Entry<'_>]) {
    let [first, second, ..] = entries else { return };
    if first.fact == Fact::Plain && !first.opens_title() && matches!(second.fact, Fact::Issue(_)) {
        let name = first.words();
        first.fact = Fact::Series(series_line::Series { name, year: None, roman: None, numbers: None });
    }
}

/// The words by which issuing bodies are called.
const BODIES: [&str; 34] = [
    "Center",
    "Centre",
    "Office",
    "Secretariat",
    "Ministry",
    "Institute",
    "Committee",
    "Commission",
    "Bureau",
    "Department",
    "Association",
    "Academy",
    "Council",
    "University",
    "Foundation",
    "Society",
    "Agency",
    "Administration",
    "School",
    "中心",
    "办公室",
    "秘书处",
    "委员会",
    "研究院",
    "研究所",
    "协会",
    "学会",
    "编辑部",
    "大学",
    "学院",
    "部",
    "厅",
    "局",
    "会",
];

fn is_body(words: &str) -> bool {
    BODIES.iter().any(|body| match body.is_ascii() {
        true => words.split(|c: char| !c.is_alphanumeric()).any(|word| word == *body),
        false => {
            words.ends_with(body) || words.ends_with(&format!("{body}编")) || words.ends_with(&format!("{body}主办"))
        }
    })
}

/// Which plain entry is the issuing body and which the title: the title is in bold or comes after the last fact.
fn roles(entries: &[Entry<'_>]) -> Vec<Role> {
    let plain = |index: &usize| entries.get(*index).is_some_and(|entry| entry.fact == Fact::Plain);
    let bold = |index: &usize| entries.get(*index).is_some_and(Entry::is_bold);
    let body = |index: &usize| entries.get(*index).is_some_and(|entry| is_body(&entry.words()));
    let last_fact = entries.iter().rposition(|entry| entry.fact != Fact::Plain).unwrap_or_default();
    let all: Vec<usize> = (0..entries.len()).filter(plain).collect();
    let after: Vec<usize> = all.iter().copied().filter(|&index| index > last_fact).collect();
    let before: Vec<usize> = all.iter().copied().filter(|&index| index < last_fact).collect();
    let publisher = match (before.as_slice(), after.as_slice()) {
        (before, []) => before.iter().copied().find(|index| body(index) && !bold(index)),
        ([], [first, _, ..]) if body(first) && !bold(first) => Some(*first),
        (before, _) => before
            .iter()
            .copied()
            .find(|index| body(index))
            .or_else(|| before.first().copied())
            .filter(|index| !bold(index)),
    };
    let free = |index: &usize| Some(*index) != publisher;
    let title = all.iter().copied().filter(free).find(bold);
    let title = title.or_else(|| after.iter().copied().find(free)).or_else(|| before.iter().copied().rfind(free));
    (0..entries.len()).map(|index| role(entries, index, publisher, title, last_fact)).collect()
}

fn role(entries: &[Entry<'_>], index: usize, publisher: Option<usize>, title: Option<usize>, last_fact: usize) -> Role {
    let Some(entry) = entries.get(index).filter(|entry| entry.fact == Fact::Plain) else { return Role::Fact };
    match title {
        _ if Some(index) == publisher => Role::Publisher,
        Some(title) if title == index => Role::Title,
        Some(title) if index == title + 1 && is_subtitle(&entry.words()) => Role::Subtitle,
        Some(title) if index > title && index > last_fact => Role::Body,
        _ => Role::Unknown,
    }
}

impl<'a> Masthead<'a> {
    fn take(&mut self, entry: &Entry<'a>, role: Role, repairs: &mut Repairs) {
        let span = entry.lines.iter().fold(Span::Unknown, |span, line| span.join(line.span()));
        if !matches!(role, Role::Body | Role::Unknown) {
            self.front.span = self.front.span.join(span);
        }
        match role {
            Role::Fact => self.fact(entry, span, repairs),
            Role::Publisher => {
                self.front.publisher = Some(entry.words());
                self.said.push(("issuing body", entry.words(), span));
            }
            Role::Title => {
                self.title.clone_from(&entry.lines);
                self.said.push(("title", entry.words(), span));
            }
            Role::Subtitle => {
                self.subtitle.clone_from(&entry.lines);
                self.said.push(("subtitle", entry.words(), span));
            }
            Role::Body => self.body.extend(apart(entry)),
            Role::Unknown => {
                repairs.warn(
                    code::MASTHEAD_LINE_UNKNOWN,
                    span,
                    format!(
                        "`{}` in the masthead is no known fact; it was kept as a paragraph before the lead",
                        entry.words()
                    ),
                    "give it its place in the imported source, or delete it",
                );
                self.unknown.extend(apart(entry));
            }
        }
    }

    fn fact(&mut self, entry: &Entry<'a>, span: Span, repairs: &mut Repairs) {
        let words = entry.words();
        let front = &mut self.front;
        let what = match &entry.fact {
            Fact::Issue(numbers) => {
                front.number = front.number.or(numbers.annual);
                front.whole_number = front.whole_number.or(numbers.whole);
                front.supplement = front.supplement.or(numbers.supplement);
                front.corrects = front.corrects.or(numbers.corrects);
                front.issue_line = Some(words.clone());
                "issue line"
            }
            Fact::Day(day) => {
                front.date = front.date.or(date(*day, &words, span, repairs));
                front.date_line = Some(words.clone());
                "date"
            }
            Fact::Series(series) => {
                front.number = front.number.or(series.numbers.and_then(|numbers| numbers.annual));
                front.whole_number = front.whole_number.or(series.numbers.and_then(|numbers| numbers.whole));
                front.series = Some(series.name.clone());
                if series.designates() {
                    front.designation = Some(words.clone());
                    self.designation = Some((series.clone(), span));
                }
                "series line"
            }
            Fact::Classification => {
                front.classification = Some(words.clone());
                "classification"
            }
            Fact::Copy => {
                front.copy_number = Some(words.clone());
                "copy number"
            }
            Fact::Plain => return,
        };
        self.said.push((what, words, span));
    }

    /// Checks the designation against the annual number and the date; a number that only it gives is the issue's.
    fn check_designation(&mut self, repairs: &mut Repairs) {
        let Some((series, span)) = &self.designation else { return };
        let mut warn = |message: String| {
            let hint = "find out which of the two is right and mend the other in the source";
            repairs.warn(code::DESIGNATION_MISMATCH, *span, message, hint);
        };
        match (series.roman, self.front.number) {
            (Some(roman), Some(number)) if roman != number => warn(format!(
                "the designation says number {} ({}), and the issue line says number {}",
                roman.roman(),
                roman.0,
                number.0
            )),
            (roman, number) => self.front.number = number.or(roman),
        }
        if let (Some(year), Some(date)) = (series.year, self.front.date)
            && year != u32::from(date.year())
        {
            warn(format!("the designation says the year {year}, and the date line says {}", date.year()));
        }
    }
}

/// An entry's lines as a paragraph of their own.
fn apart<'a>(entry: &Entry<'a>) -> impl Iterator<Item = Line<'a>> {
    let before = |index: usize, line: &Line<'a>| if index == 0 { line.before.max(Seam::Blank) } else { line.before };
    entry.lines.iter().enumerate().map(move |(index, line)| Line { before: before(index, line), ..*line })
}

fn date(day: Day, words: &str, span: Span, repairs: &mut Repairs) -> Option<crate::ast::Date> {
    match day {
        Day::Real(date) => Some(date),
        Day::Impossible => {
            repairs.warn(
                code::DATE_INVALID,
                span,
                format!("the calendar has no day `{words}`"),
                "look the day of issue up and mend it in the source",
            );
            None
        }
    }
}
