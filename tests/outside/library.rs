//! Backends of other crates, beside the crate's own in one job.

use crate::words::assert_complete;
use crate::{docx_rs_backend, printpdf_backend};
use masthead::ast::text;
use masthead::convert::{self, Job};
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::layout::Typesetter;
use masthead::read::{self, Input};
use masthead::resources::NoResources;
use masthead::style;
use masthead::write::{self, Artifact, Entry, Options};
use std::io::{Cursor, Read};

const ISSUE: &[u8] = include_bytes!("../../fixtures/pujiang-2023-06.txt");

/// The file that a backend makes of the real bulletin, and the words that it ought to say.
fn made(backend: &Entry<'_>) -> (Vec<u8>, String) {
    let (mut sink, fonts) = (Sink::new(), FontBook::embedded());
    let reader = read::by_name("transcript").unwrap();
    let mut document = convert::prepare(&Input::new("issue.txt", ISSUE), reader, &mut sink).document;
    let style = style::resolve(style::built_in_source("pujiang").unwrap(), &|_| None).unwrap();
    let job = Job {
        backends: &[write::by_name("text").unwrap(), backend],
        style: &style,
        typesetter: &Typesetter::new(&fonts),
        options: &Options::default(),
        stem: "issue",
        source: ISSUE,
    };
    let files = convert::finish(&mut document, &job, &NoResources, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.diagnostics());
    let [Artifact { path: words, .. }, Artifact { path, bytes }] = &files[..] else { panic!("{} files", files.len()) };
    assert_eq!((words.as_str(), path.as_str()), ("issue.txt", format!("issue.{}", backend.extension).as_str()));
    (bytes.clone(), text::document(&document))
}

#[test]
fn printpdf_draws_every_word_on_the_pages_of_the_frame() {
    let (pdf, words) = made(&printpdf_backend::ENTRY);
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    assert_eq!(pages.len(), 4);
    assert_complete(&file.extract_text(&pages).unwrap(), &words);
    let first = file.get_and_decode_page_content(file.get_pages()[&1]).unwrap();
    let fills = first.operations.iter().filter(|operation| operation.operator == "f").count();
    assert_eq!(fills, 1, "the rule under the masthead is painted");
}

#[test]
fn docx_rs_writes_every_word_of_the_document() {
    let (docx, words) = made(&docx_rs_backend::ENTRY);
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut said = String::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let mut xml = String::new();
        archive.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
        let inside = xml.split("<w:t ").skip(1).filter_map(|run| run.split_once('>')?.1.split_once("</w:t>"));
        said.extend(inside.map(|(words, _)| words));
    }
    let said = quick_xml::escape::unescape(&said).unwrap();
    assert_complete(&said, &words);
}
