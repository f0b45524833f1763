//! Type that is set but not yet on its page. krilla, which makes the rest of the file, paints a stand-in where type belongs, or leaves
//! a stretch of marked content empty for it; the type takes its place when the file is bound. krilla writes a glyph in some thousand
//! instructions, this in some fifty.

use crate::style::Swatch;
use krilla::geom::PathBuilder;
use krilla::paint::Fill;
use krilla::surface::Surface;
use memchr::memmem;
use std::ops::Range;

/// All type of a file, a piece for each place, in the order of painting.
#[derive(Default)]
pub(super) struct Galley {
    /// The operators that show the type.
    pub(super) content: Vec<u8>,
    pieces: Vec<Piece>,
    /// How the place of the next piece is known.
    mark: Mark,
    /// The page in hand, where all content is marked and painted alike but for its colour. A sheet for the press, of which parts are moved
    /// and clipped, is none, and has a stand-in for each piece.
    page: Option<Marked>,
}

struct Piece {
    mark: Mark,
    /// Where it ends in the content.
    end: usize,
}

/// How the place of a piece is known.
#[derive(Clone, Copy, Default)]
enum Mark {
    /// By its stand-in.
    #[default]
    Painted,
    /// By the stretch of marked content on its page, counted from 1, in which nothing but type is before it. It is painted as an earlier
    /// piece of that page, of the same colour: a stand-in costs krilla seven thousand instructions.
    Bare { stretch: usize, like: usize },
}

/// A page whose content is marked in stretches, as far as it is painted.
#[derive(Default)]
struct Marked {
    stretches: usize,
    /// Whether something else than type is in the last stretch.
    has_more: bool,
    /// The colours of its type, each with the first piece that has it.
    colours: Vec<(Swatch, usize)>,
}

/// The ordinate of stand-ins, of which nothing on paper comes near: PDF's greatest page is 14 400 units high (PDF 1.7, annex C).
const AFAR: i32 = -32_768;

/// What krilla writes behind the number of a stand-in.
const MARK: &str = " -32768 m";
/// What it writes at the end of the stand-in's path.
const END: &[u8] = b"\nf\n";
/// What it writes behind that.
const CLOSE: &[u8] = b"Q\n";
/// What krilla writes where a stretch begins.
const BEGIN: &[u8] = b"BDC\n";

impl Galley {
    /// Begins a page all content of which is marked.
    pub(super) fn begin_page(&mut self) {
        self.page = Some(Marked::default());
    }

    /// Begins a stretch of marked content.
    pub(super) fn begin_stretch(&mut self) {
        if let Some(page) = &mut self.page {
            page.stretches += 1;
            page.has_more = false;
        }
    }

    /// Notes that something else than type is painted.
    pub(super) fn mix(&mut self) {
        if let Some(page) = &mut self.page {
            page.has_more = true;
        }
    }

    /// Marks the place of the next piece, which is of this colour.
    pub(super) fn mark(&mut self, surface: &mut Surface<'_>, colour: Swatch, fill: Fill) {
        self.mark = self.page.as_mut().map_or(Mark::Painted, |page| page.mark(colour, self.pieces.len()));
        if let Mark::Painted = self.mark {
            surface.set_fill(Some(fill));
            self.stand_in(surface);
        }
    }

    fn stand_in(&self, surface: &mut Surface<'_>) {
        let [left, top] = [self.pieces.len() as f32, AFAR as f32];
        let mut outline = PathBuilder::new();
        outline.move_to(left, top);
        outline.line_to(left + 1.0, top);
        outline.line_to(left, top + 1.0);
        if let Some(path) = outline.finish() {
            surface.draw_path(&path);
        }
    }

    /// Ends the piece that was written last.
    pub(super) fn end_piece(&mut self) {
        self.pieces.push(Piece { mark: self.mark, end: self.content.len() });
    }

    /// Where every piece ends, in which stretch it stands where that tells its place, and as which one it is painted.
    pub(super) fn places(&self) -> impl Iterator<Item = u64> {
        let place = |(number, piece): (usize, &Piece)| match piece.mark {
            Mark::Painted => [piece.end, 0, number],
            Mark::Bare { stretch, like } => [piece.end, stretch, like],
        };
        self.pieces.iter().enumerate().flat_map(place).map(|number| number as u64)
    }

    fn piece(&self, number: usize) -> Option<(Mark, &[u8])> {
        let start = number.checked_sub(1).and_then(|before| self.pieces.get(before)).map_or(0, |before| before.end);
        let piece = self.pieces.get(number)?;
        Some((piece.mark, self.content.get(start..piece.end)?))
    }
}

impl Marked {
    fn mark(&mut self, colour: Swatch, piece: usize) -> Mark {
        let known = self.colours.iter().find(|(known, _)| *known == colour);
        match known {
            Some(&(_, like)) if !self.has_more => Mark::Bare { stretch: self.stretches, like },
            Some(_) => Mark::Painted,
            None => {
                self.colours.push((colour, piece));
                Mark::Painted
            }
        }
    }
}

/// Puts type in its places, page after page.
pub(super) struct Imposer<'a> {
    galley: &'a Galley,
    /// The piece whose place comes next.
    next: usize,
}

/// The content of a page, as far as it is written with its type.
struct Sheet<'c, 'p> {
    rest: &'c [u8],
    page: &'p mut Vec<u8>,
    /// How many stretches have begun.
    stretches: usize,
    /// What comes before the path of each stand-in, with the number of its piece.
    openings: Vec<(usize, &'c [u8])>,
}

impl<'a> Imposer<'a> {
    pub(super) fn new(galley: &'a Galley) -> Imposer<'a> {
        Imposer { galley, next: 0 }
    }

    /// Writes a page's content with its type.
    pub(super) fn impose(&mut self, content: &[u8], page: &mut Vec<u8>) {
        let mut sheet = Sheet { rest: content, page, stretches: 0, openings: Vec::new() };
        while let Some((mark, words)) = self.galley.piece(self.next) {
            let is_set = match mark {
                Mark::Painted => sheet.replace(self.next, words),
                Mark::Bare { stretch, like } => sheet.add(stretch, like, words),
            };
            if is_set.is_none() {
                break;
            }
            self.next += 1;
        }
        sheet.page.extend_from_slice(sheet.rest);
    }

    /// Whether every piece has found its place.
    pub(super) fn is_done(&self) -> bool {
        self.next == self.galley.pieces.len()
    }
}

impl<'c> Sheet<'c, '_> {
    /// Puts type in the place of its stand-in.
    fn replace(&mut self, number: usize, words: &[u8]) -> Option<()> {
        let path = self.find(number)?;
        let before = self.rest.get(..path.start)?;
        let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.openings.push((number, before.get(line..)?));
        self.stretches += memmem::find_iter(before, BEGIN).count();
        self.page.extend_from_slice(before);
        self.page.extend_from_slice(words);
        self.rest = self.rest.get(path.end..)?;
        Some(())
    }

    /// Puts type where something stands before that is painted alike.
    fn add(&mut self, stretch: usize, like: usize, words: &[u8]) -> Option<()> {
        let (_, opening) = *self.openings.iter().find(|(piece, _)| *piece == like)?;
        if let Some(rest) = self.rest.strip_prefix(CLOSE) {
            self.page.extend_from_slice(CLOSE);
            self.rest = rest;
        }
        while self.stretches < stretch {
            let (before, rest) = self.rest.split_at(memmem::find(self.rest, BEGIN)? + BEGIN.len());
            self.page.extend_from_slice(before);
            self.rest = rest;
            self.stretches += 1;
        }
        [opening, words, CLOSE].into_iter().for_each(|part| self.page.extend_from_slice(part));
        Some(())
    }

    /// Where the stand-in of a piece is.
    fn find(&self, number: usize) -> Option<Range<usize>> {
        let path = format!(" {number}{MARK}").into_bytes();
        let start = memmem::find(self.rest, &path)? + 1;
        let length = memmem::find(self.rest.get(start..)?, END)?;
        Some(start..start + length + END.len())
    }
}
