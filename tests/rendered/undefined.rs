//! No fixture has a glyph on a page that says that a face lacks a character (OpenType, glyph 0).

use crate::{FOLDERS, sources, style};
use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::fonts::FontBook;
use masthead::frame::FrameItem;
use masthead::read;
use masthead::resources::Images;

#[test]
fn no_page_of_a_fixture_has_an_undefined_glyph_without_an_error() {
    let fonts = FontBook::embedded();
    let mut glyphs = 0;
    for (folder, extension, reader) in FOLDERS {
        for path in sources(folder, extension) {
            let mut sink = Sink::new();
            let bytes = std::fs::read(&path).unwrap();
            let input = read::Input::new("fixture", &bytes);
            let mut document = convert::prepare(&input, read::by_name(reader).unwrap(), &mut sink).document;
            let Some(style) = style(document.front.style.as_deref(), path.parent().unwrap()) else { continue };
            masthead::numbering::number(&mut document, &style, &mut sink);
            let pages = masthead::layout::layout(&document, &style, &fonts, &Images::new(), &mut sink);
            let told = sink.diagnostics().iter().any(|found| found.code.name() == "glyph-missing");
            for placed in pages.pages.iter().flat_map(|page| &page.items) {
                let FrameItem::Glyphs(run) = &placed.item else { continue };
                assert!(told || run.glyphs.iter().all(|glyph| glyph.id != 0), "{}: {run:?}", path.display());
                glyphs += run.glyphs.len();
            }
        }
    }
    assert!(glyphs > 20_000, "{glyphs} glyphs only were looked at");
}
