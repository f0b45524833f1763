//! Which addresses a page may lead to: pages of the web, mail addresses and places in itself. Nothing else is written as
//! one, since a browser runs some (`javascript:`) and asks the reader's own machine about others.

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// To a place in the document.
    Here(&'a str),
    /// Out of it, by an address that is valid in HTML.
    There(String),
    /// Nowhere that a page may lead to.
    Inert,
}

impl<'a> Address<'a> {
    /// What the target of a link means.
    pub(super) fn of(target: &'a str) -> Address<'a> {
        if let Some(id) = target.strip_prefix('#') {
            return Address::Here(id);
        }
        let Some((scheme, rest)) = target.split_once(':') else { return Address::Inert };
        match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("http" | "https") => web(scheme, rest).map_or(Address::Inert, Address::There),
            "mailto" if rest.contains('@') => Address::There(format!("mailto:{}", escaped(rest))),
            _ => Address::Inert,
        }
    }
}

/// The address of a page: a host of letters, figures, hyphens and dots, with a port at most.
fn web(scheme: &str, rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let labels = host.strip_suffix('.').unwrap_or(host).split('.').all(is_label);
    let sound = labels && (port.is_empty() || port.parse::<u16>().is_ok());
    sound.then(|| format!("{scheme}://{authority}{}", escaped(path)))
}

/// Whether a part of a host may stand between its dots: letters of any script, figures, hyphens, and some have underscores.
fn is_label(label: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(inner)
}

/// What follows a host or scheme with everything encoded that is no URL code point (URL, 1.1), and at most one `#`.
fn escaped(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_fragment = false;
    for (at, c) in text.char_indices() {
        let is_hash = c == '#' && !in_fragment;
        in_fragment |= is_hash;
        let escape = c == '%' && text.get(at + 1..at + 3).is_some_and(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        if is_hash || escape || is_code_point(c) {
            kept.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| kept.push_str(&format!("%{byte:02X}")));
        }
    }
    kept
}

fn is_code_point(c: char) -> bool {
    let noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    c.is_ascii_alphanumeric()
        || "!$&'()*+,-./:;=?@_~".contains(c)
        || (c >= '\u{A0}' && !noncharacter && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(target: &str) -> String {
        match Address::of(target) {
            Address::There(address) => address,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn pages_and_mail_are_addresses() {
        for (target, address) in [
            ("https://example.org/ä b", "https://example.org/ä%20b"),
            ("HTTP://example.org:8080?a=%41&b=%", "http://example.org:8080?a=%41&b=%25"),
            ("https://例え.jp/#a#b", "https://例え.jp/#a%23b"),
            ("https://a.b/\"<>{}|\\^`[]", "https://a.b/%22%3C%3E%7B%7D%7C%5C%5E%60%5B%5D"),
            ("mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y"),
        ] {
            assert_eq!(there(target), address, "{target}");
        }
        assert_eq!(Address::of("#sec-1"), Address::Here("sec-1"));
    }

    #[test]
    fn nothing_that_a_browser_runs_or_asks_a_machine_is_one() {
        for target in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "tel:1",
            "//example.org",
            "report.pdf",
            "",
            "http:",
            "http://",
            "https:///x",
            "https://exa mple.org",
            "https://user@example.org",
            "https://example.org:99999/",
            "https://-a.org",
            "mailto:",
        ] {
            assert_eq!(Address::of(target), Address::Inert, "{target:?}");
        }
    }
}
