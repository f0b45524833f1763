//! What becomes of a file when it is bound, judged by another reader.

use super::{everything, one_paragraph, print, sample::Sheet, settings};
use crate::fonts::FontBook;
use crate::frame::Tag;
use crate::resources::Images;
use crate::write::PdfProfile;
use crate::write::pdf::bind::{Streams, bind};
use crate::write::pdf::faces::Faces;
use crate::write::pdf::galley::Galley;
use crate::write::pdf::tests::sample::node;
use lopdf::{Document, Object};

fn bound(sheet: &Sheet, images: &Images, streams: Streams) -> Vec<u8> {
    let fonts = FontBook::embedded();
    print(&sheet.pages, images, &fonts, &[], settings(PdfProfile::default()).unwrap(), streams, true).unwrap()
}

#[test]
fn a_packed_file_says_the_same_in_less() {
    let (sheet, images) = everything();
    let [plain, packed] = [Streams::Plain, Streams::Packed].map(|streams| bound(&sheet, &images, streams));
    assert!(packed.len() < plain.len(), "{} of {}", packed.len(), plain.len());
    let [before, after] = [plain, packed].map(|bytes| Document::load_mem(&bytes).unwrap());
    assert_eq!(before.objects.len(), after.objects.len());
    assert_eq!(before.trailer.get(b"ID").unwrap(), after.trailer.get(b"ID").unwrap());
    for (id, object) in &before.objects {
        let (Object::Stream(before), Object::Stream(after)) = (object, after.objects.get(id).unwrap()) else {
            assert_eq!(object, after.objects.get(id).unwrap());
            continue;
        };
        assert!(after.dict.has(b"Filter") || after.dict.has_type(b"Metadata"), "{:?}", after.dict);
        assert_eq!(before.get_plain_content().unwrap(), after.get_plain_content().unwrap());
    }
}

#[test]
fn type_stands_where_it_belongs_and_every_page_knows_its_faces() {
    let (sheet, images) = everything();
    let file = Document::load_mem(&bound(&sheet, &images, Streams::Packed)).unwrap();
    for (number, page) in file.get_pages() {
        let content = file.get_and_decode_page_content(page).unwrap().operations;
        let operators: Vec<&str> = content.iter().map(|operation| operation.operator.as_str()).collect();
        let count = |wanted: &str| operators.iter().filter(|operator| **operator == wanted).count();
        assert!(count("BT") > 0 && count("BT") == count("ET") && count("m") == 0, "page {number}: {operators:?}");
        assert_eq!(count("BDC"), count("EMC"), "page {number}");
        let named = file.get_page_fonts(page).unwrap();
        for operation in content.iter().filter(|operation| operation.operator == "Tf") {
            assert!(named.contains_key(operation.operands[0].as_name().unwrap()), "{operation:?}");
        }
    }
}

#[test]
fn all_type_is_given_its_colour_where_it_stands() {
    let (sheet, images) = everything();
    let file = Document::load_mem(&bound(&sheet, &images, Streams::Packed)).unwrap();
    for (number, page) in file.get_pages() {
        let mut last = Vec::new();
        for operation in file.get_and_decode_page_content(page).unwrap().operations {
            match operation.operator.as_str() {
                "q" | "Q" => last.clear(),
                "BT" => assert_eq!(last, ["cm", "cs", "scn"], "page {number}"),
                operator => last.push(operator.to_string()),
            }
        }
    }
}

#[test]
fn another_standard_makes_another_file() {
    let (sheet, images) = everything();
    let fonts = FontBook::embedded();
    let profiles = [PdfProfile::default(), PdfProfile::Archival { accessible: false, with_source: false }];
    let names = profiles.map(|profile| {
        let settings = settings(profile).unwrap();
        let file = print(&sheet.pages, &images, &fonts, &[], settings, Streams::Packed, false).unwrap();
        Document::load_mem(&file).unwrap().trailer.get(b"ID").unwrap().as_array().unwrap().clone()
    });
    assert_eq!(names[0][0], names[1][0], "it is the same issue");
    assert_ne!(names[0][1], names[1][1]);
}

#[test]
fn another_word_makes_another_file() {
    let ids = ["Innovation", "Innovatoin"].map(|word| {
        let mut sheet = Sheet::new();
        let words = sheet.text(word);
        sheet.root(node(Tag::Paragraph, vec![words]));
        let file = bound(&sheet, &Images::new(), Streams::Packed);
        let ids = Document::load_mem(&file).unwrap().trailer.get(b"ID").unwrap().as_array().unwrap().clone();
        let instance = ids[1].as_str().unwrap().to_vec();
        let said = String::from_utf8_lossy(&file).matches(std::str::from_utf8(&instance).unwrap()).count();
        assert!(said > 1, "the packet says it too");
        (ids[0].as_str().unwrap().to_vec(), instance)
    });
    assert_eq!(ids[0].0, ids[1].0, "it is the same issue");
    assert_ne!(ids[0].1, ids[1].1);
}

#[test]
fn what_is_no_file_of_krilla_is_refused() {
    let mut cut = bound(&one_paragraph(), &Images::new(), Streams::Packed);
    cut.truncate(cut.len() / 2);
    let fonts = FontBook::embedded();
    for bytes in [&b""[..], b"%PDF-1.7\nstartxref\n7\n%%EOF", b"startxref\n99999999999999999999\n", &cut] {
        let print = || Ok((bytes.to_vec(), Galley::default()));
        let found = bind(&Faces::new(&fonts, true), Streams::Packed, true, print).unwrap_err();
        assert_eq!(found[0].code.name(), "pages-inconsistent");
    }
}

#[test]
fn type_without_a_place_is_told() {
    let fonts = FontBook::embedded();
    let skeleton = bound(&one_paragraph(), &Images::new(), Streams::Plain);
    let mut lost = Galley::default();
    lost.end_piece();
    let found = bind(&Faces::new(&fonts, true), Streams::Plain, false, || Ok((skeleton, lost))).unwrap_err();
    assert!(found[0].message.contains("the type does not fit its places"), "{found:?}");
}
