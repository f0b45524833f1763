//! The parts that lie in the program with what they are deflated to, since Word files of most issues have them.

use crate::issue::{fixtures, in_own_style};
use crate::parts::parts;
use libdeflater::{CompressionLvl, Compressor};
use std::collections::BTreeSet;
use std::path::Path;

/// Issues that have them: in the house style in either language, with headings of which none, those of one level and those of two are
/// counted, and in the style of official documents.
const SOURCES: [&str; 7] = [
    "bulletins/captions.md",
    "pujiang-2023-06.txt",
    "bulletins/repairs.md",
    "bulletins/correction-2024-08.zh.md",
    "bulletins/annotations.md",
    "bulletins/zh-2024-03.md",
    "bulletins/gongwen-2024-05.md",
];

/// Parts without a word of the issue.
const NAMES: [&str; 14] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/theme/theme1.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/footer3.xml",
    "customXml/itemProps1.xml",
    "customXml/_rels/item1.xml.rels",
];

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut deflated = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut deflated).unwrap();
    deflated.truncate(length);
    deflated
}

fn piece(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

/// `BLESS=1 cargo test --test docx common` writes them.
#[test]
fn common_parts_are_those_of_the_writer() {
    let all = SOURCES.iter().flat_map(|source| parts(&in_own_style(Path::new(source))));
    let common: BTreeSet<Vec<u8>> =
        all.filter(|(name, _)| NAMES.contains(&name.as_str())).map(|(_, bytes)| bytes).collect();
    let bytes: Vec<u8> = common.iter().flat_map(|part| [piece(part), piece(&deflated(part))].concat()).collect();
    let path = fixtures().join("../assets/word/common.parts");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &bytes).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == bytes, "{} is not what BLESS=1 makes", path.display());
}
