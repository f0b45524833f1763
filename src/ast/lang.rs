//! The language of a text.

mod direction;
mod reading;
mod registry;
mod slip;

pub use direction::Direction;
pub use slip::Slip;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A BCP 47 language tag such as `en`, `zh`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Lang(String);

impl Lang {
    /// A tag as given; the program compares the primary subtag without regard to case.
    pub fn new(tag: impl Into<String>) -> Lang {
        Lang(tag.into())
    }

    /// The whole tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag, in lower case: `zh` of `zh-Hans-CN`.
    #[must_use]
    pub fn primary(&self) -> Cow<'_, str> {
        let primary = self.0.split(['-', '_']).next().unwrap_or_default();
        match primary.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(primary.to_ascii_lowercase()),
            false => Cow::Borrowed(primary),
        }
    }

    /// The region, in capitals: `GB` of `en-GB`.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.0.split(['-', '_']).skip(1).find(is_region).map(str::to_ascii_uppercase)
    }

    /// Whether the language is Chinese.
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        self.0.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("zh"))
    }

    /// Whether the language is Chinese in traditional characters: by its script, else by its region.
    #[must_use]
    pub fn is_traditional(&self) -> bool {
        let has = |subtag: &str| self.0.split(['-', '_']).any(|part| part.eq_ignore_ascii_case(subtag));
        self.is_chinese() && !has("Hans") && ["Hant", "TW", "HK", "MO"].into_iter().any(has)
    }

    /// Whether the tag has the shape of a BCP 47 tag: letters first, subtags of one to eight letters or digits.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let primary = self.0.split('-').next().unwrap_or_default();
        (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && self.0.split('-').all(subtag)
    }

    /// What is amiss with the tag: a part that is registered nowhere, or that is written otherwise.
    #[must_use]
    pub fn slip(&self) -> Option<Slip> {
        slip::slip(&self.0)
    }

    /// Whether nothing is said of the language but that it is unknown.
    #[must_use]
    pub fn is_undetermined(&self) -> bool {
        self.primary() == slip::UNDETERMINED
    }
}

impl Default for Lang {
    fn default() -> Lang {
        Lang("en".into())
    }
}
