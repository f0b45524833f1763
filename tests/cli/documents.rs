//! What README.md and docs/ show the user works as it is shown.

use crate::desk::Desk;
use std::fs;
use std::path::Path;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The fenced examples of a document in a language.
fn examples<'a>(document: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    document.split(&fence).skip(1).filter_map(|after| after.split("```").next()).collect()
}

#[test]
fn issues_that_are_shown_build_without_a_finding() {
    for name in ["README.md", "docs/source.md"] {
        let text = document(name);
        let issues = examples(&text, "markdown");
        assert_eq!(issues.len(), 1, "{name}");
        let desk = Desk::new();
        desk.put("issue.md", issues[0]);
        let told = desk.run(&["build", "issue.md", "-v"]);
        told.assert(0, &[]);
        assert_eq!(told.err, "issue.md → issue.pdf, .docx, .xml\n", "{name}");
    }
}

#[test]
fn the_style_that_is_shown_is_one() {
    let text = document("README.md");
    let styles = examples(&text, "toml");
    assert_eq!(styles.len(), 1);
    let desk = Desk::with_issue();
    desk.put("our-house.toml", styles[0]);
    desk.run(&["build", "issue.txt", "--style", "our-house.toml", "-q", "-o", "out"]).assert(0, &[]);
    assert_eq!(desk.listing("out"), ["issue.docx", "issue.pdf", "issue.xml"]);
}

#[test]
fn every_key_of_the_front_matter_is_explained() {
    let desk = Desk::new();
    desk.put("issue.md", "---\nqqqqqqqqqqqqqqqq: 1\n---\n\nWords.\n");
    let told = desk.run(&["check", "issue.md"]);
    let keys = told.err.split_once("the keys are ").unwrap().1.lines().next().unwrap();
    let text = document("docs/source.md");
    let missing: Vec<_> = keys.split(", ").filter(|key| !text.contains(&format!("`{key}`"))).collect();
    assert!(keys.contains("whole-number") && missing.is_empty(), "{missing:?} of {keys}");
}

#[test]
fn the_first_command_of_the_readme_answers_as_it_shows() {
    let text = document("README.md");
    let shown = examples(&text, "console")[0];
    let (command, answer) = shown.split_once('\n').unwrap();
    let desk = Desk::new();
    desk.put("fixtures/pujiang-2023-06.txt", crate::desk::ISSUE);
    let arguments: Vec<_> = command.split(' ').skip(2).collect();
    assert_eq!(desk.run(&arguments).err, answer);
}

#[test]
fn the_file_of_a_series_that_is_shown_is_that_of_the_example() {
    let text = document("docs/series.md");
    let lake = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/series/lake/series.toml"));
    assert_eq!(examples(&text, "toml")[0], lake.unwrap());
}

#[test]
fn the_help_is_one_screen_with_a_line_for_each_command_and_each_command_has_examples() {
    let desk = Desk::new();
    let help = |arguments: &[&str]| String::from_utf8(desk.run(arguments).out).unwrap();
    let whole = help(&["--help"]);
    assert!(whole.lines().count() <= 32, "{whole}");
    let commands = whole.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for line in commands {
        let name = line.split_whitespace().next().unwrap();
        assert!(line.starts_with(&format!("  {name}  ")) && line.chars().count() <= 80, "{line}");
        let examples = format!("Examples:\n  masthead {name}");
        assert!(name == "help" || help(&["help", name]).contains(&examples), "`masthead help {name}` has no examples");
    }
}

#[test]
fn every_key_of_a_series_is_explained() {
    let text = document("docs/series.md");
    let schema: serde_json::Value = serde_json::from_slice(&Desk::new().run(&["schema", "series"]).out).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let own = keys(&schema["properties"])
        .into_iter()
        .filter(|key| !["name", "publisher", "numbering"].contains(&key.as_str()));
    let numbering = keys(&schema["$defs"]["Numbering"]["properties"]).into_iter().map(|key| format!("numbering.{key}"));
    let missing: Vec<String> = own.chain(numbering).filter(|key| !text.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn pictures_go_with_an_imported_article_and_those_that_are_missing_are_told_of() {
    let desk = Desk::new();
    let article = include_str!("../../fixtures/jats/foreign/outbreak.xml").replace("<alt-text>A curve</alt-text>", "");
    let (_, after) = article.split_once("<graphic xlink:href=\"").unwrap();
    let picture = after.split('"').next().unwrap().to_string();
    desk.put("in/article.xml", &article);
    let told = desk.run(&["import", "in/article.xml", "-o", "out/a.md"]);
    assert!(told.err.contains("picture-absent") && told.err.contains(&picture), "{}", told.err);
    assert!(told.err.contains("picture-undescribed"), "{}", told.err);
    desk.put(format!("in/{picture}"), include_bytes!("../../fixtures/jats/map.png"));
    let told = desk.run(&["import", "in/article.xml", "-o", "out/b.md"]);
    assert!(!told.err.contains("picture-absent"), "{}", told.err);
    assert_eq!(desk.read(&format!("out/{picture}")), desk.read(&format!("in/{picture}")));
}

#[test]
fn versions_that_cannot_be_read_are_no_versions_that_differ() {
    let desk = Desk::with_issue();
    desk.run(&["diff", "issue.txt", "nowhere.md"]).assert(2, &["nowhere.md: the input cannot be read"]);
    desk.put("broken.docx", "no package");
    desk.run(&["diff", "issue.txt", "broken.docx"]).assert(2, &["broken.docx: the manuscript cannot be opened"]);
}

#[test]
fn what_is_made_of_an_issue_says_the_same_with_references_in_it() {
    let desk = Desk::new();
    let front =
        "---\nseries: S\nnumber: 1\nwhole-number: 1\ndate: 2024-01-02\npublisher: P\ntitle: T\nlang: en\n---\n\n";
    desk.put("a.md", format!("{front}See [](#tbl-x) and [](#two).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Tens {{#tbl-x}}\n\n# Two {{#two}}\n\nWords.\n"));
    desk.run(&["build", "a.md", "--to", "docx,jats", "-o", "."]).assert(0, &[]);
    for made in ["a.docx", "a.xml"] {
        let told = desk.run(&["diff", "a.md", made]);
        assert_eq!(
            (told.code, String::from_utf8(told.out).unwrap()),
            (Some(0), format!("a.md and {made} say the same\n"))
        );
    }
}

#[test]
fn a_blank_that_holds_words_together_is_a_change() {
    let desk = Desk::new();
    let issue = |words: &str| format!("---\nseries: S\nnumber: 1\ndate: 2024-01-02\ntitle: T\n---\n\n{words}\n");
    desk.put("a.md", issue("Ten per cent."));
    desk.put("b.md", issue("Ten\u{A0}per cent."));
    desk.put("c.md", issue("Ten  per\ncent."));
    assert_eq!(desk.run(&["diff", "a.md", "b.md"]).code, Some(1));
    assert_eq!(desk.run(&["diff", "a.md", "c.md"]).code, Some(0));
}

#[test]
fn people_are_shown_a_hundred_findings_of_a_kind_and_scripts_all() {
    let desk = Desk::new();
    desk.put("a.md", format!("---\nseries: S\nnumber: 1\n---\n\n{}", "a `b` c\n\n".repeat(150)));
    let shown = |format: &str| {
        let told = desk.run(&["check", "a.md", "--message-format", format]).err;
        (told.matches("code-not-kept").count(), told.contains("50 more findings of the kind `code-not-kept`"))
    };
    assert_eq!((shown("short"), shown("json")), ((101, true), (150, false)));
}

#[test]
fn a_picture_in_a_cell_is_put_behind_its_table() {
    let desk = Desk::new();
    let article = include_str!("../../fixtures/jats/foreign/outbreak.xml");
    let (before, after) = article.split_once("<td>").unwrap();
    let figure = "<td><fig><graphic xlink:href=\"in-cell.png\"><alt-text>In a cell</alt-text></graphic></fig>";
    desk.put("article.xml", format!("{before}{figure}{after}"));
    desk.put("in-cell.png", include_bytes!("../../fixtures/jats/map.png"));
    let told = desk.run(&["import", "article.xml"]);
    assert!(told.err.contains("`in-cell.png` of a cell was put behind its table"), "{}", told.err);
    let source = String::from_utf8(desk.read("article.md")).unwrap();
    let (table, behind) = source.split_once("![In a cell](in-cell.png)").unwrap();
    assert!(table.contains("| Hillside") && !behind.contains("\n| "), "{source}");
}

#[test]
fn a_control_character_is_told_where_it_stands_however_it_is_written() {
    let desk = Desk::new();
    let places = |name: &str, text: &str| {
        desk.put(name, text);
        let told = desk.run(&["check", name, "--message-format", "short"]).err;
        let found = told.lines().filter_map(|line| line.split_once(": warning[control-character]: "));
        found.map(|(place, message)| (place.to_string(), message.to_string())).collect::<Vec<_>>()
    };
    let one = |place: &str, words: &str| {
        (place.to_string(), format!("1 control character stood here and was left out: “{words}”"))
    };
    let front = "---\nseries: S\nnumber: 1\ndate: 2024-01-02\n";
    let escaped =
        format!("{front}publisher: \"P\\u0001Q\"\ntitle: T\ncompilers: [\"A\\x02B\", \"C\\u0001\"]\n---\n\nWords.\n");
    let expected = [one("a.md:5:14", "P<U+0001>Q"), one("a.md:7:15", "A<U+0002>B"), one("a.md:7:25", "C<U+0001>")];
    let mut found = places("a.md", &escaped);
    found.sort();
    assert_eq!(found, expected);
    let body =
        format!("{front}publisher: P\ntitle: T\n---\n\nSome words\nand\u{81} more than a few of them, then &#2; x.\n");
    let expected = [one("b.md:10:4", "and<U+0081> more than a few…"), one("b.md:10:36", "…")];
    let found = places("b.md", &body);
    assert_eq!((&found[0], &found[1].0), (&expected[0], &expected[1].0), "{found:?}");
    let article = include_str!("../../fixtures/jats/pujiang-2023-06.xml");
    let publisher = article.replacen("<publisher-name>", "<publisher-name>Q&#x81;", 1);
    let (before, _) = publisher.split_once("&#x81;").unwrap();
    let line = before.lines().count();
    let column = before.lines().last().unwrap().chars().count() + 1;
    let found = places("c.xml", &publisher);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, format!("c.xml:{line}:{column}"));
    let json = String::from_utf8(desk.run(&["inspect", "b.md"]).out).unwrap();
    let found = places("d.json", &json.replace("Some words", "Some\\u0001 words"));
    assert!(found[0].1.ends_with("“Some<U+0001> words and more…”") || found[0].1.contains("Some<U+0001>"), "{found:?}");
    let named = format!("{front}publisher: P\ntitle: T\n---\n\n::: ed\u{1}itors-note\nWords.\n:::\n");
    assert_eq!(places("e.md", &named), [], "the name is told of already");
}
