//! What lies in the folders of a series beside its issues: bags, outputs, indexes, other texts.

use crate::desk::Desk;

/// A series of three issues.
fn river() -> Desk {
    let desk = Desk::new();
    desk.put("series.toml", "[name]\nen = \"River Bulletin\"\n[publisher]\nen = \"River Office\"\n");
    for number in 1..=3 {
        desk.put(format!("2024-0{number}.md"), issue(number));
    }
    desk
}

fn issue(number: u32) -> String {
    format!(
        "---\nnumber: {number}\nwhole-number: {number}\ndate: 2024-0{number}-12\nlang: en\ntitle: The river {number}\n---\n\nWords.\n"
    )
}

/// The files of the index.
fn indexed(desk: &Desk) -> Vec<String> {
    let table = String::from_utf8(desk.run(&["index", "--to", "csv", "-o", "-"]).out).unwrap();
    table.lines().skip(1).filter_map(|row| row.split(',').nth(10)).map(str::to_string).collect()
}

const ISSUES: [&str; 3] = ["2024-01.md", "2024-02.md", "2024-03.md"];

#[test]
fn what_lies_in_a_bag_is_no_issue() {
    let desk = river();
    desk.run(&["archive", ".", "-o", "bags", "-q"]).assert(0, &[]);
    assert_eq!(indexed(&desk), ISSUES);
    // What was put away has the number of its issue, and stays as it was.
    desk.put("2024-02.md", issue(2).replace("02-12", "02-20"));
    desk.put("bags/2024-03/data/source/2024-09.md", issue(9));
    let told = desk.run(&["check", ".", "--to", "text", "--message-format", "short", "-v"]);
    told.assert(0, &["all 3 can be made\n"]);
    assert!(!told.err.contains("bags"), "{}", told.err);
    assert_eq!(desk.run(&["new", "--date", "2024-05-01", "-q"]).out, b"2024-04.md\n");
    let told = desk.run(&["build", "**/*.md", "--to", "text", "-o", "out"]);
    told.assert(0, &["all 4 made"]);
    assert!(!told.err.contains("bags"), "{}", told.err);
}

#[test]
fn what_was_thrown_away_is_no_issue_and_no_input_of_a_pattern() {
    let desk = river();
    desk.put("$RECYCLE.BIN/2024-09.md", issue(9));
    assert_eq!(indexed(&desk), ISSUES);
    desk.run(&["build", "**/*.md", "--to", "text", "-o", "out"]).assert(0, &["all 3 made"]);
    assert_eq!(desk.run(&["new", "--date", "2024-05-01", "-q"]).out, b"2024-04.md\n");
}

#[test]
fn what_lies_in_a_bag_is_taken_where_it_is_named() {
    let desk = river();
    desk.run(&["archive", "2024-01.md", "-o", "bags/2024-01", "-q"]).assert(0, &[]);
    let source = "bags/2024-01/data/source";
    for named in [source, &format!("{source}/2024-01.md"), &format!("{source}/*.md"), "bags/*/data/source/2024-01.md"] {
        desk.run(&["build", named, "--to", "text", "-o", "out"]).assert(0, &["2024-01.md → out/2024-01.txt"]);
    }
    let told = desk.run(&["build", "bags/2024-01", "-o", "out"]);
    told.assert(1, &["the folder is a bag", "`bags/2024-01/data/source`"]);
    desk.run(&["build", "bags/2024-01/*.txt", "-o", "out"]).assert(1, &["no source matches the pattern"]);
    desk.run(&["verify", "bags", "--series", "."]).assert(0, &["bags/2024-01: sound"]);
}

#[test]
fn what_a_build_has_written_is_no_issue_whatever_its_format_and_name() {
    let desk = river();
    desk.run(&["build", ".", "-o", "out", "--to", "docx,jats,json,text,markdown", "-q"]).assert(0, &[]);
    desk.run(&["index", "--to", "csv,json,docx", "-o", "out/list", "-q"]).assert(0, &[]);
    assert_eq!(indexed(&desk), ISSUES);
    // The old outputs of an issue that has other numbers by now.
    desk.put("2024-03.md", issue(3).replace("number: 3", "number: 4").replace("river 3", "river at night"));
    assert_eq!(indexed(&desk), ISSUES);
    let told = desk.run(&["check", ".", "--to", "text", "--message-format", "short"]);
    assert!(!told.err.contains("out/"), "{}", told.err);
    // What somebody changed is his.
    let markdown = String::from_utf8(desk.read("out/2024-02.md")).unwrap();
    desk.put("out/2024-02.md", markdown.replace("Words.", "Other words."));
    let told = desk.run(&["index", "--to", "csv", "-o", "list.csv", "--message-format", "short"]);
    told.assert(
        0,
        &["warning[number-repeated]: this is a copy of `2024-02.md` that differs from it", "as copies: out/2024-02.md"],
    );
    desk.put("out/2024-02.md", markdown.replace("number: 2", "number: 9"));
    assert_eq!(indexed(&desk), ["2024-01.md", "2024-02.md", "2024-03.md", "out/2024-02.md"]);
}

#[test]
fn a_source_is_an_issue_beside_all_that_was_made_of_it() {
    let desk = river();
    desk.run(&["build", "2024-01.md", "--to", "jats", "-o", "2023-12.xml", "-q"]).assert(0, &[]);
    let article = String::from_utf8(desk.read("2023-12.xml")).unwrap();
    // Somebody else's article, of which a Word file, which readers would take first, is made beside it.
    let article = article.replace("<year>2024</year>", "<year>2023</year>").replace("2024-01-12", "2023-01-12");
    desk.put("2023-12.xml", article);
    desk.run(&["build", "2023-12.xml", "--to", "docx,text,markdown", "-q"]).assert(0, &[]);
    assert_eq!(indexed(&desk), ["2023-12.xml", "2024-01.md", "2024-02.md", "2024-03.md"]);
}

#[test]
fn other_texts_are_left_out_of_the_index_and_told_once() {
    let desk = river();
    desk.put("README.md", "# The river\n\nHow we work.\n");
    desk.put("notes.txt", "Call the printer.\n\nOn Monday.\n");
    desk.put("drafts/flood.md", "The flood came at night.\n");
    assert_eq!(indexed(&desk), ISSUES);
    let arguments = ["index", "--to", "csv", "-o", "list.csv"];
    let told = desk.run(&arguments);
    told.assert(0, &["3 issues → list.csv; left out, as no issues: README.md, drafts/flood.md, notes.txt\n"]);
    let told = desk.run(&[&arguments[..], &["--message-format", "short", "-v"]].concat());
    told.assert(0, &["note[not-an-issue]: not in the index, for want of a number and a title: README.md, "]);
    assert_eq!(told.err.matches("not-an-issue").count(), 1, "{}", told.err);
}

#[test]
fn a_style_sheet_of_the_series_that_is_not_there_is_told_once() {
    let desk = river();
    let series = "style = \"house.toml\"\n[name]\nen = \"River Bulletin\"\n";
    desk.put("series.toml", series);
    for arguments in [&["check", "."][..], &["build", ".", "-o", "out"], &["new"], &["index"]] {
        let told = desk.run(arguments);
        told.assert(2, &["there is no style sheet", "house.toml", "series.toml:1:9", "style = \"house.toml\""]);
        assert_eq!(told.err.matches("error").count(), 1, "{}", told.err);
    }
    desk.put("house.toml", "name = \"house\"\n");
    desk.run(&["check", ".", "--to", "text"]).assert(0, &[]);
}
