//! What a style promises of the finished page, clause by clause of a standard.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A figure that the finished page must have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Clause {
    /// Where it is written: `GB/T 9704-2012 5.2.1`.
    pub clause: String,
    /// What is measured on the finished page.
    pub measure: Measure,
    /// The figure, in the measure's unit; left out where a colour is measured.
    #[serde(default)]
    pub wants: Option<f64>,
    /// The colour as cyan, magenta, yellow and black, 0 to 100; left out where no colour is measured.
    #[serde(default)]
    pub cmyk: Option<[f64; 4]>,
    /// How far the finished page may be off, in the measure's unit.
    pub tolerance: f64,
}

macro_rules! measures {
    ($($measure:ident $unit:ident $words:literal $meaning:literal)*) => {
        /// What is measured on the finished page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Measure {
            $(#[doc = $meaning] $measure,)*
        }

        impl Measure {
            /// Every measure, in the order of the page.
            pub const ALL: &[Measure] = &[$(Measure::$measure),*];

            /// What its figures count.
            #[must_use]
            pub fn unit(self) -> Unit {
                match self {
                    $(Measure::$measure => Unit::$unit,)*
                }
            }

            /// What is measured, as the subject of a sentence.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(Measure::$measure => $words,)*
                }
            }
        }
    };
}

measures! {
    PaperWidth Mm "the width of the paper" "Width of the paper, mm."
    PaperHeight Mm "the height of the paper" "Height of the paper, mm."
    TopMargin Mm "the distance from the head of the paper to the first line" "From the head of the paper to the ink of the first line of text, mm."
    InnerMargin Mm "the margin at the spine" "From the spine to the text, mm."
    TextBlockWidth Mm "the width of the text block" "From the left end of full lines to the right, mm."
    TextBlockHeight Mm "the height of the text block" "From the ink of the first line of a full page to that of the last, mm."
    LinesPerPage Count "the number of lines on a full page" "Lines of running text on a full page."
    CharactersPerLine Count "the number of characters in a full line" "Characters in a full line of Chinese."
    BodySize Pt "the size of the body's type" "Size of the body's type, points."
    LinePitch Pt "the distance from line to line" "From baseline to baseline in the body, points."
    NameTop Mm "the distance from the head of the paper to the bulletin's name" "From the head of the paper to the ink of the bulletin's name, mm."
    MastheadRuleGap Mm "the distance from the masthead's last line to its rule" "From the ink of the masthead's last line to the rule under it, mm."
    MastheadRuleWidth Mm "the width of the masthead's rule" "Width of the rule under the masthead, mm."
    TitleSize Pt "the size of the title's type" "Size of the title's type, points."
    TitleGap Mm "the distance from the masthead's rule to the title" "From the rule under the masthead to the ink of the title, mm."
    FolioTop Mm "the distance from the head of the paper to the folio's dashes" "From the head of the paper to the ink of the folio's dashes, or of the figures where it has none, mm."
    FolioSize Pt "the size of the folio's type" "Size of the folio's type, points."
    FolioInset Em "the distance of the folio from the edge of the text block" "From the outer edge of the text block to the folio, em of its size."
    FoliosInside Count "the number of folios that stand on the inner side of their page" "Folios on the inner half of their page."
    ImprintOuterRule Mm "the thickness of the first and last rules of the imprint" "Thickness of the imprint's first and last rules, mm."
    ImprintInnerRule Mm "the thickness of the rules in the imprint" "Thickness of the imprint's rules between its lines, mm."
    TextColour Colour "the colour of the text" "Colour of all words but the bulletin's name."
    MastheadColour Colour "the colour of the masthead" "Colour of the bulletin's name and of the rule under it."
}

/// What the figures of a measure count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Millimetres.
    Mm,
    /// Points.
    Pt,
    /// Times the type size.
    Em,
    /// Things.
    Count,
    /// Shares of four inks, 0 to 100.
    Colour,
}

/// Why a clause cannot be measured.
pub(super) fn fault(clause: &Clause) -> Option<(&'static str, &'static str)> {
    let colour = clause.measure.unit() == Unit::Colour;
    match (colour, clause.wants, clause.cmyk) {
        (true, _, None) => Some(("cmyk", "the clause measures a colour and does not say which is wanted")),
        (false, None, _) => Some(("wants", "the clause does not say which figure is wanted")),
        _ if clause.tolerance < 0.0 => Some(("tolerance", "the tolerance is less than nothing")),
        _ => None,
    }
}
