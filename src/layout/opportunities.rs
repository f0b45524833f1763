//! Where a line may end by the general rules of Unicode (UAX #14), and in addresses.

use icu_segmenter::LineSegmenter;

/// The bytes of a text before which a line may begin, ascending.
pub(super) fn break_places(words: &str) -> Vec<usize> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(Default::default());
    let mut places = Vec::with_capacity(words.len() / 5);
    let mut start = 0;
    // A line may begin with a letter between a space and other letters, whatever is around them (UAX #14, LB18): the
    // words between two such places are looked at by themselves, and not at all where they are letters alone.
    for (end, plain) in seams(words) {
        if !plain {
            let stretch = words.get(start..end).unwrap_or_default();
            places
                .extend(segmenter.segment_str(stretch).filter(|&at| at > 0 && at < stretch.len()).map(|at| start + at));
        }
        if end < words.len() {
            places.push(end);
        }
        start = end;
    }
    if words.contains("://") {
        add_address_breaks(words, &mut places);
    }
    places
}

/// The ends of stretches whose last word and the first of the next meet, letter to letter, at one space; with each,
/// whether it is a word of letters alone.
fn seams(words: &str) -> impl Iterator<Item = (usize, bool)> {
    let bytes = words.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        loop {
            let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let plain = at == start;
            at += letters;
            match bytes[at..] {
                [] => return Some((at, plain)),
                [b' ', next, ..] if letters > 0 && next.is_ascii_alphabetic() => {
                    at += 1;
                    return Some((at, plain));
                }
                _ => at += 1,
            }
        }
    })
}

/// An address may also end a line before its own punctuation.
fn add_address_breaks(words: &str, places: &mut Vec<usize>) {
    let mut start = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        if let Some(scheme) = word.find("://") {
            let marks = word.match_indices(['.', '?', '&', '=', '_', '#', '%']).map(|(at, _)| at);
            places.extend(marks.filter(|at| *at > scheme).map(|at| start + at));
        }
        start += word.len();
    }
    places.sort_unstable();
    places.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_at_stretches_by_themselves_finds_what_looking_at_all_finds() {
        let parts = [
            "a",
            "word",
            " ",
            "  ",
            "\u{A0}",
            "-",
            "– ",
            "“",
            "”",
            "\"",
            "(",
            ") ",
            "3",
            "3.5 ",
            "%",
            ",",
            ". ",
            "/",
            "é",
            "e\u{301}",
            "创",
            "新。",
            "\u{200B}",
            "\u{2028}",
            "\u{2060}",
            "’s",
            "$",
            "km ",
            "!",
            "\u{1F1E8}",
            "א",
        ];
        let segmenter = LineSegmenter::new_for_non_complex_scripts(Default::default());
        let mut seed = 7_u64;
        for _ in 0..3_000 {
            let mut words = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                words.push_str(parts[(seed >> 33) as usize % parts.len()]);
                words.push_str(if seed >> 63 == 0 { "ab cd" } else { "" });
            }
            let whole: Vec<usize> = segmenter.segment_str(&words).filter(|&at| at > 0 && at < words.len()).collect();
            assert_eq!(break_places(&words), whole, "{words:?}");
        }
    }
}
