//! Type that is set but not yet on its page. krilla, which makes the rest of the file, paints a stand-in where type belongs;
//! the type takes its place when the file is bound. krilla writes a glyph in some thousand instructions, this in some fifty.

use krilla::geom::PathBuilder;
use krilla::surface::Surface;
use memchr::memmem;
use std::ops::Range;

/// All type of a file, a piece for each place, in the order of painting.
#[derive(Default)]
pub(super) struct Galley {
    /// The operators that show the type.
    pub(super) content: Vec<u8>,
    /// Where each piece ends in them.
    ends: Vec<usize>,
}

/// The ordinate of stand-ins, of which nothing on paper comes near: PDF's greatest page is 14 400 units high (PDF 1.7, annex C).
const AFAR: i32 = -32_768;

/// What krilla writes between the number of a stand-in and the end of its path.
const MARK: &str = " -32768 m";
const END: &[u8] = b"\nf\n";

impl Galley {
    /// Paints the stand-in of the next piece, in the colour of the type.
    pub(super) fn stand_in(&self, surface: &mut Surface<'_>) {
        let [left, top] = [self.ends.len() as f32, AFAR as f32];
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
        self.ends.push(self.content.len());
    }

    fn piece(&self, number: usize) -> Option<&[u8]> {
        let start = if number == 0 { 0 } else { *self.ends.get(number - 1)? };
        self.content.get(start..*self.ends.get(number)?)
    }
}

/// Puts type in the place of its stand-ins, page after page.
pub(super) struct Imposer<'a> {
    galley: &'a Galley,
    /// The piece whose place comes next.
    next: usize,
}

impl<'a> Imposer<'a> {
    pub(super) fn new(galley: &'a Galley) -> Imposer<'a> {
        Imposer { galley, next: 0 }
    }

    /// Writes a page's content with its type.
    pub(super) fn impose(&mut self, content: &[u8], page: &mut Vec<u8>) {
        let mut rest = content;
        while let Some((path, piece)) = self.galley.piece(self.next).and_then(|piece| Some((self.find(rest)?, piece))) {
            page.extend_from_slice(rest.get(..path.start).unwrap_or_default());
            page.extend_from_slice(piece);
            rest = rest.get(path.end..).unwrap_or_default();
            self.next += 1;
        }
        page.extend_from_slice(rest);
    }

    /// Where the stand-in of the next piece is.
    fn find(&self, content: &[u8]) -> Option<Range<usize>> {
        let path = format!(" {}{MARK}", self.next).into_bytes();
        let start = memmem::find(content, &path)? + 1;
        let length = memmem::find(content.get(start..)?, END)?;
        Some(start..start + length + END.len())
    }

    /// Whether every piece has found its place.
    pub(super) fn is_done(&self) -> bool {
        self.next == self.galley.ends.len()
    }
}
