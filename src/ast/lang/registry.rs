//! Which language tags there are (BCP 47), by the registry of IANA.

use super::Lang;
use crate::diagnostics::{Diagnostic, code};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Made by `assets/languages/subtags.py`.
const SUBTAGS: &str = include_str!("../../../assets/languages/subtags.txt");

/// The tag of a language that nobody knows.
pub(super) const UNDETERMINED: &str = "und";

/// Codes of countries that are taken for codes of their languages, with these, and the one country that is called otherwise
/// than everybody calls it.
const MISTAKEN: [(&str, &str); 19] = [
    ("at", "de-AT"),
    ("by", "be"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en-GB"),
    ("gr", "el"),
    ("hk", "zh-HK"),
    ("il", "he"),
    ("ir", "fa"),
    ("jp", "ja"),
    ("kz", "kk"),
    ("mx", "es-MX"),
    ("pk", "ur"),
    ("rs", "sr"),
    ("sp", "es"),
    ("ua", "uk"),
    ("us", "en-US"),
    ("vn", "vi"),
];
const KINGDOM: (&str, &str) = ("uk", "GB");

/// What is amiss with a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The part of it that is registered nowhere; none where the tag is only written otherwise.
    pub unknown: Option<String>,
    /// The tag that says as much of it as is known: `en` of `en-UK`, `und` of `xx`.
    pub valid: Lang,
    /// What was probably meant.
    pub meant: Option<String>,
}

impl Slip {
    /// What is told of a tag that stands at so many places.
    #[must_use]
    pub fn told(&self, tag: &Lang, count: usize) -> Diagnostic {
        let (tag, valid) = (tag.tag(), self.valid.tag());
        let places = if count > 1 { format!(" ({count} places)") } else { String::new() };
        let Some(part) = &self.unknown else {
            let message = format!("the language `{tag}` is written `{valid}`{places}");
            return Diagnostic::new(code::LANG_UNKNOWN, message).hint(format!("write `{valid}`"));
        };
        let kept = match self.valid.is_undetermined() {
            true => "outputs say that the language is unknown".to_string(),
            false => format!("outputs say `{valid}`"),
        };
        let message = match part == tag {
            true => format!("`{tag}` is the tag of no language{places}; {kept}"),
            false => format!("`{part}` has no place in the language tag `{tag}`{places}; {kept}"),
        };
        let hint = match &self.meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "look for it in the registry of language subtags of IANA".into(),
        };
        Diagnostic::new(code::LANG_UNKNOWN, message).hint(hint)
    }
}

/// The registry, read when a tag is met that is not one of the usual ones.
struct Registry {
    kinds: BTreeMap<&'static str, Vec<&'static str>>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let kinds = SUBTAGS.lines().filter_map(|line| line.split_once(' '));
    Registry { kinds: kinds.map(|(kind, words)| (kind, words.split(' ').collect())).collect() }
});

impl Registry {
    fn has(&self, kind: &str, subtag: &str) -> bool {
        self.kinds.get(kind).is_some_and(|known| known.binary_search(&subtag).is_ok())
    }

    /// What follows a subtag in a list of such with others.
    fn after(&self, kind: &str, subtag: &str) -> Option<&'static str> {
        let known = self.kinds.get(kind)?;
        let at = known.partition_point(|entry| entry.split('=').next() < Some(subtag));
        known.get(at)?.strip_prefix(subtag)?.strip_prefix('=')
    }

    /// Whether a subtag may stand after a tag.
    fn follows(&self, kind: &str, subtag: &str, tag: &str) -> bool {
        if self.has(kind, subtag) {
            return true;
        }
        let tag = tag.to_ascii_lowercase();
        let stands = |prefix: &str| tag == prefix || tag.starts_with(&format!("{prefix}-"));
        self.after(kind, subtag).is_some_and(|prefixes| prefixes.split('=').any(stands))
    }

    fn language(&self, subtag: &str) -> Option<&'static str> {
        self.after("same", subtag).filter(|new| new.starts_with(|c: char| c.is_ascii_lowercase()))
    }

    fn region(&self, subtag: &str) -> Option<&'static str> {
        self.after("same", subtag).filter(|new| new.starts_with(|c: char| c.is_ascii_uppercase()))
    }
}

/// What is amiss with a tag; nothing where it is a registered one as it is to be written.
pub(super) fn slip(tag: &str) -> Option<Slip> {
    if matches!(tag, "en" | "zh") {
        return None;
    }
    if tag.contains('_') {
        let tag = tag.replace('_', "-");
        let written = |valid: String| Slip { unknown: None, meant: Some(valid.clone()), valid: Lang::new(valid) };
        return slip(&tag).or_else(|| Some(written(tag)));
    }
    let lower = tag.to_ascii_lowercase();
    let whole = REGISTRY.after("same", &lower).filter(|_| lower.contains('-'));
    let mut reading = Reading { written: whole.unwrap_or_default().into(), parts: tag.split('-').collect(), at: 0 };
    let unknown = match whole {
        Some(_) => None,
        None => reading.read().err(),
    };
    if unknown.is_none() && reading.written.eq_ignore_ascii_case(tag) {
        return None;
    }
    let meant = match unknown {
        Some(at) => reading.meant(at),
        None => Some(reading.written.clone()),
    };
    let valid = if reading.written.is_empty() { UNDETERMINED.into() } else { reading.written };
    let unknown = unknown.and_then(|at| reading.parts.get(at)).map(|part| part.to_string());
    Some(Slip { unknown, valid: Lang::new(valid), meant })
}

/// A tag being read, part by part (RFC 5646, 2.1).
struct Reading<'a> {
    /// What of it is sound so far, as it is to be written.
    written: String,
    parts: Vec<&'a str>,
    at: usize,
}

impl<'a> Reading<'a> {
    /// Reads as far as the parts are known; an error is the place of the first that is not.
    fn read(&mut self) -> Result<(), usize> {
        self.language()?;
        self.script();
        self.region();
        self.variants();
        self.extensions()?;
        self.private()?;
        if self.at < self.parts.len() { Err(self.at) } else { Ok(()) }
    }

    /// The next part in small letters, if it is of a kind.
    fn next(&self, is_kind: impl Fn(&str) -> bool) -> Option<String> {
        self.parts.get(self.at).map(|part| part.to_ascii_lowercase()).filter(|part| is_kind(part))
    }

    fn take(&mut self) {
        let part = self.parts.get(self.at).copied().unwrap_or_default();
        self.put(part);
    }

    fn put(&mut self, part: &str) {
        self.written.push_str(if self.written.is_empty() { "" } else { "-" });
        self.written.push_str(part);
        self.at += 1;
    }

    /// The language, or the one that is written as a part of another: `yue` of `zh-yue`.
    fn language(&mut self) -> Result<(), usize> {
        let first = self.next(|_| true).ok_or(0_usize)?;
        match REGISTRY.language(&first) {
            Some(other) => self.put(other),
            None if REGISTRY.has("languages", &first) => self.take(),
            None => return Err(0),
        }
        if self.next(|part| is_letters(part, 3) && REGISTRY.follows("extlangs", part, &self.written)).is_some() {
            self.written.clear();
            self.take();
        }
        Ok(())
    }

    /// The script; the one that everybody takes for granted is not written.
    fn script(&mut self) {
        let Some(script) = self.next(|part| is_letters(part, 4) && REGISTRY.has("scripts", part)) else { return };
        let language = self.written.to_ascii_lowercase();
        if REGISTRY.after("scripts-understood", &language) == Some(script.as_str()) {
            self.at += 1;
        } else {
            self.take();
        }
    }

    fn region(&mut self) {
        let is_code = |part: &str| is_letters(part, 2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
        let Some(region) = self.next(is_code) else { return };
        match REGISTRY.region(&region) {
            Some(other) => self.put(other),
            None if REGISTRY.has("regions", &region) => self.take(),
            None => {}
        }
    }

    fn variants(&mut self) {
        while let Some(variant) = self.next(|part| part.len() >= 4) {
            let again = self.written.to_ascii_lowercase().split('-').any(|part| part == variant);
            if again || !REGISTRY.follows("variants", &variant, &self.written) {
                return;
            }
            self.take();
        }
    }

    /// What Unicode has added: `-u-` and `-t-`, each once, with parts of two letters and more.
    fn extensions(&mut self) -> Result<(), usize> {
        let mut seen = String::new();
        while let Some(kind) = self.next(|part| matches!(part, "t" | "u")) {
            let parts = self.parts.iter().skip(self.at + 1).take_while(|part| part.len() > 1).count();
            if parts == 0 || seen.contains(&kind) {
                return Err(self.at);
            }
            seen.push_str(&kind);
            (0..=parts).for_each(|_| self.take());
        }
        Ok(())
    }

    fn private(&mut self) -> Result<(), usize> {
        if self.next(|part| part == "x").is_none() {
            return Ok(());
        }
        let rest: Vec<&str> = self.parts.iter().skip(self.at + 1).copied().collect();
        if rest.is_empty() || rest.iter().any(|part| part.len() < 2) {
            return Err(self.at);
        }
        (0..=rest.len()).for_each(|_| self.take());
        Ok(())
    }

    /// What was probably meant where a part is not known.
    fn meant(&self, at: usize) -> Option<String> {
        let part = self.parts.get(at)?.to_ascii_lowercase();
        let meant = match at {
            0 => MISTAKEN.iter().find(|(mistaken, _)| *mistaken == part).map(|(_, language)| *language)?,
            _ if part == KINGDOM.0 => KINGDOM.1,
            _ => return None,
        };
        let whole: Vec<&str> =
            self.parts.iter().enumerate().map(|(place, part)| if place == at { meant } else { part }).collect();
        let whole = whole.join("-");
        Some(if slip(&whole).is_none() { whole } else { meant.to_string() })
    }
}

fn is_letters(part: &str, count: usize) -> bool {
    part.len() == count && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registered_tags_are_sound() {
        for tag in [
            "en",
            "zh",
            "EN-us",
            "zh-Hans-CN",
            "zh-Hant",
            "en-419",
            "qaa",
            "tlh",
            "und",
            "mul",
            "aii",
            "yue",
            "sl-rozaj",
            "de-1996",
            "ca-valencia",
            "zh-Latn-pinyin",
            "sr-Qaaa-XA",
            "en-Zzzz",
            "en-u-ca-buddhist",
            "en-US-x-twain",
            "mn-Mong",
            "uz-Cyrl-UZ",
            "en-GB-oxendict",
            "sh",
        ] {
            assert_eq!(slip(tag), None, "{tag}");
        }
    }

    #[test]
    fn what_is_registered_nowhere_is_found_and_the_rest_is_kept() {
        for (tag, unknown, valid, meant) in [
            ("xx", "xx", "und", None),
            ("cn", "cn", "und", Some("zh")),
            ("jp-JP", "jp", "und", Some("ja-JP")),
            ("en-UK", "UK", "en", Some("en-GB")),
            ("en-999", "999", "en", None),
            ("en-1901", "1901", "en", None),
            ("de-1901-1901", "1901", "de-1901", None),
            ("en-a-bbb-a-ccc", "a", "en", None),
            ("en-abc", "abc", "en", None),
            ("en-x-a", "x", "en", None),
            ("en-u", "u", "en", None),
            ("fr-Xxxx-FR", "Xxxx", "fr", None),
        ] {
            let found = slip(tag);
            let expected =
                Slip { unknown: Some(unknown.into()), valid: Lang::new(valid), meant: meant.map(str::to_string) };
            assert_eq!(found, Some(expected), "{tag}");
        }
    }

    #[test]
    fn what_is_written_otherwise_has_its_tag() {
        for (tag, valid) in [
            ("iw", "he"),
            ("eng", "en"),
            ("zho-CN", "zh-CN"),
            ("chi", "zh"),
            ("zh-yue", "yue"),
            ("zh-cmn-Hans", "cmn-Hans"),
            ("zh-min-nan", "nan"),
            ("en-Latn-GB", "en-GB"),
            ("de-DD", "de-DE"),
        ] {
            let expected = Slip { unknown: None, valid: Lang::new(valid), meant: Some(valid.into()) };
            assert_eq!(slip(tag), Some(expected), "{tag}");
        }
    }

    #[test]
    fn the_lists_are_in_the_order_in_which_they_are_searched() {
        for (kind, known) in &REGISTRY.kinds {
            let first = |entry: &&str| entry.split('=').next().map(str::to_string);
            assert!(known.is_sorted_by_key(first), "{kind}");
        }
        assert!(MISTAKEN.iter().all(|(mistaken, _)| !REGISTRY.has("languages", mistaken)));
    }
}
