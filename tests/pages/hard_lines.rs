//! Lines that have no good place to end, and words against the direction of their line.

use super::bad_input::{FRONT, Set, assert_sound, ends, runs, set_with, sound};
use super::chinese::{lines, set};
use super::style;

/// The words of each line and where they begin and end, page by page from top to bottom.
pub(crate) fn printed(set: &Set) -> Vec<Vec<(String, f64, f64)>> {
    let of_page = |page| {
        let mut lines: Vec<(f64, String, f64, f64)> = Vec::new();
        for (_, run) in runs(page) {
            let (y, (left, right)) = (run.origin.y.0, ends(run));
            match lines.iter_mut().find(|line| (line.0 - y).abs() < 0.01) {
                Some((_, words, from, to)) => {
                    words.push_str(&run.text);
                    (*from, *to) = (from.min(left), to.max(right));
                }
                None => lines.push((y, run.text.clone(), left, right)),
            }
        }
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
        lines.into_iter().map(|(_, words, left, right)| (words, left, right)).collect()
    };
    set.pages.pages.iter().map(of_page).collect()
}

fn line(set: &Set, part: &str) -> (String, f64, f64) {
    let found = printed(set).into_iter().flatten().find(|(words, ..)| words.contains(part));
    found.unwrap_or_else(|| panic!("no line has {part}"))
}

#[test]
fn chinese_without_a_place_for_a_line_to_end_stays_in_the_measure() {
    let joined = "国\u{2060}".repeat(120);
    let leaders = format!("一、总则{}3", "…".repeat(60));
    let mut hard = vec![joined, leaders, format!("（{}）", "国，".repeat(60))];
    hard.extend(["——", "·", "～", "，", "“", "￥", "A·"].map(|mark| mark.repeat(100)));
    for words in hard {
        for lang in ["zh", "zh-Hant", "en"] {
            let front = FRONT.replace("lang: en", &format!("lang: {lang}"));
            let body =
                format!("# {words}\n\n{words}\n\n> 文字{words}文字\n\n| a | b |\n|---|---|\n| {words} | {words} |");
            assert_sound(&set_with(&front, &body), &format!("{} in {lang}", words.chars().take(8).collect::<String>()));
        }
    }
}

#[test]
fn rows_of_leaders_and_dashes_part_between_pairs_and_stay_on_the_paper() {
    let style = style("gbt9704");
    let right = style.page.inner.to_pt().0 + style.measure().0;
    for words in [format!("一、总则{}3", "…".repeat(80)), format!("单位（盖章）：{}", "—".repeat(80))] {
        let pages = lines(&set(std::slice::from_ref(&words), "zh"));
        let printed = pages[0].iter().map(|line| line.iter().map(|square| square.0).collect::<String>());
        let printed: Vec<String> = printed.collect();
        assert!(printed.concat().starts_with(&words), "{printed:?}");
        assert!(printed.iter().all(|line| line.matches(['…', '—']).count() % 2 == 0), "{printed:?}");
        assert!(pages[0].iter().flatten().all(|square| square.2 <= right + 0.1), "{printed:?}");
    }
}

#[test]
fn an_address_parts_at_its_own_marks_where_lines_can_hold_what_is_between_them() {
    let address = format!("https://example.org/{}?q=1", "abcdefghij/".repeat(60));
    let long = "x".repeat(400);
    for body in [
        format!("Before {address} after."),
        format!("{long} and {address} after."),
        format!("| a | b | c | d |\n|---|---|---|---|\n| {address} | b | {} | d |", "word ".repeat(30)),
    ] {
        let set = sound("address", &body);
        let runs = set.pages.pages.iter().flat_map(runs).map(|(_, run)| run.text.as_str());
        for run in runs.filter(|run| run.contains("abcdefg")) {
            let broken = run.split(['/', ' ']).filter(|part| part.contains(['b', 'i']) && !part.contains("example"));
            let broken: Vec<&str> = broken.filter(|part| !["abcdefghij", "before"].contains(part)).collect();
            assert!(broken.is_empty(), "{broken:?} in {run}");
        }
    }
}

#[test]
fn spaces_at_the_end_of_a_line_of_right_to_left_words_do_not_move_it() {
    let set = sound("Hebrew", &format!("The plan. {}", "שלום עולם ".repeat(60)));
    let left = set.style.page.inner.to_pt().0;
    let right = left + set.style.measure().0;
    let lines: Vec<_> = printed(&set)[0].iter().filter(|line| line.0.contains("עולם")).cloned().collect();
    assert!(lines.len() > 4);
    for (words, from, to) in &lines[1..lines.len() - 1] {
        assert!((from - left).abs() < 0.5 && (to - right).abs() < 0.5, "{words} from {from} to {to} in {left}–{right}");
        assert!(words.trim_end().split(' ').all(|word| ["שלום", "עולם"].contains(&word)), "{words}");
    }
    assert!(line(&set, "The plan").0.contains("plan. שלום עולם"));
}
