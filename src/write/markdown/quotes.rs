//! Quotations, and whose words they are.

use super::escape::Place;
use super::{Desk, Tongue};
use crate::ast::{Inline, Quote};

/// The dashes with which a signature opens.
const DASHES: [char; 2] = ['—', '―'];

impl Desk<'_, '_> {
    /// A quotation. Whose words it is stands in its last paragraph, after a dash of its own or said to be that.
    pub(super) fn quote(&mut self, quote: &Quote, tongue: Tongue<'_>) -> String {
        let inner = self.blocks(&quote.blocks, tongue);
        let Some(attribution) = &quote.attribution else { return prefixed(&unsigned(&inner)) };
        let words = self.run(attribution, Place::Line);
        let dashed = matches!(attribution.first(), Some(Inline::Text { .. })) && words.starts_with(DASHES);
        let signature = match dashed && !inner.is_empty() {
            true => words,
            false => format!("[{words}]{{.by}}"),
        };
        let gap = if inner.is_empty() { "" } else { "\n\n" };
        prefixed(&format!("{inner}{gap}{signature}"))
    }
}

/// A quotation whose last paragraph has a line that opens with a dash, which is no signature: the dash is written by its
/// number.
fn unsigned(inner: &str) -> String {
    let start = inner.rfind("\n\n").map_or(0, |at| at + 2);
    let (before, last) = inner.split_at(start);
    let line = |line: &str| match line.strip_prefix(DASHES) {
        Some(rest) if line.starts_with('—') => format!("&#x2014;{rest}"),
        Some(rest) => format!("&#x2015;{rest}"),
        None => line.to_string(),
    };
    format!("{before}{}", last.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

fn prefixed(text: &str) -> String {
    text.split('\n').map(|line| format!("> {line}").trim_end_matches(' ').to_string()).collect::<Vec<_>>().join("\n")
}
