//! Where lines of names and titles end by sense: after a word, and after none that leans on the next.

use super::text::{Text, is_wide};
use crate::ast::phrases::phrases;
use crate::geom::Pt;
use crate::style::TextRole;
use std::ops::Range;

/// What is kept on one line takes this share of the measure at the most.
const MOST: f64 = 0.5;

/// The blank between phrases of Chinese titles.
const BLANK: char = '\u{3000}';

/// Whether the lines of a part end by sense.
pub(super) fn breaks_by_sense(role: TextRole) -> bool {
    matches!(role, TextRole::MastheadName | TextRole::MastheadKind | TextRole::Title | TextRole::Subtitle)
}

/// How many Han characters of a size are kept together at the most.
pub(super) fn room(measure: Pt, size: Pt) -> usize {
    (measure / size * MOST) as usize
}

/// Keeps Chinese words whole, phrases too where they fit on a line, and little words with the word that follows them. `room` is how many Han characters are
/// kept together at the most.
pub(super) fn keep_words(text: &mut Text, little: &[String], room: usize) {
    let mut kept = std::mem::take(&mut text.whole);
    kept.extend(leaning_on(&text.words, little));
    if text.words.contains(is_wide) {
        for part in parted_by_blanks(&text.words) {
            let words = text.words.get(part.clone()).unwrap_or_default();
            kept.extend(phrases(words, room).into_iter().map(|kept| part.start + kept.start..part.start + kept.end));
            let fits = words.chars().count() <= (room as f64 / MOST) as usize;
            kept.extend(Some(part.clone()).filter(|_| fits && part.len() < text.words.len()));
        }
    }
    text.whole = joined(kept);
}

/// The phrases of a title, which blanks of a square part.
fn parted_by_blanks(words: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = words.match_indices(BLANK).map(|(at, _)| at).chain([words.len()]);
    ends.map(|end| std::mem::replace(&mut start, end + BLANK.len_utf8())..end).collect()
}

/// Little words, each with the word after it.
fn leaning_on(words: &str, little: &[String]) -> Vec<Range<usize>> {
    let little: Vec<String> = little.iter().map(|one| one.to_lowercase()).collect();
    let mut ranges = Vec::new();
    let mut open = None;
    let mut start = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        let end = start + word.len();
        let bare = word.trim_end();
        ranges.extend(open.take().map(|open| open..start + bare.len()));
        if !bare.is_empty() && little.contains(&bare.to_lowercase()) {
            open = Some(start);
        }
        start = end;
    }
    ranges
}

/// Ranges in order, those that overlap as one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(words: &str) -> Vec<String> {
        let little = ["of", "the"].map(String::from);
        let mut text = Text { words: words.into(), ..Text::default() };
        keep_words(&mut text, &little, 6);
        text.whole.iter().map(|range| words[range.clone()].to_string()).collect()
    }

    #[test]
    fn little_words_stay_with_the_word_after_them() {
        assert_eq!(kept("Bulletin of the Commission on Rivers"), ["of the Commission"]);
        assert_eq!(kept("What we think of"), Vec::<String>::new());
    }

    #[test]
    fn chinese_words_stay_whole_and_particles_with_them() {
        let words = ["关于", "全市", "农村", "饮用水", "水质", "监测", "情况的", "通报"];
        assert_eq!(kept("关于全市农村饮用水水质监测情况的通报"), words);
        assert_eq!(kept("2024年工作"), ["2024年", "工作"]);
        assert_eq!(kept("开放与合作"), ["开放", "与合作"]);
        assert_eq!(kept("监测水质　通报情况"), ["监测水质", "通报情况"]);
    }
}
