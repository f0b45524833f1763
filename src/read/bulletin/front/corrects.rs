//! `corrects`: the issue that this one corrects or replaces.

use super::super::compositor::Compositor;
use super::yaml::{Node, Value};
use crate::ast::{CorrectedIssue, Date, IssueNumber};
use crate::diagnostics::code;
use crate::read::genre::masthead::in_ascii_figures;

const HINT: &str =
    "name it as in `2024-05`, a supplement as in `2024-s1`, or give `number` and `date` on indented lines";

/// One word, or `number` (else `supplement`) and `date` or `year`.
pub(super) fn corrects(desk: &mut Compositor<'_>, node: &Node) {
    let found = match &node.value {
        Value::Map(_) => by_parts(desk, node),
        _ => desk.line("corrects", node).and_then(|words| CorrectedIssue::parse(&words)),
    };
    if found.is_none() {
        let message = "`corrects` does not name an issue";
        desk.tell(code::CORRECTION_UNNAMED, node.range.clone(), message, HINT);
    }
    desk.front.corrects = found;
}

fn by_parts(desk: &mut Compositor<'_>, node: &Node) -> Option<CorrectedIssue> {
    let (mut number, mut supplement, mut date, mut year) = (None, None, None, None);
    for (key, value) in desk.fields("corrects", node, &["number", "supplement", "date", "year"]) {
        match key {
            "number" => number = desk.counting("number", value),
            "supplement" => supplement = desk.counting("supplement", value),
            "date" => date = Some(desk.line("date", value).and_then(|words| Date::parse(&in_ascii_figures(&words)))?),
            _ => year = desk.counting("year", value).and_then(|year| u16::try_from(year).ok()),
        }
    }
    let year =
        date.map(Date::year).filter(|own| year.is_none_or(|year| year == *own)).or(year.filter(|_| date.is_none()))?;
    let number = IssueNumber(number.xor(supplement)?);
    Some(CorrectedIssue { year, number, supplement: supplement.is_some(), date })
}
