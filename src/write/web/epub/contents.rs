//! The way through the book: its title, and its sections in each other.

use crate::ast::Section;
use crate::write::Issue;
use crate::write::web::facts;
use crate::write::web::page::{heading, heads, own_language};
use crate::write::web::pen::{Form, Pen};
use crate::write::web::words::Words;

const PAGE: &str = "issue.xhtml";

/// The body of the navigation document (EPUB 3.3, 5.4).
pub(super) fn body(issue: &Issue<'_>) -> String {
    let words = Words::of(&issue.document.front.lang);
    let mut pen = Pen::of_page(Form::Xhtml, &issue.document.front.lang);
    pen.open("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("aria-label", words.contents)]);
    pen.open("ol", &[]);
    pen.begin("li", &[]);
    pen.span("a", &[("href", PAGE)], &facts::title(issue.document));
    list(&mut pen, &issue.document.sections);
    pen.close();
    pen.close();
    pen.close();
    pen.finish().0
}

/// The sections that have headings; what stands in one that has none stands in its place.
fn listed(sections: &[Section]) -> Vec<&Section> {
    let each = |section| if heads(section) && section.id.is_some() { vec![section] } else { listed(&section.sections) };
    sections.iter().flat_map(each).collect()
}

fn list(pen: &mut Pen, sections: &[Section]) {
    let listed = listed(sections);
    if listed.is_empty() {
        return;
    }
    pen.line();
    pen.open("ol", &[]);
    for section in listed {
        pen.begin("li", &[("lang", own_language(section.lang.as_ref()))]);
        let address = format!("{PAGE}#{}", section.id.as_deref().unwrap_or_default());
        pen.span("a", &[("href", &address)], &heading(section));
        list(pen, &section.sections);
        pen.close();
    }
    pen.close();
}
