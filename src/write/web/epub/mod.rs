//! EPUB 3.3: the page as XHTML, with what reading systems want beside it. The same issue gives the same file: its times are
//! those of the issue.

mod contents;
mod package;

use super::Page;
use super::figures::Pictures;
use super::html::refused;
use super::page::language;
use super::pen::Form;
use super::{facts, look};
use crate::ast::{Block, Direction, Document, walk};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::package::{Container, PackageError};
use crate::resources::Image;
use crate::write::{Artifact, FlowBackend, Issue};
use std::collections::BTreeSet;

/// Writes `STEM.epub`.
pub(in crate::write) struct Epub;

const CONTAINER: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n<rootfiles>\n",
    "<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n",
    "</rootfiles>\n</container>\n"
);

/// A picture with its place in the book.
struct Picture<'a> {
    /// Its path in the source.
    source: &'a str,
    /// Its path from the package.
    path: String,
    image: &'a Image,
}

impl FlowBackend for Epub {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let pictures = pictures(issue);
        let beside = pictures.iter().map(|picture| (picture.source, picture.path.clone())).collect();
        let mut page = Page::new(issue, Form::Xhtml, Pictures::Beside(beside), sink);
        page.body();
        let look = look::book(issue, &page.shares);
        let (body, lost) = page.pen.finish();
        refused(lost, "book", sink);
        let text = document(issue.document, "issue", &body);
        let nav = document(issue.document, "contents", &contents::body(issue));
        let package = package::package(issue, &pictures);
        let packed = packed(
            &[("package.opf", &package), ("nav.xhtml", &nav), ("issue.xhtml", &text), ("style.css", &look)],
            &pictures,
        );
        let bytes = packed
            .map_err(|why| Diagnostic::new(code::OUTPUT_FAILED, format!("the EPUB file cannot be packed: {why}")))?;
        Ok(vec![Artifact { path: format!("{}.epub", issue.stem), bytes }])
    }
}

/// The pictures that an issue's figures name, in the order of first use.
fn pictures<'a>(issue: &Issue<'a>) -> Vec<Picture<'a>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for root in walk::roots(issue.document) {
        walk::blocks(root, &mut |block| {
            let Block::Figure(figure) = block else { return };
            let Some((source, image)) = issue.images.get_key_value(&figure.image) else { return };
            if seen.insert(source) {
                let path = format!("pictures/picture-{}.{}", found.len() + 1, image.format.extension());
                found.push(Picture { source, path, image });
            }
        });
    }
    found
}

/// A document of the book around its body.
fn document(issue: &Document, kind: &str, body: &str) -> String {
    let lang = match language(&issue.front.lang) {
        "" => "und",
        lang => lang,
    };
    let turned = if issue.front.lang.direction() == Some(Direction::RightToLeft) { " dir=\"rtl\"" } else { "" };
    let mut title = super::pen::Pen::new(Form::Xhtml);
    title.span("title", &[], &facts::title(issue));
    let (title, _) = title.finish();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\"{turned}>\n\
         <head>\n<meta charset=\"utf-8\"/>\n{title}\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n\
         <body class=\"{kind}\">\n{body}</body>\n</html>\n"
    )
}

/// The book as a file: its type first and as it is, as reading systems look for it (OCF 3.3, 4.3).
fn packed(texts: &[(&str, &String)], pictures: &[Picture<'_>]) -> Result<Vec<u8>, PackageError> {
    let mut book = Container::default();
    book.add("mimetype", b"application/epub+zip", true)?;
    book.add("META-INF/container.xml", CONTAINER.as_bytes(), false)?;
    for (name, text) in texts {
        book.add(&format!("EPUB/{name}"), text.as_bytes(), false)?;
    }
    for picture in pictures {
        book.add(&format!("EPUB/{}", picture.path), &picture.image.bytes, picture.image.drawing.is_none())?;
    }
    book.finish()
}
