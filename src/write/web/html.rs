//! HTML: one file that needs no other, runs nothing and asks nobody for anything.

use super::Page;
use super::base64::base64;
use super::figures::Pictures;
use super::page::language;
use super::pen::{Form, Pen};
use super::{facts, look};
use crate::ast::{Direction, Lang};
use crate::diagnostics::{Diagnostic, Sink, code, counted::counted};
use crate::write::{Artifact, FlowBackend, Issue};
use sha2::{Digest, Sha256};

/// Writes `STEM.html`.
pub(in crate::write) struct Html;

impl FlowBackend for Html {
    fn write(&self, issue: &Issue<'_>, sink: &mut Sink) -> Result<Vec<Artifact>, Diagnostic> {
        let mut page = Page::new(issue, Form::Html, Pictures::Inside, sink);
        page.body();
        let look = look::sheet(issue.style, &page.shares);
        let (body, lost) = page.pen.finish();
        let (head, also_lost) = head(issue, &look);
        refused(lost + also_lost, "page", sink);
        let lang = said(&issue.document.front.lang);
        let text = format!("<!DOCTYPE html>\n<html {lang}>\n{head}<body>\n{body}</body>\n</html>\n");
        Ok(vec![Artifact { path: format!("{}.html", issue.stem), bytes: text.into_bytes() }])
    }
}

/// What a page says of its language, as attributes: a direction where that is not the usual one.
fn said(lang: &Lang) -> String {
    let tag = Some(language(lang)).filter(|tag| !tag.is_empty()).unwrap_or("und");
    match lang.direction() {
        Some(Direction::RightToLeft) => format!("lang=\"{tag}\" dir=\"rtl\""),
        _ => format!("lang=\"{tag}\""),
    }
}

/// Tells of characters that no page can carry.
pub(super) fn refused(count: usize, what: &str, sink: &mut Sink) {
    if count > 0 {
        let message = format!(
            "{} {what}",
            counted(
                count,
                "character that HTML forbids was left out of the",
                "characters that HTML forbids were left out of the"
            )
        );
        sink.report(Diagnostic::new(code::CONTROL_CHARACTER, message).hint("delete them from the source"));
    }
}

fn head(issue: &Issue<'_>, look: &str) -> (String, usize) {
    let document = issue.document;
    let mut pen = Pen::new(Form::Html);
    pen.open("head", &[]);
    let policy = policy(look);
    let lines = [
        [("charset", "utf-8"), ("content", "")],
        [("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
        // Whoever looks at a page beside its source has a policy of their own.
        [("http-equiv", "Content-Security-Policy"), ("content", &policy)],
        [("name", "color-scheme"), ("content", "light dark")],
        [("name", "generator"), ("content", concat!("masthead ", env!("CARGO_PKG_VERSION")))],
    ];
    for line in lines.iter().filter(|line| issue.options.places.is_none() || line[0].0 != "http-equiv") {
        pen.void("meta", line);
        pen.line();
    }
    let (title, place) = (facts::title(document), facts::place(document));
    let both = if place.is_empty() || place == title { title } else { format!("{title} · {place}") };
    pen.leaf("title", &[], &both);
    facts::dublin_core(&mut pen, document);
    pen.begin("script", &[("type", "application/ld+json")]);
    pen.raw(&facts::linked_data(document));
    pen.close();
    pen.begin("style", &[]);
    pen.raw(look);
    pen.close();
    pen.close();
    pen.finish()
}

/// What a browser may do for the page: show its own pictures in its own look, and nothing else.
fn policy(look: &str) -> String {
    // The element holds the line feed at its end too.
    let digest = Sha256::digest(format!("{look}\n"));
    let sources = format!("style-src 'sha256-{}'; img-src data:", base64(&digest));
    format!("default-src 'none'; {sources}; base-uri 'none'; form-action 'none'")
}
