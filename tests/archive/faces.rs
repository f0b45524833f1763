//! Font files that the user gives: kept in bags where their licence bits allow it, named otherwise.

use crate::desk::Desk;
use crate::seal::bag;

const FACES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/faces");

fn issue() -> String {
    let facts = "series: S\nnumber: 1\ndate: 2024-01-02\npublisher: P\ntitle: T\nlang: en\nstyle: own.toml";
    format!("---\n{facts}\n---\n\nHamburg and more.\n")
}

fn desk(bits: u16) -> Desk {
    let desk = Desk::new();
    let mut bytes = std::fs::read(format!("{FACES}/plain.ttf")).unwrap();
    let record = bytes.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let table = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().unwrap()) as usize;
    bytes[table + 8..table + 10].copy_from_slice(&bits.to_be_bytes());
    desk.put("faces/plain.ttf", bytes);
    desk.put("faces/unused.ttf", std::fs::read(format!("{FACES}/rare.ttf")).unwrap());
    desk.put(
        "own.toml",
        "name = \"own\"\nsummary = \"Ours\"\nextends = \"plain\"\n[faces.text]\nfamilies = [\"Test Plain\", \"Libertinus Serif\"]\n",
    );
    desk.put("issue.md", issue());
    desk
}

#[test]
fn a_font_that_anybody_may_install_is_kept() {
    let desk = desk(0);
    desk.run(&["archive", "issue.md", "-o", "kept", "--font-path", "faces"]).assert(0, &[]);
    assert_eq!(desk.listing("kept/data/faces"), ["plain.ttf"]);
    assert_eq!(desk.read("kept/data/faces/plain.ttf"), desk.read("faces/plain.ttf"));
    let told = desk.run(&["verify", "kept"]);
    told.assert(0, &["kept: sound (14 files"]);
    assert!(!told.err.contains("warning"), "{}", told.err);
}

#[test]
fn a_font_that_documents_alone_may_hold_is_named() {
    let desk = desk(0x4);
    desk.run(&["archive", "issue.md", "-o", "kept", "--font-path", "faces"]).assert(0, &[]);
    let files = bag(&desk, "kept").files;
    assert!(!files.keys().any(|path| path.starts_with("data/faces")));
    let record: serde_json::Value = serde_json::from_slice(&files["data/report.json"]).unwrap();
    assert_eq!(
        (&record["faces"][0]["file"], &record["faces"][0]["embedding"]),
        (&"plain.ttf".into(), &"preview and print".into())
    );
    desk.run(&["verify", "kept"]).assert(0, &["warning[bag-face-absent]: the pages are set in `plain.ttf`", "sound"]);
    let told = desk.run(&["verify", "kept", "--font-path", "faces"]);
    told.assert(0, &["kept: sound"]);
    assert!(!told.err.contains("warning"), "{}", told.err);
}

#[test]
fn without_such_fonts_there_are_none() {
    let desk = desk(0);
    desk.run(&["archive", "issue.md", "-o", "kept", "--font-path", "faces", "--style", "plain"]).assert(0, &[]);
    assert!(desk.listing("kept/data/faces").is_empty());
    desk.run(&["verify", "kept"]).assert(0, &["kept: sound"]);
}
