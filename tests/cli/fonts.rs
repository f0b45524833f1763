//! `masthead fonts` as a user meets it.

use crate::desk::Desk;

const FACES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/faces");

fn issue(words: &str) -> String {
    let facts = "series: S\nnumber: 1\ndate: 2024-01-02\npublisher: P\ntitle: T\nlang: zh";
    format!("---\n{facts}\n---\n\n{words}\n")
}

#[test]
fn the_faces_of_a_style_are_shown_with_their_places_and_licence_bits() {
    let desk = Desk::new();
    desk.put(
        "own.toml",
        "extends = \"plain\"\nfaces.text.families = [\"Test Variable\", \"Nowhere\", \"Libertinus Serif\"]",
    );
    let told = desk.run(&["fonts", "--style", "own.toml", "--font-path", FACES]);
    told.assert(0, &[]);
    let text = String::from_utf8_lossy(&told.out);
    for part in [
        "Nowhere: not found",
        "Test Variable Bold Italic: ",
        "variable.ttf; wght 700; slnt -12; may be embedded: installable (fsType 0x0000)",
        "Libertinus Serif Bold: in the program; may be embedded",
        "SIL Open Font License",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

#[test]
fn an_issue_shows_the_faces_that_it_takes_and_the_characters_that_none_has() {
    let desk = Desk::new();
    desk.put("issue.md", issue("中丂文 and 丂"));
    let told = desk.run(&["fonts", "issue.md", "--message-format", "json"]);
    told.assert(1, &[]);
    let report: serde_json::Value = serde_json::from_slice(&told.out).unwrap();
    let usage = &report["inputs"][0];
    assert_eq!(usage["missing"][0]["code_point"], "U+4E02");
    let places = serde_json::json!([{ "line": 10, "column": 2 }, { "line": 10, "column": 9 }]);
    assert_eq!(usage["missing"][0]["places"], places);
    let faces: Vec<&str> =
        usage["faces"].as_array().unwrap().iter().map(|face| face["face"].as_str().unwrap()).collect();
    assert!(faces.contains(&"Noto Serif SC"), "{faces:?}");
    let told = desk.run(&["fonts", "issue.md", "--font-path", FACES]);
    told.assert(0, &[]);
    let text = String::from_utf8_lossy(&told.out).into_owned();
    assert!(text.contains("  Test Rare\n    U+4E02\n") && text.contains("every character has a face"), "{text}");
}
