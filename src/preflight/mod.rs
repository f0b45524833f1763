//! Measures the finished pages against the clauses that a style promises to keep.
//!
//! Everything is measured from what stands on the pages: places, sizes and outlines of glyphs, rules, colours. The style
//! gives the clauses and no figure besides, so that a page which came out otherwise than its style says is told of too.

mod lines;
mod measures;

use crate::diagnostics::{Diagnostic, Sink, code};
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::style::{Clause, Unit};
use lines::Sight;

/// A figure with the page that it was found on, from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Found {
    value: Value,
    page: usize,
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Figure(f64),
    /// Cyan, magenta, yellow and black, 0 to 100.
    Colour([f64; 4]),
}

/// Tells of every clause that the pages do not keep, by the figure that is furthest off. A clause of something that
/// the pages do not have is kept.
pub fn inspect(pages: &Pages, clauses: &[Clause], fonts: &FontBook, sink: &mut Sink) {
    if clauses.is_empty() {
        return;
    }
    let sight = Sight::of(pages, fonts);
    for clause in clauses {
        let off = |found: &Found| (distance(clause, found.value), *found);
        let found = measures::of(clause, &sight);
        let worst = found.iter().map(off).max_by(|(one, _), (other, _)| one.total_cmp(other));
        if let Some((_, found)) = worst.filter(|(distance, _)| *distance > clause.tolerance + ROUNDING) {
            sink.report(finding(clause, found));
        }
    }
}

/// Figures are told to hundredths, and taken no more strictly.
const ROUNDING: f64 = 0.005;

fn distance(clause: &Clause, value: Value) -> f64 {
    match (value, clause.wants, clause.cmyk) {
        (Value::Figure(figure), Some(wanted), _) => (figure - wanted).abs(),
        (Value::Colour(parts), _, Some(wanted)) => {
            parts.iter().zip(wanted).map(|(part, wanted)| (part - wanted).abs()).fold(0.0, f64::max)
        }
        _ => 0.0,
    }
}

fn finding(clause: &Clause, found: Found) -> Diagnostic {
    let unit = clause.measure.unit();
    let measured = match found.value {
        Value::Figure(figure) => written(figure, unit),
        Value::Colour(parts) => ink(parts),
    };
    let wanted = match (clause.wants, clause.cmyk) {
        (_, Some(parts)) => ink(parts),
        (wanted, None) => written(wanted.unwrap_or_default(), unit),
    };
    let within = if clause.tolerance > 0.0 { format!(" ± {}", figure(clause.tolerance)) } else { String::new() };
    let (page, words, name) = (found.page + 1, clause.measure.words(), &clause.clause);
    let message = format!("{words} is {measured} on page {page}, and {name} wants {wanted}{within}");
    Diagnostic::new(code::PAGE_OFF_CLAUSE, message).hint(
        "look for what sets it in the style or in the issue; a style that follows other clauses says `clauses = []`",
    )
}

fn written(value: f64, unit: Unit) -> String {
    let unit = match unit {
        Unit::Mm => " mm",
        Unit::Pt => " pt",
        Unit::Em => " em",
        Unit::Count | Unit::Colour => "",
    };
    format!("{}{unit}", figure(value))
}

/// To hundredths, without idle noughts.
fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `M80 Y80`.
fn ink(parts: [f64; 4]) -> String {
    let inks = ["C", "M", "Y", "K"].into_iter().zip(parts).filter(|(_, part)| *part > 0.0);
    let named: Vec<String> = inks.map(|(ink, part)| format!("{ink}{}", part.round())).collect();
    if named.is_empty() { "no ink".into() } else { named.join(" ") }
}
