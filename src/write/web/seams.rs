//! Where a line of a page may end that a browser would not end there by itself.

use crate::ast::phrases::phrases;
use crate::ast::text::is_east_asian;

/// How many Han characters of a title stay on one line at the most.
const TOGETHER: usize = 6;

/// The places in words, in bytes and in order, before which a line may begin: in addresses, and between the words of
/// Chinese titles (`by_sense`), whose characters a browser keeps together otherwise.
pub(super) fn seams(words: &str, by_sense: bool) -> Vec<usize> {
    let mut seams = in_addresses(words);
    if by_sense && words.contains(is_east_asian) {
        let starts = phrases(words, TOGETHER).into_iter().flat_map(|range| [range.start, range.end]);
        seams.extend(starts.filter(|&at| is_between_words(words, at)));
        seams.sort_unstable();
        seams.dedup();
    }
    seams
}

/// The dots between the parts of foreign names in Chinese, in bytes and in order: none begins a line (GB/T 15834-2011, 5.1), which
/// browsers do not know.
pub(super) fn dots(words: &str) -> impl Iterator<Item = usize> {
    let is_in_chinese = |at: usize, dot: &str| {
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = words.get(at + dot.len()..).and_then(|after| after.chars().next());
        before.is_some_and(is_east_asian) || after.is_some_and(is_east_asian)
    };
    words.match_indices('\u{B7}').filter(move |(at, dot)| is_in_chinese(*at, dot)).map(|(at, _)| at)
}

/// Whether letters stand on both sides, of which one is Han: beside marks a browser knows the rules.
fn is_between_words(words: &str, at: usize) -> bool {
    let (before, after) = words.split_at_checked(at).unwrap_or_default();
    let sides = before.chars().next_back().zip(after.chars().next());
    sides.is_some_and(|(left, right)| {
        left.is_alphanumeric() && right.is_alphanumeric() && (is_east_asian(left) || is_east_asian(right))
    })
}

/// After each stroke of an address, and before its full stops and the marks of its query.
fn in_addresses(words: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    for (scheme, _) in words.match_indices("://") {
        let start = scheme + "://".len();
        let rest = words.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let address = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ')', '/']);
        let seam = |(at, mark): (usize, char)| match mark {
            '/' => Some(start + at + 1),
            '.' | '?' | '&' | '#' | '=' if at > 0 => Some(start + at),
            _ => None,
        };
        seams.extend(address.char_indices().filter_map(seam));
    }
    seams
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str, by_sense: bool) -> String {
        let mut text = words.to_string();
        seams(words, by_sense).into_iter().rev().for_each(|at| text.insert(at, '|'));
        text
    }

    #[test]
    fn titles_part_between_words_and_not_beside_marks() {
        assert_eq!(parts("情况的通报", true), "情况的|通报");
        assert_eq!(parts("“规划”，《通报》", true), "“规划”，《通报》");
        assert_eq!(parts("情况的通报", false), "情况的通报");
    }

    #[test]
    fn dots_are_those_of_chinese_names() {
        assert_eq!(dots("约翰·史密斯、J·史").collect::<Vec<_>>(), [6, 21]);
        assert_eq!(dots("·史").chain(dots("翰·")).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(dots("A · B · C").count(), 0);
    }

    #[test]
    fn addresses_part_at_their_marks() {
        let parted = "见https://www|.example|.org/|compute/|portal 与 a/b";
        assert_eq!(parts(&parted.replace('|', ""), false), parted);
        assert_eq!(parts("https://a/ https://b.c).", false), "https://a/ https://b|.c).");
    }
}
