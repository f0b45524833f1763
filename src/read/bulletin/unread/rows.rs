//! Rows between bars that are no table, since the line of hyphens under the first is missing or wrong.

use super::super::compositor::Compositor;
use super::super::full_width::write;
use super::{Leaf, Search};
use crate::diagnostics::code;

impl Compositor<'_> {
    /// Tells of lines in a row that open and close with bars.
    pub(super) fn tell_rows(&mut self, leaf: &Leaf, search: &Search) {
        // Full-width bars are told of by themselves.
        let is_headed = search.headed.is_some_and(|end| self.slice(end..leaf.start) == "\n");
        if is_headed || leaf.words.contains('｜') {
            return;
        }
        let lines: Vec<(usize, &str)> = leaf.lines().map(|(start, line, _)| (start, line)).collect();
        for run in lines.chunk_by(|one, other| is_row(one.1) == is_row(other.1)) {
            if let [first, second, ..] = run
                && is_row(first.1)
            {
                self.rows_without_table(*first, *second, run.len());
            }
        }
    }

    /// Tells of a row that bare hyphens under it make a heading, which ends at a place.
    pub(super) fn tell_headed_row(&mut self, leaf: &Leaf, end: usize, search: &mut Search) {
        let Some((start, row)) = leaf.lines().last().map(|(start, line, _)| (start, line)) else { return };
        let underline = self.slice(start + row.len()..end).trim();
        if !is_row(row) || underline.is_empty() || !underline.bytes().all(|byte| byte == b'-') {
            return;
        }
        search.headed = Some(start + self.slice(start..end).trim_end().len());
        let hint = write(&line_of_hyphens(cells(row).count(), ""), "|---|---|");
        let message = "the line of hyphens under this row has no bars, and so it makes a heading of the row";
        self.tell(code::TABLE_UNREAD, start..start + row.len(), message, &format!("{hint} under it"));
    }

    fn rows_without_table(&mut self, first: (usize, &str), second: (usize, &str), count: usize) {
        if is_wide(first.1) || is_wide(second.1) {
            return;
        }
        let columns = cells(first.1).count();
        let hyphens = line_of_hyphens(columns, if is_hyphens(second.1) { second.1 } else { "" });
        let advice = write(&hyphens, "|---|---|");
        let groups = cells(second.1).count();
        let (line, message, hint) = if is_hyphens(first.1) {
            let message =
                "a line of hyphens stands first, and so these rows are no table and are printed with their bars";
            (first, message.to_string(), "put the row that heads the table above it".to_string())
        } else if !is_hyphens(second.1) {
            let message = format!(
                "these {count} rows are no table and are printed with their bars: no line of hyphens stands under the first"
            );
            (first, message, format!("{advice} under this row, on a line of its own"))
        } else if groups != columns {
            let more = if groups == 1 { "" } else { "s" };
            let cell = if columns == 1 { "cell" } else { "cells" };
            let message = format!(
                "this line has {groups} group{more} of hyphens for {columns} {cell} above it, and so the rows are no table and are printed with their bars"
            );
            (second, message, advice)
        } else {
            return;
        };
        self.tell(code::TABLE_UNREAD, line.0..line.0 + line.1.len(), message, &hint);
    }
}

fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

/// What stands between the bars of a row.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    row.trim_matches('|').split('|').map(str::trim)
}

/// Whether a line was meant as the one under a table's head.
fn is_hyphens(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Whether a line has dashes that an input method typed for hyphens, which are told of by themselves.
fn is_wide(line: &str) -> bool {
    let dash = |c: char| matches!(c, '－' | '—' | '–');
    line.contains(dash) && line.chars().all(|c| dash(c) || matches!(c, '|' | '-' | ':' | '：' | ' ' | '\u{3000}'))
}

/// The line under a head of so many columns; what another one says of how they are set is kept.
fn line_of_hyphens(columns: usize, like: &str) -> String {
    let known = cells(like).map(|cell| if is_group(cell) { cell } else { "---" });
    let groups: Vec<&str> = known.chain(std::iter::repeat("---")).take(columns).collect();
    format!("|{}|", groups.join("|"))
}

/// Whether a cell says how its column is set.
fn is_group(cell: &str) -> bool {
    let inner = cell.strip_prefix(':').unwrap_or(cell);
    let inner = inner.strip_suffix(':').unwrap_or(inner);
    !inner.is_empty() && inner.bytes().all(|byte| byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_to_write_has_a_group_for_every_column() {
        for (columns, like, line) in
            [(2, "", "|---|---|"), (2, "|:--|", "|:--|---|"), (1, "|--|-:|", "|--|"), (2, "|- -|--|", "|---|--|")]
        {
            assert_eq!(line_of_hyphens(columns, like), line);
        }
    }
}
