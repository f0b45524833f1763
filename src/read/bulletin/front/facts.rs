//! Every key of the front matter, with what reads it.

use super::super::compositor::Compositor;
use super::yaml::{Node, Value};
use super::{corrects, parts, titles};
use crate::ast::{Date, Front, IssueNumber, identifiers};
use crate::diagnostics::code;

type Setter = fn(&mut Compositor<'_>, &Node);

/// The keys, in the order in which they are read: the language first, since titles take it.
const KEYS: [(&str, Setter); 26] = [
    ("lang", lang),
    ("series", |desk, node| desk.front.series = desk.line("series", node)),
    ("number", |desk, node| desk.front.number = desk.counting("number", node).map(IssueNumber)),
    ("roman", roman),
    ("whole-number", |desk, node| desk.front.whole_number = desk.counting("whole-number", node).map(IssueNumber)),
    ("supplement", |desk, node| desk.front.supplement = desk.counting("supplement", node).map(IssueNumber)),
    ("corrects", corrects::corrects),
    ("issue-line", |desk, node| desk.front.issue_line = desk.line("issue-line", node)),
    ("designation", |desk, node| desk.front.designation = desk.line("designation", node)),
    ("date", date),
    ("date-line", |desk, node| desk.front.date_line = desk.line("date-line", node)),
    ("publisher", |desk, node| desk.front.publisher = desk.line("publisher", node)),
    ("title", titles::title),
    ("subtitle", titles::subtitle),
    ("editors-note", parts::editors_note),
    ("compilers", parts::compilers),
    ("people", parts::people),
    ("imprint", parts::imprint),
    ("classification", |desk, node| desk.front.classification = desk.line("classification", node)),
    ("copy-number", |desk, node| desk.front.copy_number = desk.line("copy-number", node)),
    ("licence", licence),
    ("license", licence),
    ("issn", issn),
    ("doi", doi),
    ("keywords", |desk, node| {
        desk.front.keywords = desk.several("keywords", node, &[',', ';', '，', '；', '、', '\n'])
    }),
    ("style", |desk, node| desk.front.style = desk.line("style", node)),
];

/// Reads facts out of maps; what is not a map is told.
pub(super) fn read(desk: &mut Compositor<'_>, nodes: &[Node]) {
    let known = KEYS.map(|(key, _)| key);
    let mut fields = Vec::new();
    for node in nodes {
        if !matches!(node.value, Value::Map(_) | Value::Nothing) {
            desk.wrong("the front matter", node, "keys with values");
        }
        fields.extend(desk.fields("", node, &known));
    }
    for (key, set) in KEYS {
        for (_, node) in fields.iter().filter(|(name, _)| *name == key).take(1) {
            set(desk, node);
        }
    }
}

fn lang(desk: &mut Compositor<'_>, node: &Node) {
    if let Some(tag) = desk.line("lang", node) {
        desk.front.lang = desk.lang(&tag, node.range.clone()).unwrap_or_default();
    }
}

fn roman(desk: &mut Compositor<'_>, node: &Node) {
    let Some(roman) = desk.line("roman", node) else { return };
    let Some(number) = desk.front.number else { return };
    if roman != number.roman() {
        let message = format!("the Roman numeral is `{roman}`, and number {} is `{}`", number.0, number.roman());
        desk.tell(
            code::ROMAN_MISMATCH,
            node.range.clone(),
            message,
            "mend one of them, or leave `roman` out: it derives from `number`",
        );
    }
}

fn date(desk: &mut Compositor<'_>, node: &Node) {
    let Some(words) = desk.line("date", node) else { return };
    desk.front.date = Date::parse(&words);
    if desk.front.date.is_none() {
        let message = if Date::is_ambiguous(&words) {
            format!("`{words}` does not say which number is the month")
        } else {
            format!("`{words}` is not a day of the calendar")
        };
        desk.tell(code::DATE_INVALID, node.range.clone(), message, "write year, month and day, as in `2023-09-22`");
    }
}

fn licence(desk: &mut Compositor<'_>, node: &Node) {
    desk.front.licence = desk.line("licence", node).or(desk.front.licence.take());
}

fn issn(desk: &mut Compositor<'_>, node: &Node) {
    let Some(words) = desk.line("issn", node) else { return };
    let bare = words.trim_start_matches("ISSN").trim();
    if identifiers::is_issn(bare) {
        desk.front.issn = Some(bare.to_string());
    } else {
        let message = format!("`{words}` is not an ISSN");
        desk.tell(
            code::ISSN_INVALID,
            node.range.clone(),
            message,
            "write eight figures as in `0378-5955`; the last one is a check figure",
        );
    }
}

fn doi(desk: &mut Compositor<'_>, node: &Node) {
    let Some(words) = desk.line("doi", node) else { return };
    let bare = Front::bare_doi(&words);
    if identifiers::is_doi(bare) {
        desk.front.doi = Some(bare.to_string());
    } else {
        let message = format!("`{words}` is not a DOI");
        desk.tell(code::DOI_INVALID, node.range.clone(), message, "write it as in `10.1000/182`");
    }
}
