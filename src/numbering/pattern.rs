//! Patterns of printed lines: `No. {number}[ (Vol. {whole})]`.

/// Fills a pattern with the values that `field` knows. `[…]` is left out when a field in it has no value; the whole
/// pattern gives nothing when a field outside brackets has none, or when nothing is left to print.
pub(super) fn fill(pattern: &str, field: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut line = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('[') {
        let close = rest[open..].find(']').map(|at| open + at)?;
        line.push_str(&substitute(&rest[..open], field)?);
        line.push_str(&substitute(&rest[open + 1..close], field).unwrap_or_default());
        rest = &rest[close + 1..];
    }
    line.push_str(&substitute(rest, field)?);
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_string())
}

fn substitute(pattern: &str, field: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map(|at| open + at)?;
        text.push_str(&rest[..open]);
        text.push_str(&field(&rest[open + 1..close])?);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn known(name: &str) -> Option<String> {
        (name == "number").then(|| "6".to_string())
    }

    #[test]
    fn fills_and_leaves_out() {
        assert_eq!(fill("No. {number}[ (Vol. {whole})]", &known).as_deref(), Some("No. 6"));
        assert_eq!(fill("{year} {number}", &known), None);
        assert_eq!(fill("第{number}期", &known).as_deref(), Some("第6期"));
        assert_eq!(fill("", &known), None);
        assert_eq!(fill("[{whole}]", &known), None);
    }

    #[test]
    fn an_unclosed_pattern_prints_nothing() {
        assert_eq!(fill("No. {number", &known), None);
        assert_eq!(fill("[No. {number}", &known), None);
    }
}
