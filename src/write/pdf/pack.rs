//! The finished file with its content packed: krilla leaves it plain, since it would write eight bytes for a glyph that needs
//! two, and make the tables of deflating anew for every stream.

use super::strings;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::ops::Range;

/// How hard to look for what can be left out: on text of two bytes a glyph, more takes twice the time for a hundredth less.
const LEVEL: u32 = 4;

/// The file with every plain stream deflated. A file whose parts cannot be told apart stays as it is, which is right, if
/// large.
pub(super) fn pack(plain: Vec<u8>) -> Vec<u8> {
    packed(&plain).unwrap_or(plain)
}

fn packed(plain: &[u8]) -> Option<Vec<u8>> {
    let table = Table::find(plain)?;
    let mut packer =
        Packer { deflater: Compress::new(Compression::new(LEVEL), true), content: Vec::new(), deflated: Vec::new() };
    let mut file = Vec::with_capacity(plain.len());
    let mut places = Vec::with_capacity(table.objects.len());
    file.extend_from_slice(plain.get(..table.first())?);
    for object in &table.objects {
        places.push((object.number, file.len()));
        packer.put(plain.get(object.bytes.clone())?, &mut file)?;
    }
    let start = file.len();
    table.write(plain, &places, &mut file)?;
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(file)
}

/// Where the objects of a file are (PDF 1.7, 7.5.4): one section, as krilla writes it.
struct Table {
    /// The lines of the table.
    lines: Range<usize>,
    /// Where the table begins, and where the end mark after the trailer.
    whole: Range<usize>,
    /// The objects in the order in which they stand.
    objects: Vec<Indirect>,
}

/// An object of its own.
struct Indirect {
    number: usize,
    bytes: Range<usize>,
}

/// How long a line of the table is.
const LINE: usize = 20;
/// How many figures of a line say where the object stands.
const FIGURES: usize = 10;

impl Table {
    fn find(plain: &[u8]) -> Option<Table> {
        const END: &[u8] = b"startxref\n";
        let end = plain.windows(END.len()).rposition(|bytes| bytes == END)?;
        let start = number(plain.get(end + END.len()..)?)?.0;
        let head = plain.get(start..)?.strip_prefix(b"xref\n0 ")?;
        let (count, figures) = number(head)?;
        let first = start + b"xref\n0 ".len() + figures + 1;
        let lines = first..count.checked_mul(LINE)?.checked_add(first)?;
        let objects = objects(plain.get(lines.clone())?, start)?;
        Some(Table { lines, whole: start..end, objects })
    }

    fn first(&self) -> usize {
        self.objects.first().map_or(self.whole.start, |object| object.bytes.start)
    }

    /// Writes the table with the places that objects have now, and the trailer as it was.
    fn write(&self, plain: &[u8], places: &[(usize, usize)], file: &mut Vec<u8>) -> Option<()> {
        let lines = file.len() + (self.lines.start - self.whole.start);
        file.extend_from_slice(plain.get(self.whole.clone())?);
        for (number, place) in places {
            let line = lines + number * LINE;
            file.get_mut(line..line + FIGURES)?.copy_from_slice(format!("{place:010}").as_bytes());
        }
        Some(())
    }
}

/// The objects of a table's lines; the last one ends where the table begins.
fn objects(lines: &[u8], end: usize) -> Option<Vec<Indirect>> {
    let mut starts = Vec::with_capacity(lines.len() / LINE);
    for (at, line) in lines.chunks(LINE).enumerate() {
        if line.get(17) == Some(&b'n') {
            starts.push((number(line)?.0, at));
        }
    }
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([end]);
    Some(starts.iter().zip(ends).map(|(&(start, number), end)| Indirect { number, bytes: start..end }).collect())
}

/// The number at the beginning of bytes, and how many figures it has.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let figures = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(bytes.get(..figures)?).ok()?;
    Some((text.parse().ok()?, figures))
}

/// What is kept from stream to stream.
struct Packer {
    deflater: Compress,
    content: Vec<u8>,
    deflated: Vec<u8>,
}

impl Packer {
    /// Writes an object, packed if it is a plain stream.
    fn put(&mut self, object: &[u8], file: &mut Vec<u8>) -> Option<()> {
        let Some(stream) = Stream::of(object) else {
            file.extend_from_slice(object);
            return Some(());
        };
        let is_page = stream.entries.is_empty();
        self.content.clear();
        self.content.reserve(stream.content.len());
        if is_page {
            strings::shorten(stream.content, &mut self.content);
        } else {
            self.content.extend_from_slice(stream.content);
        }
        self.deflate()?;
        file.extend_from_slice(stream.head);
        file.extend_from_slice(self.deflated.len().to_string().as_bytes());
        file.extend_from_slice(stream.entries);
        file.extend_from_slice(b"/Filter/FlateDecode>>\nstream\n");
        file.extend_from_slice(&self.deflated);
        file.extend_from_slice(stream.tail);
        Some(())
    }

    fn deflate(&mut self) -> Option<()> {
        self.deflater.reset();
        self.deflated.clear();
        self.deflated.reserve(self.content.len() + self.content.len() / 1000 + 64);
        let done = self.deflater.compress_vec(&self.content, &mut self.deflated, FlushCompress::Finish).ok()?;
        (done == Status::StreamEnd).then_some(())
    }
}

/// A plain stream in its parts.
struct Stream<'a> {
    /// All before its length.
    head: &'a [u8],
    /// The entries after its length.
    entries: &'a [u8],
    content: &'a [u8],
    /// All after its content.
    tail: &'a [u8],
}

impl Stream<'_> {
    /// The stream of an object, if it is one and not packed already. The packet of metadata stays plain, so that programs that
    /// know no PDF find it (ISO 16684-1).
    fn of(object: &[u8]) -> Option<Stream<'_>> {
        const LENGTH: &[u8] = b" 0 obj\n<</Length ";
        const OPEN: &[u8] = b">>\nstream\n";
        let (_, figures) = number(object)?;
        let rest = object.get(figures..)?.strip_prefix(LENGTH)?;
        let (length, digits) = number(rest)?;
        let entries = rest.get(digits..)?;
        let open = entries.windows(OPEN.len()).position(|bytes| bytes == OPEN)?;
        let (entries, content) = (entries.get(..open)?, entries.get(open + OPEN.len()..)?);
        let is_plain = ["/Filter", "/Type/Metadata"].iter().all(|mark| !contains(entries, mark.as_bytes()));
        let (content, tail) = content.split_at_checked(length)?;
        let head = object.get(..figures + LENGTH.len())?;
        (is_plain && tail.starts_with(b"\nendstream")).then_some(Stream { head, entries, content, tail })
    }
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}
