//! Every key of the front matter, with what reads it.

use super::super::compositor::Compositor;
use super::schema::{self, Form};
use super::yaml::Node;
use super::{corrects, parts, titles};
use crate::ast::{Date, Front, IssueNumber, identifiers};
use crate::diagnostics::code;
use crate::read::genre::masthead::in_ascii_figures;

type Setter = fn(&mut Compositor<'_>, &Node);

/// A key of the front matter.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it says, as sentences.
    pub(super) meaning: &'static str,
    /// The JSON Schema of its values.
    pub(super) form: Form,
    set: Setter,
}

const fn key(name: &'static str, meaning: &'static str, form: Form, set: Setter) -> Key {
    Key { name, meaning, form, set }
}

/// The keys, in the order in which they are read: the language first, since titles take it.
pub(super) const KEYS: [Key; 26] = [
    key("lang", "The language of the issue, as a tag: `en`, `en-GB`, `zh`, `zh-Hant`.", schema::words, lang),
    key("series", "The bulletin's name.", schema::words, |desk, node| desk.front.series = desk.line("series", node)),
    key("number", "The number within the year. The Roman form derives from it.", schema::counting, |desk, node| {
        desk.front.number = desk.counting("number", node).map(IssueNumber)
    }),
    key("roman", "The Roman numeral of the number, to be checked.", schema::words, roman),
    key("whole-number", "The number since the first issue of the series.", schema::counting, |desk, node| {
        desk.front.whole_number = desk.counting("whole-number", node).map(IssueNumber)
    }),
    key(
        "supplement",
        "The number among the supplements of the year, instead of `number`.",
        schema::counting,
        |desk, node| desk.front.supplement = desk.counting("supplement", node).map(IssueNumber),
    ),
    key(
        "corrects",
        "The issue that this one corrects or replaces: `2024-05`, `2024-s1` for a supplement.",
        schema::corrects,
        corrects::corrects,
    ),
    key(
        "issue-line",
        "The line of the numbers as it was printed; the style makes it otherwise.",
        schema::words,
        |desk, node| desk.front.issue_line = desk.line("issue-line", node),
    ),
    key(
        "designation",
        "The designation as it was printed; the style makes it otherwise.",
        schema::words,
        |desk, node| desk.front.designation = desk.line("designation", node),
    ),
    key("date", "The day of issue: `2023-10-20`, `20 October 2023`, `2023年10月20日`.", schema::words, date),
    key("date-line", "The date as it was printed; the style makes it otherwise.", schema::words, |desk, node| {
        desk.front.date_line = desk.line("date-line", node)
    }),
    key("publisher", "The issuing body.", schema::words, |desk, node| {
        desk.front.publisher = desk.line("publisher", node)
    }),
    key(
        "title",
        "The title of this issue: words, a list of its lines, or one of these for each language.",
        schema::by_language,
        titles::title,
    ),
    key("subtitle", "The subtitle, in the same forms as the title.", schema::by_language, titles::subtitle),
    key(
        "editors-note",
        "Why this issue exists, instead of a block `::: editors-note`.",
        schema::editors_note,
        parts::editors_note,
    ),
    key("compilers", "Who compiled the issue: names.", schema::compilers, parts::compilers),
    key("people", "Who is quoted; those whom the text marks need not be listed.", schema::people, parts::people),
    key("imprint", "What stands at the end of the issue besides its compilers.", schema::imprint, parts::imprint),
    key("classification", "The marking at the top left of page 1.", schema::words, |desk, node| {
        desk.front.classification = desk.line("classification", node)
    }),
    key(
        "copy-number",
        "The number of the copy, at the head of page 1: at the right, or over the classification by GB/T 9704.",
        schema::words,
        |desk, node| desk.front.copy_number = desk.line("copy-number", node),
    ),
    key("licence", "The licence, as an SPDX name or an address.", schema::words, licence),
    key("license", "The same as `licence`.", schema::words, licence),
    key("issn", "The International Standard Serial Number: `0378-5955`.", schema::words, issn),
    key("doi", "The Digital Object Identifier: `10.1000/182`.", schema::words, doi),
    key("keywords", "Subject words.", schema::several, |desk, node| {
        desk.front.keywords = desk.several("keywords", node, &[',', ';', '，', '；', '、', '\n'])
    }),
    key(
        "style",
        "The style: the name of one that comes with the program, or the path of a style sheet.",
        schema::words,
        |desk, node| desk.front.style = desk.line("style", node),
    ),
];

/// Reads facts out of maps.
pub(super) fn read(desk: &mut Compositor<'_>, nodes: &[Node]) {
    let known = KEYS.map(|key| key.name);
    let mut fields = Vec::new();
    for node in nodes {
        fields.extend(desk.fields("", node, &known));
    }
    for key in KEYS {
        for (_, node) in fields.iter().filter(|(name, _)| *name == key.name).take(1) {
            (key.set)(desk, node);
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
    desk.front.date = Date::parse(&words).or_else(|| Date::parse(&in_ascii_figures(&words)));
    if desk.front.date.is_none() {
        let (message, hint) = match Date::readings(&in_ascii_figures(&words)).as_slice() {
            [] => (
                format!("`{words}` is not a day of the calendar"),
                "write year, month and day, as in `2023-09-22`".to_string(),
            ),
            [day] => (format!("`{words}` does not begin with its year"), format!("write `{}`", day.iso())),
            [one, other, ..] => (
                format!("`{words}` does not say which number is the month"),
                format!("write `{}` or `{}`", one.iso(), other.iso()),
            ),
        };
        desk.tell(code::DATE_INVALID, node.range.clone(), message, &hint);
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
