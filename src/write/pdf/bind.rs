//! The finished file: what krilla made of the issue, with the type in its places, the faces, and every stream packed.

use super::embed::{Cast, Numbered, cast};
use super::errors;
use super::faces::Faces;
use super::galley::{Galley, Imposer};
use crate::deflate::{Deflater, Effort};
use crate::diagnostics::Diagnostic;
use memchr::memmem;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;
use std::thread;

/// Whether streams are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Streams {
    /// Deflated.
    Packed,
    /// As they are, for eyes and tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "files are looked at in tests alone"))]
    Plain,
}

/// Puts a file together of what krilla writes, the type that belongs on its pages, and the faces. Those wait for nothing that krilla
/// does once every page is printed, so that they may be cast beside it: half of the work.
pub(super) fn bind(
    faces: &Faces<'_>,
    streams: Streams,
    beside: bool,
    print: impl FnOnce() -> Result<(Vec<u8>, Galley), Vec<Diagnostic>>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let cast = || cast(faces, &mut Packer::new(streams));
    thread::scope(|scope| {
        let casting = beside.then(|| thread::Builder::new().spawn_scoped(scope, cast).ok()).flatten();
        let (skeleton, galley) = print()?;
        let cast = || {
            let lost = |_| Err(errors::fault("a face cannot be embedded"));
            casting.map_or_else(cast, |casting| casting.join().unwrap_or_else(lost))
        };
        gather(&skeleton, &galley, faces, streams, cast).map_err(|fault| vec![fault])
    })
}

fn gather<'f>(
    skeleton: &[u8],
    galley: &Galley,
    faces: &Faces<'f>,
    streams: Streams,
    cast: impl FnOnce() -> Result<Cast<'f>, Diagnostic>,
) -> Result<Vec<u8>, Diagnostic> {
    let table = Table::find(skeleton).ok_or_else(|| errors::fault("the file has no table of its objects"))?;
    let identity = identity(&table, galley, faces);
    let mut binder = Binder::new(skeleton, galley, streams);
    let written = binder.write(&table, &identity, faces.iter().len() > 0);
    let added = cast()?.number(table.size);
    let bound = written.and_then(|()| binder.close(&table, &added, &identity));
    bound.filter(|_| binder.imposer.is_done()).ok_or_else(|| errors::fault("the type does not fit its places"))
}

/// What tells a file from every other, in as many letters as krilla has for it, which sees no type and does not count what the file
/// says of itself: its own, that, the type with its places, and the glyphs that are shown.
fn identity(table: &Table<'_>, galley: &Galley, faces: &Faces<'_>) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(table.instance);
    let describes = |object: &&Indirect<'_>| Stream::of(object.bytes).is_some_and(|stream| stream.is_metadata());
    table.objects.iter().filter(describes).for_each(|object| hasher.write(object.bytes));
    hasher.write(&galley.content);
    galley.places().for_each(|place| hasher.write(&place.to_be_bytes()));
    for face in faces.iter() {
        hasher.write(face.face.name().as_bytes());
        face.subset.remapped_gids().for_each(|glyph| hasher.write(&glyph.to_be_bytes()));
    }
    let mut letters = format!("{:032x}", hasher.finish128().as_u128());
    letters.truncate(table.instance.len());
    letters
}

/// Where the objects of a file are (PDF 1.7, 7.5.4): one section, as krilla writes it.
struct Table<'a> {
    /// What comes before the first object.
    head: &'a [u8],
    /// The objects in the order in which they stand.
    objects: Vec<Indirect<'a>>,
    /// One more than the highest number of an object.
    size: i32,
    /// The trailer after its size, up to the place of the table.
    trailer: &'a [u8],
    /// What tells this file from every other.
    instance: &'a [u8],
}

/// An object of its own.
struct Indirect<'a> {
    number: i32,
    bytes: &'a [u8],
}

/// How long a line of the table is.
const LINE: usize = 20;
const TRAILER: &[u8] = b"trailer\n<</Size ";
const START: &[u8] = b"startxref\n";

impl<'a> Table<'a> {
    fn find(file: &'a [u8]) -> Option<Table<'a>> {
        let end = memmem::rfind(file, START)?;
        let start = usize::try_from(number(file.get(end + START.len()..)?)?.0).ok()?;
        let head = file.get(start..end)?.strip_prefix(b"xref\n0 ")?;
        let (size, figures) = number(head)?;
        let lines = head.get(figures + 1..)?;
        let (lines, trailer) = lines.split_at_checked(usize::try_from(size).ok()?.checked_mul(LINE)?)?;
        let trailer = trailer.strip_prefix(TRAILER)?;
        let trailer = trailer.get(number(trailer)?.1..)?;
        let (first, objects) = objects(lines, file.get(..start)?)?;
        Some(Table { head: file.get(..first)?, objects, size, trailer, instance: instance(trailer)? })
    }
}

/// The second of a file's two names (PDF 1.7, 14.4).
fn instance(trailer: &[u8]) -> Option<&[u8]> {
    let names = trailer.get(find(trailer, b"/ID[(")?..)?;
    let second = names.get(find(names, b")(")? + 2..)?;
    second.get(..find(second, b")]")?)
}

/// Where the first object of a table's lines begins, and all of them; the last one ends where the body does.
fn objects<'a>(lines: &[u8], body: &'a [u8]) -> Option<(usize, Vec<Indirect<'a>>)> {
    let mut starts = Vec::with_capacity(lines.len() / LINE);
    for (number, line) in (0..).zip(lines.chunks(LINE)) {
        if line.get(17) == Some(&b'n') {
            starts.push((usize::try_from(self::number(line)?.0).ok()?, number));
        }
    }
    starts.sort_unstable();
    let first = starts.first().map_or(body.len(), |(start, _)| *start);
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([body.len()]);
    let found = starts.iter().zip(ends).map(|(&(start, number), end)| {
        let bytes = body.get(start..end)?;
        Some(Indirect { number, bytes })
    });
    Some((first, found.collect::<Option<_>>()?))
}

/// The number at the beginning of bytes, and how many figures it has.
fn number(bytes: &[u8]) -> Option<(i32, usize)> {
    let figures = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(bytes.get(..figures)?).ok()?;
    Some((text.parse().ok()?, figures))
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memmem::find(bytes, mark)
}

/// What is kept from object to object.
struct Binder<'a> {
    imposer: Imposer<'a>,
    packer: Packer,
    page: Vec<u8>,
    file: Vec<u8>,
    /// Where each object begins, by its number.
    places: Vec<Option<usize>>,
}

impl<'a> Binder<'a> {
    fn new(skeleton: &[u8], galley: &'a Galley, streams: Streams) -> Binder<'a> {
        let file = Vec::with_capacity(skeleton.len() + galley.content.len());
        let (imposer, packer) = (Imposer::new(galley), Packer::new(streams));
        Binder { imposer, packer, page: Vec::new(), file, places: Vec::new() }
    }

    /// Writes krilla's objects, pages with their type.
    fn write(&mut self, table: &Table<'_>, identity: &str, has_faces: bool) -> Option<()> {
        let resources = if has_faces { resources(table) } else { Vec::new() };
        self.file.extend_from_slice(table.head);
        for object in &table.objects {
            self.begin(object.number)?;
            match Stream::of(object.bytes) {
                Some(stream) if stream.is_metadata() => self.describe(object.bytes, table.instance, identity),
                Some(stream) => self.pack(&stream)?,
                None if resources.contains(&object.number) => self.name_faces(object.bytes, table.size)?,
                None => self.file.extend_from_slice(object.bytes),
            }
        }
        Some(())
    }

    fn begin(&mut self, number: i32) -> Option<()> {
        let number = usize::try_from(number).ok()?;
        self.places.resize(self.places.len().max(number + 1), None);
        *self.places.get_mut(number)? = Some(self.file.len());
        Some(())
    }

    /// Writes what the file says of itself, with its own name; it stays plain, so that programs that know no PDF find it (ISO
    /// 16684-1).
    fn describe(&mut self, object: &[u8], instance: &[u8], identity: &str) {
        let mut rest = object;
        while let Some(at) = find(rest, instance) {
            self.file.extend_from_slice(rest.get(..at).unwrap_or_default());
            self.file.extend_from_slice(identity.as_bytes());
            rest = rest.get(at + instance.len()..).unwrap_or_default();
        }
        self.file.extend_from_slice(rest);
    }

    /// Writes what a page names, with the faces.
    fn name_faces(&mut self, object: &[u8], faces: i32) -> Option<()> {
        let at = find(object, b"<<")? + 2;
        self.file.extend_from_slice(object.get(..at)?);
        self.file.extend_from_slice(format!("/Font {faces} 0 R").as_bytes());
        self.file.extend_from_slice(object.get(at..)?);
        Some(())
    }

    /// Writes a stream packed, with its type if it is the content of a page.
    fn pack(&mut self, stream: &Stream<'_>) -> Option<()> {
        if !stream.entries.is_empty() {
            return self.packer.put(stream, stream.content, &mut self.file);
        }
        self.page.clear();
        self.imposer.impose(stream.content, &mut self.page);
        self.packer.put(stream, &self.page, &mut self.file)
    }

    /// Writes the faces, the table and the trailer; the whole of the file.
    fn close(&mut self, table: &Table<'_>, added: &[Numbered], identity: &str) -> Option<Vec<u8>> {
        for object in added {
            self.begin(object.number)?;
            self.file.extend_from_slice(&object.bytes);
        }
        let (start, size) = (self.file.len(), self.places.len());
        self.file.extend_from_slice(format!("xref\n0 {size}\n").as_bytes());
        for (number, place) in self.places.iter().enumerate() {
            // A number without an object is free; all free ones but the first are so for good.
            let line = match place {
                Some(place) => used(*place),
                None if number == 0 => *b"0000000000 65535 f\r\n",
                None => *b"0000000000 00000 f\r\n",
            };
            self.file.extend_from_slice(&line);
        }
        self.file.extend_from_slice(TRAILER);
        self.file.extend_from_slice(size.to_string().as_bytes());
        self.describe(table.trailer, table.instance, identity);
        self.file.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
        Some(std::mem::take(&mut self.file))
    }
}

/// The line of the table for an object that begins at a byte.
fn used(mut byte: usize) -> [u8; LINE] {
    let mut line = *b"0000000000 00000 n\r\n";
    for figure in line.iter_mut().take(10).rev() {
        *figure += (byte % 10) as u8;
        byte /= 10;
    }
    line
}

/// How a packet of metadata is told, behind its length.
const METADATA: &[u8] = b"/Type/Metadata/Subtype/XML";

/// The objects by which pages name what they show.
fn resources(table: &Table<'_>) -> Vec<i32> {
    const PAGE: &[u8] = b" 0 obj\n<</Type/Page/Resources ";
    let named = |object: &Indirect<'_>| {
        let (_, figures) = number(object.bytes)?;
        Some(number(object.bytes.get(figures..)?.strip_prefix(PAGE)?)?.0)
    };
    table.objects.iter().filter_map(named).collect()
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
    /// Whether it is a packet of metadata.
    fn is_metadata(&self) -> bool {
        self.entries.starts_with(METADATA)
    }

    /// The stream of an object, if it is one and not packed already.
    fn of(object: &[u8]) -> Option<Stream<'_>> {
        const LENGTH: &[u8] = b" 0 obj\n<</Length ";
        const OPEN: &[u8] = b">>\nstream\n";
        let (_, figures) = number(object)?;
        let rest = object.get(figures..)?.strip_prefix(LENGTH)?;
        let (length, digits) = number(rest)?;
        let entries = rest.get(digits..)?;
        let open = find(entries, OPEN)?;
        let (entries, content) = (entries.get(..open)?, entries.get(open + OPEN.len()..)?);
        let (content, tail) = content.split_at_checked(usize::try_from(length).ok()?)?;
        let head = object.get(..figures + LENGTH.len())?;
        (find(entries, b"/Filter").is_none() && tail.starts_with(b"\nendstream")).then_some(Stream {
            head,
            entries,
            content,
            tail,
        })
    }
}

/// What is kept from stream to stream.
pub(super) struct Packer {
    streams: Streams,
    deflater: Deflater,
}

impl Packer {
    pub(super) fn new(streams: Streams) -> Packer {
        Packer { streams, deflater: Deflater::new(Effort::Quick) }
    }

    /// What stands in the file for the content of a stream, and whether it is deflated.
    pub(super) fn pack<'s>(&'s mut self, content: &'s [u8]) -> Option<(&'s [u8], bool)> {
        match self.streams {
            Streams::Plain => Some((content, false)),
            Streams::Packed => Some((self.deflater.zlib(content)?, true)),
        }
    }

    /// Writes a stream with other content, packed.
    fn put(&mut self, stream: &Stream<'_>, content: &[u8], file: &mut Vec<u8>) -> Option<()> {
        let (content, packed) = self.pack(content)?;
        let filter: &[u8] = if packed { b"/Filter/FlateDecode" } else { b"" };
        file.extend_from_slice(stream.head);
        file.extend_from_slice(content.len().to_string().as_bytes());
        file.extend_from_slice(stream.entries);
        file.extend_from_slice(filter);
        file.extend_from_slice(b">>\nstream\n");
        file.extend_from_slice(content);
        file.extend_from_slice(stream.tail);
        Some(())
    }
}
