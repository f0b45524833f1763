//! What the masthead, the imprint and the running heads print.

use super::pattern::fill;
use crate::ast::{Document, Front, Imprint, ImprintLine, Masthead};
use crate::style::{StyleSheet, Words};
use unicode_normalization::UnicodeNormalization;

/// Derives the printed lines from the front matter and the style's patterns. A line that the source printed itself
/// (designation, date, labels) is printed as it stood there.
pub(super) fn print(document: &mut Document, style: &StyleSheet) {
    let front = &document.front;
    let Some(words) = style.words(&front.lang) else { return };
    let from = |pattern: &str| fill(pattern, &|name| field(front, name));
    document.masthead = Masthead {
        copy_number_first: style.masthead.copy_number_first,
        name: front
            .series
            .as_deref()
            .map(|name| name_lines(name, words, style.masthead.kind_apart))
            .unwrap_or_default(),
        issue_line: issue_line(front, from(issue_pattern(front, words))),
        publisher: front.publisher.clone(),
        date: field(front, "date"),
        designation: front.designation.clone().or_else(|| from(&words.designation)),
        editors_note_label: front
            .editors_note
            .as_ref()
            .map(|note| note.label.clone().unwrap_or_else(|| words.editors_note.clone())),
        imprint: imprint(front, words, style.imprint.copies_right),
        running_recto: from(&words.running_recto),
        running_verso: from(&words.running_verso),
    };
}

/// What the line of a supplement is made by differs from that of other issues.
fn issue_pattern<'a>(front: &Front, words: &'a Words) -> &'a str {
    if front.supplement.is_some() { &words.supplement_line } else { &words.issue_line }
}

/// The issue line by the style, unless the source printed one that says more: then that one, without its braces.
fn issue_line(front: &Front, styled: Option<String>) -> Option<String> {
    let Some(printed) = &front.issue_line else { return styled };
    let said = figures_and_words(styled.as_deref().unwrap_or_default());
    let more = figures_and_words(printed).into_iter().any(|word| !said.contains(&word));
    if more { Some(printed.trim_matches(['{', '}', ' ']).to_string()) } else { styled }
}

/// The numbers and the words of a line, each as one.
fn figures_and_words(line: &str) -> Vec<String> {
    let kind = |c: &char| (c.is_alphanumeric(), c.is_numeric());
    let characters: Vec<char> = line.nfkc().collect();
    let stretches = characters.chunk_by(|a, b| kind(a) == kind(b));
    stretches
        .filter(|stretch| stretch.iter().all(|c| c.is_alphanumeric()))
        .map(|stretch| stretch.iter().collect())
        .collect()
}

fn field(front: &Front, name: &str) -> Option<String> {
    match name {
        "series" => front.series.clone(),
        "number" => front.number.map(|number| number.0.to_string()),
        "roman" => front.number.map(|number| number.roman()),
        "whole" => front.whole_number.map(|number| number.0.to_string()),
        "supplement" => front.supplement.map(|number| number.0.to_string()),
        "corrected-number" => corrected(front, false),
        "corrected-supplement" => corrected(front, true),
        "corrected-year" => front.corrects.map(|issue| issue.year.to_string()),
        "year" => front.date.map(|date| date.year().to_string()),
        "date" => front.date_line.clone().or_else(|| front.date.map(|date| date.long(&front.lang))),
        "publisher" => front.publisher.clone(),
        _ => None,
    }
}

fn corrected(front: &Front, supplement: bool) -> Option<String> {
    front.corrects.filter(|issue| issue.supplement == supplement).map(|issue| issue.number.0.to_string())
}

/// The name in one line, or with its last word on a line of its own where that says what it is (`Bulletin`) and no
/// word is left that leans on it (`The Bulletin`).
pub(super) fn name_lines(name: &str, words: &Words, kind_apart: bool) -> Vec<String> {
    let among = |known: &[String], word: &str| known.iter().any(|one| one.to_lowercase() == word.to_lowercase());
    let leans = |name: &str| name.split_whitespace().next_back().is_none_or(|last| among(&words.little_words, last));
    match name.trim().rsplit_once(' ') {
        Some((name, kind)) if kind_apart && among(&words.kinds, kind) && !leans(name) => {
            vec![name.trim_end().to_string(), kind.to_string()]
        }
        _ => vec![name.trim().to_string()],
    }
}

fn imprint(front: &Front, words: &Words, copies_right: bool) -> Vec<ImprintLine> {
    let joined = |label: &str, names: &[String], separator: &str| ImprintLine {
        label: label.into(),
        text: names.join(separator),
        flush_right: false,
    };
    let list = |label: &str, names: &[String]| joined(label, names, &words.list_separator);
    let mut lines = Vec::new();
    if let Some(compilers) = &front.compilers {
        lines.push(list(compilers.label.as_ref().unwrap_or(&words.compilers), &compilers.names));
    }
    let Imprint { reviewers, distribution, copies_to, .. } = &front.imprint;
    if !reviewers.is_empty() {
        lines.push(list(&words.reviewers, reviewers));
    }
    for (label, names) in [(&words.distribution, distribution), (&words.copies_to, copies_to)] {
        let groups = names.iter().any(|one| one.contains(['、', '，', ',']));
        let separator = if groups { &words.group_separator } else { &words.distribution_separator };
        lines.extend((!names.is_empty()).then(|| joined(label, names, separator)));
    }
    let plain = |text: String| ImprintLine { text, ..ImprintLine::default() };
    lines.extend(front.imprint.lines.iter().cloned().map(plain));
    let copies = front.imprint.copies;
    let copies = copies.and_then(|copies| fill(&words.copies, &|name| (name == "copies").then(|| copies.to_string())));
    let flush_right = copies_right && !lines.is_empty();
    lines.extend(copies.map(|text| ImprintLine { flush_right, ..plain(text) }));
    lines.extend(issued(front, words));
    lines
}

/// Who issues it at the left, and when at the right (GB/T 9704-2012, 7.4.3).
fn issued(front: &Front, words: &Words) -> Vec<ImprintLine> {
    let Some(office) = &front.imprint.issued_by else { return Vec::new() };
    let day = front.date.map(|date| date.long(&front.lang));
    let day = fill(&words.issued, &|name| day.clone().filter(|_| name == "date")).filter(|day| !day.is_empty());
    let line = |text: String, flush_right| ImprintLine { label: String::new(), text, flush_right };
    std::iter::once(line(office.clone(), false)).chain(day.map(|day| line(day, true))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::{CorrectedIssue, Date, IssueNumber};
    use crate::style::ISSUE_FIELDS;

    #[test]
    fn every_field_that_a_style_may_name_can_be_filled() {
        let front = Front {
            series: Some("Bulletin".into()),
            number: Some(IssueNumber(6)),
            whole_number: Some(IssueNumber(167)),
            date: Date::new(2023, 9, 22),
            publisher: Some("Centre".into()),
            corrects: CorrectedIssue::parse("2023-05"),
            ..Front::default()
        };
        let supplement =
            Front { supplement: Some(IssueNumber(1)), corrects: CorrectedIssue::parse("2023-s1"), ..Front::default() };
        let is_empty = |name: &&&str| field(&front, name).or_else(|| field(&supplement, name)).is_none();
        let empty: Vec<_> = ISSUE_FIELDS.iter().filter(is_empty).collect();
        assert!(empty.is_empty(), "{empty:?}");
    }

    #[test]
    fn the_last_word_of_the_name_stands_apart_where_it_says_what_it_is() {
        let style = crate::style::resolve("extends = \"pujiang\"", &|_| None).unwrap();
        let words = style.words(&crate::ast::Lang::new("en")).unwrap();
        let lines = |name| name_lines(name, words, true);
        assert_eq!(lines("Riverside Health Newsletter"), ["Riverside Health", "Newsletter"]);
        assert_eq!(lines("HARBOUR BULLETIN"), ["HARBOUR", "BULLETIN"]);
        for whole in ["Bulletin of the Commission on Rivers", "The Bulletin", "Bulletin", "Notes on the Review"] {
            assert_eq!(lines(whole), [whole]);
        }
    }

    fn printed(source: &str, styled: &str) -> Option<String> {
        let front = Front { issue_line: Some(source.into()), ..Front::default() };
        issue_line(&front, Some(styled.into()))
    }

    #[test]
    fn the_style_prints_the_issue_line_unless_the_source_says_more() {
        assert_eq!(printed("{No.6 Vol. 167}", "No. 6 (Vol. 167)").as_deref(), Some("No. 6 (Vol. 167)"));
        assert_eq!(printed("第６期（总第167期）", "第6期（总第167期）").as_deref(), Some("第6期（总第167期）"));
        assert_eq!(
            printed("2023年第7期（总第168期）", "第7期（总第168期）").as_deref(),
            Some("2023年第7期（总第168期）")
        );
    }
}
