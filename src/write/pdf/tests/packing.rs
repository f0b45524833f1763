//! What packing changes in a file, judged by another reader.

use super::{everything, print, settings};
use crate::fonts::FontBook;
use crate::write::PdfProfile;
use crate::write::pdf::pack::pack;
use lopdf::content::Content;
use lopdf::{Document, Object};

fn plain() -> Vec<u8> {
    let (sheet, images) = everything();
    print(&sheet.pages, &images, &FontBook::embedded(), &[], settings(PdfProfile::default()).unwrap()).unwrap()
}

#[test]
fn a_packed_file_says_the_same_in_less() {
    let (plain, packed) = (plain(), pack(plain()));
    assert!(packed.len() < plain.len(), "{} of {}", packed.len(), plain.len());
    let (before, after) = (Document::load_mem(&plain).unwrap(), Document::load_mem(&packed).unwrap());
    assert_eq!(before.objects.len(), after.objects.len());
    assert_eq!(before.trailer.get(b"ID").unwrap(), after.trailer.get(b"ID").unwrap());
    for (id, object) in &before.objects {
        same(object, after.objects.get(id).unwrap());
    }
}

/// That two objects say the same; of a page's content each operation, with places to the thousandth.
fn same(before: &Object, after: &Object) {
    let (Object::Stream(before), Object::Stream(after)) = (before, after) else {
        return assert_eq!(before, after);
    };
    let bytes = [before, after].map(|stream| stream.get_plain_content().unwrap());
    if before.dict.len() > 1 || before.dict.has(b"Filter") {
        return assert_eq!(bytes[0], bytes[1]);
    }
    assert!(after.dict.has(b"Filter"), "the content of a page is packed");
    let [before, after] = bytes.map(|bytes| Content::decode(&bytes).unwrap().operations);
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.operator, after.operator);
        let form = if before.operator == "Tm" { thousandths } else { bare };
        let words = |operands: &[Object]| operands.iter().map(form).collect::<Vec<_>>();
        assert_eq!(words(&before.operands), words(&after.operands));
    }
}

/// A number of a place as packing writes it.
fn thousandths(object: &Object) -> Object {
    Object::Integer((object.as_float().unwrap() * 1000.0).round() as i64)
}

/// An operand without the form in which its strings are written.
fn bare(operand: &Object) -> Object {
    match operand {
        Object::String(bytes, _) => Object::string_literal(bytes.clone()),
        Object::Array(items) => Object::Array(items.iter().map(bare).collect()),
        Object::Dictionary(entries) => {
            Object::Dictionary(entries.iter().map(|(key, value)| (key.clone(), bare(value))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn what_is_no_file_of_krilla_stays_as_it_is() {
    let mut cut = plain();
    cut.truncate(cut.len() / 2);
    for bytes in
        [Vec::new(), b"%PDF-1.7\nstartxref\n7\n%%EOF".to_vec(), b"startxref\n99999999999999999999\n".to_vec(), cut]
    {
        assert_eq!(pack(bytes.clone()), bytes);
    }
}
