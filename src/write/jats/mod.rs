//! JATS Archiving and Interchange 1.3 (ANSI/NISO Z39.96-2021): the preservation XML. Valid against 1.4 too.

mod back;
mod blocks;
mod front;
mod inlines;
mod pen;
mod people;
mod pictures;
mod provenance;
mod tables;
mod targets;

use super::{Artifact, FlowBackend, Issue};
use crate::ast::Lang;
use crate::diagnostics::{Diagnostic, Sink, code, counted::counted};
use pen::Pen;
use pictures::Pictures;
use targets::Targets;

/// Writes `STEM.xml`, and the pictures that it names into `STEM-media/`.
pub(super) struct Jats;

impl FlowBackend for Jats {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let mut article =
            Article { pen: Pen::new(), issue, targets: Targets::of(issue.document), pictures: Pictures::of(issue) };
        article.write();
        let (text, forbidden) = article.pen.finish();
        if forbidden > 0 {
            let message = counted(
                forbidden,
                "character that XML forbids was left out of the JATS file",
                "characters that XML forbids were left out of the JATS file",
            );
            sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).hint("delete them from the source"));
        }
        let mut artifacts = vec![Artifact { path: format!("{}.xml", issue.stem), bytes: text.into_bytes() }];
        artifacts.extend(article.pictures.artifacts());
        Ok(artifacts)
    }
}

const DOCTYPE: &str = concat!(
    "<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 20210610//EN\" ",
    "\"https://jats.nlm.nih.gov/archiving/1.3/JATS-archivearticle1-3.dtd\">"
);

/// What is printed because the style says so, and was not in the source (`specific-use`).
const MADE: &str = "made-by-style";

/// What marks something printed: nothing where the source has it.
fn made(by_style: bool) -> &'static str {
    if by_style { MADE } else { "" }
}

/// An article being written. Each part of it is written by a module of its own.
struct Article<'a> {
    pen: Pen,
    issue: &'a Issue<'a>,
    targets: Targets<'a>,
    pictures: Pictures<'a>,
}

impl Article<'_> {
    fn write(&mut self) {
        if self.issue.options.doctype {
            self.pen.raw(DOCTYPE);
        }
        let lang = language(&self.issue.document.front.lang);
        // The namespaces that the DTD defaults are written out, so that reading with and without it gives the same.
        self.pen.open(
            "article",
            &[
                ("xmlns:ali", "http://www.niso.org/schemas/ali/1.0/"),
                ("xmlns:mml", "http://www.w3.org/1998/Math/MathML"),
                ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                ("article-type", "other"),
                ("dtd-version", "1.3"),
                ("xml:lang", if lang.is_empty() { "und" } else { lang }),
            ],
        );
        self.provenance();
        self.front();
        self.body();
        self.back();
        self.pen.close();
    }
}

/// The tag of a language as `xml:lang` may hold it; empty where it is no BCP 47 tag.
fn language(lang: &Lang) -> &str {
    if lang.is_well_formed() { lang.tag() } else { "" }
}

/// The tag of a language that may be absent.
fn own_language(lang: Option<&Lang>) -> &str {
    lang.map_or("", language)
}
