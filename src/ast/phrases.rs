//! Words of Chinese text that lines of titles do not part.

use super::text::is_east_asian;
use icu_segmenter::WordSegmenter;
use std::ops::Range;

/// Chinese words of one character that lean on the next one. Others lean on the one before: particles, and what a
/// dictionary does not know as the end of a word (饮用 + 水).
const LEANING_ON: &str = "和与及或并暨而对在从向将把被为以由按就不第";

/// The words of Chinese text by the dictionary of Unicode's own segmenter (UAX #29, 6), each with what leans on it, as
/// ranges of bytes in order. What is longer than `room` characters is left out: it stays together nowhere.
#[must_use]
pub fn phrases(words: &str, room: usize) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_dictionary(Default::default());
    let places: Vec<usize> = segmenter.segment_str(words).collect();
    let word = |range: &Range<usize>| words.get(range.clone()).unwrap_or_default();
    let mut found: Vec<Range<usize>> = Vec::new();
    for pair in places.windows(2) {
        let &[start, end] = pair else { continue };
        let next = start..end;
        match found.last_mut().filter(|last| last.end == start && lean(word(last), word(&next))) {
            Some(last) if count(word(&(last.start..end))) <= room => last.end = end,
            _ => found.push(next),
        }
    }
    found.retain(|range| count(word(range)) <= room);
    found
}

/// Whether two words of Chinese text stay together: one of them leans on the other.
fn lean(last: &str, next: &str) -> bool {
    let one = |word: &str| count(word) == 1 && word.starts_with(is_east_asian);
    let on_next = |word: &str| one(word) && LEANING_ON.contains(word);
    let number = || !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    next.starts_with(is_east_asian) && (on_next(last) || number() || (one(next) && !on_next(next)))
}

fn count(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_with_what_leans_on_them() {
        let words = "长三角地区人工智能产业协同发展";
        let found: Vec<&str> = phrases(words, 6).into_iter().map(|range| &words[range]).collect();
        assert!(found.contains(&"产业") && found.contains(&"协同"), "{found:?}");
        assert!(phrases("一二三四五六七八", 0).is_empty());
    }
}
