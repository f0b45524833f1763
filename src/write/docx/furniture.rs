//! Running heads, folios and the page: headers, footers and the section's properties.

use super::markup::{field, relation, root, switch, val, words};
use super::names::Para;
use crate::ast::Masthead;
use crate::geom::Pt;
use crate::package::{Part, Relations};
use crate::style::{NoteNumbering, StyleSheet};
use crate::xml::XmlWriter;

const HEADER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
const FOOTER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
/// What a line has under its baseline, as a share of its leading.
const DESCENT: f64 = 0.25;

/// The headers and footers of an issue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Furniture {
    /// Whether verso pages have their own.
    pub(super) even: bool,
    sheets: Vec<Sheet>,
}

/// One header or footer.
#[derive(Clone, Debug, PartialEq)]
struct Sheet {
    /// `first`, `default` or `even`.
    pages: &'static str,
    para: Para,
    words: Line,
}

#[derive(Clone, Debug, PartialEq)]
enum Line {
    /// A running head.
    Words(String),
    /// A pattern around the page's number, with the number of the first page that shows it.
    Folio(String, &'static str),
}

impl Furniture {
    /// What an issue's pages carry.
    pub(super) fn of(masthead: &Masthead, style: &StyleSheet) -> Furniture {
        let even = style.folio.outside || masthead.running_recto != masthead.running_verso;
        let head = |pages, words: &Option<String>| Sheet {
            pages,
            para: Para::Header,
            words: Line::Words(words.clone().unwrap_or_default()),
        };
        let foot = |pages, para, page| Sheet { pages, para, words: Line::Folio(style.folio.pattern.clone(), page) };
        let mut sheets = vec![head("first", &None), head("default", &masthead.running_recto)];
        if even {
            sheets.push(head("even", &masthead.running_verso));
        }
        sheets.push(foot("first", Para::Footer, "1"));
        sheets.push(foot("default", Para::Footer, if even { "3" } else { "2" }));
        if even {
            sheets.push(foot("even", Para::FooterVerso, "2"));
        }
        Furniture { even, sheets }
    }

    /// The parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        self.sheets.iter().map(|sheet| {
            let kind = if sheet.is_header() { HEADER } else { FOOTER };
            Part::new(format!("word/{}", sheet.file()), kind, sheet.write().finish())
        })
    }

    /// How many characters XML does not allow stood in them.
    pub(super) fn forbidden(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.write().forbidden()).sum()
    }

    /// The properties of a section: the first one has the furniture, which the others take over.
    pub(super) fn section(&self, xml: &mut XmlWriter, relations: &mut Relations, style: &StyleSheet, place: Place) {
        xml.start("w:sectPr");
        if place.first {
            self.tie(xml, relations);
        }
        let restart = match style.numbering.notes {
            NoteNumbering::Issue => None,
            NoteNumbering::Section => Some("eachSect"),
            NoteNumbering::Page => Some("eachPage"),
        };
        if let Some(restart) = restart {
            xml.start("w:footnotePr");
            val(xml, "w:numRestart", restart);
            xml.end();
        }
        if !place.first {
            val(xml, "w:type", "continuous");
        }
        page(xml, style);
        if place.first {
            switch(xml, "w:titlePg", true);
        }
        let pitch = style.text.body.leading.twips().to_string();
        xml.start("w:docGrid").attribute("w:linePitch", pitch).end().end();
    }

    fn tie(&self, xml: &mut XmlWriter, relations: &mut Relations) {
        for sheet in &self.sheets {
            let (element, relation) = if sheet.is_header() {
                ("w:headerReference", relation!("header"))
            } else {
                ("w:footerReference", relation!("footer"))
            };
            let id = relations.internal(relation, sheet.file());
            xml.start(element).attribute("w:type", sheet.pages).attribute("r:id", id).end();
        }
    }
}

/// Which of the file's sections it is. There is one, but where notes are counted by the issue's sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Whether it is the first.
    pub(super) first: bool,
}

impl Sheet {
    fn is_header(&self) -> bool {
        matches!(self.words, Line::Words(_))
    }

    fn file(&self) -> String {
        let number = match self.pages {
            "first" => 1,
            "default" => 2,
            _ => 3,
        };
        format!("{}{number}.xml", if self.is_header() { "header" } else { "footer" })
    }

    fn write(&self) -> XmlWriter {
        let mut xml = root(if self.is_header() { "w:hdr" } else { "w:ftr" });
        xml.start("w:p").start("w:pPr");
        val(&mut xml, "w:pStyle", self.para.id());
        if self.pages == "first" && self.is_header() {
            // The empty head of page 1 has no rule under it.
            xml.start("w:pBdr").start("w:bottom").attribute("w:val", "nil").end().end();
        }
        xml.end();
        match &self.words {
            Line::Words(text) => run(&mut xml, text),
            Line::Folio(pattern, page) => match pattern.split_once("{page}") {
                Some((before, after)) => {
                    run(&mut xml, before);
                    field(&mut xml, "PAGE", page, &|_| ());
                    run(&mut xml, after);
                }
                None => run(&mut xml, pattern),
            },
        }
        xml.end();
        xml
    }
}

fn run(xml: &mut XmlWriter, text: &str) {
    if !text.is_empty() {
        xml.start("w:r");
        words(xml, text);
        xml.end();
    }
}

fn page(xml: &mut XmlWriter, style: &StyleSheet) {
    let page = &style.page;
    let [width, height, top, bottom, inner, outer] =
        [page.width, page.height, page.top, page.bottom, page.inner, page.outer].map(|length| length.to_pt());
    xml.start("w:pgSz").attribute("w:w", width.twips().to_string()).attribute("w:h", height.twips().to_string());
    xml.end();
    // Word measures to the head's upper and the foot's lower edge, the style to their baselines.
    let (head, foot) = (&style.text.running_head, &style.text.folio);
    let above = top - style.running_head.gap.to_pt() - head.leading * (1.0 - DESCENT);
    let below = bottom - style.folio.gap.to_pt() - foot.leading * DESCENT;
    xml.start("w:pgMar");
    let lengths = [
        ("w:top", top),
        ("w:right", outer),
        ("w:bottom", bottom),
        ("w:left", inner),
        ("w:header", above.max(Pt::ZERO)),
        ("w:footer", below.max(Pt::ZERO)),
        ("w:gutter", Pt::ZERO),
    ];
    for (name, length) in lengths {
        xml.attribute(name, length.twips().to_string());
    }
    xml.end();
}
