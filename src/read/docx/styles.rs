//! `word/styles.xml`: what each style says once those that it is based on have spoken.

use super::look::Said;
use super::roles::{self, CharRole, Role};
use super::spaces::SPACES;
use crate::xml::{Element, XmlError, XmlReader};
use std::collections::BTreeMap;

/// A chain of styles is followed so far; a style that is based on itself ends there.
const LONGEST_CHAIN: usize = 32;

/// What paragraph properties (`w:pPr`) say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParagraphSaid {
    /// The style, by its id.
    pub(super) style: Option<String>,
    /// The level of the outline, from 0; 9 is running text.
    pub(super) outline: Option<usize>,
    /// The counting; 0 takes away what a style gives.
    pub(super) counting: Option<u32>,
    /// The level in the counting, from 0.
    pub(super) level: Option<usize>,
    pub(super) alignment: Option<Side>,
    /// How far the paragraph is set in at the left, in twentieths of a point.
    pub(super) left: Option<i32>,
    /// Whether a page begins with it.
    pub(super) page_before: Option<bool>,
    /// Whether it is ruled below.
    pub(super) ruled: Option<bool>,
    /// Whether it is the large letter that opens the next one.
    pub(super) drop_cap: bool,
}

/// Where the words of a line stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Centre,
    Right,
    Both,
    /// On a decimal point, in a table.
    Point,
}

impl ParagraphSaid {
    /// Reads `w:pPr`.
    pub(super) fn read(properties: &Element<'_>) -> ParagraphSaid {
        let mut said = ParagraphSaid::default();
        properties.elements().filter(|element| element.space == "w").for_each(|element| said.take(element));
        said
    }

    fn take(&mut self, element: &Element<'_>) {
        let value = element.attribute("val");
        let number = |element: Option<&Element<'_>>| element?.attribute("val")?.parse::<u32>().ok();
        match element.name {
            "pStyle" => self.style = value.map(str::to_string),
            "outlineLvl" => self.outline = value.and_then(|level| level.parse().ok()),
            "numPr" => {
                self.counting = number(element.child("numId"));
                self.level = number(element.child("ilvl")).map(|level| level as usize);
            }
            // Words that stand on a tab are at the left, as some programs say.
            "jc" => {
                let side = value.map(side);
                self.alignment = self.alignment.filter(|it| *it == Side::Point && side == Some(Side::Left)).or(side);
            }
            "tabs" => {
                // The words of a cell stand on its first tab if that is a decimal one and nothing else is said.
                let mut kinds = element.elements().filter_map(|tab| tab.attribute("val"));
                let first = kinds.find(|kind| *kind != "clear");
                self.alignment = self.alignment.or(first.filter(|kind| *kind == "decimal").map(|_| Side::Point));
            }
            "ind" => {
                let left = element.attribute("left").or_else(|| element.attribute("start"));
                self.left = left.and_then(|left| left.parse().ok());
            }
            "framePr" => self.drop_cap = element.attribute("dropCap").is_some_and(|kind| kind != "none"),
            "pageBreakBefore" => self.page_before = Some(super::look::is_on(value)),
            "pBdr" => {
                self.ruled = Some(element.child("bottom").is_some_and(|edge| edge.attribute("val") != Some("nil")))
            }
            _ => {}
        }
    }

    fn or(self, other: &ParagraphSaid) -> ParagraphSaid {
        ParagraphSaid {
            style: self.style.or_else(|| other.style.clone()),
            outline: self.outline.or(other.outline),
            counting: self.counting.or(other.counting),
            level: self.level.or(other.level),
            alignment: self.alignment.or(other.alignment),
            left: self.left.or(other.left),
            page_before: self.page_before.or(other.page_before),
            ruled: self.ruled.or(other.ruled),
            drop_cap: self.drop_cap || other.drop_cap,
        }
    }
}

fn side(value: &str) -> Side {
    match value {
        "center" => Side::Centre,
        "right" | "end" => Side::Right,
        "both" | "distribute" => Side::Both,
        _ => Side::Left,
    }
}

/// A style with everything that it inherits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub(super) role: Option<Role>,
    pub(super) char_role: CharRole,
    pub(super) paragraph: ParagraphSaid,
    pub(super) run: Said,
    /// Whether it sets off the first row of tables, in bold or on a ground.
    pub(super) heads: bool,
}

/// Every style of a manuscript, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// What holds where no style says otherwise.
    plain: Style,
    /// The style of paragraphs that name none.
    normal: Option<String>,
}

/// A style as it is written.
struct Written {
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphSaid,
    run: Said,
    heads: bool,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Styles, XmlError> {
        let mut reader = XmlReader::new(text, SPACES);
        let mut styles = Styles::default();
        let mut written = BTreeMap::new();
        let root = reader.root()?.unwrap_or_default();
        for element in root.elements() {
            match element.name {
                "docDefaults" => styles.plain = defaults(element),
                "style" => styles.note(element, &mut written),
                _ => {}
            }
        }
        styles.styles = written.keys().map(|id| (id.clone(), styles.resolve(id, &written))).collect();
        Ok(styles)
    }

    fn note(&mut self, element: &Element<'_>, written: &mut BTreeMap<String, Written>) {
        let Some(id) = element.attribute("styleId") else { return };
        let value = |name: &str| element.child(name)?.attribute("val").map(str::to_string);
        if element.attribute("type") == Some("paragraph") && element.attribute("default").is_some_and(|it| it != "0") {
            self.normal = Some(id.to_string());
        }
        let style = Written {
            name: value("name").unwrap_or_else(|| id.to_string()),
            based_on: value("basedOn"),
            paragraph: element.child("pPr").map(ParagraphSaid::read).unwrap_or_default(),
            run: element.child("rPr").map(Said::read).unwrap_or_default(),
            heads: sets_off_heads(element),
        };
        written.insert(id.to_string(), style);
    }

    fn resolve(&self, id: &str, written: &BTreeMap<String, Written>) -> Style {
        let mut style = Style::default();
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(one) = next.and_then(|id| written.get(id)) else { break };
            style.role = style.role.or_else(|| roles::of_paragraphs(&one.name));
            if style.char_role == CharRole::Plain {
                style.char_role = roles::of_words(&one.name);
            }
            style.paragraph = style.paragraph.or(&one.paragraph);
            style.run = style.run.or(&one.run);
            style.heads |= one.heads;
            next = one.based_on.as_deref();
        }
        style.paragraph = style.paragraph.or(&self.plain.paragraph);
        style
    }

    /// The style of a paragraph, by its id; that of plain paragraphs where there is none of the id.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> &Style {
        let named = id.and_then(|id| self.styles.get(id));
        let normal = || self.normal.as_ref().and_then(|id| self.styles.get(id));
        named.or_else(normal).unwrap_or(&self.plain)
    }

    /// What a table of a style is, by the style's id.
    pub(super) fn role_of_table(&self, id: &str) -> Option<Role> {
        self.styles.get(id).and_then(|style| style.role)
    }

    /// Whether a table of a style has its first row set off, where the table asks for it.
    pub(super) fn heads_tables(&self, id: &str) -> bool {
        self.styles.get(id).is_some_and(|style| style.heads)
    }

    /// What the character style of a role says.
    pub(super) fn of_role(&self, role: CharRole) -> Option<&Said> {
        self.styles.values().find(|style| style.char_role == role).map(|style| &style.run)
    }

    /// The style of words, by its id.
    pub(super) fn of_words(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// What holds where no style says otherwise.
    pub(super) fn plain(&self) -> &Style {
        &self.plain
    }
}

/// Whether a style of tables has its first row bold or shaded (clause 17.7.6.6).
fn sets_off_heads(style: &Element<'_>) -> bool {
    let mut parts = style.elements().filter(|part| part.is("w", "tblStylePr"));
    let first = parts.find(|part| part.attribute("type") == Some("firstRow"));
    first.is_some_and(|first| {
        let bold = first.child("rPr").map(Said::read).and_then(|said| said.bold);
        bold == Some(true) || first.child("tcPr").is_some_and(is_shaded)
    })
}

/// Whether the properties of a cell give it a ground other than the paper.
pub(super) fn is_shaded(properties: &Element<'_>) -> bool {
    let fill = properties.child("shd").and_then(|shade| shade.attribute("fill"));
    fill.is_some_and(|fill| !matches!(fill.to_ascii_lowercase().as_str(), "auto" | "ffffff"))
}

fn defaults(element: &Element<'_>) -> Style {
    Style {
        paragraph: element.descend(&["pPrDefault", "pPr"]).map(ParagraphSaid::read).unwrap_or_default(),
        run: element.descend(&["rPrDefault", "rPr"]).map(Said::read).unwrap_or_default(),
        ..Style::default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit_and_circles_end() {
        let text = r#"<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">
            <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
              <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="x"><w:name w:val="House head"/><w:basedOn w:val="1"/>
              <w:rPr><w:b w:val="0"/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="y"><w:name w:val="Y"/><w:basedOn w:val="z"/></w:style>
            <w:style w:type="paragraph" w:styleId="z"><w:name w:val="Z"/><w:basedOn w:val="y"/></w:style>
            </w:styles>"#;
        let styles = Styles::read(text).unwrap();
        let house = styles.of_paragraph(Some("x"));
        assert_eq!(
            (house.role, house.paragraph.outline, house.run.bold),
            (Some(Role::Heading(1)), Some(0), Some(false))
        );
        assert_eq!(styles.of_paragraph(Some("z")).role, None);
        assert_eq!(styles.of_paragraph(None), styles.of_paragraph(Some("a")));
    }
}
