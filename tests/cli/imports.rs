//! What `masthead import` writes is a source that builds as it stands.

use crate::desk::Desk;

const MEMO: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/manuscripts/abiword-memo.docx"));

#[test]
fn a_manuscript_whose_title_is_its_one_top_heading_builds_once_it_is_imported() {
    let desk = Desk::new();
    desk.put("memo.docx", MEMO);
    let guessed = "`Memorandum on the dredging` was taken for the title as the only heading of the highest level";
    desk.run(&["import", "memo.docx"]).assert(0, &[guessed]);
    desk.run(&["build", "memo.md", "-o", "out"]).assert(0, &["memo.md → out/memo.pdf, .docx, .xml ("]);
    desk.run(&["diff", "memo.docx", "memo.md"]).assert(0, &[]);
    desk.run(&["diff", "memo.md", "out/memo.docx"]).assert(0, &[]);
}

#[test]
fn a_table_without_a_head_gets_none_on_the_way() {
    let desk = Desk::new();
    desk.put("memo.docx", MEMO);
    desk.run(&["import", "memo.docx"]).assert(0, &[]);
    desk.run(&["build", "memo.md", "--to", "html,jats,docx", "-o", "out"]).assert(0, &[]);
    for (name, row) in [("out/memo.html", "<tbody>"), ("out/memo.xml", "<tbody>")] {
        let made = String::from_utf8(desk.read(name)).unwrap();
        assert!(made.contains(row) && !made.contains("<thead") && !made.contains("<th"), "{name}");
    }
    let back = desk.run(&["import", "out/memo.docx", "-o", "-"]);
    let (back, source) = (String::from_utf8(back.out).unwrap(), String::from_utf8(desk.read("memo.md")).unwrap());
    let table = |text: &str| text.lines().filter(|line| line.starts_with('|')).map(str::to_string).collect::<Vec<_>>();
    assert!(table(&source).len() > 2);
    assert_eq!(table(&back), table(&source));
}
