//! Issues kept for good: `masthead archive` and `masthead verify`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

#[path = "../cli/desk.rs"]
#[allow(dead_code, reason = "other tests use the rest of the desk")]
mod desk;
mod documents;
mod faces;
mod flips;
mod log;
mod making;
mod meaning;
mod seal;
mod series;
mod strangers;

/// A short issue with a picture.
pub(crate) const ISSUE: &str = "---\nseries: Harbour Letters\nnumber: 3\nwhole-number: 41\ndate: 2024-05-06\npublisher: The Harbour Office\n\
    title: Boats & bridges\nlang: en\nstyle: plain\n---\n\nThe harbour has two bridges and many boats.\n\n# Bridges\n\n\
    ![A white dot](dot.png)\n\nThe old bridge is closed.\n";

/// A picture.
pub(crate) const DOT: &[u8] = include_bytes!("../../fixtures/pages/dot.png");

/// A folder with the short issue and its picture.
pub(crate) fn desk_with_issue() -> desk::Desk {
    let desk = desk::Desk::new();
    desk.put("issue.md", ISSUE);
    desk.put("dot.png", DOT);
    desk
}
