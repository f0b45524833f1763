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
fn lists_in_brackets_of_an_input_method_are_told() {
    for brackets in ["［王立新，李明］", "【王立新，李明】"] {
        let text = FRONT.replace("title: 题\n", &format!("title: 题\ncompilers: {brackets}\n"));
        let told = told(&format!("{text}字。\n"));
        assert_eq!(told, ["7:12 markup-full-width: write `compilers: [王立新, 李明]`"], "{brackets}");
    }
}

#[test]
fn words_over_hyphens_are_told_of_as_what_makes_a_heading_of_them() {
    let told = told_of("字。\n---\n字。");
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert!(one.starts_with("10:1 heading-level-skipped: put an empty line above the hyphens"), "{one}");
}

/// The findings of front matter with a line that may have words cut off.
fn cuts(line: &str) -> Vec<String> {
    let told = told(&format!("---\nseries: S\n{line}\nlang: en # of all\n---\n\nWords.\n"));
    told.into_iter().filter(|told| !told.contains("fact-missing")).collect()
}

#[test]
fn words_of_a_fact_that_a_hash_cuts_off_are_told_with_the_line_to_write() {
    for (line, place, whole) in [
        ("title: Three cities & more #1, one plan", "3:28", "title: \"Three cities & more #1, one plan\""),
        ("title: #1 plan", "3:8", "title: \"#1 plan\""),
        ("title: [A \"B\" #1, C]", "3:15", "title: ['A \"B\" #1', C]"),
        ("compilers: [Ada Brown #1, Lin Mo]", "3:23", "compilers: [\"Ada Brown #1\", Lin Mo]"),
        ("compilers:\n  - Ada\n  - Lin # the second", "5:9", "- \"Lin # the second\""),
        ("imprint:\n  distribution: Desks #1 to #7", "4:23", "distribution: \"Desks #1 to #7\""),
        ("title:\n  en: Plan #1", "4:12", "en: \"Plan #1\""),
    ] {
        let told = cuts(line);
        let is_told = |told: &String| told.starts_with(&format!("{place} f")) && told.contains(&format!("`{whole}`"));
        assert!(matches!(told.as_slice(), [one] if is_told(one)), "{line}: {told:?}");
    }
    for line in [
        "title: A  # a remark",
        "title: \"A #1\"",
        "title: A#1",
        "title: |\n  A #1",
        "number: 7 # in the year",
        "# title: A #1",
        "title: # to come",
    ] {
        let told = cuts(line);
        assert!(told.is_empty(), "{line}: {told:?}");
    }
}

#[test]
fn a_value_with_a_slip_keeps_its_words_behind_a_hash() {
    let told = told("---\ntitle: *Three* cities #plan\nlang: en\n---\n\nWords.\n");
    assert!(told[0].ends_with("`title: \"*Three* cities #plan\"`"), "{told:?}");
}

#[test]
fn a_date_of_three_numbers_is_told_with_the_days_that_it_may_mean() {
    for (date, hint) in [
        ("20.10.2023", "write `2023-10-20`"),
        ("10/20/2023", "write `2023-10-20`"),
        ("4-5-2023", "write `2023-05-04` or `2023-04-05`"),
        ("13.13.2023", "write year, month and day, as in `2023-09-22`"),
    ] {
        let told = told(&format!("---\ndate: {date}\nlang: en\n---\n\nWords.\n"));
        assert_eq!(told, [format!("2:7 date-invalid: {hint}")], "{date}");
    }
}

#[test]
fn front_matter_without_its_line_of_hyphens_is_one_error_and_is_read() {
    for (head, place, hint) in [
        ("", "1:1", "write `---` above it, on a line of its own"),
        ("--\n", "1:1", "write `---`, three hyphens, instead of `--`"),
        ("—\n", "1:1", "write `---`, three hyphens, instead of `—`"),
        ("\n----\n", "2:1", "write `---`, three hyphens, instead of `----`"),
    ] {
        let text = format!("{head}series: S\nnumber: 7\nlang: en\n---\n\nWords.\n");
        assert_eq!(told(&text), [format!("{place} front-matter-missing: {hint}")]);
        assert_eq!(read("slips.md", text.as_bytes()).0.front.series.as_deref(), Some("S"));
    }
    let told = told("---\nlang: en\n--\n\nWords.\n");
    assert_eq!(told, ["3:1 front-matter-invalid: write `---`, three hyphens, instead of `--`"]);
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
fn rows_that_are_no_table_are_told_with_the_line_to_write() {
    for (body, place, hint) in [
        ("| a | b |\n|---|\n| 1 | 2 | 3 |", "11:1", "write `|---|---|`"),
        ("| a | b |\n|--:|---|---|\n| 1 | 2 |", "11:1", "write `|--:|---|`"),
        ("| a | b |\n|- -|\n| 1 | 2 |", "11:1", "write `|---|---|`"),
        ("| a | b |\n| 1 | 2 |", "10:1", "write `|---|---|` under this row, on a line of its own"),
        ("| a\\|b | **c** |\n| 1 | 2 |", "10:1", "write `|---|---|` under this row, on a line of its own"),
        ("|---|---|\n| 1 | 2 |", "10:1", "put the row that heads the table above it"),
        ("# 甲\n\n| a | b |\n-----\n| 1 | 2 |\n| 3 | 4 |", "12:1", "write `|---|---|` under it"),
        ("- | a |\n  | b |", "10:3", "write `|---|` under this row, on a line of its own"),
        ("> 字\n> | a |\n> | b |", "11:3", "write `|---|` under this row, on a line of its own"),
    ] {
        assert_eq!(told_of(body), [format!("{place} table-unread: {hint}")], "{body}");
    }
}

#[test]
fn markup_that_a_slip_makes_words_of_is_told() {
    for (body, place, hint) in [
        ("[市长] {.position}[孙栋]{.person}说。", "10:5", "write `[市长]{.position}`"),
        ("见[网站] (https://a.org)。", "10:6", "write `[网站](https://a.org)`"),
        ("见[] (#a)。\n\n# 甲 {#a}", "10:4", "write `[](#a)`"),
        ("字。[^ 甲]\n", "10:3", "write `[^甲]`"),
        ("字。[1]\n\n[1]: 注一 二。", "12:1", "write `[^1]: 注一 二。`, and `[^1]` where it is called"),
        ("-甲\n-乙\n-丙", "10:1", "write `- 甲`, with a hyphen and a blank before every item"),
        ("•\t甲\n•\t乙", "10:1", "write `- 甲`, with a hyphen and a blank before every item"),
        ("![图](a.png", "10:1", "write `![图](a.png)`"),
        ("![图](a b.png)", "10:1", "write `![图](<a b.png>)`"),
        ("见[网站](https://a.org 及（甲）(乙)。", "10:2", "write `[网站](https://a.org)`"),
        ("~~x~ 字", "10:1", "write `~~` behind the last of the struck words, or `\\~\\~` for the signs themselves"),
        ("见[](fig-map)。", "10:2", "write `[](#fig-map)`"),
        (":: quote\n字。", "10:1", "write `::: quote`, with three colons"),
        ("字。\n\n字。\n:: quote\n字。\n:::", "13:1", "write `::: quote`, with three colons"),
        (":: 编者按", "10:1", "write `::: editors-note`, with three colons"),
    ] {
        let told = told_of(body);
        assert_eq!(told[0], format!("{place} markup-unread: {hint}"), "{body}");
        let others = ["caption-without-table", "directive-unopened"];
        assert!(told[1..].iter().all(|told| others.iter().any(|code| told.contains(code))), "{body}: {told:?}");
    }
    let told = told_of("字。[1]\n\n[1]: 注。");
    assert!(told[0].starts_with("10:3 markup-unread: write `[^1]` here"), "{told:?}");
}

#[test]
fn two_colons_and_three_know_of_each_other() {
    let told = told_of(":: editors-note\n按语。\n:::");
    assert_eq!(told[0], "10:1 markup-unread: write `::: editors-note`, with three colons");
    assert!(told[1].ends_with("mend the two colons of line 10: they were to open the block"), "{told:?}");
    let told = told_of("::: editors-note\n按语。\n::");
    assert!(told[1].ends_with("mend the two colons of line 12: they were to close it"), "{told:?}");
}

#[test]
fn what_is_no_slip_is_not_told() {
    for body in [
        "| 一行 |",
        "\\| a |\n\\| b |",
        "|x| + |y| 与\n|z|",
        "| a |\n|---|\n| b |\n\n```\n| a |\n| b |\n```",
        "[甲] {乙}，[丙] （丁），[3] (见下)，[4](第五)",
        "\\[市长] {.position}",
        "[1]: 注",
        "-甲\n乙\n-丙",
        "-甲\\\n-乙",
        "-1\n-2",
        "好~~ 再见~~，10~20",
        "a::b\n::std",
        "[](https://a.org/)",
        "x^2^",
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
    for sign in [
        "＊＊",
        "]（",
        "！[",
        "｛",
        "［^",
        "**",
        "［^a］",
        "**一 ",
        "\n［^a］：",
        "\n：：： a\n:::\n",
        "](http:",
        "\n[1]: a ",
        "\n:: quote\n:::\n",
        "\n|a|",
        "~~a ",
        "\n-a",
    ] {
        let text = format!("{FRONT}{}", sign.repeat(200_000 / sign.len()));
        let start = std::time::Instant::now();
        read("slips.md", text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{sign}");
    }
}

#[test]
fn a_paragraph_that_opens_as_a_figures_caption_is_told() {
    let advice = |words: &str| {
        let caption = format!("write `![…](map.png \"{words}\")`");
        format!("markup-unread: {caption}, and delete this paragraph; the number is printed by itself")
    };
    for (body, line) in [
        ("![地图](map.png)\n\n图：三市", 12),
        ("图：三市\n\n![地图](map.png)", 10),
        ("![地图](map.png)\n\n图1　三市", 12),
        ("![地图](map.png)\n\n图1：三市\n\n![地图](map.png)", 12),
        ("::: box\n![地图](map.png)\n\nFigure 2: 三市\n:::", 13),
    ] {
        assert_eq!(told_of(body), [format!("{line}:1 {}", advice("三市"))], "{body}");
    }
    assert_eq!(told_of("![地图](map.png)\n\n图：三市 {#fig-map}"), [format!("12:1 {}", advice("…"))]);
    let above = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n图1：三市\n\n![地图](map.png)";
    assert_eq!(told_of(above), [format!("14:1 {}", advice("三市"))]);
    for body in [
        "![地图](map.png \"三市\")\n\n图：新华社",
        "图：三市",
        "![地图](map.png)\n\n图1 是三市的地图。",
        "::: figure\n![地图](map.png)\n\n图：三市\n:::",
    ] {
        assert_eq!(told_of(body), [""; 0], "{body}");
    }
}

#[test]
fn a_paragraph_that_opens_as_a_tables_caption_with_its_number_is_told() {
    let rows = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |";
    for (opening, caption) in [
        ("表1：三市", "表：三市"),
        ("表 2-1　三市", "表：三市"),
        ("表3: 三市 {#tbl-a}", "表：三市 {#tbl-a}"),
        ("Table 4. Cities", ""),
        ("Table 4: Cities", "Table: Cities"),
    ] {
        let advice = format!("markup-unread: write `{caption}`; the number is printed by itself");
        let expected = |line: usize| if caption.is_empty() { vec![] } else { vec![format!("{line}:1 {advice}")] };
        assert_eq!(told_of(&format!("{opening}\n\n{rows}")), expected(10), "{opening}");
        assert_eq!(told_of(&format!("{rows}\n\n{opening}")), expected(14), "{opening}");
    }
    for body in
        [format!("表：三市\n\n{rows}\n\n表1：三市"), format!("{rows}\n\n表1 是三市的产值。"), "表1：三市".into()]
    {
        assert_eq!(told_of(&body), [""; 0], "{body}");
    }
}
