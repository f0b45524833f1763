//! Making ready: what each file needs that is the same in all, before the first one wants it.

use super::page::paint_rule;
use super::settings;
use crate::deflate::{Deflater, Effort};
use crate::geom::{Point, Pt, Rect, Size};
use crate::write::PdfProfile;
use krilla::color::{luma, rgb};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Paint};
use std::sync::Once;

/// Makes ready, once.
pub(in crate::write) fn make_ready() {
    static READY: Once = Once::new();
    READY.call_once(|| {
        // Its tables go to whoever deflates next.
        drop(Deflater::new(Effort::Quick));
        mix_colours();
    });
}

/// Has krilla make the profiles of its colours, which it does when the first of each kind is put on a page.
fn mix_colours() {
    let Ok(settings) = settings(PdfProfile::default()) else { return };
    let mut document = krilla::Document::new_with(settings);
    let Some(settings) = PageSettings::from_wh(1.0, 1.0) else { return };
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let colours: [Paint; 2] = [rgb::Color::new(1, 2, 3).into(), luma::Color::new(1).into()];
    let area = Rect { origin: Point::default(), size: Size { width: Pt(1.0), height: Pt(1.0) } };
    for paint in colours {
        paint_rule(&mut surface, &area, Fill { paint, ..Fill::default() });
    }
}
