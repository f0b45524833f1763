//! The grammar of printed lines: `No. {number}[ (Vol. {whole})]`.

use super::parts::Words;
use crate::diagnostics::nearest;

/// The fields of the lines that an issue prints of itself.
pub const ISSUE_FIELDS: &[&str] = &[
    "series",
    "number",
    "roman",
    "whole",
    "supplement",
    "corrected-number",
    "corrected-supplement",
    "corrected-year",
    "year",
    "date",
    "publisher",
];

/// Why each pattern of a language that cannot be printed cannot, by its key.
pub(super) fn faults(words: &Words) -> Vec<(&'static str, String)> {
    let lines = [
        ("issue-line", &words.issue_line),
        ("supplement-line", &words.supplement_line),
        ("designation", &words.designation),
        ("running-recto", &words.running_recto),
        ("running-verso", &words.running_verso),
    ];
    let lines = lines.into_iter().map(|(key, line)| (key, brackets(line).or_else(|| fields(line, ISSUE_FIELDS))));
    let copies = brackets(&words.copies).or_else(|| fields(&words.copies, &["copies"]));
    let labels = [("table", &words.table), ("figure", &words.figure), ("section", &words.section)];
    let labels = labels.into_iter().map(|(key, label)| (key, fields(label, &["n"]).or_else(|| numberless(label))));
    let page = ("page", fields(&words.page, &["page"]).or_else(|| pageless(&words.page)));
    let quoted = ("quoted", fields(&words.quoted, &["title"]).or_else(|| titleless(&words.quoted)));
    let continued = ("table-continued", fields(&words.table_continued, &["label"]));
    let issued = brackets(&words.issued).or_else(|| fields(&words.issued, &["date"]));
    let all = lines.chain([("copies", copies), ("issued", issued)]).chain(labels).chain([page, quoted, continued]);
    all.filter_map(|(key, fault)| Some((key, fault?))).collect()
}

/// Why a pattern of a page number cannot be printed.
pub(super) fn folio_fault(pattern: &str) -> Option<String> {
    fields(pattern, &["page"])
}

fn numberless(label: &str) -> Option<String> {
    (!label.contains("{n}")).then(|| "the number `{n}` is missing, so that all would be called the same".into())
}

fn titleless(pattern: &str) -> Option<String> {
    (!pattern.contains("{title}")).then(|| "the `{title}` is missing, so that nothing would say what is meant".into())
}

fn pageless(pattern: &str) -> Option<String> {
    (!pattern.contains("{page}")).then(|| "the number `{page}` is missing, so that all would be the same page".into())
}

/// A bracket that is not closed, not opened, or stands in another.
fn brackets(pattern: &str) -> Option<String> {
    let mut open = false;
    for bracket in pattern.chars().filter(|c| matches!(c, '[' | ']')) {
        if open == (bracket == '[') {
            return Some(format!("a `{bracket}` is out of place; what may be left out stands in one pair of [ ]"));
        }
        open = !open;
    }
    open.then(|| "the `[` is never closed".into())
}

/// A field that is not closed, not opened, or not known.
fn fields(pattern: &str, known: &[&str]) -> Option<String> {
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let Some(field) = rest[at..].strip_prefix('{') else { return Some("a `}` closes no field".into()) };
        let Some((name, after)) = field.split_once('}') else { return Some("the `{` is never closed".into()) };
        if !known.contains(&name) {
            return Some(format!("there is no field `{{{name}}}` here; {}", nearest::advice(name, known)));
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(pattern: &str) -> String {
        brackets(pattern).or_else(|| fields(pattern, ISSUE_FIELDS)).unwrap_or_default()
    }

    #[test]
    fn sound_patterns_have_no_fault() {
        for pattern in ["", "No. {number}[ (Vol. {whole})]", "{series}[ · {date}][ {year}]"] {
            assert_eq!(fault(pattern), "", "{pattern}");
        }
    }

    #[test]
    fn every_fault_of_a_pattern_is_told() {
        let said = fault("No. {nubmer}");
        assert!(said.starts_with("there is no field `{nubmer}` here; "), "{said}");
        assert!(said.contains("`number`"), "{said}");
        assert_eq!(fault("No. {number"), "the `{` is never closed");
        assert_eq!(fault("No. number}"), "a `}` closes no field");
        assert_eq!(fault("[No. {number}"), "the `[` is never closed");
        assert!(fault("[a[b]]").starts_with("a `[` is out of place"));
        assert!(fault("a]").starts_with("a `]` is out of place"));
        assert!(fault("{{number}}").starts_with("there is no field `{{number}` here"));
    }

    #[test]
    fn a_label_needs_its_number() {
        assert!(numberless("Table").is_some());
        assert_eq!(fields("[Table {n}]", &["n"]).or_else(|| numberless("[Table {n}]")), None);
        assert!(folio_fault("{pgae}").is_some());
    }
}
