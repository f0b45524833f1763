//! Ids made of words.

/// Words as part of an id: letters and figures in lower case, hyphens for the rest.
pub(super) fn slug(words: &str) -> String {
    let letter = |c: char| c.is_ascii_alphanumeric() || (u32::from(c) >= 0xC0 && c.is_alphabetic());
    let mut slug = String::new();
    for c in words.chars() {
        if letter(c) {
            slug.extend(c.to_lowercase().filter(|&c| letter(c)));
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "x".into() } else { slug.into() }
}
