//! Tables whose heads, rows, words or notes are more than a page or a column holds with ease.

use super::bad_input::{FRONT, Set, refused, runs, sound, words};
use masthead::frame::{FrameItem, Page};

fn rows(count: usize) -> String {
    (0..count).map(|row| format!("| row{row} | b | c |\n")).collect()
}

/// The lowest baseline of a page's text.
fn foot(page: &Page) -> f64 {
    runs(page).map(|(_, run)| run.origin.y.0).fold(0.0, f64::max)
}

/// How far above the foot of the text block the text of each page ends, but for the last page.
fn holes(set: &Set) -> Vec<f64> {
    let foot_of_block = (set.style.page.height.to_pt() - set.style.page.bottom.to_pt()).0;
    let pages = &set.pages.pages;
    pages.iter().take(pages.len() - 1).map(|page| foot_of_block - foot(page)).collect()
}

fn page_of(set: &Set, word: &str) -> usize {
    let has = |page: &Page| runs(page).any(|(_, run)| run.text.split_whitespace().any(|found| found == word));
    set.pages.pages.iter().position(has).unwrap_or_else(|| panic!("no page has {word}"))
}

/// How often a word stands on the pages, set again or not.
fn count(set: &Set, word: &str) -> usize {
    let items = set.pages.pages.iter().flat_map(|page| &page.items);
    items.filter(|item| matches!(&item.item, FrameItem::Glyphs(run) if run.text.trim() == word)).count()
}

#[test]
fn heads_are_set_again_where_they_leave_room_for_rows() {
    let low = sound("low head", &format!("| Head | b | c |\n|---|---|---|\n{}", rows(100)));
    assert!(low.pages.pages.len() > 1 && count(&low, "Head") == low.pages.pages.len());
    for (rows_of_head, what) in [(30, "high"), (60, "higher than the page")] {
        let head = format!("Table: Rows {{#t head={rows_of_head}}}\n\n| Head | b | c |\n|---|---|---|\n");
        let set = sound(what, &(head + &rows(140)));
        assert_eq!(count(&set, "Head"), 1, "{what}");
        assert!(set.pages.pages.len() <= 5, "{what}: {} pages", set.pages.pages.len());
        let lowest = (set.style.page.height.to_pt() - set.style.page.bottom.to_pt()).0 + 0.5;
        assert!(set.pages.pages.iter().all(|page| foot(page) <= lowest), "{what}");
        assert!(holes(&set).iter().skip(1).all(|hole| *hole < 40.0), "{what}: {:?}", holes(&set));
    }
    let tall = sound("a high cell", &format!("| {} | b | c |\n|---|---|---|\n{}", words(1500), rows(50)));
    assert!(holes(&tall).iter().all(|hole| *hole < 40.0), "{:?}", holes(&tall));
}

#[test]
fn a_high_row_fills_its_pages() {
    let set = sound("one high cell", &format!("| a | b |\n|---|---|\n| {} | b |", words(3000)));
    assert!(set.pages.pages.len() > 2 && holes(&set).iter().all(|hole| *hole < 30.0), "{:?}", holes(&set));
    let paragraphs = format!("| a | b |\n|---|---|\n| {} | {} |", words(2000), words(1000));
    let set = sound("two high cells", &paragraphs);
    assert!(holes(&set).iter().all(|hole| *hole < 30.0), "{:?}", holes(&set));
}

#[test]
fn notes_under_a_table_begin_on_the_page_of_its_last_row() {
    let table = format!("| a | b | c |\n|---|---|---|\n{}", rows(3));
    let set = sound("source", &format!("{table}\nSource: Origin {}", words(3000)));
    assert_eq!(page_of(&set, "Origin"), page_of(&set, "row2"));
    assert!(holes(&set).iter().all(|hole| *hole < 30.0), "{:?}", holes(&set));
}

#[test]
fn an_address_in_a_cell_leaves_its_neighbours_their_words() {
    let address =
        "https://www.example.org/reports/regional-development/2023/annual-statistical-communique-on-output.html";
    for long in [address.to_string(), format!("{address}/{}", "path/".repeat(60)), "c".repeat(300)] {
        let set = sound(
            &long,
            &format!("| Source | Office | Year |\n|---|---|---|\n| {long} | Ministry of Communications | 2023 |"),
        );
        for word in ["Ministry", "2023"] {
            let whole = set.pages.pages.iter().flat_map(runs).any(|(_, run)| run.text.split(' ').any(|of| of == word));
            assert!(whole, "{word} is broken beside {long}");
        }
    }
    let set = sound("both long", &format!("| a | b |\n|---|---|\n| {} | {} |", "w".repeat(300), "9".repeat(300)));
    assert_eq!(set.pages.pages.len(), 1);
}

#[test]
fn a_table_that_is_too_wide_names_its_longest_word() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(60));
    let body = row("H") + &row("---") + &row("antidisestablishmentarianism");
    let message = refused("60 columns", FRONT, &body, "table-too-wide");
    assert!(message.contains("`antidisestablishmentarianism`"), "{message}");
}
