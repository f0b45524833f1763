//! What is amiss with language tags, and what was probably meant.

use super::Lang;
use super::reading::Reading;
use super::registry::REGISTRY;
use crate::diagnostics::{Diagnostic, code};

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
    let mut reading = Reading::of(tag);
    let unknown = match whole {
        Some(whole) => {
            reading.written = whole.into();
            None
        }
        None => reading.read().err(),
    };
    if unknown.is_none() && reading.written.eq_ignore_ascii_case(tag) {
        return None;
    }
    let likely = match unknown {
        Some(at) => meant(&reading, at),
        None => Some(reading.written.clone()),
    };
    let valid = if reading.written.is_empty() { UNDETERMINED.into() } else { reading.written };
    let unknown = unknown.and_then(|at| reading.parts.get(at)).map(|part| part.to_string());
    Some(Slip { unknown, valid: Lang::new(valid), meant: likely })
}

/// What was probably meant where a part is not known.
fn meant(reading: &Reading<'_>, at: usize) -> Option<String> {
    let part = reading.parts.get(at)?.to_ascii_lowercase();
    let meant = match at {
        0 => MISTAKEN.iter().find(|(mistaken, _)| *mistaken == part).map(|(_, language)| *language)?,
        _ if part == KINGDOM.0 => KINGDOM.1,
        _ => return None,
    };
    let whole: Vec<&str> =
        reading.parts.iter().enumerate().map(|(place, part)| if place == at { meant } else { part }).collect();
    let whole = whole.join("-");
    Some(if slip(&whole).is_none() { whole } else { meant.to_string() })
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
    fn no_code_that_is_mistaken_for_a_language_is_one() {
        assert!(MISTAKEN.iter().all(|(mistaken, _)| !REGISTRY.has("languages", mistaken)));
    }
}
