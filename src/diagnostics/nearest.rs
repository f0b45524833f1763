//! The known word that a misspelt one may have meant.

/// The nearest of the known words, if it is near enough to be worth asking, or else the only one that goes on where this one ends.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let known: Vec<&str> = known.into_iter().collect();
    // The distance is the length at the least by which two words differ; to find it takes the product of their lengths.
    let near = known.iter().filter(|known| length.abs_diff(known.chars().count()) <= far(known));
    let scored = near.map(|known| (strsim::damerau_levenshtein(&word, &known.to_lowercase()), *known));
    let nearest = scored.filter(|(distance, known)| *distance <= far(known)).min().map(|(_, known)| known);
    nearest.or_else(|| begun(&word, &known))
}

/// The only known word of several parts that begins with these.
fn begun<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let mut longer = known.iter().filter(|known| known.strip_prefix(word).is_some_and(|rest| rest.starts_with('-')));
    longer.next().copied().filter(|_| !word.is_empty() && longer.next().is_none())
}

/// How far from a known word one may be that meant it.
fn far(known: &str) -> usize {
    1 + known.chars().count() / 4
}

/// Advice on a misspelt word: the nearest of the known ones, then all of them.
#[must_use]
pub fn advice(word: &str, known: &[&str]) -> String {
    let all = known.join(", ");
    match nearest(word, known.iter().copied()) {
        Some(near) if known.len() > 12 => format!("did you mean `{near}`?"),
        Some(near) => format!("did you mean `{near}`? known are {all}"),
        None => format!("known are {all}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_words_are_offered() {
        assert_eq!(nearest("Pujang", ["plain", "pujiang"]), Some("pujiang"));
        assert_eq!(nearest("siez", ["size", "slant"]), Some("size"));
        assert_eq!(nearest("first-whole", ["first-number", "first-whole-number"]), Some("first-whole-number"));
        assert_eq!(nearest("first", ["first-number", "first-whole-number"]), None);
        assert_eq!(nearest("weather", ["size", "slant"]), None);
        assert_eq!(nearest(&"size".repeat(1_000_000), ["size", "slant"]), None);
    }
}
