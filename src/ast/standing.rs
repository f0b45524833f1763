//! What is the same in every issue of a series.

use super::{Front, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The facts that an issue may leave to its series. What the issue says itself holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Standing {
    /// The bulletin's name in each language.
    pub series: BTreeMap<Lang, String>,
    /// The issuing body in each language.
    pub publisher: BTreeMap<Lang, String>,
    /// International Standard Serial Number.
    pub issn: Option<String>,
    /// Licence as an SPDX name or an address.
    pub licence: Option<String>,
    /// Name or path of the style sheet, the path from the folder of the issue.
    pub style: Option<String>,
}

impl Standing {
    /// Fills in what the front matter leaves out.
    pub fn fill(&self, front: &mut Front) {
        let own = |words: Option<&str>| words.map(str::to_string);
        front.series = front.series.take().or_else(|| own(in_language(&self.series, &front.lang)));
        front.publisher = front.publisher.take().or_else(|| own(in_language(&self.publisher, &front.lang)));
        front.issn = front.issn.take().or_else(|| self.issn.clone());
        front.licence = front.licence.take().or_else(|| self.licence.clone());
        front.style = front.style.take().or_else(|| self.style.clone());
    }
}

/// The words in a language: those of its own tag, else those of the language as such. Words in simplified characters are
/// none for an issue in traditional ones.
#[must_use]
pub(crate) fn in_language<'a>(words: &'a BTreeMap<Lang, String>, lang: &Lang) -> Option<&'a str> {
    let found = |fits: &dyn Fn(&Lang) -> bool| words.iter().find(|(tag, _)| fits(tag)).map(|(_, words)| words.as_str());
    let same = |tag: &Lang| tag.primary() == lang.primary() && tag.is_traditional() == lang.is_traditional();
    found(&|tag| tag.tag().eq_ignore_ascii_case(lang.tag())).or_else(|| found(&same))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Standing {
        let words =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(tag, words)| (Lang::new(*tag), (*words).into())).collect();
        Standing {
            series: words(&[("en", "Lake Bulletin"), ("zh", "湖区简报")]),
            publisher: words(&[("zh", "湖区办")]),
            issn: Some("0378-5955".into()),
            ..Standing::default()
        }
    }

    fn filled(lang: &str, series: Option<&str>) -> Front {
        let mut front = Front { lang: Lang::new(lang), series: series.map(str::to_string), ..Front::default() };
        house().fill(&mut front);
        front
    }

    #[test]
    fn what_is_left_out_comes_in_the_language_of_the_issue() {
        let front = filled("zh-Hans", None);
        assert_eq!((front.series.as_deref(), front.publisher.as_deref()), (Some("湖区简报"), Some("湖区办")));
        let front = filled("en-GB", None);
        assert_eq!((front.series.as_deref(), front.publisher.as_deref()), (Some("Lake Bulletin"), None));
        assert_eq!(filled("zh-Hant", None).series, None);
    }

    #[test]
    fn what_the_issue_says_itself_holds() {
        let front = filled("en", Some("Lake Letter"));
        assert_eq!((front.series.as_deref(), front.issn.as_deref()), (Some("Lake Letter"), Some("0378-5955")));
    }
}
