//! Every kind of font file that is taken: what is found in it, and that a PDF holds what was set.

use crate::{font, pdf, set, with};
use masthead::fonts::FontBook;
use masthead::style::{Slant, Weight};

/// The faces that a file adds, as people call them.
fn names(file: &str) -> Vec<String> {
    let mut book = FontBook::default();
    let ids = book.add(file, font(file)).unwrap();
    ids.into_iter().map(|id| book.face(id).unwrap().name()).collect()
}

#[test]
fn every_kind_of_font_file_gives_its_faces() {
    assert_eq!(names("plain.ttf"), ["Test Plain"]);
    assert_eq!(names("compact.otf"), ["Test Compact"]);
    assert_eq!(names("two.ttc"), ["Test Two", "Test Two Bold"]);
    let slanted = ["Test Variable", "Test Variable Bold", "Test Variable Italic", "Test Variable Bold Italic"];
    assert_eq!(names("variable.ttf"), slanted);
    assert_eq!(names("variable-compact.otf"), ["Test Variable Compact", "Test Variable Compact Bold"]);
}

#[test]
fn every_kind_of_font_file_is_set_and_embedded() {
    let cases = [
        ("plain.ttf", "Test Plain"),
        ("compact.otf", "Test Compact"),
        ("two.ttc", "Test Two"),
        ("variable.ttf", "Test Variable"),
        ("variable-compact.otf", "Test Variable Compact"),
    ];
    for (file, family) in cases {
        let book = with(file, font(file));
        let set = set("Hamburg **bone**", family, &book);
        assert!(set.found.is_empty(), "{file}: {:?}", set.found);
        assert_eq!(book.face(set.run("Hamburg").face).unwrap().family, family);
        let made = pdf("Hamburg **bone**", family, &book).unwrap_or_else(|found| panic!("{file}: {found:?}"));
        let name = family.replace(' ', "");
        assert!(made.windows(name.len()).any(|bytes| bytes == name.as_bytes()), "{file} is not embedded");
    }
}

#[test]
fn the_weight_that_is_asked_for_picks_the_place_on_the_axis() {
    let book = with("variable.ttf", font("variable.ttf"));
    let place = |weight, slant| {
        let face = book.face(book.nearest("Test Variable", weight, slant).unwrap()).unwrap();
        face.instance.iter().map(|at| (String::from_utf8_lossy(&at.axis).into_owned(), at.value)).collect::<Vec<_>>()
    };
    let at = |wght, slnt| vec![("wght".to_string(), wght), ("slnt".to_string(), slnt)];
    assert_eq!(place(Weight::Regular, Slant::Upright), at(400.0, 0.0));
    assert_eq!(place(Weight::Bold, Slant::Italic), at(700.0, -12.0));
    let set = set("Ham **Ham**", "Test Variable", &book);
    let advances: Vec<f32> =
        set.runs().filter(|run| run.text.trim() == "Ham").map(|run| run.glyphs[0].advance).collect();
    assert_eq!(advances, [0.5, 0.62], "bold lies three fifths of the way to 200 units more");
}

#[test]
fn a_family_goes_by_the_name_that_tells_its_weight_and_by_its_names_in_other_languages() {
    let book = FontBook::embedded();
    let [face] = book.faces().filter(|(_, face)| face.family == "Noto Sans SC").collect::<Vec<_>>()[..] else {
        panic!()
    };
    let mut given = FontBook::default();
    given.add("sans.ttf", face.1.data.as_ref().as_ref().to_vec()).unwrap();
    for name in ["Noto Sans SC", "noto sans sc medium"] {
        assert!(given.nearest(name, Weight::Bold, Slant::Upright).is_some(), "{name}");
    }
}

#[test]
fn packed_faces_stay_so_where_nothing_is_set_in_them() {
    let opened = |words: &str| {
        let book = FontBook::embedded();
        let packed: Vec<_> = book.faces().map(|(_, face)| face).filter(|face| !face.data.is_open()).collect();
        let set = set(words, "Libertinus Serif", &book);
        assert!(set.shows_nothing_undefined(), "{:?}", set.found);
        packed.into_iter().filter(|face| face.data.is_open()).count()
    };
    assert_eq!(opened("“Only” *Latin* — words, **bold** ones, §°… Ünïcödé, Ελληνικά, кириллица and x² 1/2"), 0);
    assert_eq!(opened("one 中 **文**"), 0);
    assert_eq!(opened("☑ done"), 1);
}
