//! The parts of a style sheet that say what an issue prints of itself: masthead, labels, running heads, folios, words, and
//! what stands around its pages for the press.

use super::sheet::ColourRole;
use crate::ast::numerals::Numeral;
use crate::geom::{Em, Mm, Pt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name block at the head of page 1. Patterns may use `{series}`, `{number}`, `{roman}`, `{whole}`, `{supplement}`,
/// `{corrected-number}`, `{corrected-supplement}`, `{corrected-year}`, `{year}`, `{date}`, `{publisher}`; a pattern any of whose fields is missing prints nothing. `[…]` is left out alone when a
/// field inside it is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MastheadStyle {
    /// From the top of the text block to the top of the name's letters, mm; less than what stands above takes for
    /// under that and the space that it asks for.
    pub drop: Mm,
    /// Whether the number of the copy stands at the left over the classification, else at the right end of its line.
    pub copy_number_first: bool,
    /// Whether the last word of the name stands on a line of its own where it is one of `kinds` under the words of the
    /// language: `Bulletin`.
    pub kind_apart: bool,
    /// Thickness of the rule under the name block, points; 0 for none.
    pub rule: Pt,
    /// From the foot of the letters over it to the rule, mm.
    pub rule_gap: Mm,
    /// From the rule to what follows, mm. On a baseline grid the space under the name gives what the block lacks to whole
    /// lines.
    pub after: Mm,
}

/// The lines at the end of an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ImprintStyle {
    /// Thickness of the rule over the first line, and of that under the last, mm; 0 for none.
    pub outer_rule: Mm,
    /// Thickness of the rules between lines, mm; 0 for none.
    pub inner_rule: Mm,
    /// Whether a rule stands under the last line too.
    pub closed: bool,
    /// Between a rule and the lines over and under it, points.
    pub gap: Pt,
    /// Whether the lines end with the text block of the last page, else they follow the text.
    pub at_foot: bool,
    /// Whether the number of copies stands at the right end of the last line, else on a line of its own.
    pub copies_right: bool,
}

impl ImprintStyle {
    /// Whether rules part its lines.
    #[must_use]
    pub fn is_ruled(&self) -> bool {
        self.inner_rule > Mm(0.0)
    }
}

/// The frame of boxed text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BoxStyle {
    /// Thickness of the rules around it, points; 0 for none.
    pub rule: Pt,
    /// Which colour its rules have.
    pub colour: ColourRole,
    /// From the frame to the words, points.
    pub padding: Pt,
    /// Above and below it, points.
    pub space: Pt,
    /// Whether the ground has the colour `tint`.
    pub fill: bool,
}

/// How sections, notes, tables and figures are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NumberingStyle {
    /// The labels of sections, level 1 first; levels past the list have none.
    pub sections: Vec<SectionNumeral>,
    /// Whether sections that carry no label get one.
    pub number_sections: bool,
    /// Where notes start again from 1.
    pub notes: NoteNumbering,
}

/// The label of one level of sections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SectionNumeral {
    /// How the number is written.
    pub numeral: Numeral,
    /// What stands before it: `（`.
    #[serde(default)]
    pub before: String,
    /// What stands after it: `.`, `、`, `）`.
    #[serde(default)]
    pub after: String,
}

/// Where notes start again from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteNumbering {
    /// Nowhere: one sequence for the issue.
    #[default]
    Issue,
    /// With every section of level 1.
    Section,
    /// With every page.
    Page,
}

/// The line at the head of every page but the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RunningHeadStyle {
    /// From its baseline to the top of the text block, mm.
    pub gap: Mm,
    /// Thickness of the rule under it, points; 0 for none.
    pub rule: Pt,
}

/// The page number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FolioStyle {
    /// What is printed, with `{page}` for the number: `— {page} —`.
    pub pattern: String,
    /// From the foot of the text block to its baseline, mm.
    pub gap: Mm,
    /// Set in from the outer edge of the text block, em of its own size.
    pub inset: Em,
    /// Whether it stands at the outer edge, else in the middle.
    pub outside: bool,
}

/// What the press finds around the trimmed page of a press PDF (`--pdf x-4`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PressStyle {
    /// How far ink that reaches the edge of the page goes on beyond the trim, mm.
    pub bleed: Mm,
    /// Whether crop, registration and fold marks stand outside the bleed.
    pub marks: bool,
    /// Whether a bar of solids and tints of the four inks stands beside the marks.
    pub colour_bar: bool,
    /// Whether a line outside the bleed names the file, the page and the printing condition.
    pub slug: bool,
    /// Thickness of a leaf of paper, mm; the inner sheets of a booklet are moved towards the spine by it.
    pub paper: Mm,
}

/// The words that the program itself prints in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Words {
    /// Pattern of the issue line: `No. {number} (Vol. {whole})`.
    pub issue_line: String,
    /// Pattern of the issue line of a supplement: `Supplement {supplement}`.
    pub supplement_line: String,
    /// Pattern of the designation above the title: `{year} {series} {roman}`; empty for none.
    pub designation: String,
    /// Pattern of the running head of recto pages.
    pub running_recto: String,
    /// Pattern of the running head of verso pages.
    pub running_verso: String,
    /// `Editor’s Note:`
    pub editors_note: String,
    /// `Compiled by:`
    pub compilers: String,
    /// `Reviewed by:`
    pub reviewers: String,
    /// `Distribution:`
    pub distribution: String,
    /// `Copies to:`
    #[serde(default)]
    pub copies_to: String,
    /// Pattern of the day on which the imprint says that the issue was issued, with `{date}`: `Issued {date}`; empty for none.
    #[serde(default)]
    pub issued: String,
    /// Pattern of the number of copies, with `{copies}`.
    pub copies: String,
    /// Pattern of a table's label, with `{n}`: `Table {n}`.
    pub table: String,
    /// Pattern of a figure's label, with `{n}`: `Figure {n}`.
    pub figure: String,
    /// Pattern of a reference to a section, with `{n}` for its numeral: `Section {n}`; the numbers of sections in it
    /// follow, as in `Section II(a)`.
    pub section: String,
    /// Pattern of a reference to what has a title and no number, a box or a section, with `{title}`: `“{title}”`.
    pub quoted: String,
    /// Pattern of a reference to a page, with `{page}` for its number: `page {page}`.
    pub page: String,
    /// Pattern of what stands over a table that goes on overleaf, with `{label}`: `{label} (continued)`; empty for
    /// none.
    pub table_continued: String,
    /// What joins names in a list: `, ` or `、`.
    pub list_separator: String,
    /// What joins those to whom the issue goes: `, ` or `，`.
    pub distribution_separator: String,
    /// The same where one of them is a group of several itself: `; ` or `；`.
    pub group_separator: String,
    /// What `masthead new` opens an issue with after its numbers: further front matter, a line `---`, and Markdown.
    pub skeleton: String,
    /// The words for what a bulletin is, one of which may end its name: `Bulletin`, `Newsletter`.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Words that lean on the next one, so that no line of the name or of a title ends with one: `of`, `the`.
    #[serde(default)]
    pub little_words: Vec<String>,
}
