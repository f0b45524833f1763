//! How a piece of text looks, once style, emphasis and role have been put together.

use crate::ast::{Emphasis, Lang};
use crate::geom::{Em, Pt};
use crate::style::{Caps, ColourRole, FaceRole, Slant, StyleSheet, Swatch, TextStyle, Weight};

/// Where letters stand against the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Position {
    /// On it.
    #[default]
    Normal,
    /// Raised and small.
    Raised,
    /// Lowered and small.
    Lowered,
}

/// When a dot stands under every Han character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dots {
    /// Never.
    #[default]
    None,
    /// In Chinese text, whose emphasis they are (GB/T 15834-2011, 4.12): other languages leave their Han words as they are.
    InChinese,
    /// Always.
    Always,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Which face.
    pub face: FaceRole,
    /// How heavy.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// How lower-case letters are shown.
    pub caps: Caps,
    /// Where letters stand.
    pub position: Position,
    /// Type size.
    pub size: Pt,
    /// Colour, for the screen and for the press.
    pub colour: Swatch,
    /// Added between letters.
    pub tracking: Em,
    /// Whether a line runs under it.
    pub underline: bool,
    /// Whether a line runs through it.
    pub strike: bool,
    /// What sets Han characters apart, which have no italics.
    pub dots: Dots,
}

impl Look {
    /// The look of a part.
    pub(super) fn of(style: &TextStyle, sheet: &StyleSheet) -> Look {
        Look {
            face: style.face,
            weight: style.weight,
            slant: style.slant,
            caps: style.caps,
            position: Position::Normal,
            size: style.size,
            colour: sheet.colour(style.colour),
            tracking: style.tracking,
            underline: false,
            strike: false,
            dots: Dots::None,
        }
    }

    /// The look of words inside a part that have a role of their own: what the role sets apart is added.
    pub(super) fn with_role(mut self, style: &TextStyle, sheet: &StyleSheet) -> Look {
        if style.weight == Weight::Bold {
            self.weight = Weight::Bold;
        }
        if style.slant == Slant::Italic {
            self.slant = Slant::Italic;
        }
        if style.caps != Caps::None {
            self.caps = style.caps;
        }
        if style.colour != ColourRole::Ink {
            self.colour = sheet.colour(style.colour);
        }
        self
    }

    /// The look of words set apart; emphasis in italics is upright.
    pub(super) fn emphasised(mut self, emphasis: Emphasis) -> Look {
        match emphasis {
            Emphasis::Emphasis => {
                self.slant = if self.slant == Slant::Italic { Slant::Upright } else { Slant::Italic };
                self.dots = match self.dots {
                    Dots::None => Dots::InChinese,
                    Dots::InChinese => Dots::None,
                    Dots::Always => Dots::Always,
                };
            }
            Emphasis::Dots => (self.slant, self.dots) = (Slant::Italic, Dots::Always),
            Emphasis::Strong => self.weight = Weight::Bold,
            Emphasis::Strike => self.strike = true,
            Emphasis::Underline => self.underline = true,
            Emphasis::Superscript => self.position = Position::Raised,
            Emphasis::Subscript => self.position = Position::Lowered,
            Emphasis::SmallCaps => self.caps = Caps::Small,
        }
        self
    }

    /// Whether dots stand under Han characters in a language.
    pub(super) fn dotted(&self, lang: &Lang) -> bool {
        match self.dots {
            Dots::None => false,
            Dots::InChinese => lang.is_chinese(),
            Dots::Always => true,
        }
    }

    /// The look of a reading over words of this look.
    pub(super) fn of_reading(self) -> Look {
        Look {
            weight: Weight::Regular,
            slant: Slant::Upright,
            caps: Caps::None,
            position: Position::Normal,
            tracking: Em(0.0),
            underline: false,
            strike: false,
            dots: Dots::None,
            ..self
        }
    }

    /// The same look, raised and small.
    pub(super) fn raised(self) -> Look {
        self.emphasised(Emphasis::Superscript)
    }
}
