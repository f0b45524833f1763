//! Files for the press: what they hold, and that every clause refuses what breaks it.

use super::sample::Sheet;
use super::{everything, one_paragraph, picture, pictures};
use crate::ast::Document;
use crate::diagnostics::Diagnostic;
use crate::fonts::FontBook;
use crate::frame::Pages;
use crate::resources::Images;
use crate::style::{self, StyleSheet};
use crate::write::pdf::x4::{self, check};
use crate::write::{Issue, Options, Sheets};
use lopdf::{Dictionary, Object, Stream, dictionary};

fn style() -> StyleSheet {
    style::resolve(style::built_in_source("plain").unwrap(), &|_| None).unwrap()
}

fn press(pages: &Pages, images: &Images, style: &StyleSheet, sheets: Sheets) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (document, options) = (Document::default(), Options::default());
    let issue = Issue { document: &document, style, images, stem: "2023-06", options: &options, attached: &[] };
    x4::print(&issue, pages, &FontBook::embedded(), sheets)
}

fn printed(sheet: &Sheet) -> lopdf::Document {
    let bytes = press(&sheet.pages, &Images::new(), &style(), Sheets::Pages).unwrap();
    lopdf::Document::load_mem(&bytes).unwrap()
}

/// The operations of a page as text.
fn painted(file: &lopdf::Document, page: u32) -> String {
    String::from_utf8_lossy(&file.get_page_content(file.get_pages()[&page])).into_owned()
}

#[test]
fn the_same_pages_give_the_press_the_same_bytes() {
    let (sheet, images) = everything();
    let bytes = || press(&sheet.pages, &images, &style(), Sheets::Booklet).unwrap();
    assert_eq!(bytes(), bytes());
}

#[test]
fn black_type_is_on_the_black_plate_alone() {
    let text = painted(&printed(&one_paragraph()), 1);
    assert!(text.contains("0 0 0 1 k"), "{text}");
    assert!(!text.contains(" rg") && !text.contains(" RG"), "{text}");
}

#[test]
fn a_colour_of_the_style_is_mixed_as_the_style_says() {
    let mut sheet = one_paragraph();
    let accent = crate::style::Swatch { rgb: [200, 16, 46], cmyk: [0, 204, 204, 0] };
    let area = sheet.area(100.0, 1.0);
    let layout = crate::frame::Content::Artifact(crate::frame::ArtifactKind::Layout);
    sheet.put(crate::frame::FrameItem::Rule { area, colour: accent }, layout);
    assert!(painted(&printed(&sheet), 1).contains("0 0.8 0.8 0 k"));
}

#[test]
fn what_is_read_is_on_the_black_plate_in_every_style() {
    use crate::style::ColourRole::{Ink, Link, Quiet};
    let load = |name: &str| style::built_in_source(name).map(str::to_string);
    for name in style::built_in() {
        let sheet = style::resolve(style::built_in_source(name).unwrap(), &load).unwrap();
        for role in [Ink, Link, Quiet] {
            let [cyan, magenta, yellow, black] = sheet.colour(role).cmyk;
            assert_eq!([cyan, magenta, yellow], [0; 3], "{name}, {role:?}");
            assert!(black > 128, "{name}, {role:?}");
        }
    }
}

#[test]
fn links_and_structure_stay_behind_and_words_do_not() {
    let (sheet, images) = everything();
    let bytes = press(&sheet.pages, &images, &style(), Sheets::Pages).unwrap();
    let text: String = bytes.iter().copied().map(char::from).collect();
    for gone in ["/Annots", "/StructTreeRoot", "/URI", "/Outlines", "/MarkInfo"] {
        assert!(!text.contains(gone), "{gone}");
    }
    assert_eq!(lopdf::Document::load_mem(&bytes).unwrap().get_pages().len(), 2);
}

#[test]
fn pictures_of_every_kind_are_grey_or_of_four_inks() {
    let kinds = [
        ("grey", pictures::png(8, 0, &[9]), 1),
        ("neutral", pictures::png(8, 2, &[9, 9, 9]), 1),
        ("rgb", pictures::png(8, 2, &[9, 8, 7]), 4),
        ("alpha", pictures::png(8, 6, &[200, 8, 7, 100]), 4),
        ("grey alpha", pictures::png(8, 4, &[9, 100]), 1),
        ("deep", pictures::png(16, 2, &[0, 9, 0, 8, 200, 7]), 4),
        ("photo", pictures::jpeg(1), 1),
        ("colour photo", pictures::jpeg(3), 1),
        ("photo in four inks", pictures::jpeg(4), 4),
    ];
    for (name, image, inks) in kinds {
        let images = Images::from([("a.png".to_string(), image)]);
        let bytes = press(&picture("a.png").pages, &images, &style(), Sheets::Pages).unwrap();
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        let spaces: Vec<&[u8]> = streams(&file)
            .filter(|stream| is(&stream.dict, "Subtype", "Image"))
            .filter_map(|stream| stream.dict.get(b"ColorSpace").and_then(Object::as_name).ok())
            .collect();
        let wanted: &[u8] = if inks == 4 { b"DeviceCMYK" } else { b"DeviceGray" };
        assert_eq!(spaces, [wanted], "{name}");
    }
}

#[test]
fn pictures_that_cannot_be_separated_are_named() {
    let mut broken = pictures::png(8, 2, &[9, 8, 7]);
    let mut bytes = broken.bytes.to_vec();
    bytes.truncate(bytes.len() - 25);
    broken.bytes = bytes.into();
    let images = Images::from([("a.png".to_string(), broken)]);
    let found = press(&picture("a.png").pages, &images, &style(), Sheets::Pages).unwrap_err();
    assert_eq!(found[0].code.name(), "image-unreadable", "{found:?}");
}

#[test]
fn an_issue_without_title_or_date_keeps_to_every_clause() {
    let mut sheet = one_paragraph();
    sheet.pages.metadata.date = None;
    sheet.pages.metadata.title = "浦江 <& „Forum“>".into();
    printed(&sheet);
    sheet.pages.metadata.title = String::new();
    printed(&sheet);
}

#[test]
fn a_booklet_prints_every_page_once_on_its_sheets() {
    let mut sheet = Sheet::new();
    for page in 0..6 {
        if page > 0 {
            sheet.turn();
        }
        sheet.text("Innovation");
    }
    let bytes = press(&sheet.pages, &Images::new(), &style(), Sheets::Booklet).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(file.get_pages().len(), 4);
    // The faces of the words and of the sheet's name are set once for each run.
    let shown = |page| painted(&file, page).matches("BT").count();
    assert_eq!([1, 2, 3, 4].map(shown), [2, 2, 3, 3]);
}

#[test]
fn marks_and_the_name_are_the_styles_choice() {
    let sheet = one_paragraph();
    let mut style = style();
    style.press.colour_bar = true;
    let all = |style: &StyleSheet| {
        let bytes = press(&sheet.pages, &Images::new(), style, Sheets::Pages).unwrap();
        painted(&lopdf::Document::load_mem(&bytes).unwrap(), 1)
    };
    let marked = all(&style);
    assert!(marked.contains("1 0 0 0 k") && marked.contains(" scn"), "{marked}");
    (style.press.colour_bar, style.press.marks, style.press.slug) = (false, false, false);
    let bare = all(&style);
    assert!(!bare.contains("1 0 0 0 k") && !bare.contains(" scn"), "{bare}");
}

fn streams(file: &lopdf::Document) -> impl Iterator<Item = &Stream> {
    file.objects.values().filter_map(|object| object.as_stream().ok())
}

fn is(dictionary: &Dictionary, key: &str, value: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == value.as_bytes())
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A file that keeps to every clause, with a picture, after a change.
fn broken(change: impl FnOnce(&mut lopdf::Document)) -> Vec<u8> {
    let images = Images::from([("a.png".to_string(), pictures::png(8, 2, &[9, 8, 7]))]);
    let bytes = press(&picture("a.png").pages, &images, &style(), Sheets::Pages).unwrap();
    assert!(check(&bytes).is_empty());
    let mut file = lopdf::Document::load_mem(&bytes).unwrap();
    change(&mut file);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn page(file: &mut lopdf::Document) -> &mut Dictionary {
    let id = file.get_pages()[&1];
    file.get_dictionary_mut(id).unwrap()
}

fn info(file: &mut lopdf::Document) -> &mut Dictionary {
    let id = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    file.get_dictionary_mut(id).unwrap()
}

fn intent(file: &mut lopdf::Document) -> &mut Dictionary {
    let id = file.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    file.get_dictionary_mut(id).unwrap()
}

/// Rewrites the XMP packet.
fn packet(file: &mut lopdf::Document, from: &str, to: &str) {
    let id = file.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = file.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let text = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    assert!(text.contains(from), "{text}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

/// Adds operations to the first page.
fn paint(file: &mut lopdf::Document, operations: &str) {
    let id = file.get_pages()[&1];
    file.add_page_contents(id, operations.as_bytes().to_vec()).unwrap();
}

/// Adds an object that nothing uses; the clauses hold for it all the same.
fn add(file: &mut lopdf::Document, object: impl Into<Object>) {
    file.add_object(object);
}

fn form(dictionary: Dictionary, operations: &str) -> Stream {
    let mut form = dictionary! { "Type" => name("XObject"), "Subtype" => name("Form") };
    form.extend(&dictionary);
    Stream::new(form, operations.as_bytes().to_vec())
}

fn boxed(sides: [i64; 4]) -> Object {
    Object::Array(sides.into_iter().map(Object::Integer).collect())
}

type Change = fn(&mut lopdf::Document);

/// What breaks the file as a whole, and what is said of it.
const WHOLE: &[(&str, Change)] = &[
    ("its version is 1.7", |file| file.version = "1.7".into()),
    ("it has no identifier", |file| drop(file.trailer.remove(b"ID"))),
    ("Info lacks Title", |file| drop(info(file).remove(b"Title"))),
    ("Info lacks ModDate", |file| drop(info(file).remove(b"ModDate"))),
    ("Info does not say whether it is trapped", |file| info(file).set("Trapped", name("Unknown"))),
    ("there are no metadata", |file| drop(file.catalog_mut().unwrap().remove(b"Metadata"))),
    ("the metadata name the standard as `PDF/X-3`", |file| packet(file, ">PDF/X-4<", ">PDF/X-3<")),
    ("the metadata lack `xmp:MetadataDate`", |file| packet(file, "xmp:MetadataDate>", "xmp:Other>")),
    ("Info and the metadata disagree on the title", |file| {
        info(file).set("Title", Object::string_literal("Another"));
    }),
    ("Info and the metadata disagree on trapping", |file| info(file).set("Trapped", name("True"))),
    ("Info and the metadata disagree on CreationDate", |file| {
        info(file).set("CreationDate", Object::string_literal("D:20240101000000Z"));
    }),
    ("it holds an action under `OpenAction`", |file| {
        file.catalog_mut().unwrap().set("OpenAction", dictionary! { "S" => name("JavaScript") });
    }),
    ("it holds an action under `JS`", |file| add(file, dictionary! { "JS" => Object::string_literal("app.beep()") })),
    ("it holds an action", |file| add(file, dictionary! { "Type" => name("Action"), "S" => name("Launch") })),
    ("it holds form fields", |file| file.catalog_mut().unwrap().set("AcroForm", Dictionary::new())),
    ("it holds optional content", |file| file.catalog_mut().unwrap().set("OCProperties", Dictionary::new())),
    ("a stream is packed with LZWDecode", |file| {
        add(file, Stream::new(dictionary! { "Filter" => name("LZWDecode") }, vec![0x80, 0x0B, 0x60, 0x50]));
    }),
    ("it has no output intent", |file| drop(file.catalog_mut().unwrap().remove(b"OutputIntents"))),
    ("it has no output intent", |file| intent(file).set("S", name("GTS_PDFA1"))),
    ("it has several output intents", |file| {
        let twice = file.catalog_mut().unwrap().get_mut(b"OutputIntents").unwrap().as_array_mut().unwrap();
        twice.push(twice[0].clone());
    }),
    ("its output intent names no printing condition", |file| drop(intent(file).remove(b"OutputConditionIdentifier"))),
    ("its output intent has no profile", |file| drop(intent(file).remove(b"DestOutputProfile"))),
    ("the profile of its output intent cannot be read", |file| profile(file, |bytes| bytes.truncate(30))),
    ("the profile of its output intent is not that of a press", |file| {
        profile(file, |bytes| bytes[12..16].copy_from_slice(b"mntr"));
    }),
    ("the profile of its output intent is not for four inks", |file| {
        profile(file, |bytes| bytes[16..20].copy_from_slice(b"RGB "));
    }),
];

/// What breaks a page or what stands on it.
const PAGES: &[(&str, Change)] = &[
    ("page 1 has no TrimBox", |file| drop(page(file).remove(b"TrimBox"))),
    ("page 1 has an ArtBox", |file| page(file).set("ArtBox", boxed([50, 50, 100, 100]))),
    ("page 1 has an empty TrimBox", |file| page(file).set("TrimBox", boxed([50, 50, 50, 100]))),
    ("page 1 has a TrimBox that reaches out of its BleedBox", |file| {
        page(file).set("TrimBox", boxed([9, 50, 100, 100]))
    }),
    ("page 1 has a BleedBox that reaches out of its MediaBox", |file| {
        page(file).set("BleedBox", boxed([-9, 0, 2000, 2000]))
    }),
    ("page 1 has a TrimBox that reaches out of its CropBox", |file| {
        page(file).set("CropBox", boxed([50, 50, 100, 100]))
    }),
    ("page 1 has annotations", |file| page(file).set("Annots", Object::Array(Vec::new()))),
    ("page 1 is one plate only", |file| page(file).set("SeparationInfo", Dictionary::new())),
    ("the face `Arial` is not embedded", |file| {
        add(file, dictionary! { "Type" => name("Font"), "Subtype" => name("TrueType"), "BaseFont" => name("Arial") });
    }),
    ("it holds PostScript", |file| add(file, Stream::new(dictionary! { "Subtype" => name("PS") }, Vec::new()))),
    ("a picture stands in for a file elsewhere", |file| {
        add(file, form(dictionary! { "OPI" => Dictionary::new() }, ""))
    }),
    ("a form stands in for a page elsewhere", |file| add(file, form(dictionary! { "Ref" => Dictionary::new() }, ""))),
    ("a graphics state holds `TR`", |file| {
        add(file, dictionary! { "Type" => name("ExtGState"), "TR" => dictionary! { "FunctionType" => 2 } });
    }),
];

/// What paints in light.
const COLOURS: &[(&str, Change)] = &[
    ("`rg` paints", |file| paint(file, "1 0 0 rg")),
    ("`RG` paints", |file| paint(file, "1 0 0 RG")),
    ("`cs` paints", |file| paint(file, "/DeviceRGB cs")),
    ("`rg` paints", |file| add(file, form(Dictionary::new(), "0 1 0 rg"))),
    ("`rg` paints", |file| {
        add(file, Stream::new(dictionary! { "PatternType" => 1 }, b"0 1 0 rg".to_vec()));
    }),
    ("the colour space DeviceRGB", |file| {
        let picture = file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
        let picture = picture.filter(|stream| is(&stream.dict, "Subtype", "Image")).last().unwrap();
        picture.dict.set("ColorSpace", name("DeviceRGB"));
    }),
    ("the colour space DeviceRGB", |file| {
        add(file, dictionary! { "ShadingType" => 2, "ColorSpace" => name("DeviceRGB") });
    }),
    ("the colour space CalRGB", |file| {
        add(file, dictionary! { "ColorSpace" => Object::Array(vec![name("CalRGB"), Dictionary::new().into()]) });
    }),
    ("the colour space DeviceRGB", |file| {
        let base = vec![name("Indexed"), name("DeviceRGB"), 0.into(), Object::string_literal("abc")];
        add(file, dictionary! { "ColorSpace" => Object::Array(base) });
    }),
    ("the colour space DeviceRGB", |file| {
        add(file, dictionary! { "ColorSpace" => dictionary! { "c1" => name("DeviceRGB") } });
    }),
    ("a profile of 3 colours", |file| {
        let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, Vec::new()));
        add(file, Object::Array(vec![name("ICCBased"), profile.into()]));
    }),
    ("the colour space DeviceRGB", |file| {
        let group = dictionary! { "S" => name("Transparency"), "CS" => name("DeviceRGB") };
        add(file, form(dictionary! { "Group" => group }, ""));
    }),
    ("a transparency group is not blended", |file| {
        let group = dictionary! { "S" => name("Transparency"), "CS" => Object::Array(vec![name("Separation")]) };
        page(file).set("Group", group);
    }),
];

/// Changes the profile of the output intent.
fn profile(file: &mut lopdf::Document, change: impl FnOnce(&mut Vec<u8>)) {
    let id = intent(file).get(b"DestOutputProfile").unwrap().as_reference().unwrap();
    let stream = file.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let mut bytes = stream.get_plain_content().unwrap();
    change(&mut bytes);
    stream.set_plain_content(bytes);
    stream.dict.remove(b"Filter");
}

#[test]
fn every_breach_is_refused_and_named() {
    for (said, change) in [WHOLE, PAGES, COLOURS].concat() {
        let found = check(&broken(change));
        assert!(found.iter().any(|fault| fault.message.contains(said)), "{said}: {found:?}");
        assert!(found.iter().all(|fault| fault.code.name() == "press-refused"));
    }
}

#[test]
fn what_is_locked_or_no_pdf_is_refused() {
    assert_eq!(check(b"%PDF-1.6\nnothing")[0].code.name(), "press-refused");
    let found = check(&broken(|file| file.trailer.set("Encrypt", Dictionary::new())));
    assert!(!found.is_empty());
}
