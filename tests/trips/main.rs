//! Round trips: whatever the model can hold comes back from bulletin Markdown, JATS, Word and JSON as it was, or the loss is
//! told. From Word it comes back whatever in a line stands in what else, since runs of Word have looks and hold no others.
//!
//! Documents are generated from seeds, the same on every machine. `TRIPS=10000` sends so many, `SEED=17` one alone, from
//! which parts are then taken until no smaller document has its fault. `KEEP=DIR cargo test --test trips -- --ignored` leaves
//! them in a folder as JSON with their pictures, for the conformance run to build.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod equal;
mod excuses;
mod fixtures;
mod front;
mod generator;
mod inlines;
mod looks;
mod places;
mod random;
mod shrink;
mod trip;
mod words;

use generator::PICTURES;
use masthead::ast::json::to_json;
use masthead::fonts::FontBook;
use masthead::resources::{Image, Images};
use masthead::write::Lines;
use std::collections::BTreeMap;
use trip::Trip;

/// So many documents are sent where nothing else is asked for.
const USUAL: u64 = 150;

const JSON: Trip = Trip {
    writer: "json",
    reader: "json",
    excuses: &[],
    compare: equal::differences,
    lines: Lines::Paragraph,
    silent: true,
};
const MARKDOWN: Trip = Trip { writer: "markdown", reader: "bulletin", excuses: excuses::MARKDOWN, ..JSON };
const SENTENCES: Trip = Trip { lines: Lines::Sentence, ..MARKDOWN };
const JATS: Trip = Trip { writer: "jats", reader: "jats", excuses: excuses::JATS, ..JSON };
const DOCX: Trip = Trip {
    writer: "docx",
    reader: "docx",
    excuses: excuses::DOCX,
    compare: equal::differences_of_looks,
    silent: false,
    ..JSON
};

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|number| number.parse().ok())
}

/// A small picture of one grey.
pub(crate) fn picture(shade: u8) -> Image {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 3);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[shade; 12]).unwrap();
    Image::read(bytes, |text| FontBook::embedded().database(text)).unwrap()
}

/// Documents that came back otherwise once or made an article that was not valid, beyond those that are sent every time.
const ONCE_UNEQUAL: [u64; 6] = [282, 6854, 7164, 7166, 7204, 7206];

fn seeds() -> Vec<u64> {
    let count = asked("TRIPS").unwrap_or(USUAL);
    match asked("SEED") {
        Some(seed) => vec![seed],
        None => (0..count).chain(ONCE_UNEQUAL.into_iter().filter(|seed| *seed >= count)).collect(),
    }
}

fn images() -> Images {
    PICTURES.iter().zip([10, 90, 200]).map(|(path, shade)| (path.to_string(), picture(shade))).collect()
}

fn travel(trip: &Trip) {
    let images = images();
    let seeds = seeds();
    let wanted = seeds.len();
    let mut unequal: Vec<(u64, Vec<String>)> = Vec::new();
    for seed in seeds {
        let document = generator::document(seed);
        let back = trip.go(&document, &images);
        if !back.faults.is_empty() {
            unequal.push((seed, back.faults));
        }
    }
    if unequal.is_empty() {
        return;
    }
    let mut kinds: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (seed, faults) in &unequal {
        kinds.entry(kind(faults)).or_default().push(*seed);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, seeds)| usize::MAX - seeds.len());
    for (kind, seeds) in &kinds {
        eprintln!("{} × {kind}: {:?}", seeds.len(), &seeds[..seeds.len().min(5)]);
    }
    for (kind, seeds) in kinds.iter().take(asked("SHOWN").unwrap_or(3) as usize) {
        eprintln!("==== {} of a kind: {kind}\n{}", seeds.len(), smallest(trip, seeds[0], &images));
    }
    let count = unequal.len();
    panic!("{count} of {wanted} documents came back otherwise from {}, in {} ways", trip.writer, kinds.len());
}

/// What a fault is, whatever its place and words.
fn kind(faults: &[String]) -> String {
    let first = faults.first().map_or("", String::as_str);
    let place = first.strip_prefix("read with: ").or_else(|| first.split(": ").next()).unwrap_or_default();
    place.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The smallest document with the fault of a seed, in both forms.
fn smallest(trip: &Trip, seed: u64, images: &Images) -> String {
    let document = generator::document(seed);
    let wanted = kind(&trip.go(&document, images).faults);
    let place = |kind: &str| kind.rsplit('.').next().unwrap_or_default().to_string();
    let small = shrink::shrunk(&document, &|smaller| {
        let faults = trip.go(smaller, images).faults;
        !faults.is_empty() && place(&kind(&faults)) == place(&wanted)
    });
    let back = trip.go(&small, images);
    let bare = serde_json::to_string(&equal::value(&small)).unwrap();
    format!(
        "seed {seed}:\n{}\n--- {} ---\n{}\n--- document ---\n{bare}",
        back.faults.join("\n"),
        trip.writer,
        back.text
    )
}

#[test]
#[ignore = "the conformance run asks for it"]
fn documents_are_kept_for_the_readers_of_others() {
    let folder = std::path::PathBuf::from(std::env::var_os("KEEP").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for (path, image) in images() {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, image.bytes.as_slice()).unwrap();
    }
    for seed in seeds() {
        std::fs::write(folder.join(format!("{seed:05}.json")), to_json(&generator::document(seed)).unwrap()).unwrap();
    }
}

#[test]
fn json_and_back() {
    travel(&JSON);
}

#[test]
fn markdown_and_back() {
    travel(&MARKDOWN);
}

#[test]
fn markdown_by_the_sentence_and_back() {
    travel(&SENTENCES);
}

#[test]
fn jats_and_back() {
    travel(&JATS);
}

#[test]
fn docx_and_back() {
    travel(&DOCX);
}

#[test]
fn the_sources_of_other_tests_come_back_too() {
    for trip in [&MARKDOWN, &SENTENCES, &JATS, &JSON, &DOCX] {
        let unequal = fixtures::unequal(trip);
        assert!(unequal.is_empty(), "{}:\n{}", trip.writer, unequal.join("\n"));
    }
}

#[test]
fn a_seed_gives_the_same_document_again() {
    assert_eq!(to_json(&generator::document(7)).unwrap(), to_json(&generator::document(7)).unwrap());
    assert_ne!(to_json(&generator::document(7)).unwrap(), to_json(&generator::document(8)).unwrap());
}
