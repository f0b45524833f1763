//! What stands in a column: sections, paragraphs, lists, quotes, tables, figures, notes.

use super::{Inlines, Label, Lang, MilestoneKind, NoteId, numerals::Numeral};
use crate::diagnostics::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of the body under a display heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Section {
    /// Where the heading stands.
    #[serde(default)]
    pub span: Span,
    /// A stable id, an NCName, unique in the document; numbering fills it in where the source gives none.
    #[serde(default)]
    pub id: Option<String>,
    /// `II.`, once numbering has run, or as the source carried it.
    #[serde(default)]
    pub label: Option<Label>,
    /// The display heading without its label.
    pub title: Inlines,
    /// The section's language where it is not the document's.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// The blocks before the first subsection.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The subsections, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
}

/// What stands in a column. A block holds inlines or other blocks, never sections.
// Most are paragraphs, by the ten thousand in long manuscripts: what is larger and rarer stands in a box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// Terms with what they mean.
    Definitions {
        /// Where.
        #[serde(default)]
        span: Span,
        /// The terms, in order.
        items: Vec<DefinitionItem>,
    },
    /// Words of somebody else, set apart.
    Quote(Quote),
    /// A table.
    Table(Box<Table>),
    /// A picture with its caption.
    Figure(Box<Figure>),
    /// Text in a frame, beside the argument of the body.
    Boxed(Box<Boxed>),
    /// A place between blocks without words.
    Milestone {
        /// Where.
        #[serde(default)]
        span: Span,
        /// What happens there.
        kind: MilestoneKind,
    },
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(Box::new(table))
    }
}

impl From<Figure> for Block {
    fn from(figure: Figure) -> Block {
        Block::Figure(Box::new(figure))
    }
}

impl From<Boxed> for Block {
    fn from(boxed: Boxed) -> Block {
        Block::Boxed(Box::new(boxed))
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paragraph {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// The heading that opens the paragraph in the same line.
    #[serde(default)]
    pub run_in: Option<Box<RunIn>>,
    /// The words after the run-in heading; no space stands between them in the model.
    pub inlines: Inlines,
    /// The paragraph's language where it is not that of what is around it.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// How many lines more than it would take it is to have on the page, or fewer below 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looseness: i8,
}

fn is_zero(count: &i8) -> bool {
    *count == 0
}

/// A heading that opens a paragraph in the same line: `First, innovation is the key.`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RunIn {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// The ordinal that opens it (`First,`, `一是`, `（一）`), read from the words, which keep it.
    #[serde(default)]
    pub label: Option<Label>,
    /// All its words, with the label and the stop at its end.
    pub inlines: Inlines,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct List {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// What stands before each item.
    pub marker: ListMarker,
    /// The items, each one or more blocks.
    pub items: Vec<ListItem>,
}

/// What stands before each item of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum ListMarker {
    /// A bullet.
    #[default]
    Bullet,
    /// A number, counted from `start`.
    Number {
        /// The first item's number.
        start: u32,
        /// How it is written.
        numeral: Numeral,
    },
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ListItem {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// `2.` or `•`, once numbering has run.
    #[serde(default)]
    pub label: Option<String>,
    /// What the item holds.
    pub blocks: Vec<Block>,
}

/// A term with what it means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DefinitionItem {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// The term.
    pub term: Inlines,
    /// What it means.
    pub blocks: Vec<Block>,
}

/// Words of somebody else, set apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quote {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// The words.
    pub blocks: Vec<Block>,
    /// Whose they are.
    #[serde(default)]
    pub attribution: Option<Inlines>,
}

/// So many columns a table may have: more than any sheet holds, and few enough that the short rows of a long table can be
/// filled.
pub const MOST_COLUMNS: usize = 1000;

/// A table. The widths of all rows are equal once merged cells are counted; [`super::check`] sees to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Table {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// A stable id, an NCName, unique in the document.
    #[serde(default)]
    pub id: Option<String>,
    /// `Table 3`, once numbering has run; tables without a caption have none.
    #[serde(default)]
    pub label: Option<Label>,
    /// What the table shows; empty where none is given.
    #[serde(default)]
    pub caption: Inlines,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows that say what the columns hold; repeated on every page.
    #[serde(default)]
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
    /// What stands under the rows: where the figures come from, what holds for all of them.
    #[serde(default)]
    pub foot: Vec<Block>,
    /// The notes that the table alone calls, in order. They stand under it, after its foot, and have marks of their own;
    /// [`super::check`] wants their callouts inside the table. Normalising brings them here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Where it stands on pages; the style decides where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Whether it spans all columns of the page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spans_page: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Column {
    /// How its cells are set.
    #[serde(default)]
    pub alignment: Alignment,
    /// Its share of the width against the others; from the content where none is given.
    #[serde(default)]
    pub share: Option<f64>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// Figures with their decimal points below each other; other words at the right.
    Decimal,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Row {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Its cells, left to right; places covered by a cell of a row above are left out.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cell {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Paragraphs and lists.
    pub blocks: Vec<Block>,
    /// How many columns it covers, from 1.
    #[serde(default = "one")]
    pub columns: u16,
    /// How many rows it covers, from 1.
    #[serde(default = "one")]
    pub rows: u16,
    /// Whether it heads its row; cells of head rows head their columns in any case.
    #[serde(default)]
    pub heads_row: bool,
}

fn one() -> u16 {
    1
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { span: Span::Unknown, blocks: Vec::new(), columns: 1, rows: 1, heads_row: false }
    }
}

/// A picture with its caption.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// A stable id, an NCName, unique in the document.
    #[serde(default)]
    pub id: Option<String>,
    /// `Figure 3`, once numbering has run; figures without a caption have none.
    #[serde(default)]
    pub label: Option<Label>,
    /// Path of the picture, relative to the source, as the source gives it.
    pub image: String,
    /// What the picture says, for those who cannot see it.
    #[serde(default)]
    pub alternative: String,
    /// What the picture shows; empty where none is given.
    #[serde(default)]
    pub caption: Inlines,
    /// Its width as a share of the measure, above 0 and up to 1; its natural size, if that fits, where none is given.
    #[serde(default)]
    pub width: Option<f64>,
    /// Where it stands on pages; the style decides where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Whether it spans all columns of the page; its width is then a share of the text block's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spans_page: bool,
}

/// Where a figure or table stands on pages. Outputs without pages have it where the source has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// At its place in the text.
    Here,
    /// At its place, or at the head of the next page where its page has no room left for it.
    Near,
    /// At the head of the page of its place, or of the next one.
    Top,
    /// At the foot of the page of its place, or of the next one.
    Foot,
}

impl Placement {
    /// Every placement, by its name in sources.
    pub const NAMES: [(&str, Placement); 4] =
        [("here", Placement::Here), ("near", Placement::Near), ("top", Placement::Top), ("foot", Placement::Foot)];
}

/// Text in a frame, beside the argument of the body: a case, a definition, a list of measures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Boxed {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// A stable id, an NCName, unique in the document.
    #[serde(default)]
    pub id: Option<String>,
    /// What stands over it; empty where it has no title. References print it.
    #[serde(default)]
    pub title: Inlines,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A note, which stands at the foot of the page of its callout, or under the table that calls it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Note {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Its key.
    pub id: NoteId,
    /// Its mark, once numbering has run: `1`.
    #[serde(default)]
    pub label: Option<Label>,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Block {
    /// The id by which references find the block.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Block::Table(table) => table.id.as_deref(),
            Block::Figure(figure) => figure.id.as_deref(),
            Block::Boxed(boxed) => boxed.id.as_deref(),
            _ => None,
        }
    }

    /// Where the block stands in the source.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Block::Paragraph(paragraph) => paragraph.span,
            Block::List(list) => list.span,
            Block::Quote(quote) => quote.span,
            Block::Table(table) => table.span,
            Block::Figure(figure) => figure.span,
            Block::Boxed(boxed) => boxed.span,
            Block::Definitions { span, .. } | Block::Milestone { span, .. } => *span,
        }
    }
}
