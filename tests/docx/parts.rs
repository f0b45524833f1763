//! The parts of a file, as text that can be compared line by line.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts in order, by name.
pub(crate) fn parts(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let read = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().to_string(), bytes)
    };
    (0..docx_len(docx)).map(read).collect()
}

fn docx_len(docx: &[u8]) -> usize {
    ZipArchive::new(Cursor::new(docx)).unwrap().len()
}

/// The text of one part.
pub(crate) fn part(docx: &[u8], name: &str) -> Option<String> {
    let bytes = parts(docx).into_iter().find(|(part, _)| part == name)?.1;
    Some(String::from_utf8(bytes).unwrap())
}

/// A file of parts.
pub(crate) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Parts whose content is that of the issue; the others are those of its style.
const OF_THE_ISSUE: [&str; 6] = [
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/footnotes.xml.rels",
    "customXml/item1.xml",
];

/// Parts as one text, a block a line; pictures by their size. `whole` lists all parts, else only those of the issue.
pub(crate) fn listing(docx: &[u8], whole: bool) -> String {
    let mut text = String::new();
    for (name, bytes) in parts(docx).into_iter().filter(|(name, _)| whole || OF_THE_ISSUE.contains(&name.as_str())) {
        text.push_str(&format!("== {name}\n"));
        match String::from_utf8(bytes) {
            Ok(xml) if name.ends_with(".xml") || name.ends_with(".rels") => text.push_str(&broken(&xml)),
            Ok(other) => text.push_str(&format!("{} bytes\n", other.len())),
            Err(other) => text.push_str(&format!("{} bytes\n", other.as_bytes().len())),
        }
    }
    text
}

/// Breaks lines where a block begins.
fn broken(xml: &str) -> String {
    let mut text = xml.trim_end().to_string();
    for element in [
        "w:style ",
        "w:abstractNum ",
        "w:lvl ",
        "w:num ",
        "w:tbl>",
        "w:tr>",
        "w:tc>",
        "w:sectPr",
        "w:font ",
        "Relationship ",
        "Override ",
        "Default ",
        "property ",
        "dc:",
        "dcterms:",
        "w:compat",
        "w:docDefaults",
    ] {
        text = text.replace(&format!("><{element}"), &format!(">\n<{element}"));
    }
    text.push('\n');
    text
}
