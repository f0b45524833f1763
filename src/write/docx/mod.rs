//! Backend `docx`: a manuscript for Word that an editor can go on working in (ECMA-376, transitional).
//!
//! Every part of an issue has a named style, numbers and notes are live, and nothing in the file depends on a clock.

mod blocks;
mod body;
mod bookmarks;
mod boxed;
mod emphasis;
mod facts;
mod figure;
mod furniture;
mod grid;
mod imprint;
mod languages;
mod losses;
mod manuscript;
mod marks;
mod markup;
mod media;
mod names;
mod notes;
mod numbering;
mod pattern;
mod pieces;
mod pitch;
mod points;
mod properties;
mod ruby;
mod runs;
mod sections;
mod settings;
mod shape;
mod signs;
mod styles;
mod table;
mod theme;

use super::{Artifact, FlowBackend, Issue};
use crate::diagnostics::{Diagnostic, Sink, code, counted::counted};
use crate::package::{Package, Part, Relations};
use crate::xml::XmlWriter;
use furniture::Furniture;
use manuscript::Manuscript;
use markup::relation;

const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

macro_rules! office {
    ($name:literal) => {
        concat!("application/vnd.openxmlformats-officedocument.", $name, "+xml")
    };
}

/// Writes DOCX.
pub(super) struct Docx;

impl FlowBackend for Docx {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let style = pitch::fitted(issue.style);
        let package = Assembly::default().assemble(Issue { style: &style, ..*issue }, sink);
        let bytes = package.write().map_err(|error| {
            Diagnostic::new(code::OUTPUT_FAILED, format!("the Word file cannot be packed: {error}"))
        })?;
        Ok(vec![Artifact { path: format!("{}.docx", issue.stem), bytes }])
    }
}

/// The package in the making.
#[derive(Default)]
struct Assembly {
    package: Package,
    /// Ties of the main part.
    main: Relations,
    /// Characters that XML does not allow and that were left out.
    forbidden: usize,
}

impl Assembly {
    fn assemble(mut self, issue: Issue<'_>, sink: &mut Sink) -> Package {
        let furniture = Furniture::of(&issue.document.masthead, issue.style);
        let mut manuscript = Manuscript::new(issue);
        let needs = styles::Needs {
            issue,
            languages: &manuscript.languages.clone(),
            depth: manuscript.numbering.sections.depth(),
            live: &manuscript.numbering.sections.live(),
        };
        manuscript.body(&furniture);
        let body = std::mem::take(&mut manuscript.xml);
        self.main = std::mem::take(&mut manuscript.relations);
        manuscript.footnotes();
        std::mem::take(&mut manuscript.faults).into_iter().for_each(|fault| sink.report(fault));
        let has_notes = !manuscript.notes.called.is_empty();
        self.front();
        self.beside("styles.xml", relation!("styles"), office!("wordprocessingml.styles"), styles::part(&needs));
        let settings = settings::part(issue.style, needs.languages, furniture.even, has_notes);
        self.beside("settings.xml", relation!("settings"), office!("wordprocessingml.settings"), settings);
        let fonts = theme::font_table(issue.style);
        self.beside("fontTable.xml", relation!("fontTable"), office!("wordprocessingml.fontTable"), fonts);
        self.beside("theme/theme1.xml", relation!("theme"), office!("theme"), theme::theme(issue.style));
        if let Some(numbering) = manuscript.numbering.part() {
            self.beside("numbering.xml", relation!("numbering"), office!("wordprocessingml.numbering"), numbering);
        }
        self.stories(manuscript, body, has_notes);
        self.forbidden += furniture.forbidden();
        self.package.parts.extend(furniture.parts());
        self.properties(issue);
        losses::tell(issue.document, sink);
        self.report(sink);
        self.package
    }

    /// The tie from the package to its main part comes first.
    fn front(&mut self) {
        self.package.relations.internal(relation!("officeDocument"), "word/document.xml");
    }

    /// Adds a part beside the main one.
    fn beside(&mut self, file: &str, relation: &'static str, content_type: &'static str, xml: XmlWriter) {
        self.main.internal(relation, file);
        self.add(&format!("word/{file}"), content_type, xml);
    }

    fn add(&mut self, name: &str, content_type: &'static str, xml: XmlWriter) {
        self.forbidden += xml.forbidden();
        self.package.parts.push(Part::new(name, content_type, xml.finish()));
    }

    /// The body goes before all other parts, its notes and pictures after them.
    fn stories(&mut self, manuscript: Manuscript<'_>, body: XmlWriter, has_notes: bool) {
        self.aside(&manuscript);
        let Manuscript { xml: notes, relations, media, .. } = manuscript;
        if has_notes {
            self.main.internal(relation!("footnotes"), "footnotes.xml");
            self.forbidden += notes.forbidden();
            let part = Part::new("word/footnotes.xml", office!("wordprocessingml.footnotes"), notes.finish());
            self.package.parts.push(part.with(relations));
        }
        self.forbidden += body.forbidden();
        let main = Part::new("word/document.xml", office!("wordprocessingml.document.main"), body.finish());
        self.package.parts.insert(0, main.with(std::mem::take(&mut self.main)));
        self.package.parts.extend(media.into_parts());
    }

    /// What Word has no place for.
    fn aside(&mut self, manuscript: &Manuscript<'_>) {
        self.main.internal(relation!("customXml"), "../customXml/item1.xml");
        let (parts, forbidden) = manuscript.marks.parts(|xml| facts::write(xml, manuscript));
        self.package.parts.extend(parts);
        self.forbidden += forbidden;
    }

    fn properties(&mut self, issue: Issue<'_>) {
        let document = issue.document;
        self.package.relations.internal(CORE_RELATION, "docProps/core.xml");
        self.add("docProps/core.xml", CORE, properties::core(document));
        self.package.relations.internal(relation!("extended-properties"), "docProps/app.xml");
        self.add("docProps/app.xml", office!("extended-properties"), properties::app(document));
        if let Some(custom) = properties::custom(document) {
            self.package.relations.internal(relation!("custom-properties"), "docProps/custom.xml");
            self.add("docProps/custom.xml", office!("custom-properties"), custom);
        }
    }

    fn report(&self, sink: &mut Sink) {
        if self.forbidden > 0 {
            let message = counted(
                self.forbidden,
                "character that XML cannot hold was left out of the Word file",
                "characters that XML cannot hold were left out of the Word file",
            );
            let hint = "look for control characters in the front matter";
            sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).hint(hint));
        }
    }
}
