//! What is found of bags whose bytes are sound, because they were sealed anew.

use crate::desk_with_issue;
use crate::seal::{bag, replace, reseal};
use masthead::archive::{Asked, Bag, Checked, check};

const SOURCE: &str = "data/source/issue.md";
const ARTICLE: &str = "data/outputs/issue.xml";
const WORD: &str = "data/outputs/issue.docx";
const PRINT: &str = "data/outputs/issue.pdf";
const RECORD: &str = "data/report.json";

fn made() -> Bag {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    bag(&desk, "kept")
}

fn judged(mut bag: Bag) -> Checked {
    reseal(&mut bag);
    check(&bag, &Asked::default())
}

#[track_caller]
fn assert_told(checked: &Checked, wanted: &[(&str, &str)]) {
    let told: Vec<(&str, &str)> =
        checked.findings.iter().map(|finding| (finding.diagnostic.code.name(), finding.file.as_str())).collect();
    assert!(wanted.iter().all(|one| told.contains(one)), "{wanted:?} of {:#?}", checked.findings);
    assert!(checked.findings.iter().all(|finding| finding.diagnostic.hint.is_some()));
}

#[test]
fn what_was_only_sealed_anew_is_sound() {
    assert_eq!(judged(made()).findings, []);
}

#[test]
fn a_source_that_was_changed_no_longer_gives_the_outputs() {
    let mut bag = made();
    replace(&mut bag, SOURCE, "is closed", "is open");
    let checked = judged(bag);
    assert_told(
        &checked,
        &[("bag-remade-differs", PRINT), ("bag-remade-differs", WORD), ("bag-remade-differs", ARTICLE)],
    );
    assert_told(&checked, &[("bag-words-differ", WORD), ("bag-words-differ", ARTICLE)]);
    let words = checked.findings.iter().rfind(|finding| finding.file == ARTICLE).unwrap();
    assert!(
        words.diagnostic.message.contains("“closed.” where the source says “open.”"),
        "{}",
        words.diagnostic.message
    );
}

#[test]
fn an_output_or_a_style_that_was_changed_is_told() {
    let mut bag = made();
    replace(&mut bag, ARTICLE, "many boats", "few boats");
    assert_told(&judged(bag), &[("bag-remade-differs", ARTICLE), ("bag-words-differ", ARTICLE)]);
    let mut bag = made();
    replace(&mut bag, "data/style.toml", "inner = 28.0", "inner = 29.0");
    assert_told(&judged(bag), &[("bag-remade-differs", PRINT)]);
    let mut bag = made();
    bag.files.insert("data/source/dot.png".into(), b"no picture".to_vec());
    assert_told(&judged(bag), &[("bag-not-remade", SOURCE)]);
}

#[test]
fn facts_that_do_not_agree_are_told() {
    let mut bag = made();
    replace(&mut bag, SOURCE, "whole-number: 41", "whole-number: 42");
    let checked = judged(bag);
    assert_told(&checked, &[("bag-record-disagrees", RECORD), ("bag-record-disagrees", "data/dublin-core.xml")]);
    let mut bag = made();
    replace(&mut bag, "bag-info.txt", "no. 3", "no. 4");
    assert_told(&judged(bag), &[("bag-record-disagrees", "bag-info.txt")]);
    let mut bag = made();
    replace(&mut bag, RECORD, "\"masthead-bag\": 1", "\"masthead-bag\": 99");
    assert_told(&judged(bag), &[("bag-record-invalid", RECORD)]);
    let mut bag = made();
    bag.files.insert(RECORD.into(), b"{}".to_vec());
    assert_told(&judged(bag), &[("bag-record-invalid", RECORD)]);
}

#[test]
fn outputs_that_are_not_what_they_are_called_are_told() {
    for (path, bytes, said) in [
        (PRINT, b"%PDF-1.7 nothing".as_slice(), "does not open"),
        (WORD, b"PK nothing", "is no package"),
        (ARTICLE, b"<article><front></article>", "cannot be read back"),
        ("data/dublin-core.xml", b"<metadata>", "is not well-formed XML"),
    ] {
        let mut bag = made();
        bag.files.insert(path.into(), bytes.to_vec());
        let checked = judged(bag);
        assert_told(&checked, &[("bag-output-broken", path)]);
        let told = checked.findings.iter().any(|finding| finding.diagnostic.message.contains(said));
        assert!(told, "{said}: {:#?}", checked.findings);
    }
    let mut bag = made();
    replace(&mut bag, RECORD, "a-2a,ua-1", "a-3a,ua-1");
    assert_told(&judged(bag), &[("bag-output-broken", PRINT)]);
}

#[test]
fn of_another_version_words_are_compared_and_not_bytes() {
    let mut bag = made();
    replace(&mut bag, RECORD, "\"masthead\": \"", "\"masthead\": \"0.0.1-");
    replace(&mut bag, "data/style.toml", "inner = 28.0", "inner = 29.0");
    let checked = judged(bag.clone());
    assert!(checked.is_sound(), "{:#?}", checked.findings);
    assert_told(&checked, &[("bag-other-version", "")]);
    replace(&mut bag, SOURCE, "is closed", "is open");
    assert_told(
        &judged(bag),
        &[("bag-words-differ", WORD), ("bag-words-differ", ARTICLE), ("bag-words-differ", PRINT)],
    );
}

/// Whatever else a bit does, the source gives another article then: it has the digest of its source in it.
#[test]
fn a_bit_of_the_source_or_an_output_that_was_sealed_anew_is_found() {
    let (bag, mut chance) = (made(), crate::flips::Chance(2024));
    for path in [SOURCE, ARTICLE, WORD, PRINT] {
        for _ in 0..3 {
            let mut other = bag.clone();
            let bytes = other.files.get_mut(path).unwrap();
            let bit = chance.below(bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(!judged(other).is_sound(), "bit {bit} of {path}");
        }
    }
}

/// What somebody wrote into a record may be anything.
#[test]
fn a_record_or_style_that_is_damaged_and_sealed_anew_stops_nothing() {
    let (bag, mut chance) = (made(), crate::flips::Chance(7));
    for path in [RECORD, "data/style.toml", "data/dublin-core.xml"] {
        for _ in 0..4 {
            let mut other = bag.clone();
            let bytes = other.files.get_mut(path).unwrap();
            let (start, length) = (chance.below(bytes.len()), chance.below(200));
            bytes.drain(start..bytes.len().min(start + length));
            // Not every record can be sealed anew.
            if path != RECORD || serde_json::from_slice::<serde_json::Value>(&other.files[RECORD]).is_ok() {
                drop(judged(other));
            }
        }
    }
}
