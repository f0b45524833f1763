//! Slips of those who write: which are told, where and with what advice, and what is no slip.

use super::read;

const FRONT: &str =
    "---\nseries: 湖区论坛简报\nnumber: 7\ndate: 2023-10-20\npublisher: 办公室\ntitle: 题\nlang: zh\n---\n\n";

/// The findings of a source, each as `line:column code: hint`.
fn told(text: &str) -> Vec<String> {
    let (_, source, sink) = read("slips.md", text.as_bytes());
    let line = |finding: &masthead::diagnostics::Diagnostic| {
        let place = source.place(finding).map(|range| source.position(range.start));
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        format!("{line}:{column} {}: {}", finding.code.name(), finding.hint.as_deref().unwrap_or_default())
    };
    sink.diagnostics().iter().map(line).collect()
}

/// The findings of a body, with lines counted from its first.
fn told_of(body: &str) -> Vec<String> {
    told(&format!("{FRONT}{body}\n"))
}

#[test]
fn a_slip_in_the_front_matter_is_one_error_at_its_place() {
    for (line, place, advice) in [
        ("number：7", "3:7", "write `number: 7`, with a half-width colon and a blank"),
        ("number:7", "3:7", "write `number: 7`, with a blank after the colon"),
        ("number:　7", "3:8", "write `number: 7`, with an ordinary blank"),
        ("期号：7", "3:3", "write `number: 7`, with a half-width colon and a blank"),
        ("title: Cities: one plan", "3:14", "put the whole value into quotation marks: `title: \"Cities: one plan\"`"),
        (
            "title: The \\ \"Plan\": one",
            "3:20",
            "put the whole value into quotation marks: `title: 'The \\ \"Plan\": one'`",
        ),
        ("title: \"A", "3:8", "close the quotation mark: `title: \"A\"`"),
        ("title: \"A”", "3:8", "close the quotation mark: `title: \"A\"`"),
        ("title: *A", "3:8", "put the whole value into quotation marks: `title: \"*A\"`"),
        ("compilers: [Ada", "3:12", "close the bracket: `compilers: [Ada]`"),
        ("compilers:\n\t- Ada", "4:1", "write blanks instead: two for each step that it is set in"),
        (" number: 7", "3:1", "write `number: 7` at the very start of its line"),
        ("words", "3:1", "write `key: value`, as in `number: 7`, or delete the line"),
        ("series: B", "3:1", "delete one of the two lines"),
        ("number: 第7期", "3:9", "write `number: 7`; the words around it come from the style"),
    ] {
        let text = format!("---\nseries: S\n{line}\nlang: en\n---\n\nWords.\n");
        assert_eq!(told(&text), [format!("{place} front-matter-invalid: {advice}")], "{line}");
    }
}

#[test]
fn a_fact_with_a_slip_is_read_as_it_was_meant() {
    let (document, ..) = read("slips.md", "---\nseries：S\nnumber:7\nlang: en\n---\n\nWords.\n".as_bytes());
    assert_eq!(document.front.series.as_deref(), Some("S"));
    assert_eq!(document.front.number.map(|number| number.0), Some(7));
}

#[test]
fn figures_of_every_kind_are_numbers_and_dates() {
    for (number, date) in [("７", "２０２３年１０月２０日"), ("七", "二〇二三年十月二十日"), ("7", "2023/10/20")]
    {
        let text = format!("---\nseries: S\nnumber: {number}\ndate: {date}\nlang: en\n---\n\nWords.\n");
        let (document, ..) = read("slips.md", text.as_bytes());
        let found = (document.front.number.map(|number| number.0), document.front.date.map(|date| date.iso()));
        assert_eq!(found, (Some(7), Some("2023-10-20".into())), "{number} {date}");
    }
}

#[test]
fn names_are_parted_at_full_width_commas() {
    let compilers = |list: &str| {
        let text = format!("---\ncompilers: {list}\nlang: zh\n---\n\n字。\n");
        read("slips.md", text.as_bytes()).0.front.compilers.map(|compilers| compilers.names).unwrap_or_default()
    };
    assert_eq!(compilers("[艾达，林墨]"), ["艾达", "林墨"]);
    assert_eq!(compilers("[Ada Brown，Lin Mo, 孙栋]"), ["Ada Brown", "Lin Mo", "孙栋"]);
    assert_eq!(compilers("[湖区论坛办公室，秘书处]"), ["湖区论坛办公室，秘书处"]);
}

#[test]
fn bold_words_that_are_never_closed_are_told() {
    for body in ["**一是落实。各市负责。", "He said **this and\nnothing more.", "*a* **b", "- **b"] {
        let told = told_of(body);
        assert!(matches!(told.as_slice(), [one] if one.contains("bold-unclosed")), "{body}: {told:?}");
    }
}

#[test]
fn what_is_no_slip_is_not_told() {
    for body in [
        "会议：一是、（二）！说：“好！”（见[这里](http://a.b)）；张＊＊、李＊＊两人｜另。",
        "真好！[孙栋]{.person}到会。",
        "#1号楼",
        "#创新# 话题",
        "＃创新＃ 话题",
        "正文\n#创新",
        "#innovation",
        "2**3, a * b, \\*\\*b, *p < 0.05, **p < 0.01",
        "＊ ＊ ＊",
        "1.5万人\n2.5万人",
        "1、甲",
        "1、甲\n\n2、乙",
        "1、甲\\\n2、乙",
        "1、甲\n3、丙",
        "：：后",
        "（#1）、（#2）",
        "```\n＃ 甲\n：：： 乙\n```",
        "| a | b |\n|---|---|\n| a\\|b | |\n|| <br> |\n| `x` | y",
        "**一是“好”。**后",
        "1999年\n2000年",
    ] {
        let told: Vec<_> = told_of(body).into_iter().filter(|told| !told.contains("code-not-kept")).collect();
        assert!(told.is_empty(), "{body}: {told:?}");
    }
}

#[test]
fn lines_of_full_width_colons_and_those_of_half_width_know_of_each_other() {
    let told = told_of("：：： editors-note\n湖滨市的按语。\n:::");
    assert!(told[0].starts_with("10:1 markup-full-width: write `::: editors-note`"), "{told:?}");
    assert!(told[1].ends_with("mend the full-width colons of line 10: they were to open the block"), "{told:?}");
    let told = told_of("::: editors-note\n按语。\n：：：");
    assert!(told[1].ends_with("mend the full-width colons of line 12: they were to close it"), "{told:?}");
}

#[test]
fn megabytes_of_signs_are_searched_in_time() {
    for sign in ["＊＊", "]（", "！[", "｛", "［^", "**", "［^a］", "**一 ", "\n［^a］：", "\n：：： a\n:::\n"]
    {
        let text = format!("{FRONT}{}", sign.repeat(200_000 / sign.len()));
        let start = std::time::Instant::now();
        read("slips.md", text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{sign}");
    }
}
