//! How a run of words looks (`w:rPr`): what it says itself, and what its styles say.

use super::roles::CharRole;
use crate::ast::{Emphasis, Lang, PersonId};
use crate::xml::Element;

/// What one set of run properties says; what it does not say is left to the next one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// 着重号.
    pub(super) dots: Option<bool>,
    pub(super) script: Option<Script>,
    /// How far letters stand over the line, in half points.
    pub(super) lift: Option<i32>,
    /// In half points.
    pub(super) size: Option<u32>,
    /// Red, green, blue.
    pub(super) colour: Option<[u8; 3]>,
    pub(super) latin: Option<String>,
    pub(super) east_asian: Option<String>,
    /// The Latin face, by which symbols are known.
    pub(super) face: Option<String>,
    /// The character style, by its id.
    pub(super) style: Option<String>,
}

/// Where the feet of letters stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    #[default]
    OnLine,
    Raised,
    Lowered,
}

impl Said {
    /// Reads `w:rPr`.
    pub(super) fn read(properties: &Element<'_>) -> Said {
        let mut said = Said::default();
        properties.elements().filter(|element| element.space == "w").for_each(|element| said.take(element));
        said
    }

    fn take(&mut self, element: &Element<'_>) {
        let value = element.attribute("val");
        match element.name {
            "b" => self.bold = Some(is_on(value)),
            "i" => self.italic = Some(is_on(value)),
            "strike" | "dstrike" => self.strike = Some(is_on(value)),
            "smallCaps" => self.small_caps = Some(is_on(value)),
            "caps" => self.capitals = Some(is_on(value)),
            "vanish" => self.hidden = Some(is_on(value)),
            "u" => self.underline = Some(value != Some("none")),
            "em" => self.dots = Some(!matches!(value, None | Some("none"))),
            "vertAlign" => self.script = Some(script(value)),
            "position" => self.lift = value.and_then(|lift| lift.parse().ok()),
            "sz" => self.size = value.and_then(|size| size.parse().ok()),
            "color" => self.colour = value.and_then(colour),
            "rStyle" => self.style = value.map(str::to_string),
            "rFonts" => self.face = element.attribute("ascii").map(str::to_string).or(self.face.take()),
            "lang" => {
                self.latin = value.map(str::to_string);
                self.east_asian = element.attribute("eastAsia").map(str::to_string);
            }
            _ => {}
        }
    }

    /// The same with what it leaves open said by another.
    #[must_use]
    pub(super) fn or(&self, other: &Said) -> Said {
        Said {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            strike: self.strike.or(other.strike),
            underline: self.underline.or(other.underline),
            small_caps: self.small_caps.or(other.small_caps),
            capitals: self.capitals.or(other.capitals),
            hidden: self.hidden.or(other.hidden),
            dots: self.dots.or(other.dots),
            script: self.script.or(other.script),
            lift: self.lift.or(other.lift),
            size: self.size.or(other.size),
            colour: self.colour.or(other.colour),
            latin: self.latin.clone().or_else(|| other.latin.clone()),
            east_asian: self.east_asian.clone().or_else(|| other.east_asian.clone()),
            face: self.face.clone().or_else(|| other.face.clone()),
            style: self.style.clone().or_else(|| other.style.clone()),
        }
    }
}

/// A property that is on or off: on unless it says otherwise (`ST_OnOff`).
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

/// Whether a tag names a language that is written with Han characters.
pub(super) fn is_east_asian(tag: &str) -> bool {
    matches!(tag.split(['-', '_']).next(), Some("zh" | "ja" | "ko" | "yue"))
}

fn script(value: Option<&str>) -> Script {
    match value {
        Some("superscript") => Script::Raised,
        Some("subscript") => Script::Lowered,
        _ => Script::OnLine,
    }
}

fn colour(value: &str) -> Option<[u8; 3]> {
    let part = |at: usize| u8::from_str_radix(value.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// How words are set apart from those around them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strike: bool,
    pub(super) underline: bool,
    pub(super) small_caps: bool,
    pub(super) dots: bool,
    pub(super) script: Script,
    pub(super) role: CharRole,
    /// Whether the words open their paragraph as a heading.
    pub(super) run_in: bool,
    /// Who is named, and whose office it is, as far as that was kept aside.
    pub(super) person: Option<PersonId>,
    pub(super) position: Option<PersonId>,
    /// Whether what was kept aside may call the words strong: they are shown bold.
    pub(super) bold: bool,
    /// The address or place that they lead to.
    pub(super) link: Option<String>,
    pub(super) lang: Option<Lang>,
}

impl Look {
    /// The emphases that words have, the outermost first.
    pub(super) fn emphases(&self) -> impl Iterator<Item = Emphasis> {
        let all = [
            (self.strong, Emphasis::Strong),
            (self.emphasis, Emphasis::Emphasis),
            (self.underline, Emphasis::Underline),
            (self.strike, Emphasis::Strike),
            (self.small_caps, Emphasis::SmallCaps),
            (self.dots, Emphasis::Dots),
            (self.script == Script::Raised, Emphasis::Superscript),
            (self.script == Script::Lowered, Emphasis::Subscript),
        ];
        all.into_iter().filter(|(on, _)| *on).map(|(_, emphasis)| emphasis)
    }
}
