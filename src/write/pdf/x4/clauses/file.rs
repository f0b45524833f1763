//! A file opened for its check: every dictionary, and every operation that paints.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeSet;

/// The most bytes that one stream may unpack to: far more than any page's operations.
const MOST: usize = 256 << 20;

/// A file with what is painted taken apart.
pub(super) struct File {
    /// The file.
    pub(super) document: Document,
    /// The operations of every page, form, pattern and drawn glyph.
    pub(super) painted: Vec<Operation>,
}

impl File {
    /// Opens a file, or says why it cannot be read.
    pub(super) fn open(bytes: &[u8]) -> Result<File, String> {
        let document = Document::load_mem(bytes).map_err(|why| why.to_string())?;
        let mut painted = Vec::new();
        for id in contents(&document) {
            let stream = document.get_object(id).and_then(Object::as_stream).map_err(|why| why.to_string())?;
            let plain = stream.get_plain_content_with_limit(MOST).map_err(|why| why.to_string())?;
            painted.extend(Content::decode(&plain).map_err(|why| why.to_string())?.operations);
        }
        Ok(File { document, painted })
    }

    /// Every dictionary, however deep, those of streams and the trailer too.
    pub(super) fn dictionaries(&self) -> Vec<&Dictionary> {
        let mut found = vec![&self.document.trailer];
        self.document.objects.values().for_each(|object| gather(object, &mut found));
        self.document.trailer.iter().for_each(|(_, object)| gather(object, &mut found));
        found
    }

    /// Every array, however deep.
    pub(super) fn arrays(&self) -> Vec<&[Object]> {
        let mut found = Vec::new();
        self.document.objects.values().for_each(|object| arrays_in(object, &mut found));
        found
    }

    /// Every stream.
    pub(super) fn streams(&self) -> impl Iterator<Item = &Stream> {
        self.document.objects.values().filter_map(|object| object.as_stream().ok())
    }

    /// The catalog, or an empty dictionary that keeps to no clause.
    pub(super) fn catalog(&self) -> Dictionary {
        self.document.catalog().cloned().unwrap_or_default()
    }

    /// The Info dictionary, or an empty one.
    pub(super) fn info(&self) -> Dictionary {
        let found = self.document.trailer.get_deref(b"Info", &self.document).and_then(Object::as_dict);
        found.cloned().unwrap_or_default()
    }

    /// The pages with their numbers from 1.
    pub(super) fn pages(&self) -> Vec<(u32, &Dictionary)> {
        let pages = self.document.get_pages().into_iter();
        pages.filter_map(|(number, id)| Some((number, self.document.get_dictionary(id).ok()?))).collect()
    }

    /// A value, its reference followed.
    pub(super) fn value<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get_deref(key.as_bytes(), &self.document).ok()
    }

    /// A value that is a name.
    pub(super) fn name<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
        self.value(dictionary, key)?.as_name().ok()
    }
}

/// The streams of operations: of pages, forms, tiling patterns and drawn glyphs.
pub(in crate::write::pdf::x4) fn contents(document: &Document) -> BTreeSet<ObjectId> {
    let mut found: BTreeSet<ObjectId> =
        document.get_pages().values().flat_map(|page| document.get_page_contents(*page)).collect();
    for (id, object) in &document.objects {
        match object {
            Object::Stream(stream) if paints(&stream.dict) => {
                found.insert(*id);
            }
            Object::Dictionary(font) => {
                let drawn = font.get_deref(b"CharProcs", document).and_then(Object::as_dict);
                found.extend(
                    drawn.iter().flat_map(|glyphs| glyphs.iter()).filter_map(|(_, glyph)| glyph.as_reference().ok()),
                );
            }
            _ => {}
        }
    }
    found
}

fn paints(stream: &Dictionary) -> bool {
    let is = |key: &[u8], wanted: &[u8]| stream.get(key).and_then(Object::as_name).is_ok_and(|name| name == wanted);
    is(b"Subtype", b"Form") || stream.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1)
}

fn gather<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) => return items.iter().for_each(|item| gather(item, found)),
        _ => return,
    };
    found.push(dictionary);
    dictionary.iter().for_each(|(_, value)| gather(value, found));
}

fn arrays_in<'a>(object: &'a Object, found: &mut Vec<&'a [Object]>) {
    match object {
        Object::Array(items) => {
            found.push(items);
            items.iter().for_each(|item| arrays_in(item, found));
        }
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, value)| arrays_in(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| arrays_in(value, found)),
        _ => {}
    }
}
