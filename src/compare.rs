//! What changed between two versions of an issue, in words and in structure, whatever formats they came from.
//!
//! Each document is laid out as a row of [`Unit`]s: facts, headings, paragraphs, items, cells, notes. The rows are aligned;
//! units that stand at the same place and share most of their words are one unit that changed, and their words are
//! compared one by one.

mod cells;
mod facts;
mod looks;
mod names;
mod tables;
mod units;
mod words;

pub use looks::Mark;
pub use units::{Kind, Unit};
pub use words::{Piece, pieces};

use crate::ast::Document;
use names::Names;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};
use units::units;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A unit of the second document alone.
    Added(Unit),
    /// A unit of the first document alone.
    Removed(Unit),
    /// A unit whose words, or whose kind, or what else is said of it, changed.
    Changed {
        /// As it was.
        before: Unit,
        /// As it is.
        after: Unit,
        /// The words of both, piece by piece.
        pieces: Vec<Piece>,
        /// What was said of it or its words, besides the words, and is not any more, and what is said now.
        structure: Vec<Piece>,
    },
    /// A unit that stands elsewhere, with the same words.
    Moved {
        /// Where it stood.
        before: Unit,
        /// Where it stands.
        after: Unit,
    },
}

/// Two units are one that changed where at least this share of their words is the same.
const ALIKE: f64 = 0.4;

/// So many units are compared with so many others in one stretch; longer ones are told as removed and added.
const LONGEST_STRETCH: usize = 200;

/// Everything that changed from one document to another, in the order of the second.
#[must_use]
pub fn compare(before: &Document, after: &Document) -> Vec<Change> {
    // A format that holds its pictures calls them as it likes.
    let by_files = before.provenance.format == after.provenance.format;
    let all = |document: &Document| units(document, Names::new(document, by_files));
    let (old, new) = (all(before), all(after));
    let keys = |units: &[Unit]| {
        let key = |unit: &Unit| (unit.kind, unit.text.clone(), unit.marks.clone());
        units.iter().map(key).collect::<Vec<_>>()
    };
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &keys(&old), &keys(&new)) {
        match op {
            DiffOp::Equal { .. } => {}
            _ => {
                let (from, to) = (op.old_range(), op.new_range());
                stretch(old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default(), &mut changes);
            }
        }
    }
    moved(changes)
}

/// Compares two stretches that have nothing in common as they are.
fn stretch(old: &[Unit], new: &[Unit], changes: &mut Vec<Change>) {
    let mut left = old;
    let small = old.len().max(new.len()) <= LONGEST_STRETCH;
    for after in new {
        let best = match small {
            true => nearest(left, after),
            false => None,
        };
        match best {
            Some((at, pieces)) => {
                let (gone, rest) = left.split_at(at);
                changes.extend(gone.iter().cloned().map(Change::Removed));
                let Some((before, rest)) = rest.split_first() else { continue };
                let structure = structure(before, after);
                changes.push(Change::Changed { before: before.clone(), after: after.clone(), pieces, structure });
                left = rest;
            }
            None => changes.push(Change::Added(after.clone())),
        }
    }
    changes.extend(left.iter().cloned().map(Change::Removed));
}

/// The cell at the same row and column, else the first unit that shares enough words; with its place.
fn nearest(units: &[Unit], after: &Unit) -> Option<(usize, Vec<Piece>)> {
    let same = |before: &Unit| before.kind == Kind::Cell && before.place == after.place && before.under == after.under;
    if let Some(at) = units.iter().position(same).filter(|_| after.kind == Kind::Cell) {
        return units.get(at).map(|before| (at, pieces(&before.text, &after.text)));
    }
    units.iter().enumerate().find_map(|(at, before)| {
        if before.kind.is_fact() || after.kind.is_fact() {
            return (before.kind == after.kind).then(|| (at, pieces(&before.text, &after.text)));
        }
        let pieces = pieces(&before.text, &after.text);
        if before.kind == after.kind && before.text == after.text {
            return Some((at, pieces));
        }
        (words::alike(&pieces) >= ALIKE).then_some((at, pieces))
    })
}

/// What is said of one of two units alone.
fn structure(before: &Unit, after: &Unit) -> Vec<Piece> {
    let found = differing(before, after, |mark| mark.says.clone());
    if !found.is_empty() || before.text != after.text {
        return found;
    }
    // The same, of words that stand elsewhere and read alike.
    differing(before, after, |mark| format!("{} at character {}", mark.says, mark.at + 1))
}

fn differing(before: &Unit, after: &Unit, say: impl Fn(&Mark) -> String) -> Vec<Piece> {
    let said = |unit: &Unit| unit.marks.iter().map(&say).collect::<Vec<_>>();
    let (old, new) = (said(before), said(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let changes = ops.iter().flat_map(|op| op.iter_changes(&old, &new));
    changes
        .filter_map(|change| match change.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(Piece::Removed(change.value())),
            ChangeTag::Insert => Some(Piece::Added(change.value())),
        })
        .collect()
}

/// Joins what was removed at one place and added at another with the same words.
fn moved(changes: Vec<Change>) -> Vec<Change> {
    let mut changes: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    for at in 0..changes.len() {
        let Some(Some(Change::Added(after))) = changes.get(at).cloned() else { continue };
        let same = |change: &Option<Change>| match change {
            Some(Change::Removed(before)) => {
                before.kind == after.kind && before.text == after.text && before.marks == after.marks
            }
            _ => false,
        };
        let Some(from) = changes.iter().position(same).filter(|_| !after.text.is_empty()) else { continue };
        if let Some(Some(Change::Removed(before))) = changes.get_mut(from).map(Option::take) {
            changes[at] = Some(Change::Moved { before, after });
        }
    }
    changes.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Block, Cell, Inline, Paragraph, Row, Table};
    use crate::diagnostics::Span;

    fn issue(paragraphs: &[&str]) -> Document {
        let paragraph = |words: &&str| {
            let inlines = vec![Inline::text(*words, Span::Unknown)];
            Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })
        };
        Document { lead: paragraphs.iter().map(paragraph).collect(), ..Document::default() }
    }

    fn told(before: &[&str], after: &[&str]) -> Vec<String> {
        let tell = |change: &Change| match change {
            Change::Added(unit) => format!("+{}", unit.text),
            Change::Removed(unit) => format!("-{}", unit.text),
            Change::Changed { before, after, .. } => format!("{}>{}", before.text, after.text),
            Change::Moved { after, .. } => format!("~{}", after.text),
        };
        compare(&issue(before), &issue(after)).iter().map(tell).collect()
    }

    #[test]
    fn what_is_the_same_is_no_change() {
        assert_eq!(told(&["one two", "three"], &["one two", "three"]), Vec::<String>::new());
    }

    #[test]
    fn a_cell_is_known_by_its_row_and_column() {
        let table = |figures: [&str; 2]| {
            let cell = |words: &str| {
                let inlines = vec![Inline::text(words, Span::Unknown)];
                let blocks = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
                Cell { blocks, columns: 1, rows: 1, ..Cell::default() }
            };
            let row =
                |words: [&str; 3]| Row { cells: words.iter().map(|words| cell(words)).collect(), ..Row::default() };
            let [one, two] = figures;
            let body = vec![row(["江苏", one, two])];
            let table = Table { head: vec![row(["省份", "2020年", "2021年"])], body, ..Table::default() };
            Document { lead: vec![table.into()], ..Document::default() }
        };
        let changes = compare(&table(["3005.9", "3438.6"]), &table(["3005.9", "3483.6"]));
        let told = changes.iter().map(|change| match change {
            Change::Changed { before, after, .. } => format!("{}: {} → {}", after.place, before.text, after.text),
            other => format!("{other:?}"),
        });
        assert_eq!(told.collect::<Vec<_>>(), ["row 江苏, column 2021年: 3438.6 → 3483.6"]);
    }

    #[test]
    fn changes_additions_removals_and_moves_are_told_apart() {
        let before = ["the city has a plan", "it is public", "the end of it"];
        assert_eq!(
            told(&before, &["the city has one plan", "it is public", "the end of it"]),
            ["the city has a plan>the city has one plan"]
        );
        assert_eq!(told(&before, &["the city has a plan", "the end of it"]), ["-it is public"]);
        assert_eq!(told(&before, &["it is public", "the end of it", "the city has a plan"]).len(), 1);
        assert_eq!(told(&["一是创新"], &["一是协同"]), ["一是创新>一是协同"]);
    }
}
