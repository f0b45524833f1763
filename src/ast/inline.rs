//! What stands in a line.

use super::{Lang, PersonId};
use crate::diagnostics::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A run of inline nodes.
pub type Inlines = Vec<Inline>;

/// The key of a note among the notes of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct NoteId(pub String);

/// What the ids of notes begin with that nothing calls and that have no mark.
const UNMARKED: &str = "unmarked-";

impl NoteId {
    /// The id of a note without a mark.
    #[must_use]
    pub fn unmarked(number: usize) -> NoteId {
        NoteId(format!("{UNMARKED}{number}"))
    }

    /// Whether a note has no mark.
    #[must_use]
    pub fn is_unmarked(&self) -> bool {
        self.0.starts_with(UNMARKED)
    }
}

/// What stands in a line. An inline holds text or other inlines, never blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Inline {
    /// Plain words, with no line break and no control character.
    Text {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The words.
        text: String,
    },
    /// Words set apart by their look.
    Styled {
        /// Where.
        #[serde(default)]
        span: Span,
        /// How.
        emphasis: Emphasis,
        /// The words.
        inlines: Inlines,
    },
    /// The name of a person who is quoted.
    Person {
        /// Where.
        #[serde(default)]
        span: Span,
        /// Who, among the people of the front matter.
        person: PersonId,
        /// The name as it stands here.
        inlines: Inlines,
    },
    /// The office of a person, at the mention that gives it.
    Position {
        /// Where.
        #[serde(default)]
        span: Span,
        /// Whose.
        person: PersonId,
        /// The office as it stands here.
        inlines: Inlines,
    },
    /// A link out of the document (a URI) or to a place in it (`#id`).
    Link {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The address.
        target: String,
        /// The words that carry it.
        inlines: Inlines,
    },
    /// A reference to a section, table, figure, box or note by its label, which numbering writes in, or by its page,
    /// which layout does.
    Reference {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The id of what is meant.
        target: String,
        /// What is printed of it.
        #[serde(default)]
        form: ReferenceForm,
        /// The words as printed, once they are known: `Table 3`, `page 4`.
        #[serde(default)]
        label: Option<String>,
    },
    /// The mark in the text of a note that exists.
    Callout {
        /// Where.
        #[serde(default)]
        span: Span,
        /// Which.
        note: NoteId,
    },
    /// A note mark whose note the source does not have.
    OrphanMark {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The mark as it stood, as plain figures or signs: `1` for `¹`.
        mark: String,
    },
    /// Words in another language than the text around them.
    Language {
        /// Where.
        #[serde(default)]
        span: Span,
        /// Which.
        lang: Lang,
        /// The words.
        inlines: Inlines,
    },
    /// Words with their reading over them: 注音.
    Ruby {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The words: text in whatever looks and languages, without breaks, notes, references or other readings.
        inlines: Inlines,
        /// How they are read: `hàn zì`, `ㄏㄢˋ ㄗˋ`.
        reading: String,
    },
    /// A place without words.
    Milestone {
        /// Where.
        #[serde(default)]
        span: Span,
        /// What happens there.
        kind: MilestoneKind,
    },
    /// A line break by sense, as in a title.
    LineBreak {
        /// Where.
        #[serde(default)]
        span: Span,
    },
}

/// What a reference prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceForm {
    /// What it is called: `Table 3`, `Section II`, or a title in quotation marks.
    #[default]
    Label,
    /// Its number alone: `3`, `II`.
    Number,
    /// The page: `page 4`.
    Page,
}

/// How words are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// Slanted.
    Emphasis,
    /// Bold.
    Strong,
    /// Struck through.
    Strike,
    /// Underlined.
    Underline,
    /// Raised and small.
    Superscript,
    /// Lowered and small.
    Subscript,
    /// Small capitals.
    SmallCaps,
    /// A dot under every Han character (着重号); other words are slanted.
    Dots,
}

/// What happens at a place without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MilestoneKind {
    /// A page of the issue as it was printed ended here.
    PageBreak,
}

impl Inline {
    /// Plain words at a place.
    pub fn text(text: impl Into<String>, span: Span) -> Inline {
        Inline::Text { span, text: text.into() }
    }

    /// Where the node stands in the source.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Inline::Text { span, .. }
            | Inline::Styled { span, .. }
            | Inline::Person { span, .. }
            | Inline::Position { span, .. }
            | Inline::Link { span, .. }
            | Inline::Reference { span, .. }
            | Inline::Callout { span, .. }
            | Inline::OrphanMark { span, .. }
            | Inline::Language { span, .. }
            | Inline::Ruby { span, .. }
            | Inline::Milestone { span, .. }
            | Inline::LineBreak { span } => *span,
        }
    }

    /// The inlines inside, where the node holds inlines.
    #[must_use]
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Styled { inlines, .. }
            | Inline::Person { inlines, .. }
            | Inline::Position { inlines, .. }
            | Inline::Link { inlines, .. }
            | Inline::Language { inlines, .. }
            | Inline::Ruby { inlines, .. } => inlines,
            _ => &[],
        }
    }

    /// Whether the node is a place or a mark that no reading can stand over.
    #[must_use]
    pub fn takes_no_reading(&self) -> bool {
        matches!(
            self,
            Inline::Ruby { .. }
                | Inline::Reference { .. }
                | Inline::Callout { .. }
                | Inline::OrphanMark { .. }
                | Inline::Milestone { .. }
                | Inline::LineBreak { .. }
        )
    }

    /// The inlines inside, to change them.
    pub fn children_mut(&mut self) -> Option<&mut Inlines> {
        match self {
            Inline::Styled { inlines, .. }
            | Inline::Person { inlines, .. }
            | Inline::Position { inlines, .. }
            | Inline::Link { inlines, .. }
            | Inline::Language { inlines, .. }
            | Inline::Ruby { inlines, .. } => Some(inlines),
            _ => None,
        }
    }
}
