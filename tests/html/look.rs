//! What a page looks like, as far as its markup and its rules say it.

use crate::source::page_of;

/// What the rules of a selector say, of those that hold on every screen: the last one wins.
fn rule<'a>(html: &'a str, selector: &str) -> &'a str {
    html.lines().rev().find_map(|line| line.strip_prefix(selector)?.strip_prefix('{')?.split('}').next()).unwrap_or("")
}

fn issue(head: &str, words: &str) -> String {
    format!("---\nseries: Lake Bulletin\nnumber: 1\ndate: 2024-01-02\n{head}\n---\n\n{words}\n")
}

fn size(html: &str, selector: &str) -> f64 {
    let rule = rule(html, selector).split_once("font-size:").unwrap().1;
    rule.split_once("rem").unwrap().0.parse().unwrap()
}

const BY_SENSE: &str = ":is(h1,.subtitle,h2,h3,h4,h5,h6,[role=heading],thead th):lang(zh)";

#[test]
fn columns_of_a_table_keep_room_on_a_phone() {
    let table = "# 推动长江经济带建设\n\n| 序号 | 责任单位 | 总投资（亿元） | 情况 |\n|:--|:--|--:|:--|\n\
                 | 1 | 湖滨市交通局 | 120.5 | 已完成主体工程 |\n";
    let html = page_of("pujiang", &issue("title: 甲\nlang: zh", table));
    for part in [
        "</span>推动<wbr>长江<wbr>经济带<wbr>建设</h2>",
        "<th class=\"right\" scope=\"col\">总投资（亿元）</th>",
        "<td class=\"whole\">湖滨市交通局</td>",
        "<td class=\"right whole\">120.5</td>",
        "<td class=\"some\">已完成主体工程</td>",
        "@media screen{.whole{white-space:nowrap}.some{min-width:6.8em}.much{min-width:9em}}",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn chinese_keeps_letters_off_and_begins_no_line_with_a_dot() {
    let html = page_of("pujiang", &issue("title: 甲\nlang: zh", "约翰·史密斯谈AI。[A·B]{lang=en}"));
    assert!(
        html.contains("<p>约翰<span class=\"between\">·</span>史密斯谈AI。<span lang=\"en\">A·B</span></p>"),
        "{html}"
    );
    assert!(rule(&html, ":root:lang(zh),[lang|=zh]").contains("text-autospace:normal;text-spacing-trim:space-first"));
    assert!(rule(&html, "[lang]:not(:lang(zh))").contains("text-autospace:no-autospace;text-spacing-trim:normal"));
}

#[test]
fn chinese_quotations_and_numbered_items_are_indented_as_on_the_page() {
    let html = page_of("pujiang", &issue("title: 甲\nlang: zh", "> 甲\n>\n> — 乙\n\n1. 丙\n   - 丁"));
    assert!(rule(&html, "blockquote,.quote").contains("text-indent:2em;margin:0rem min(2.18em,5vw)"), "{html}");
    assert_eq!(rule(&html, "blockquote:lang(zh),.quote:lang(zh)"), "border:0;padding:0");
    assert_eq!(rule(&html, ".quote blockquote"), "margin:0;padding:0;border:0");
    assert_eq!(rule(&html, ".text ol:not(.notes):lang(zh)>li>p"), "text-indent:2em");
    assert_eq!(rule(&html, ".text ul:lang(zh)"), "padding-inline-start:2em");
}

#[test]
fn captions_of_pictures_stand_under_their_middle() {
    let html = page_of("pujiang", &issue("title: A", "![x](a.png \"The lake\"){width=50%}"));
    assert_eq!(rule(&html, "figure:not(.quote)>figcaption"), "width:fit-content;margin-inline:auto");
    assert!(html.contains("<figcaption><span class=\"label\">Figure 1</span>"), "{html}");
}

#[test]
fn words_run_as_their_language_and_their_script_do() {
    let words = "مرحبا (hi).\n\nNATO: مرحبا.\n\nOnly English.\n\n[word]{lang=en} كلمة [שלום]{lang=he}";
    let html = page_of("pujiang", &issue("title: عنوان\nlang: ar", words));
    for part in [
        "<html lang=\"ar\" dir=\"rtl\">",
        "<p>مرحبا (hi).</p>",
        "<p>NATO: مرحبا.</p>",
        "<p dir=\"ltr\">Only English.</p>",
        "<span lang=\"en\" dir=\"ltr\">word</span> كلمة <span lang=\"he\">שלום</span>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let html = page_of("pujiang", &issue("title: A", "> مرحبا\n\n[مرحبا]{lang=ar} is [words]{lang=ar-Latn}"));
    assert!(html.contains("<blockquote dir=\"rtl\">\n<p>مرحبا</p>"), "{html}");
    assert!(html.contains("<p><span lang=\"ar\" dir=\"rtl\">مرحبا</span> is <span lang=\"ar-Latn\">words"), "{html}");
}

#[test]
fn what_stands_at_two_ends_of_a_line_breaks_where_it_is_too_long() {
    let html = page_of("pujiang", &issue("title: A", "Words."));
    assert_eq!(rule(&html, ".ends p"), "margin:0;min-width:0;overflow-wrap:anywhere");
    assert_eq!(rule(&html, "figcaption"), "margin-top:.4rem;overflow-wrap:anywhere");
}

#[test]
fn headings_in_english_have_no_chinese_numbers() {
    let html = page_of("gbt9704", &issue("title: A\nlang: en", "# One\n\n::: {lang=zh}\n# 二\n:::"));
    assert!(html.contains("<span class=\"label\">I.</span> One"), "{html}");
    assert!(html.contains("<span class=\"label\">一、</span>二"), "{html}");
}

#[test]
fn a_small_picture_stays_small_on_a_phone() {
    let html = page_of("pujiang", &issue("title: A", "![x](a.png \"The lake\"){width=6%}"));
    assert!(html.contains("<img class=\"w60\""), "{html}");
    assert!(html.contains("@media (max-width:32rem){img.w60{width:min(100%,2.28rem)}}"), "{html}");
}

#[test]
fn notes_are_smaller_than_the_text_and_those_of_a_table_as_its_cells() {
    for style in ["pujiang", "gbt9704", "plain"] {
        let html = page_of(style, &issue("title: A", "Words.[^a]\n\n[^a]: A note."));
        let table = size(&html, "table,.table-foot,.table .notes,.table .notes li");
        assert!(size(&html, "section.notes,section.notes li") < size(&html, ".text") && table < 1.0, "{style}");
        assert!(html.contains("A note.\u{A0}<a class=\"back\""), "{html}");
    }
}

#[test]
fn a_head_over_several_columns_stands_over_their_middle() {
    let table =
        "Table: Accounts {head=2}\n\n| Year | Income | < |\n|:---|:---|:---|\n| ^ | taxes | fees |\n| 2022 | 10 | 2 |";
    let html = page_of("pujiang", &issue("title: A", table));
    assert!(html.contains("<th class=\"centre\" colspan=\"2\" scope=\"col\">Income</th>"), "{html}");
    assert!(html.contains("<th rowspan=\"2\" scope=\"col\">Year</th>"), "{html}");
    assert!(!rule(&html, "thead th").contains("bottom;"), "heads begin on one line, as on the page");
}

#[test]
fn a_list_in_a_numbered_list_has_the_marks_of_the_page() {
    let html = page_of("pujiang", &issue("title: A", "1. One\n   - two\n     - three"));
    assert_eq!((rule(&html, "li ul"), rule(&html, "li li ul")), ("list-style:\"–  \"", "list-style:\"·  \""));
    assert!(html.contains("<li>\n<p>two</p>"), "{html}");
}

#[test]
fn the_label_of_an_editors_note_has_its_own_face() {
    let html = page_of("gbt9704", &issue("title: A", "::: editors-note\nWords.\n:::"));
    assert!(rule(&html, ".editors-note .label").ends_with("font-family:var(--sans);"), "{html}");
    assert!(rule(&html, ".editors-note").contains("font-family:var(--kai);"), "{html}");
    assert!(rule(&html, "nav").starts_with("margin:1.1rem 0 "), "the way to the sections keeps off the note");
}

#[test]
fn the_mark_of_a_note_stands_with_its_word_and_slanted_letters_have_no_dots() {
    let html = page_of("pujiang", &issue("title: 甲\nlang: zh", "甲乙[^a]。*Nature*，*甲*。\n\n[^a]: 丙"));
    assert_eq!(rule(&html, "sup.call::before,.between::before"), "content:\"\\2060\"");
    assert!(html.contains("<em class=\"latin\">Nature</em>，<em>甲</em>"), "{html}");
    assert!(rule(&html, "em.latin").contains("text-emphasis:none"));
}

#[test]
fn chinese_titles_part_between_words_and_addresses_at_their_marks() {
    let words = "各地企业均可通过 https://www.example.org.cn/compute/portal 申请使用。";
    let html = page_of("pujiang", &issue("title: 关于长三角地区人工智能产业协同发展情况的调研报告\nlang: zh", words));
    let title = html.split("<h1 class=\"title\">").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap();
    assert!(title.contains("<wbr>产业<wbr>协同"), "{title}");
    assert!(rule(&html, BY_SENSE).contains("keep-all"));
    assert!(html.contains("https://www<wbr>.example<wbr>.org<wbr>.cn/<wbr>compute/<wbr>portal 申请"), "{html}");
    assert!(html.contains("@media screen and (max-width:32rem){body:lang(zh){--justify:start}}"), "{html}");
}
