//! Pictures and captions.

use super::manuscript::{Manuscript, Setting};
use super::marks::Mark;
use super::markup::{A, ASVG, PIC, WP, field, relation, switch, val};
use super::names::{Char, Para};
use super::pieces::{Look, Row};
use super::shape::Shape;
use crate::ast::{Figure, Inline, Label, Placement};
use crate::diagnostics::{Diagnostic, code};
use crate::geom::Pt;
use crate::resources::Image;
use crate::xml::XmlWriter;

/// A picture is at most this share of the text block's height, so that its caption fits below.
const HIGHEST: f64 = 0.8;
/// A drawing is painted for Word with this many pixels an inch of the width at which it stands.
const FALLBACK: f64 = 200.0;
/// `wp:docPr` and `pic:cNvPr` give descriptions no bound; Word cuts them here.
const LONGEST_NAME: usize = 250;

impl<'a> Manuscript<'a> {
    /// A picture and its caption below it.
    pub(super) fn figure(&mut self, figure: &'a Figure, setting: &Setting<'a>) {
        let drawn =
            self.issue.images.get(&figure.image).map(|image| self.picture_size(image, figure.width, setting)[0]);
        let mark = Mark::of("figure")
            .maybe("width", figure.width.map(|width| width.to_string()))
            .maybe("drawn", drawn.map(|width| width.emu().max(1).to_string()));
        let mark = floating(mark, (figure.id.as_deref(), figure.label.as_ref()), figure.placement, figure.spans_page);
        self.together(mark, |manuscript| manuscript.shown(figure, setting));
    }

    fn shown(&mut self, figure: &'a Figure, setting: &Setting<'a>) {
        self.captions.figures += u32::from(figure.label.is_some());
        let count = self.captions.figures;
        let captioned = figure.label.is_some() || !figure.caption.is_empty();
        let id = figure.id.as_deref();
        if let Some(image) = self.issue.images.get(&figure.image) {
            self.as_part(|manuscript| manuscript.picture(figure, image, captioned, setting));
        }
        self.caption(Para::Caption, ("Figure", count), figure.label.as_ref(), (&figure.caption, id), setting);
    }

    /// The paragraph in which a picture stands.
    fn picture(&mut self, figure: &Figure, image: &Image, captioned: bool, setting: &Setting<'a>) {
        self.xml.start("w:p").start("w:pPr");
        val(&mut self.xml, "w:pStyle", Para::Figure.id());
        if !captioned {
            switch(&mut self.xml, "w:keepNext", false);
            // The space under a picture is its caption's, where it has one.
            let after = Shape::of(Para::Caption, self.issue.style).text.after;
            self.xml.start("w:spacing").attribute("w:after", after.twips().to_string()).end();
        }
        self.xml.end();
        let id = figure.id.as_deref().filter(|_| !captioned);
        let mark = id.and_then(|id| self.bookmarks.place(id)).map(str::to_string);
        let mark = mark.map(|name| self.open_bookmark(&name));
        self.drawing(figure, image, setting);
        mark.iter().for_each(|number| self.close_bookmark(number));
        self.xml.end().line();
    }

    fn drawing(&mut self, figure: &Figure, image: &Image, setting: &Setting<'a>) {
        let size = self.picture_size(image, figure.width, setting);
        let [width, height] = size.map(|length| length.emu().max(1).to_string());
        let Some((picture, lines)) = self.blip(figure, image, size[0]) else { return };
        let number = self.media.next_drawing();
        let xml = &mut self.xml;
        xml.start("w:r").start("w:drawing").start("wp:inline").attribute("xmlns:wp", WP);
        for name in ["distT", "distB", "distL", "distR"] {
            xml.attribute(name, "0");
        }
        xml.start("wp:extent").attribute("cx", &width).attribute("cy", &height).end();
        named(xml, "wp:docPr", &number, figure);
        xml.end().start("wp:cNvGraphicFramePr").start("a:graphicFrameLocks").attribute("xmlns:a", A);
        xml.attribute("noChangeAspect", "1").end().end();
        xml.start("a:graphic").attribute("xmlns:a", A).start("a:graphicData").attribute("uri", PIC);
        xml.start("pic:pic").attribute("xmlns:pic", PIC).start("pic:nvPicPr");
        named(xml, "pic:cNvPr", &number, figure);
        xml.end().empty("pic:cNvPicPr").end();
        xml.start("pic:blipFill").start("a:blip").attribute("r:embed", picture);
        lines.iter().for_each(|lines| drawn(xml, lines));
        xml.end();
        xml.start("a:stretch").empty("a:fillRect").end().end();
        xml.start("pic:spPr").start("a:xfrm").start("a:off").attribute("x", "0").attribute("y", "0").end();
        xml.start("a:ext").attribute("cx", &width).attribute("cy", &height).end().end();
        xml.start("a:prstGeom").attribute("prst", "rect").empty("a:avLst").end().end();
        // pic, graphicData, graphic, inline, drawing, r
        (0..6).for_each(|_| {
            xml.end();
        });
    }

    /// The ties to a picture's pixels and, of a drawing, to its lines, which Word shows where it can.
    fn blip(&mut self, figure: &Figure, image: &Image, width: Pt) -> Option<(String, Option<String>)> {
        let Some(drawing) = &image.drawing else { return Some((self.tie(image), None)) };
        match drawing.pixels(width.0 / 72.0 * FALLBACK) {
            Ok(pixels) => Some((self.tie(&pixels), Some(self.tie(image)))),
            Err(why) => {
                let message = format!("the drawing `{}` cannot be painted for Word: {why}", figure.image);
                let fault = Diagnostic::new(code::IMAGE_UNREADABLE, message).at(figure.span);
                self.faults.push(fault.hint("cut the drawing to what it shows, or save it as PNG"));
                None
            }
        }
    }

    fn tie(&mut self, image: &Image) -> String {
        let path = self.media.place(image);
        self.relations.internal(relation!("image"), path)
    }

    /// Width and height as the pages have them.
    fn picture_size(&self, image: &Image, share: Option<f64>, setting: &Setting<'a>) -> [Pt; 2] {
        let (measure, page) = (self.issue.style.measure() - setting.inset, &self.issue.style.page);
        let natural = Pt(f64::from(image.width) / image.per_inch * 72.0);
        let wanted = share.map_or(natural, |share| measure * share.clamp(0.01, 1.0)).min(measure);
        let ratio = f64::from(image.height) / f64::from(image.width);
        let highest = (page.height.to_pt() - page.top.to_pt() - page.bottom.to_pt()) * HIGHEST;
        let height = (wanted * ratio).min(highest);
        [height / ratio, height]
    }

    /// A caption, whose number is a field that Word keeps counting; says whether there is one.
    pub(super) fn caption(
        &mut self,
        para: Para,
        (sequence, count): (&str, u32),
        label: Option<&'a Label>,
        (words, id): (&'a [Inline], Option<&str>),
        setting: &Setting<'a>,
    ) -> bool {
        let captioned = label.is_some() || !words.is_empty();
        if captioned {
            self.as_part(|manuscript| manuscript.caption_line(para, (sequence, count), label, (words, id), setting));
        }
        captioned
    }

    fn caption_line(
        &mut self,
        para: Para,
        (sequence, count): (&str, u32),
        label: Option<&'a Label>,
        (words, id): (&'a [Inline], Option<&str>),
        setting: &Setting<'a>,
    ) {
        self.xml.start("w:p").start("w:pPr");
        val(&mut self.xml, "w:pStyle", para.id());
        self.xml.end();
        let mark = id.and_then(|id| self.bookmarks.place(id)).map(str::to_string);
        let mark = mark.map(|name| self.open_bookmark(&name));
        if let Some(label) = label {
            self.caption_label(label, (sequence, count), para, setting);
        }
        mark.iter().for_each(|number| self.close_bookmark(number));
        let mut row = Row::default();
        let gap = label.map_or("", |label| crate::ast::text::gap(&label.text, &crate::ast::text::inlines(words)));
        row.words(Look::default(), gap);
        row.inlines(Look::default(), words, &self.narrow);
        self.row(&row, para, setting.lang);
        self.xml.end().line();
    }

    fn caption_label(&mut self, label: &'a Label, sequence: (&str, u32), para: Para, setting: &Setting<'a>) {
        let strong = Look { strong: true, ..Look::default() };
        let figures = label.number.to_string();
        let (before, after) = match label.text.rsplit_once(figures.as_str()) {
            Some((before, after)) => (before, Some(after)),
            None => (label.text.as_str(), None),
        };
        let mut row = Row::default();
        row.words(strong, before);
        self.row(&row, para, setting.lang);
        let Some(after) = after else { return };
        let (name, count) = sequence;
        // A number out of sequence starts Word's count anew there.
        let reset = if count == label.number { String::new() } else { format!(" \\r {figures}") };
        field(&mut self.xml, &format!("SEQ {name} \\* ARABIC{reset}"), &figures, &|xml| {
            xml.start("w:rPr");
            val(xml, "w:rStyle", Char::Strong.id());
            xml.end();
        });
        match name {
            "Table" => self.captions.tables = label.number,
            _ => self.captions.figures = label.number,
        }
        let mut row = Row::default();
        row.words(strong, after);
        self.row(&row, para, setting.lang);
    }
}

/// What Word cannot say of a table or figure with an id and a label.
pub(super) fn floating(
    mark: Mark,
    (id, label): (Option<&str>, Option<&Label>),
    placement: Option<Placement>,
    spans_page: bool,
) -> Mark {
    let named = |placement| Placement::NAMES.into_iter().find(|(_, known)| *known == placement).map(|(name, _)| name);
    let mark = mark.maybe("id", id).maybe("placement", placement.and_then(named));
    labelled(mark.maybe("spans", spans_page.then_some("page")), label)
}

/// A mark with the label that its words open with, and whether the source had it.
pub(super) fn labelled(mark: Mark, label: Option<&Label>) -> Mark {
    let kept = label.filter(|label| label.literal).map(|label| label.number.to_string());
    mark.maybe("label", label.map(|label| &label.text)).maybe("kept", kept)
}

/// The lines of a picture beside its pixels ([MS-ODRAWXML], clause 2.23: svgBlip).
fn drawn(xml: &mut XmlWriter, lines: &str) {
    xml.start("a:extLst").start("a:ext").attribute("uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}");
    xml.start("asvg:svgBlip").attribute("xmlns:asvg", ASVG).attribute("r:embed", lines).end();
    xml.end().end();
}

/// Opens an element that names a drawing, with what it says for those who cannot see it.
fn named(xml: &mut XmlWriter, element: &'static str, number: &str, figure: &Figure) {
    let file = figure.image.rsplit(['/', '\\']).next().unwrap_or_default();
    xml.start(element).attribute("id", number);
    xml.attribute("name", file.chars().take(LONGEST_NAME).collect::<String>());
    xml.attribute("descr", &figure.alternative);
}
