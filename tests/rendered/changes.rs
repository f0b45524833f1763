//! The comparison itself: what a compositor would see is seen, and nothing else.

use crate::ROOT;
use crate::picture::{Picture, pages};
use masthead::ast::Document;
use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::{FrameItem, GlyphRun, Pages};
use masthead::geom::Pt;
use masthead::read;
use masthead::resources::Images;
use masthead::style::{StyleSheet, Swatch};
use masthead::write::{BACKENDS, Backend, Issue, Options};

/// An issue as set, whose pages can be changed.
struct Set {
    document: Document,
    style: StyleSheet,
    fonts: FontBook,
    pages: Pages,
}

fn set() -> Set {
    let bytes = std::fs::read(format!("{ROOT}/fixtures/bulletins/pujiang-2023-06.md")).unwrap();
    let mut sink = Sink::new();
    let input = read::Input::new("issue.md", &bytes);
    let mut document = convert::prepare(&input, read::by_name("bulletin").unwrap(), &mut sink).document;
    let (style, fonts) = (crate::style(None, std::path::Path::new(crate::ROOT)).unwrap(), FontBook::embedded());
    masthead::numbering::number(&mut document, &style, &mut sink);
    let pages = masthead::layout::layout(&document, &style, &fonts, &Images::new(), &mut sink);
    Set { document, style, fonts, pages }
}

impl Set {
    /// The second page as a picture.
    fn picture(&self) -> Picture {
        let entry = BACKENDS.iter().find(|entry| entry.name == "pdf").unwrap();
        let Backend::Page(backend) = entry.backend else { panic!("PDF is made of pages") };
        let (images, options) = (Images::new(), Options::default());
        let (document, style) = (&self.document, &self.style);
        let issue = Issue { document, style, images: &images, stem: "page", options: &options, attached: &[] };
        let made = backend.write(&issue, &self.pages, &self.fonts, &mut Sink::new()).unwrap();
        pages(&made[0].bytes).remove(1)
    }

    /// A line in the middle of the second page.
    fn line(&mut self) -> &mut GlyphRun {
        let mut runs = self.pages.pages[1].items.iter_mut().filter_map(|placed| match &mut placed.item {
            FrameItem::Glyphs(run) if run.text.contains(',') => Some(run),
            _ => None,
        });
        runs.nth(5).unwrap()
    }
}

/// The accepted picture of a page, as it comes back from its file.
fn accepted(set: &Set) -> Picture {
    let path = format!("{}/rendered-self-test.png", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, set.picture().png()).unwrap();
    Picture::read(&path).unwrap()
}

#[test]
fn what_changes_a_page_is_seen_and_nothing_else() {
    let mut set = set();
    let accepted = accepted(&set);
    assert_eq!(accepted.changed(&set.picture()), None, "the same page again");

    let place = set.line().origin;
    set.line().origin.y += Pt(0.5);
    assert!(accepted.changed(&set.picture()).is_some(), "a line half a point lower");
    set.line().origin.y = place.y;
    set.line().origin.x += Pt(0.5);
    assert!(accepted.changed(&set.picture()).is_some(), "a line half a point to the right");
    set.line().origin.x = place.x;
    assert_eq!(accepted.changed(&set.picture()), None, "the line back in its place");

    let colour = set.line().colour;
    set.line().colour = Swatch { rgb: [60, 0, 0], ..colour };
    assert!(accepted.changed(&set.picture()).is_some(), "a line in a dark red");
    set.line().colour = colour;

    let run = set.line();
    let comma = run.text.find(',').unwrap();
    let at = run.glyphs.iter().position(|glyph| glyph.text.start == comma).unwrap();
    let space = run.glyphs.iter().find(|glyph| run.text[glyph.text.clone()] == *" ").unwrap().id;
    run.glyphs[at].id = space;
    assert!(accepted.changed(&set.picture()).is_some(), "a comma that is not printed");
}
