//! Identifiers by their own rules.

/// Whether a text is an ISSN: eight figures with a hyphen in the middle, the last a check figure (ISO 3297, annex A).
#[must_use]
pub fn is_issn(text: &str) -> bool {
    let Some((left, right)) = text.split_once('-') else { return false };
    if left.len() != 4 || right.len() != 4 {
        return false;
    }
    let figures = left.chars().chain(right.chars());
    let values: Option<Vec<u32>> =
        figures.enumerate().map(|(index, c)| if index == 7 && c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
    values.is_some_and(|values| {
        (2..=8).rev().chain([1]).zip(values).map(|(weight, value)| weight * value).sum::<u32>() % 11 == 0
    })
}

/// Whether a text is a DOI: `10.` with a registrant's figures, a slash, and something after it (ISO 26324).
#[must_use]
pub fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.split_once('/') else { return false };
    let Some(registrant) = prefix.strip_prefix("10.") else { return false };
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    registrant.split('.').all(figures)
        && registrant.split('.').next().is_some_and(|first| first.len() >= 4)
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issn_check_figures() {
        assert!(["0378-5955", "2049-3630", "1050-124X", "0000-006X"].into_iter().all(is_issn));
        assert!(
            !["0378-5954", "03785955", "0378-595", "X378-5955", "0378-59555", "1050-124x", ""].into_iter().any(is_issn)
        );
    }

    #[test]
    fn doi_shapes() {
        assert!(["10.1000/182", "10.12345/pif.2023.6", "10.1000.10/a/b"].into_iter().all(is_doi));
        assert!(
            !["10.1/x", "11.1000/1", "10.1000/", "10.1000", "10.1000/a b", "doi:10.1000/1"].into_iter().any(is_doi)
        );
        assert_eq!(super::super::Front::bare_doi("https://doi.org/10.1000/182"), "10.1000/182");
    }
}
