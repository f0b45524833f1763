//! Languages as Word names them: a region always, and Latin and East Asian text apart.

use crate::ast::Lang;
use crate::xml::XmlWriter;

/// The region that Word expects where a tag names none.
const REGIONS: [(&str, &str); 14] = [
    ("ar", "ar-SA"),
    ("de", "de-DE"),
    ("en", "en-US"),
    ("es", "es-ES"),
    ("fr", "fr-FR"),
    ("he", "he-IL"),
    ("it", "it-IT"),
    ("ja", "ja-JP"),
    ("ko", "ko-KR"),
    ("nl", "nl-NL"),
    ("pl", "pl-PL"),
    ("pt", "pt-PT"),
    ("ru", "ru-RU"),
    ("vi", "vi-VN"),
];

/// How Word names a language that is unknown.
const NONE: &str = "x-none";

/// A language by the kind of text it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WordLang {
    /// Checked by `w:val`.
    Latin(String),
    /// Checked by `w:eastAsia`.
    EastAsian(String),
    /// Checked by `w:bidi`.
    Bidi(String),
}

impl WordLang {
    /// A tag as Word writes it.
    pub(super) fn of(lang: &Lang) -> WordLang {
        let primary = lang.primary();
        let tag = lang.tag().replace('_', "-");
        let known = REGIONS.iter().find(|(language, _)| *language == primary);
        let tag = match known {
            Some((language, with_region)) if tag.eq_ignore_ascii_case(language) => (*with_region).to_string(),
            _ => tag,
        };
        match primary.as_ref() {
            _ if lang.is_undetermined() => WordLang::Latin(NONE.into()),
            "zh" => WordLang::EastAsian(chinese(&tag).to_string()),
            "ja" | "ko" => WordLang::EastAsian(tag),
            "ar" | "he" | "fa" | "ur" => WordLang::Bidi(tag),
            _ => WordLang::Latin(tag),
        }
    }

    /// The attribute of `w:lang` that carries it, and its value.
    pub(super) fn attribute(&self) -> (&'static str, &str) {
        match self {
            WordLang::Latin(tag) => ("w:val", tag),
            WordLang::EastAsian(tag) => ("w:eastAsia", tag),
            WordLang::Bidi(tag) => ("w:bidi", tag),
        }
    }

    /// Whether quotes, dashes and dots of this language are full-width.
    pub(super) fn is_east_asian(&self) -> bool {
        matches!(self, WordLang::EastAsian(_))
    }
}

/// Word tells the scripts of Chinese apart by region.
fn chinese(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let has = |subtag: &str| tag.split('-').any(|part| part == subtag);
    if has("hk") || has("mo") {
        "zh-HK"
    } else if has("hant") || has("tw") {
        "zh-TW"
    } else {
        "zh-CN"
    }
}

/// The languages that hold where no run says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Languages {
    latin: String,
    east_asian: String,
    bidi: String,
    /// The document's own.
    pub(super) own: WordLang,
}

impl Languages {
    /// Those of a document in a language.
    pub(super) fn of(lang: &Lang) -> Languages {
        let own = WordLang::of(lang);
        let mut languages =
            Languages { latin: "en-US".into(), east_asian: "zh-CN".into(), bidi: "ar-SA".into(), own: own.clone() };
        match own {
            WordLang::Latin(tag) => languages.latin = tag,
            WordLang::EastAsian(tag) => languages.east_asian = tag,
            WordLang::Bidi(tag) => languages.bidi = tag,
        }
        languages
    }

    /// `w:lang` with all three.
    pub(super) fn write(&self, xml: &mut XmlWriter) {
        self.attributes(xml, "w:lang");
    }

    /// The same under another element name: `w:themeFontLang`.
    pub(super) fn attributes(&self, xml: &mut XmlWriter, element: &'static str) {
        xml.start(element).attribute("w:val", &self.latin).attribute("w:eastAsia", &self.east_asian);
        xml.attribute("w:bidi", &self.bidi).end();
    }

    /// Whether text in a language needs no mark, since it is checked by what holds anyway.
    pub(super) fn hold(&self, lang: &WordLang) -> bool {
        match lang {
            WordLang::Latin(tag) => *tag == self.latin,
            WordLang::EastAsian(tag) => *tag == self.east_asian,
            WordLang::Bidi(tag) => *tag == self.bidi,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(lang: &str) -> String {
        let (attribute, tag) = (WordLang::of(&Lang::new(lang)).attribute().0, WordLang::of(&Lang::new(lang)));
        format!("{attribute}={}", tag.attribute().1)
    }

    #[test]
    fn tags_gain_the_region_that_word_expects() {
        assert_eq!(tag("en"), "w:val=en-US");
        assert_eq!(tag("en-GB"), "w:val=en-GB");
        assert_eq!(tag("zh"), "w:eastAsia=zh-CN");
        assert_eq!(tag("zh-Hant"), "w:eastAsia=zh-TW");
        assert_eq!(tag("ar"), "w:bidi=ar-SA");
    }

    #[test]
    fn a_chinese_issue_keeps_english_for_its_latin_words() {
        let languages = Languages::of(&Lang::new("zh-Hant"));
        assert!(languages.hold(&WordLang::Latin("en-US".into())));
        assert!(languages.hold(&WordLang::EastAsian("zh-TW".into())));
        assert!(!languages.hold(&WordLang::EastAsian("zh-CN".into())));
    }
}
