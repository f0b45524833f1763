//! Folios and running heads that an extractor left between the lines.

use super::lines::{Line, Seam, columns};
use super::repairs::Repairs;
use super::{figures, labels, sentences};
use crate::diagnostics::code;
use std::collections::{BTreeMap, BTreeSet};

/// Drops what is surely page furniture; what follows it stands on a new page.
///
/// A number between dashes (`— 3 —`) or one of a count (`Page 3 of 5`) is a folio wherever it stands; one with a word alone
/// (`Page 3`, `第3页`) where it is part of no sentence. A bare number is one only at
/// the edge of a page between form feeds, where another page bears the number that the count of pages demands. A line is
/// a running head where it stands at the same edge of two pages at least, and of half of all pages after the first.
pub(super) fn drop<'a>(lines: Vec<Line<'a>>, repairs: &mut Repairs) -> Vec<Line<'a>> {
    let edges = edges(&form_feeds(&lines));
    let folios = edge_folios(&lines, &edges);
    let lines = without(lines, repairs, "folio", |index, lines| folios.contains(&index) || by_form(lines, index));
    let heads = running_heads(&lines);
    without(lines, repairs, "running head", |index, _| heads.contains(&index))
}

fn without<'a>(
    lines: Vec<Line<'a>>,
    repairs: &mut Repairs,
    what: &str,
    is: impl Fn(usize, &[Line<'a>]) -> bool,
) -> Vec<Line<'a>> {
    let mut kept: Vec<Line<'a>> = Vec::new();
    let mut page = false;
    for (index, line) in lines.iter().enumerate() {
        if is(index, &lines) {
            repairs.note(code::FURNITURE_DROPPED, line.span(), format!("the {what} `{}` was left out", line.text));
            page = true;
        } else {
            let before = if page { Seam::Page } else { line.before };
            kept.push(Line { before, ..*line });
            page = false;
        }
    }
    kept
}

/// Which edge of a page a line stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Head,
    Foot,
}

/// The page of each line by form feeds, counted from 0.
fn form_feeds(lines: &[Line<'_>]) -> Vec<usize> {
    lines.iter().map(|line| line.page as usize).collect()
}

/// The page of each line: by form feeds, or where there are none by the folios that were left out.
fn pages(lines: &[Line<'_>]) -> Vec<usize> {
    if lines.last().is_some_and(|line| line.page > 0) {
        return form_feeds(lines);
    }
    let turns = lines.iter().map(|line| usize::from(line.before == Seam::Page));
    turns
        .scan(0, |page, turn| {
            *page += turn;
            Some(*page)
        })
        .collect()
}

/// The lines at the edges of pages, by index; none where the source shows no pages.
fn edges(pages: &[usize]) -> Vec<(usize, Edge)> {
    let mut found = Vec::new();
    if pages.last().is_none_or(|page| *page == 0) {
        return found;
    }
    for (index, page) in pages.iter().enumerate() {
        let apart = |other: Option<&usize>| other.is_none_or(|other| other != page);
        if apart(index.checked_sub(1).and_then(|before| pages.get(before))) {
            found.push((index, Edge::Head));
        }
        if apart(pages.get(index + 1)) {
            found.push((index, Edge::Foot));
        }
    }
    found
}

/// Bare numbers at the edges of pages that rise with the pages, two at least.
fn edge_folios(lines: &[Line<'_>], edges: &[(usize, Edge)]) -> BTreeSet<usize> {
    let mut by_offset: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for &(index, _) in edges {
        let Some(line) = lines.get(index) else { continue };
        if let Some(number) = folio(line.text) {
            by_offset.entry(i64::from(number) - i64::from(line.page)).or_default().insert(index);
        }
    }
    let best = by_offset.into_values().max_by_key(BTreeSet::len).unwrap_or_default();
    if best.len() > 1 { best } else { BTreeSet::new() }
}

/// The page number that a line is and nothing else.
fn folio(text: &str) -> Option<u32> {
    if text.len() > 40 {
        return None;
    }
    let plain = figures::narrowed(text).to_ascii_lowercase();
    let plain = plain.trim_matches(|c: char| "-–—―·•.|".contains(c) || c.is_whitespace());
    let plain = ["page", "p."].into_iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(plain);
    let number: String = plain.chars().filter(|c| !"第页 ".contains(*c)).collect();
    let first = number.split(['/', '共']).next().unwrap_or_default();
    let first = first.split("of").next().unwrap_or_default();
    let sound = number.chars().all(|c| c.is_ascii_digit() || "/共of".contains(c)) && first.len() <= 3;
    if sound { first.parse().ok() } else { None }
}

/// What stands on both sides of a folio.
const DASHES: [char; 6] = ['-', '–', '—', '―', '·', '•'];

/// Whether a line is a folio by its form. Between lines of prose a worded one may be the words of a sentence.
fn by_form(lines: &[Line<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index).filter(|line| line.text.len() <= 40) else { return false };
    let dashed = line.text.starts_with(DASHES) && line.text.ends_with(DASHES);
    let worded = line.text.starts_with("Page ") || (line.text.starts_with('第') && line.text.contains('页'));
    let counted = worded && (line.text.contains(" of ") || line.text.contains(['共', '/']));
    let before = index.checked_sub(1).and_then(|before| lines.get(before)).filter(|_| line.before == Seam::Wrap);
    let after = lines.get(index + 1).filter(|after| after.before == Seam::Wrap);
    let apart = before.is_none_or(is_whole) && after.is_none_or(|after| !after.text.starts_with(char::is_lowercase));
    (dashed || counted || (worded && apart)) && folio(line.text).is_some()
}

/// Whether nothing needs to follow a line.
fn is_whole(line: &Line<'_>) -> bool {
    sentences::is_closed(line.text) || labels::heading(line.text.trim_start_matches('*')).is_some()
}

/// A running head is no wider than this, in columns.
const WIDEST_HEAD: usize = 120;

fn running_heads(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let pages = pages(lines);
    let mut by_words: BTreeMap<(Edge, String), BTreeSet<usize>> = BTreeMap::new();
    for (index, edge) in edges(&pages) {
        let (Some(line), Some(page)) = (lines.get(index), pages.get(index)) else { continue };
        // The head of the first page is the masthead's, and prose does not end in a running head.
        let masthead = *page == 0 && edge == Edge::Head;
        if !masthead && columns(line.text) <= WIDEST_HEAD && !line.text.ends_with(['.', '。', ',', '，']) {
            by_words.entry((edge, without_figures(line.text))).or_default().insert(index);
        }
    }
    let last = pages.last().copied().unwrap_or_default();
    by_words.into_values().filter(|found| found.len() > 1 && found.len() * 2 >= last).flatten().collect()
}

/// The words of a head, with every figure alike, since a head may hold the folio.
fn without_figures(text: &str) -> String {
    text.chars().map(|c| if figures::value(c).is_some() { '0' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        drop(lines(text), &mut Repairs::default()).iter().map(|line| line.text).collect()
    }

    #[test]
    fn drops_folios_by_form() {
        assert_eq!(kept("one\n\n— 1 —\n\ntwo\n\nPage 2 of 3\n\n第 3 页 共 3 页\n\n- 4 -"), ["one", "two"]);
    }

    #[test]
    fn drops_running_heads_behind_folios_where_no_form_feeds_are() {
        let text =
            "一、甲\n乙。\n— 1 —\n湖区简报　第6期\n丙，\n— 2 —\n湖区简报　第6期\n丁。\n— 3 —\n湖区简报　第6期\n戊。";
        assert_eq!(kept(text), ["一、甲", "乙。", "丙，", "丁。", "戊。"]);
        // What stands behind one folio alone may be anything.
        assert_eq!(kept("甲。\n— 1 —\n湖区简报\n乙。"), ["甲。", "湖区简报", "乙。"]);
    }

    #[test]
    fn drops_folios_that_touch_other_lines() {
        assert_eq!(
            kept("I. One\n- 1 -\ntwo is\n— 2 —\nthree.\nPage 3\nII. Four\n第4页\n五"),
            ["I. One", "two is", "three.", "II. Four", "五"]
        );
    }

    #[test]
    fn keeps_worded_pages_within_a_sentence() {
        assert_eq!(
            kept("as we read on\nPage 3\n\nPage 4\nholds more"),
            ["as we read on", "Page 3", "Page 4", "holds more"]
        );
        assert_eq!(kept("as we read on\nPage 3 of 5\nnow"), ["as we read on", "now"]);
    }

    #[test]
    fn drops_bare_numbers_at_page_edges_only() {
        assert_eq!(kept("one\n1\u{C}two\n2\u{C}three\n3"), ["one", "two", "three"]);
        assert_eq!(kept("one\n\n1\n\ntwo"), ["one", "1", "two"]);
        assert_eq!(kept("one\n2023\u{C}two\n7"), ["one", "2023", "two", "7"]);
    }

    #[test]
    fn drops_running_heads_after_the_first_page() {
        assert_eq!(kept("Name\none\u{C}Name · 2\ntwo\u{C}Name · 3\nthree"), ["Name", "one", "two", "three"]);
        assert_eq!(kept("Name\none\u{C}Once\ntwo"), ["Name", "one", "Once", "two"]);
    }

    #[test]
    fn shows_the_page_break_where_furniture_stood() {
        let found = drop(lines("one\n\n— 1 —\n\ntwo"), &mut Repairs::default());
        assert_eq!(found.last().map(|line| line.before), Some(Seam::Page));
    }
}
