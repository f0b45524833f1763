//! Font files that are broken, or no fonts at all.

use crate::{FOLDER, font, pdf, set};
use masthead::fonts::FontBook;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn refusal(bytes: &[u8]) -> String {
    FontBook::default().add("face", bytes.to_vec()).expect_err("it is refused")
}

#[test]
fn what_is_no_font_is_refused_with_the_reason() {
    assert!(refusal(b"no font").contains("no TrueType or OpenType"));
    assert!(refusal(b"").contains("no TrueType or OpenType"));
    assert!(refusal(b"wOFF....").contains("WOFF file"));
    assert!(refusal(b"wOF2....").contains("WOFF2 file"));
    assert!(refusal(b"%!PS-AdobeFont-1.0").contains("Type 1"));
    assert!(refusal(b"OTTO").contains("cut off"));
    assert!(refusal(b"ttcf").contains("cut off"));
}

#[test]
fn a_collection_that_claims_too_much_is_refused() {
    let mut bytes = font("two.ttc");
    bytes[8..12].copy_from_slice(&2000u32.to_be_bytes());
    bytes.resize(10_000, 0);
    assert!(refusal(&bytes).contains("2000 fonts"), "{}", refusal(&bytes));
    bytes[8..12].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(!refusal(&bytes).is_empty());
    bytes[8..12].copy_from_slice(&0u32.to_be_bytes());
    assert!(refusal(&bytes).contains("no font"));
}

#[test]
fn a_font_that_is_cut_off_is_refused_wherever_it_ends() {
    for file in ["plain.ttf", "compact.otf", "two.ttc", "variable.ttf"] {
        let whole = font(file);
        // The last table is padded to four bytes, which may be lost without harm.
        for end in (0..whole.len() - 4).step_by(7) {
            assert!(FontBook::default().add(file, whole[..end].to_vec()).is_err(), "{file} of {end} bytes");
        }
    }
}

#[test]
fn a_font_without_a_table_that_it_must_have_is_refused_by_that_name() {
    for tag in ["head", "hhea", "maxp", "hmtx", "cmap", "name", "glyf"] {
        let mut bytes = font("plain.ttf");
        let at = bytes.windows(4).position(|found| found == tag.as_bytes()).unwrap();
        bytes[at..at + 4].copy_from_slice(b"zzzz");
        let why = refusal(&bytes);
        assert!(
            why.contains(tag) || tag == "glyf" && why.contains("outlines") || why.contains("cut off"),
            "{tag}: {why}"
        );
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }
}

#[test]
fn a_font_with_wrong_bytes_is_refused_or_set_and_never_brings_the_program_down() {
    let mut dice = Dice(7);
    for entry in std::fs::read_dir(FOLDER).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let whole = font(&file);
        for round in 0..15 {
            let mut bytes = whole.clone();
            for _ in 0..1 + round % 4 {
                let at = dice.throw(bytes.len());
                bytes[at] = [0x00, 0xFF, 0x7F, 0x80, 0x01][dice.throw(5)];
            }
            let family = "Broken";
            let ran = catch_unwind(AssertUnwindSafe(|| {
                let mut book = FontBook::embedded();
                let Ok(ids) = book.add(&file, bytes.clone()) else { return };
                let family = book.face(ids[0]).map_or(family.into(), |face| face.family.clone());
                let family = family.replace(['"', '\\'], "");
                let _ = set("Hamburg **bone** *fog*, 丂", &family, &book);
                let _ = pdf("Hamburg **bone** *fog*, 丂", &family, &book);
            }));
            assert!(ran.is_ok(), "{file}, round {round}: the program came down");
        }
    }
}
