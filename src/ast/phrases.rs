//! Words of Chinese text that lines of titles do not part.

use super::text::is_east_asian;
use icu_segmenter::WordSegmenter;
use std::ops::Range;

/// Chinese words of one character that lean on the next one, and characters that begin words (高 + 质量). Others lean on the one before:
/// particles, and what a dictionary does not know as the end of a word (饮用 + 水).
const LEANING_ON: &str = "和与及或并暨而对在从向将把被为以由按就不第副总各每全新高低多大小超非双";

/// The words of Chinese text by the dictionary of Unicode's own segmenter (UAX #29, 6), each with what leans on it, as
/// ranges of bytes in order. What is longer than `room` characters is left out: it stays together nowhere.
#[must_use]
pub fn phrases(words: &str, room: usize) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_dictionary(Default::default());
    let places: Vec<usize> = segmenter.segment_str(words).collect();
    let word = |range: &Range<usize>| words.get(range.clone()).unwrap_or_default();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before = Word::default();
    for pair in places.windows(2) {
        let &[start, end] = pair else { continue };
        let next = Word::after(&before, word(&(start..end)));
        match found.last_mut().filter(|_| next.leans_on(&before)) {
            Some(last) if count(word(&(last.start..end))) <= room => last.end = end,
            _ => found.push(start..end),
        }
        before = next;
    }
    found.retain(|range| count(word(range)) <= room);
    found
}

/// A word of the text.
#[derive(Clone, Copy, Default)]
struct Word<'a> {
    words: &'a str,
    /// Whether it leans on the word after it.
    leans_on_next: bool,
}

impl<'a> Word<'a> {
    /// A word of one character behind one that leans on it begins what the dictionary does not know, a name mostly (和 + 长 + 三角).
    fn after(before: &Word<'_>, words: &'a str) -> Word<'a> {
        let leans_on_next = is_one(words) && (before.leans_on_next || LEANING_ON.contains(words));
        Word { words, leans_on_next }
    }

    /// Whether it stays with the word before it: one of them leans on the other.
    fn leans_on(&self, before: &Word<'_>) -> bool {
        let is_number = !before.words.is_empty() && before.words.chars().all(|c| c.is_ascii_digit());
        let follows = is_one(self.words) && !LEANING_ON.contains(self.words);
        self.words.starts_with(is_east_asian) && (before.leans_on_next || is_number || follows)
    }
}

/// Whether a word is one Chinese character.
fn is_one(word: &str) -> bool {
    count(word) == 1 && word.starts_with(is_east_asian)
}

fn count(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(words: &str) -> String {
        phrases(words, 9).into_iter().map(|range| &words[range]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn characters_that_begin_words_stay_with_what_they_begin() {
        assert_eq!(parted("推动长江经济带高质量发展和长三角地区"), "推动|长江|经济带|高质量|发展|和长三角|地区");
        assert_eq!(parted("塑造发展新动能新优势"), "塑造|发展|新动能|新优势");
        assert_eq!(parted("与粤港澳大湾区"), "与粤港澳|大湾区");
        assert_eq!(parted("全国各省市总工会工作"), "全国|各省市|总工会|工作");
    }

    #[test]
    fn words_stay_whole_with_what_leans_on_them() {
        let words = "长三角地区人工智能产业协同发展";
        let found: Vec<&str> = phrases(words, 6).into_iter().map(|range| &words[range]).collect();
        assert!(found.contains(&"产业") && found.contains(&"协同"), "{found:?}");
        assert!(phrases("一二三四五六七八", 0).is_empty());
    }
}
