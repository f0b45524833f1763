//! Which pages the press prints together on one side of a sheet.

use super::super::errors;
use crate::diagnostics::Diagnostic;
use crate::frame::Page;
use crate::geom::{Pt, Size};

/// One side of a sheet of paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Side {
    /// The sheet when it is trimmed, unfolded.
    pub(super) trim: Size,
    /// The pages on it.
    pub(super) places: Vec<Place>,
    /// Where it is folded, from the left edge of the trim.
    pub(super) folds: Vec<Pt>,
    /// What the press calls it.
    pub(super) name: String,
}

/// Where a page stands on a side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// The page, from 0; none where the booklet has a blank.
    pub(super) page: Option<usize>,
    /// The left edge of the part of the sheet that is the page's own, from the left edge of the trim.
    pub(super) left: Pt,
    /// Its width.
    pub(super) width: Pt,
    /// How far to the right the page is moved in it, against creep.
    pub(super) shift: Pt,
}

/// Every page on a side of its own.
pub(super) fn single(pages: &[Page]) -> Vec<Side> {
    let side = |(index, page): (usize, &Page)| Side {
        trim: page.size,
        places: vec![Place { page: Some(index), left: Pt::ZERO, width: page.size.width, shift: Pt::ZERO }],
        folds: Vec::new(),
        name: format!("page {} of {}", index + 1, pages.len()),
    };
    pages.iter().enumerate().map(side).collect()
}

/// The pages as the sheets of a booklet stitched through the spine, front and back of each, from the outermost sheet in.
///
/// Every sheet inside another is pushed out at the fore edge by the thickness of a leaf where they wrap around one
/// another at the spine, and is then trimmed; its pages are moved towards the spine by as much, so that all outer margins
/// are the same in the finished booklet.
pub(super) fn booklet(pages: &[Page], leaf: Pt) -> Result<Vec<Side>, Diagnostic> {
    let Some(first) = pages.first() else { return Ok(Vec::new()) };
    if let Some(odd) = pages.iter().position(|page| page.size != first.size) {
        return Err(errors::fault(&format!("page {} has another size than the first", odd + 1)));
    }
    let sheets = pages.len().div_ceil(4);
    let side = |(index, [left, right]): (usize, [usize; 2])| {
        let creep = leaf * (index / 2) as f64;
        let exists = |page: usize| (page < pages.len()).then_some(page);
        let width = first.size.width;
        Side {
            trim: Size { width: width * 2.0, height: first.size.height },
            places: vec![
                Place { page: exists(left), left: Pt::ZERO, width, shift: creep },
                Place { page: exists(right), left: width, width, shift: -creep },
            ],
            folds: vec![width],
            name: format!("sheet {} of {sheets}, {}", index / 2 + 1, ["front", "back"][index % 2]),
        }
    };
    Ok(order(sheets).into_iter().enumerate().map(side).collect())
}

/// The pages on the left and right of each side, from 0: front and back of the outermost sheet first.
fn order(sheets: usize) -> Vec<[usize; 2]> {
    let last = sheets * 4 - 1;
    (0..sheets).flat_map(|sheet| [[last - 2 * sheet, 2 * sheet], [2 * sheet + 1, last - 2 * sheet - 1]]).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    fn pages(count: usize) -> Vec<Page> {
        let size = Size { width: Pt(420.0), height: Pt(595.0) };
        (0..count).map(|_| Page { size, ..Page::default() }).collect()
    }

    /// The pages of a booklet as a press writes them, from 1, `–` for a blank.
    fn table(count: usize) -> Vec<String> {
        let name = |place: &Place| place.page.map_or("–".into(), |page| (page + 1).to_string());
        let side = |side: &Side| side.places.iter().map(name).collect::<Vec<_>>().join(" ");
        booklet(&pages(count), Pt::ZERO).unwrap().iter().map(side).collect()
    }

    #[test]
    fn pages_fall_in_the_order_of_the_signature() {
        assert_eq!(table(4), ["4 1", "2 3"]);
        assert_eq!(table(8), ["8 1", "2 7", "6 3", "4 5"]);
        assert_eq!(table(12), ["12 1", "2 11", "10 3", "4 9", "8 5", "6 7"]);
        assert_eq!(table(16), ["16 1", "2 15", "14 3", "4 13", "12 5", "6 11", "10 7", "8 9"]);
    }

    #[test]
    fn blanks_fill_the_last_sheet_and_stand_at_the_end() {
        assert_eq!(table(1), ["– 1", "– –"]);
        assert_eq!(table(6), ["– 1", "2 –", "6 3", "4 5"]);
        assert_eq!(table(9), ["– 1", "2 –", "– 3", "4 9", "8 5", "6 7"]);
        assert!(table(0).is_empty());
    }

    #[test]
    fn every_page_is_printed_once_and_leaves_have_its_next_page_behind_it() {
        for count in 1..=40 {
            let sides = booklet(&pages(count), Pt::ZERO).unwrap();
            let mut printed: Vec<usize> =
                sides.iter().flat_map(|side| &side.places).filter_map(|place| place.page).collect();
            printed.sort_unstable();
            assert_eq!(printed, (0..count).collect::<Vec<_>>());
            for sheet in sides.chunks(2) {
                let [front, back] = sheet else { unreachable!("sheets have two sides") };
                // Turned over at the spine, the left page of the back lies behind the right one of the front.
                let (recto, verso) = (front.places[1].page, back.places[0].page);
                assert!(recto.zip(verso).is_none_or(|(recto, verso)| verso == recto + 1), "{count}");
            }
        }
    }

    #[test]
    fn inner_sheets_are_moved_towards_the_spine_by_a_leaf_each() {
        let sides = booklet(&pages(12), Pt(0.3)).unwrap();
        let shifts: Vec<[f64; 2]> = sides.iter().map(|side| [0, 1].map(|at| side.places[at].shift.0)).collect();
        assert_eq!(shifts, [[0.0, 0.0], [0.0, 0.0], [0.3, -0.3], [0.3, -0.3], [0.6, -0.6], [0.6, -0.6]]);
    }

    #[test]
    fn pages_of_several_sizes_make_no_booklet() {
        let mut pages = pages(3);
        pages[2].size.width = Pt(300.0);
        assert_eq!(booklet(&pages, Pt::ZERO).unwrap_err().code.name(), "pages-inconsistent");
    }

    #[test]
    fn single_pages_stand_alone() {
        let sides = single(&pages(2));
        assert_eq!(sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>(), ["page 1 of 2", "page 2 of 2"]);
        assert!(sides.iter().all(|side| side.folds.is_empty() && side.places.len() == 1));
    }
}
