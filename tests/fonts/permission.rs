//! Licence bits that forbid embedding (OpenType OS/2 fsType).

use crate::{font, pdf, set, with};
use masthead::fonts::FontBook;

/// A font of these tests with other licence bits: `fsType` stands at byte 8 of the table `OS/2`.
fn with_bits(file: &str, bits: u16) -> FontBook {
    let mut bytes = font(file);
    let record = bytes.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let table = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().unwrap()) as usize;
    bytes[table + 8..table + 10].copy_from_slice(&bits.to_be_bytes());
    with("face.ttf", bytes)
}

#[test]
fn a_face_that_may_not_be_embedded_is_an_error_that_names_it_its_file_and_the_clause() {
    for (bits, why) in [(0x2, "bit 1 forbids"), (0x100, "bit 8 forbids"), (0x200, "bit 9 allows"), (0x304, "bit 9")] {
        let book = with_bits("plain.ttf", bits);
        let set = set("Hamburg, Hamburg", "Test Plain", &book);
        assert_eq!(set.codes(), ["face-not-embeddable"], "{bits:#x}");
        let message = &set.found[0].message;
        for part in ["`Test Plain`", "`face.ttf`", "OS/2 fsType", &format!("0x{bits:04X}"), why] {
            assert!(message.contains(part), "{message}");
        }
        assert!(set.found[0].span.range().is_some() && set.found[0].hint.is_some());
        assert!(pdf("Hamburg", "Test Plain", &book).is_err());
    }
}

#[test]
fn a_face_that_may_be_embedded_in_documents_is_taken() {
    for bits in [0x0, 0x4, 0x8, 0x6] {
        let made = pdf("Hamburg", "Test Plain", &with_bits("plain.ttf", bits));
        assert!(made.is_ok(), "{bits:#x}: {:?}", made.err());
    }
}

#[test]
fn a_face_that_may_not_be_embedded_does_no_harm_where_it_is_not_used() {
    let book = with_bits("rare.ttf", 0x2);
    assert!(set("Hamburg", "Libertinus Serif", &book).found.is_empty());
    assert_eq!(set("丂", "Libertinus Serif", &book).codes(), ["face-not-embeddable"]);
}
