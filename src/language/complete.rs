//! What may be written at a place.

mod body;
mod facts;

pub use facts::complete_sheet;

use super::draft::Draft;
use super::spot::spot;
use super::text::Text;
use super::yaml;
use crate::ast::{Date, Standing};
use std::ops::Range;

/// What is known beside the text.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The style sheets beside the issue, by their paths from there.
    pub sheets: Vec<String>,
    /// Pictures beside the issue.
    pub pictures: Vec<String>,
    /// Today.
    pub today: Option<Date>,
    /// What the series says.
    pub standing: Standing,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalKind {
    /// A key.
    Key,
    /// A value of a key.
    Value,
    /// The name of a form of Markdown.
    Form,
    /// A note, a section, a figure, a table, a box.
    Place,
    /// Somebody.
    Person,
    /// A file.
    File,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What the writer sees, and what the words typed so far are compared with.
    pub label: String,
    /// What it is.
    pub kind: ProposalKind,
    /// What is said beside it.
    pub detail: String,
    /// The words that are written.
    pub insert: String,
    /// What they are written in the place of: on one line, around the place.
    pub replaces: Range<usize>,
}

/// What may be written at an offset of an issue.
#[must_use]
pub fn complete(draft: &Draft, offset: usize, around: &Around) -> Vec<Proposal> {
    let text = draft.text();
    let offset = text.as_str().floor_char_boundary(offset.min(text.as_str().len()));
    match draft.front() {
        Some(front) if offset <= front.end && offset >= front.start && !is_closing(text, offset) => {
            let field = yaml::field(text, front.start, offset);
            field.map(|field| facts::propose(draft, &field, offset, around)).unwrap_or_default()
        }
        _ => spot(draft, offset).map(|spot| body::propose(draft, spot, offset, around)).unwrap_or_default(),
    }
}

/// Whether the line is the one that closes the front matter.
fn is_closing(text: &Text, offset: usize) -> bool {
    let line = text.as_str().get(text.line(text.line_of(offset))).unwrap_or_default();
    matches!(line.trim_end(), "---" | "...")
}

/// The languages that are proposed.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", "English"),
    ("en-GB", "English, with the day before the month"),
    ("zh", "Chinese"),
    ("zh-Hans", "Chinese in simplified characters"),
    ("zh-Hant", "Chinese in traditional characters"),
    ("fr", "French; the style needs words of its own for it"),
];

fn languages(replaces: &Range<usize>) -> Vec<Proposal> {
    LANGUAGES.iter().map(|(tag, name)| Proposal::value(tag, name, replaces)).collect()
}

impl Proposal {
    /// A value, which those that propose something else begin with.
    fn value(word: &str, detail: &str, replaces: &Range<usize>) -> Proposal {
        Proposal {
            label: word.to_string(),
            kind: ProposalKind::Value,
            detail: detail.to_string(),
            insert: word.to_string(),
            replaces: replaces.clone(),
        }
    }
}
