//! The names of machines in addresses (URL, 3.3 and 3.5): words between dots, in letters of any script, or four numbers.

use super::punycode::decoded;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest label and the longest name (RFC 1034, 3.1).
const LONGEST_LABEL: usize = 63;
const LONGEST: usize = 253;
/// What is before the letters of a label that stands for others.
const ENCODED: &str = "xn--";

/// A host as programs ask for it, in small letters and with ordinary dots; none where there can be no such host.
pub(super) fn mapped(host: &str) -> Option<String> {
    let mapped: String = host.to_lowercase().replace('。', ".").nfkc().collect();
    let labels: Vec<&str> = mapped.strip_suffix('.').unwrap_or(&mapped).split('.').collect();
    let is_number = |label: &&str| label.bytes().all(|byte| byte.is_ascii_digit()) || is_hexadecimal(label);
    let sound = match labels.last().is_some_and(is_number) {
        true => labels.len() == 4 && labels.iter().all(|label| is_part(label)),
        false => labels.iter().all(|label| is_label(label)),
    };
    (sound && mapped.chars().count() <= LONGEST).then_some(mapped)
}

/// Whether a number may be one of the four.
fn is_part(label: &str) -> bool {
    label.parse::<u8>().is_ok_and(|number| number.to_string() == label)
}

fn is_hexadecimal(label: &str) -> bool {
    label.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a part of a host may stand between its dots: letters of any script, figures, hyphens, and some have underscores.
fn is_label(label: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '-' || c == '_';
    let is_whole = !label.is_empty()
        && label.chars().count() <= LONGEST_LABEL
        && !label.starts_with(|c| c == '-' || is_combining_mark(c))
        && !label.ends_with('-')
        && label.chars().all(inner);
    let stands_for = |letters: String| !letters.is_ascii() && letters.nfkc().eq(letters.chars()) && is_label(&letters);
    is_whole && label.strip_prefix(ENCODED).is_none_or(|rest| decoded(rest).is_some_and(stands_for))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_can_be() {
        for (host, as_asked) in [
            ("Example.ORG", "example.org"),
            ("例え。jp", "例え.jp"),
            ("ｅｘ．org", "ex.org"),
            ("हिन्दी.org", "हिन्दी.org"),
            ("xn--fiqs8s.cn", "xn--fiqs8s.cn"),
            ("a_b.org.", "a_b.org."),
            ("1.2.3.4", "1.2.3.4"),
            ("ab--cd.org", "ab--cd.org"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(mapped(host).as_deref(), Some(as_asked), "{host}");
        }
    }

    #[test]
    fn hosts_that_cannot_be() {
        let long = "a".repeat(64) + ".org";
        for host in [
            "",
            ".",
            "a..b",
            "-a.org",
            "a-.b",
            "a b",
            "1.2.3.999",
            "1.2.3.04",
            "1.2.3.4.5",
            "09.org.09",
            "0x7f.1",
            "a.0x1f",
            "xn--a",
            "xn--abc.org",
            "xn--zzzzzz99999",
            "㏂.org",
            "☃.org",
            "a\u{200D}b.org",
            &long,
        ] {
            assert_eq!(mapped(host), None, "{host:?}");
        }
    }
}
