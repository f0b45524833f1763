//! A backend of pages that is no part of the crate: it draws finished frames with `printpdf`.
//!
//! ```console
//! $ cargo run --example printpdf_backend -- fixtures/pujiang-2023-06.txt pujiang.pdf
//! ```

mod making;

use masthead::diagnostics::{Diagnostic, Sink, code};
use masthead::fonts::{FaceId, FontBook};
use masthead::frame::{FrameItem, GlyphRun, Page, Pages};
use masthead::geom::Rect as Area;
use masthead::style::Swatch;
use masthead::write::{Artifact, Backend, Entry, Issue, PageBackend};
use printpdf::{
    Codepoint, Color, FontId, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    Rect, Rgb, TextItem, TextMatrix,
};
use std::collections::BTreeMap;

/// The format as a job takes it.
pub(crate) static ENTRY: Entry<'static> =
    Entry { name: "printpdf", extension: "pdf", summary: "a PDF without structure", backend: Backend::Page(&Printpdf) };

/// Draws words, rules and dots. Pictures and links are left out and told of.
struct Printpdf;

impl PageBackend for Printpdf {
    fn write(
        &self,
        issue: &Issue<'_>,
        pages: &Pages,
        fonts: &FontBook,
        sink: &mut Sink,
    ) -> Result<Vec<Artifact>, Diagnostic> {
        let mut document = PdfDocument::new(&pages.metadata.title);
        let faces = embed(pages, fonts, &mut document)?;
        let drawn = pages.pages.iter().map(|page| draw(page, &faces, sink)).collect();
        document.with_pages(drawn);
        let bytes = document.save(&PdfSaveOptions::default(), &mut Vec::new());
        Ok(vec![Artifact { path: format!("{}.pdf", issue.stem), bytes }])
    }
}

/// The faces that the pages use, each embedded whole: without its own layouter `printpdf` cuts none.
fn embed(pages: &Pages, fonts: &FontBook, document: &mut PdfDocument) -> Result<BTreeMap<FaceId, FontId>, Diagnostic> {
    let mut faces = BTreeMap::new();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        let FrameItem::Glyphs(run) = &placed.item else { continue };
        if faces.contains_key(&run.face) {
            continue;
        }
        let face = fonts.face(run.face);
        let parsed = face.and_then(|face| {
            let bytes: &[u8] = face.data.as_ref().as_ref();
            ParsedFont::from_bytes(bytes, face.index as usize, &mut Vec::new())
        });
        let parsed = parsed.ok_or_else(|| Diagnostic::new(code::OUTPUT_FAILED, "printpdf cannot read a face"))?;
        faces.insert(run.face, document.add_font(&parsed));
    }
    Ok(faces)
}

fn draw(page: &Page, faces: &BTreeMap<FaceId, FontId>, sink: &mut Sink) -> PdfPage {
    let height = page.size.height.0;
    let mut ops = Vec::new();
    for placed in &page.items {
        match &placed.item {
            FrameItem::Glyphs(run) => set(run, faces, height, &mut ops),
            FrameItem::Rule { area, colour } | FrameItem::Dot { area, colour } => fill(area, *colour, height, &mut ops),
            FrameItem::Image { path, span, .. } => sink
                .report(Diagnostic::new(code::OUTPUT_PARTIAL, format!("the picture `{path}` is not drawn")).at(*span)),
            FrameItem::Link { alternative, .. } => {
                sink.report(Diagnostic::new(code::OUTPUT_PARTIAL, format!("“{alternative}” leads nowhere")));
            }
        }
    }
    let paper = (Mm(page.size.width.to_mm().0 as f32), Mm(page.size.height.to_mm().0 as f32));
    PdfPage::new(paper.0, paper.1, ops)
}

/// Sets each glyph where its frame has it; a frame counts from the top of the page, PDF from its foot.
fn set(run: &GlyphRun, faces: &BTreeMap<FaceId, FontId>, height: f64, ops: &mut Vec<Op>) {
    let Some(face) = faces.get(&run.face) else { return };
    let size = run.size.0;
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: colour(run.colour) });
    ops.push(Op::SetFont { font: PdfFontHandle::External(face.clone()), size: Pt(size as f32) });
    let (mut pen, mut shown) = (run.origin.x.0, None);
    for glyph in &run.glyphs {
        let x = pen + f64::from(glyph.x_offset) * size * run.stretch;
        let y = height - run.origin.y.0 + f64::from(glyph.y_offset) * size;
        let matrix = TextMatrix::Raw([run.stretch as f32, 0.0, 0.0, 1.0, x as f32, y as f32]);
        ops.push(Op::SetTextMatrix { matrix });
        // The words of a cluster go with the first of its glyphs.
        let words = if shown == Some(&glyph.text) { "" } else { run.text.get(glyph.text.clone()).unwrap_or_default() };
        shown = Some(&glyph.text);
        let glyphs = vec![Codepoint::with_cid(glyph.id as u16, 0.0, words.to_string())];
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        pen += f64::from(glyph.advance) * size * run.stretch;
    }
    ops.push(Op::EndTextSection);
}

fn fill(area: &Area, swatch: Swatch, height: f64, ops: &mut Vec<Op>) {
    let point = |value: f64| Pt(value as f32);
    let mut rectangle = Rect::from_wh(point(area.size.width.0), point(area.size.height.0));
    (rectangle.x, rectangle.y) = (point(area.origin.x.0), point(height - area.bottom().0));
    ops.push(Op::SetFillColor { col: colour(swatch) });
    rectangle.mode = Some(PaintMode::Fill);
    ops.push(Op::DrawRectangle { rectangle });
}

fn colour(swatch: Swatch) -> Color {
    let [r, g, b] = swatch.rgb.map(|part| f32::from(part) / 255.0);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    making::make(&ENTRY)
}
