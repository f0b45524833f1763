//! The shape of a style sheet, as TOML writes it and as the rest of the program reads it.
//!
//! Every key is declared once, here, in [`parts`](super::parts) or in [`paragraph`](super::paragraph), with its meaning
//! and unit; the JSON Schema, the check for unknown keys and the reference of keys all come from these files.

use super::clauses::Clause;
use super::languages::Languages;
use super::paragraph::ParagraphStyle;
use super::parts::{
    BoxStyle, FolioStyle, ImprintStyle, MastheadStyle, NumberingStyle, PressStyle, RunningHeadStyle, Words,
};
use super::swatch::Swatch;
use crate::ast::{Lang, Placement};
use crate::geom::{Em, Mm, Pt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key of words in traditional Chinese.
const TRADITIONAL: &str = "zh-Hant";

/// A resolved style sheet: every key has a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StyleSheet {
    /// The name by which `--style` and front matter ask for it.
    pub name: String,
    /// One sentence on what it is for.
    pub summary: String,
    /// Name or path of the style whose values hold where this one says nothing.
    #[serde(default)]
    pub extends: Option<String>,
    /// The paper and the text block.
    pub page: PageStyle,
    /// The type faces by role. A role that a style leaves out is set in the text face.
    #[schemars(extend("propertyNames" = { "$ref": "#/$defs/FaceRole" }))]
    pub faces: BTreeMap<FaceRole, Face>,
    /// The colours by role.
    #[schemars(extend("propertyNames" = { "$ref": "#/$defs/ColourRole" }))]
    pub colours: BTreeMap<ColourRole, Colour>,
    /// The type of each part of an issue. A part that leaves a key out takes it from `text.body`.
    pub text: TextStyles,
    /// How the page shows straight quotes of English text; the words keep the source's characters in every format.
    pub quotes: Quotes,
    /// How justified lines are filled.
    pub paragraph: ParagraphStyle,
    /// The name block at the head of page 1.
    pub masthead: MastheadStyle,
    /// The lines at the end of an issue.
    pub imprint: ImprintStyle,
    /// The frame of boxed text.
    pub boxes: BoxStyle,
    /// How sections, notes, tables and figures are counted.
    pub numbering: NumberingStyle,
    /// The line at the head of every page but the first.
    pub running_head: RunningHeadStyle,
    /// The page number.
    pub folio: FolioStyle,
    /// What stands around the trimmed page for the press.
    pub press: PressStyle,
    /// The words that the program itself prints, by language (primary subtag; `zh-Hant` for traditional Chinese).
    pub words: BTreeMap<String, Words>,
    /// What the finished pages must measure, clause by clause of a standard; what is off is told of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// What is otherwise in a language (primary subtag), under the same keys: `[lang.zh.text.body]`. It holds for issues
    /// in that language, and for parts in it of other issues.
    #[serde(default, skip_serializing_if = "Languages::is_empty")]
    pub lang: Languages,
}

/// The paper and the text block. All lengths in millimetres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PageStyle {
    /// Width of the paper, mm.
    pub width: Mm,
    /// Height of the paper, mm.
    pub height: Mm,
    /// From the upper edge of the paper to the text block, mm.
    pub top: Mm,
    /// From the text block to the lower edge of the paper, mm.
    pub bottom: Mm,
    /// Margin at the spine (left on recto pages), mm.
    pub inner: Mm,
    /// Margin at the fore edge (right on recto pages), mm.
    pub outer: Mm,
    /// Whether inner and outer margins change sides on verso pages.
    pub mirror: bool,
    /// How many Chinese characters of the body's size fill a line of the text block: they then stand on a grid of equal
    /// squares, and indents are counted in them; 0 for no grid. There is none either where so many do not fit.
    pub characters: u8,
    /// Whether the lines of the body stand on a grid of its leading that all pages share; the type of the first line
    /// then begins at the top of the text block. Spaces around what has another leading are rounded to the grid.
    pub baseline_grid: bool,
    /// Where figures stand whose source does not say.
    pub figures: Placement,
    /// Where tables stand whose source does not say; `here` lets pages divide them.
    pub tables: Placement,
    /// Columns on a page, 1 or 2. Masthead, title and editor's note span them.
    pub columns: u8,
    /// Between two columns, mm.
    pub column_gap: Mm,
    /// Whether the columns of the last page are equally high.
    pub balance: bool,
    /// Whether facing pages, and columns of a page, end level: where one ends a line or two short, so may the others, and
    /// the last page has a few lines at the least. Otherwise every page is filled as far as it can be.
    pub level: bool,
    /// How many lines of a paragraph stand at the least at the foot of a page on which it does not end, and under a
    /// heading.
    #[schemars(range(min = 1, max = 9))]
    pub orphans: u8,
    /// How many lines of a paragraph stand at the least at the head of a page on which it does not begin.
    #[schemars(range(min = 1, max = 9))]
    pub widows: u8,
}

/// What a face is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaceRole {
    /// Running text.
    Text,
    /// Masthead, title and headings.
    Display,
    /// What stands out by its face rather than its weight: 黑体 of Chinese headings.
    Sans,
    /// What speaks in another voice: 楷体 of Chinese editor's notes and lower headings.
    Kai,
    /// The folio: 宋体 of official Chinese pages.
    Folio,
}

impl FaceRole {
    /// Every role.
    pub const ALL: &[FaceRole] = &[FaceRole::Text, FaceRole::Display, FaceRole::Sans, FaceRole::Kai, FaceRole::Folio];
}

/// A type face as a list of families: the first that is found is taken, the others fill in missing characters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Face {
    /// Families, first choice first.
    pub families: Vec<String>,
    /// The family that Word files name for Latin text, which the editors' machines should have.
    pub word: String,
    /// The family that Word files name for East Asian text.
    pub word_east_asia: String,
}

/// What a colour is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColourRole {
    /// Text.
    Ink,
    /// The masthead's name and rule, and other accents.
    Accent,
    /// Furniture that should stand back.
    Quiet,
    /// Links.
    Link,
    /// The ground of boxed text.
    Tint,
}

/// A colour for the screen and for the press.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Colour {
    /// sRGB as `#rrggbb`.
    pub rgb: String,
    /// Cyan, magenta, yellow and black, 0 to 100.
    pub cmyk: [f64; 4],
}

impl Colour {
    /// Red, green and blue, if the text is `#rrggbb`.
    #[must_use]
    pub fn parse(&self) -> Option<[u8; 3]> {
        let digits = |hex: &&str| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
        let hex = self.rgb.strip_prefix('#').filter(digits)?;
        let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some([channel(0)?, channel(2)?, channel(4)?])
    }
}

macro_rules! text_roles {
    ($($role:ident $field:ident $meaning:literal)*) => {
        /// A part of an issue that has its own type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum TextRole {
            $(#[doc = $meaning] $role,)*
        }

        impl TextRole {
            /// Every role, in the order of the parts.
            pub const ALL: &[TextRole] = &[$(TextRole::$role),*];

            /// The name of its table under `text` in a style sheet.
            pub(super) fn key(self) -> String {
                match self {
                    $(TextRole::$role => stringify!($field).replace('_', "-"),)*
                }
            }
        }

        /// The type of each part of an issue.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct TextStyles {
            $(#[doc = $meaning] pub $field: TextStyle,)*
        }

        impl TextStyles {
            /// The type of a part.
            #[must_use]
            pub fn of(&self, role: TextRole) -> &TextStyle {
                match role {
                    $(TextRole::$role => &self.$field,)*
                }
            }

            /// The same, to be changed.
            pub fn of_mut(&mut self, role: TextRole) -> &mut TextStyle {
                match role {
                    $(TextRole::$role => &mut self.$field,)*
                }
            }
        }
    };
}

text_roles! {
    Body body "A paragraph of the body."
    MastheadName masthead_name "The bulletin's name in the masthead."
    MastheadKind masthead_kind "The last line of the name where the masthead sets it apart: `Bulletin`."
    IssueLine issue_line "The issue number under the name."
    PublisherLine publisher_line "Issuing body and date, above the rule."
    Marking marking "Classification and copy number at the head of page 1."
    Designation designation "The designation above the title: `2023 … Bulletin VI`."
    Title title "The title of the issue."
    Subtitle subtitle "The subtitle, and titles in other languages."
    EditorsNote editors_note "The editor's note."
    EditorsNoteLabel editors_note_label "The words `Editor's Note`."
    Heading1 heading_1 "A display heading of level 1."
    Heading2 heading_2 "A display heading of level 2."
    Heading3 heading_3 "A display heading of level 3 and below."
    RunIn run_in "A run-in heading; sets weight, slant, colour and caps only."
    Person person "The name of a person who is quoted; sets weight, slant, colour and caps only."
    Quote quote "A quotation set apart."
    Attribution attribution "Whose a quotation is."
    ListItem list_item "A paragraph in a list."
    Term term "A term that is defined."
    TableHead table_head "A cell that heads a column or row."
    TableCell table_cell "A cell of a table."
    Box boxed "A paragraph in a box."
    BoxTitle box_title "The title of a box."
    Caption caption "The caption of a table or figure."
    Footnote footnote "A note at the foot of the page."
    Imprint imprint "The lines at the end of the issue."
    RunningHead running_head "The running head."
    Folio folio "The page number."
}

/// The type of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TextStyle {
    /// Which face.
    pub face: FaceRole,
    /// Size, points.
    pub size: Pt,
    /// From baseline to baseline, points.
    pub leading: Pt,
    /// How heavy.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// How lower-case letters are shown; the words stay as they are.
    pub caps: Caps,
    /// Which colour.
    pub colour: ColourRole,
    /// How lines meet the edges.
    pub align: Align,
    /// First-line indent of a paragraph, em.
    pub indent: Em,
    /// Set in from the left edge of the measure, em.
    pub left: Em,
    /// Set in from the right edge of the measure, em.
    pub right: Em,
    /// Space above, points.
    pub before: Pt,
    /// Space below, points.
    pub after: Pt,
    /// Added between letters, em.
    pub tracking: Em,
    /// Whether words may be divided at line ends.
    pub hyphenate: bool,
    /// Whether the part stays on the page of what follows it.
    pub keep_with_next: bool,
    /// Whether the part stays on one page.
    pub keep_together: bool,
}

/// How heavy a face is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 700.
    Bold,
}

/// Upright or italic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Slant {
    /// Upright.
    #[default]
    Upright,
    /// Italic.
    Italic,
}

/// How lower-case letters are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Caps {
    /// As they are.
    #[default]
    None,
    /// As small capitals; capitals stay.
    Small,
    /// All letters as small capitals.
    AllSmall,
}

/// How the page shows straight quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// As the source writes them.
    #[default]
    AsWritten,
    /// As the opening and closing quotes that they stand for.
    Typographic,
}

/// How lines meet the edges of the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Ragged right.
    #[default]
    Left,
    /// Ragged at both sides.
    Centre,
    /// Ragged left.
    Right,
    /// Flush at both sides but for the last line.
    Justify,
}

impl StyleSheet {
    /// The face of a role; the style's text face where a role has none.
    #[must_use]
    pub fn face(&self, role: FaceRole) -> Option<&Face> {
        self.faces.get(&role).or_else(|| self.faces.get(&FaceRole::Text))
    }

    /// The colour of a role; black where the style has none.
    #[must_use]
    pub fn colour(&self, role: ColourRole) -> Swatch {
        self.colours.get(&role).map_or(Swatch::BLACK, Swatch::of)
    }

    /// The words of a language and, for Chinese, its script, or else English ones, or else the first there are.
    #[must_use]
    pub fn words(&self, lang: &Lang) -> Option<&Words> {
        let traditional = lang.is_traditional().then(|| self.words.get(TRADITIONAL)).flatten();
        traditional
            .or_else(|| self.words.get(&*lang.primary()))
            .or_else(|| self.words.get("en"))
            .or_else(|| self.words.values().next())
    }

    /// Whether the style has words in a language.
    #[must_use]
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.words.contains_key(&*lang.primary())
    }

    /// The type of a display heading by its level, from 1.
    #[must_use]
    pub fn heading(&self, level: usize) -> &TextStyle {
        match level {
            0 | 1 => &self.text.heading_1,
            2 => &self.text.heading_2,
            _ => &self.text.heading_3,
        }
    }

    /// Width of the text block.
    #[must_use]
    pub fn measure(&self) -> Pt {
        self.page.width.to_pt() - self.page.inner.to_pt() - self.page.outer.to_pt()
    }

    /// Width of a column.
    #[must_use]
    pub fn column(&self) -> Pt {
        let columns = f64::from(self.page.columns.max(1));
        (self.measure() - self.page.column_gap.to_pt() * (columns - 1.0)) / columns
    }
}
