//! Which addresses an issue may lead to: pages of the web, mail addresses, telephones and places in itself. No output has another
//! as a link, since programs run some (`javascript:`), and ask the reader's own machine and its neighbours for others (`file:`).

mod host;
mod punycode;

use super::{Inline, text};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// To a place in the document.
    Here(&'a str),
    /// Out of it, by an address that is valid in HTML.
    There(String),
    /// Nowhere that an output may lead to.
    Inert(Why),
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is of a kind to which no output leads.
    Kind,
    /// It names a host or a port that cannot be.
    Host,
    /// It names no mailbox.
    Mail,
    /// It is no telephone number.
    Telephone,
    /// It has no words.
    Words,
}

impl<'a> Address<'a> {
    /// What the target of a link means.
    #[must_use]
    pub fn of(target: &'a str) -> Address<'a> {
        if let Some(id) = target.strip_prefix('#') {
            return Address::Here(id);
        }
        let Some((scheme, rest)) = target.split_once(':') else { return Address::Inert(Why::Kind) };
        let found = match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("http" | "https") => web(scheme, rest).ok_or(Why::Host),
            "mailto" => mail(rest).ok_or(Why::Mail),
            "tel" => telephone(rest).ok_or(Why::Telephone),
            _ => Err(Why::Kind),
        };
        found.map_or_else(Address::Inert, Address::There)
    }

    /// What a link with words means: one that shows nothing leads nowhere.
    #[must_use]
    pub fn of_link(target: &'a str, words: &[Inline]) -> Address<'a> {
        match Address::of(target) {
            Address::There(_) if !shows(words) => Address::Inert(Why::Words),
            address => address,
        }
    }

    /// Whether it leads out of the document.
    #[must_use]
    pub fn is_there(&self) -> bool {
        matches!(self, Address::There(_))
    }
}

/// Whether words can be seen: some characters only tell lines where to end and letters how to join.
fn shows(words: &[Inline]) -> bool {
    let is_seen = |c: char| {
        !c.is_whitespace()
            && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text::prints(words) && (text::inlines(words).contains(is_seen) || text::inlines(words).is_empty())
}

/// The address of a page: a host with a port at most.
fn web(scheme: &str, rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let (name, port) = authority.split_once(':').map_or((authority, None), |(name, port)| (name, Some(port)));
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let port = port.filter(|port| !port.is_empty());
    if !port.is_none_or(is_port) {
        return None;
    }
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{}{port}{}", host::mapped(name)?, escaped(path)))
}

/// One mailbox or several, and what a message to them begins with.
fn mail(rest: &str) -> Option<String> {
    let boxes = rest.split('?').next()?;
    let is_box = |one: &str| {
        let (name, domain) = one.trim().rsplit_once('@')?;
        let sound = !name.is_empty() && !name.contains(|c: char| c.is_control() || "@\"<>()[]:;\\, ".contains(c));
        host::mapped(domain).filter(|_| sound)
    };
    boxes.split(',').all(|one| is_box(one).is_some()).then(|| format!("mailto:{}", escaped(rest)))
}

/// A number as it is dialled, with marks between its figures and an extension (RFC 3966, 3). Stars and hashes, with which a telephone is
/// told to do other things than to call, are none of it.
fn telephone(rest: &str) -> Option<String> {
    let (number, extension) = rest.split_once(";ext=").map_or((rest, None), |(number, own)| (number, Some(own)));
    let figures = |words: &str| {
        let sound = words.chars().all(|c| c.is_ascii_digit() || "-.()".contains(c));
        sound && words.contains(|c: char| c.is_ascii_digit())
    };
    let sound = figures(number.strip_prefix('+').unwrap_or(number)) && extension.is_none_or(figures);
    sound.then(|| format!("tel:{rest}"))
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
    use crate::diagnostics::Span;

    fn there(target: &str) -> String {
        match Address::of(target) {
            Address::There(address) => address,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn pages_mail_and_telephones_are_addresses() {
        for (target, address) in [
            ("https://example.org/ä b", "https://example.org/ä%20b"),
            ("HTTP://example.org:8080?a=%41&b=%", "http://example.org:8080?a=%41&b=%25"),
            ("https://例え.jp/#a#b", "https://例え.jp/#a%23b"),
            ("https://例え。jp/", "https://例え.jp/"),
            ("http://a.org:/", "http://a.org/"),
            ("https://a.b/\"<>{}|\\^`[]", "https://a.b/%22%3C%3E%7B%7D%7C%5C%5E%60%5B%5D"),
            ("mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y"),
            ("mailto:a@b.c,d@e.f", "mailto:a@b.c,d@e.f"),
            ("TEL:+86-21-12345678;ext=12", "tel:+86-21-12345678;ext=12"),
            ("tel:(021)1234.5678", "tel:(021)1234.5678"),
        ] {
            assert_eq!(there(target), address, "{target}");
        }
        assert_eq!(Address::of("#sec-1"), Address::Here("sec-1"));
    }

    #[test]
    fn nothing_that_a_program_runs_or_asks_a_machine_is_one() {
        for target in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "\\\\server\\share",
            "ftp://example.org",
            "sms:110",
            "//example.org",
            "report.pdf",
            "",
        ] {
            assert_eq!(Address::of(target), Address::Inert(Why::Kind), "{target:?}");
        }
    }

    #[test]
    fn what_names_nobody_is_none() {
        for target in [
            "http:",
            "http://",
            "https:///x",
            "https://exa mple.org",
            "https://user@example.org",
            "https://example.org:99999/",
            "https://example.org:+80/",
            "https://1.2.3.999/",
        ] {
            assert_eq!(Address::of(target), Address::Inert(Why::Host), "{target:?}");
        }
        for target in ["mailto:", "mailto:@", "mailto:a@@b", "mailto:a@b#c", "mailto:a@b,c", "mailto:a b@c"] {
            assert_eq!(Address::of(target), Address::Inert(Why::Mail), "{target:?}");
        }
        for target in ["tel:", "tel:+", "tel:*#06#", "tel:021 123", "tel:1+2", "tel:12;ext=", "tel:12;phone-context=x"]
        {
            assert_eq!(Address::of(target), Address::Inert(Why::Telephone), "{target:?}");
        }
    }

    #[test]
    fn a_link_without_words_leads_nowhere() {
        let words = |words: &str| [Inline::text(words, Span::Unknown)];
        let address = "https://example.org/";
        assert!(Address::of_link(address, &words("x")).is_there());
        for none in ["", " ", "\u{200B}"] {
            assert_eq!(Address::of_link(address, &words(none)), Address::Inert(Why::Words), "{none:?}");
        }
    }
}
