//! What the book says of itself: its facts, what it is like for those who cannot see it, and its files (EPUB 3.3, 5).

use super::Picture;
use crate::ast::{Block, Date, Direction, Document, Inline, text, walk};
use crate::write::Issue;
use crate::write::web::facts;
use crate::write::web::page::language;
use crate::write::web::words::Words;
use crate::xml::XmlWriter;
use sha2::{Digest, Sha256};

/// The day of a book whose issue has none, as reproducible builds have it: a book has to say when it changed.
const NO_DATE: &str = "1970-01-01";

/// The package document.
pub(super) fn package(issue: &Issue<'_>, pictures: &[Picture<'_>]) -> String {
    let document = issue.document;
    let mut opf = Opf(XmlWriter::new());
    opf.0.start("package").attribute("xmlns", "http://www.idpf.org/2007/opf").attribute("version", "3.0");
    opf.0.attribute("unique-identifier", "identifier").attribute("xml:lang", lang(document)).line();
    opf.0.start("metadata").attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/").line();
    opf.facts(document);
    opf.series(document);
    opf.access(document, !pictures.is_empty());
    opf.0.end().line();
    opf.files(document, pictures);
    opf.0.end().line();
    opf.0.finish()
}

fn lang(document: &Document) -> &str {
    match language(&document.front.lang) {
        "" => "und",
        lang => lang,
    }
}

/// The package document being written.
struct Opf(XmlWriter);

impl Opf {
    fn facts(&mut self, document: &Document) {
        let front = &document.front;
        self.element("dc:identifier", "identifier", "", &identifier(document));
        self.element("dc:title", "title", "", &facts::title(document));
        self.refine("title", "title-type", "main");
        let subtitle = front.title().map(|title| text::inlines(&title.subtitle)).unwrap_or_default();
        if !subtitle.trim().is_empty() {
            self.element("dc:title", "subtitle", "", &subtitle);
            self.refine("subtitle", "title-type", "subtitle");
        }
        for title in front.titles.iter().skip(1) {
            self.element("dc:title", "", language(&title.lang), &text::inlines(&title.inlines));
        }
        self.element("dc:language", "", "", lang(document));
        for (at, name) in facts::compilers(front).iter().enumerate() {
            let id = format!("compiler-{}", at + 1);
            self.element("dc:contributor", &id, "", name);
            self.0.start("meta").attribute("refines", format!("#{id}")).attribute("property", "role");
            self.0.attribute("scheme", "marc:relators").text("com").end().line();
        }
        self.element("dc:publisher", "", "", front.publisher.as_deref().unwrap_or_default());
        let day = front.date.map(Date::iso);
        self.element("dc:date", "", "", day.as_deref().unwrap_or_default());
        self.property("dcterms:modified", &format!("{}T00:00:00Z", day.as_deref().unwrap_or(NO_DATE)));
        front.keywords.iter().for_each(|word| self.element("dc:subject", "", "", word));
        front.people.iter().for_each(|person| self.element("dc:subject", "", "", &person.name));
        self.element("dc:description", "", "", &facts::standfirst(front));
        self.element("dc:rights", "", "", front.licence.as_deref().unwrap_or_default());
        self.element("dc:source", "", "", &facts::place(document));
    }

    /// The bulletin that the issue belongs to, and its place there.
    fn series(&mut self, document: &Document) {
        let front = &document.front;
        let Some(series) = &front.series else { return };
        self.0.start("meta").attribute("property", "belongs-to-collection").attribute("id", "series");
        self.0.text(series).end().line();
        self.refine("series", "collection-type", "series");
        let place = front.whole_number.or(front.number);
        self.refine("series", "group-position", &place.map(|number| number.0.to_string()).unwrap_or_default());
        let issn = front.issn.as_ref().map(|issn| format!("urn:issn:{issn}")).unwrap_or_default();
        self.refine("series", "dcterms:identifier", &issn);
    }

    /// What the book is like for those who cannot see it (EPUB Accessibility 1.1, 2.2).
    fn access(&mut self, document: &Document, has_pictures: bool) {
        self.property("schema:accessMode", "textual");
        self.property("schema:accessMode", if has_pictures { "visual" } else { "" });
        let is_told = are_described(document);
        self.property("schema:accessModeSufficient", if is_told { "textual" } else { "textual,visual" });
        for (feature, has) in [
            ("structuralNavigation", !document.sections.is_empty()),
            ("tableOfContents", true),
            ("readingOrder", true),
            ("displayTransformability", true),
            ("alternativeText", has_pictures && is_told),
            ("rubyAnnotations", has_readings(document)),
        ] {
            self.property("schema:accessibilityFeature", if has { feature } else { "" });
        }
        self.property("schema:accessibilityHazard", "none");
        let words = Words::of(&document.front.lang);
        self.property("schema:accessibilitySummary", if is_told { words.access } else { words.undescribed });
    }

    fn files(&mut self, document: &Document, pictures: &[Picture<'_>]) {
        self.0.start("manifest").line();
        self.item("nav", "nav.xhtml", "application/xhtml+xml", "nav");
        self.item("issue", "issue.xhtml", "application/xhtml+xml", "");
        self.item("style", "style.css", "text/css", "");
        for picture in pictures {
            let id = picture.path.replace(['/', '.'], "-");
            self.item(&id, &picture.path, picture.image.format.media_type(), "");
        }
        self.0.end().line();
        self.0.start("spine");
        if document.front.lang.direction() == Some(Direction::RightToLeft) {
            self.0.attribute("page-progression-direction", "rtl");
        }
        self.0.line();
        self.0.start("itemref").attribute("idref", "issue").end().line();
        self.0.end().line();
    }

    fn item(&mut self, id: &str, path: &str, media_type: &str, properties: &str) {
        self.0.start("item").attribute("id", id).attribute("href", path).attribute("media-type", media_type);
        if !properties.is_empty() {
            self.0.attribute("properties", properties);
        }
        self.0.end().line();
    }

    /// A fact; nothing where there are no words.
    fn element(&mut self, name: &'static str, id: &str, lang: &str, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.0.start(name);
        for (name, value) in [("id", id), ("xml:lang", lang)].into_iter().filter(|(_, value)| !value.is_empty()) {
            self.0.attribute(name, value);
        }
        self.0.text(words.trim()).end().line();
    }

    fn property(&mut self, name: &str, words: &str) {
        if !words.is_empty() {
            self.0.start("meta").attribute("property", name).text(words).end().line();
        }
    }

    fn refine(&mut self, id: &str, name: &str, words: &str) {
        if !words.is_empty() {
            self.0
                .start("meta")
                .attribute("refines", format!("#{id}"))
                .attribute("property", name)
                .text(words)
                .end()
                .line();
        }
    }
}

/// The DOI, or what stays the same when the book is made again: a UUID of series and number, title, language and day, in
/// the form for those that are made as their maker likes (RFC 9562, 5.8).
fn identifier(document: &Document) -> String {
    if let Some(doi) = facts::doi(&document.front) {
        return format!("https://doi.org/{doi}");
    }
    let day = document.front.date.map(Date::iso).unwrap_or_default();
    let called = [facts::place(document), facts::title(document), lang(document).to_string(), day].join("\n");
    let mut bytes: Vec<u8> = Sha256::digest(called).iter().copied().take(16).collect();
    for (at, kept, set) in [(6, 0x0F, 0x80), (8, 0x3F, 0x80)] {
        bytes.get_mut(at).into_iter().for_each(|byte| *byte = *byte & kept | set);
    }
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().concat();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16))
}

/// Whether every picture says what it shows.
fn are_described(document: &Document) -> bool {
    let mut all = true;
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if let Block::Figure(figure) = block {
                all &= !figure.alternative.trim().is_empty() || text::prints(&figure.caption);
            }
        });
    }
    all
}

fn has_readings(document: &Document) -> bool {
    let mut any = false;
    walk::runs(document, &mut |run| walk::inlines(run, &mut |inline| any |= matches!(inline, Inline::Ruby { .. })));
    any
}
