//! What is said about an issue rather than in it.

use super::{Block, Date, Inlines, Lang, numerals, text};
use crate::diagnostics::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The facts of an issue. Nothing here is invented: a fact that the source does not give is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Front {
    /// Where the front matter stands.
    pub span: Span,
    /// The language of the issue.
    pub lang: Lang,
    /// The bulletin's name: `Pujiang Innovation Forum Bulletin`.
    pub series: Option<String>,
    /// The number within the year. The Roman form derives from it.
    pub number: Option<IssueNumber>,
    /// The number since the first issue of the series.
    pub whole_number: Option<IssueNumber>,
    /// The number among the supplements of the year; an issue that has one is a supplement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<IssueNumber>,
    /// The issue that this one corrects or replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<CorrectedIssue>,
    /// The issue line as the source printed it, where it did: `{No.6 Vol. 167}`.
    pub issue_line: Option<String>,
    /// The designation as the source printed it, where it did: `2023 Pujiang Innovation Forum Bulletin VI`.
    pub designation: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
    /// The date as the source printed it, where it did.
    pub date_line: Option<String>,
    /// The issuing body.
    pub publisher: Option<String>,
    /// The titles: the issue's own first, translations after it.
    pub titles: Vec<Title>,
    /// Why this issue exists.
    pub editors_note: Option<EditorsNote>,
    /// Who compiled the issue.
    pub compilers: Option<Compilers>,
    /// The people who are quoted, in the order of their first mention.
    pub people: Vec<Person>,
    /// What else stands at the end of the issue.
    pub imprint: Imprint,
    /// Marking at the top left of page 1.
    pub classification: Option<String>,
    /// Number of the copy at the head of page 1.
    pub copy_number: Option<String>,
    /// Licence as an SPDX name or an address.
    pub licence: Option<String>,
    /// International Standard Serial Number.
    pub issn: Option<String>,
    /// Digital Object Identifier.
    pub doi: Option<String>,
    /// Subject words.
    pub keywords: Vec<String>,
    /// Name or path of the style sheet that the source asks for.
    pub style: Option<String>,
}

/// A number of an issue, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct IssueNumber(pub u32);

impl IssueNumber {
    /// The number as an upper-case Roman numeral.
    #[must_use]
    pub fn roman(self) -> String {
        numerals::roman(self.0)
    }
}

/// An issue that another one corrects, by its place in the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CorrectedIssue {
    /// The year of issue.
    pub year: u16,
    /// Its number within the year; of a supplement, that among the supplements.
    pub number: IssueNumber,
    /// Whether it is a supplement.
    #[serde(default)]
    pub supplement: bool,
    /// The day of issue, where it is given; it is in the year.
    #[serde(default)]
    pub date: Option<Date>,
}

impl CorrectedIssue {
    /// Reads `2024-05`, or `2024-s1` for a supplement.
    #[must_use]
    pub fn parse(text: &str) -> Option<CorrectedIssue> {
        let (year, number) = text.trim().split_once('-')?;
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let bare = number.strip_prefix(['s', 'S']);
        let number = bare.unwrap_or(number);
        if year.len() != 4 || !figures(year) || !figures(number) {
            return None;
        }
        let (year, number) = (year.parse().ok().filter(|year| *year > 0)?, number.parse().ok().filter(|it| *it > 0)?);
        Some(CorrectedIssue { year, number: IssueNumber(number), supplement: bare.is_some(), date: None })
    }

    /// The form that [`CorrectedIssue::parse`] reads, without the date.
    #[must_use]
    pub fn name(&self) -> String {
        match self.supplement {
            true => format!("{:04}-s{}", self.year, self.number.0),
            false => format!("{:04}-{:02}", self.year, self.number.0),
        }
    }
}

/// A title in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Title {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Its language.
    pub lang: Lang,
    /// Its words; line breaks by sense are kept.
    pub inlines: Inlines,
    /// The subtitle's words; empty where none is given.
    #[serde(default)]
    pub subtitle: Inlines,
}

/// The standfirst that says why an issue exists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EditorsNote {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Its label as the source printed it, where it did: `Editor's Note:`.
    #[serde(default)]
    pub label: Option<String>,
    /// Its paragraphs.
    pub blocks: Vec<Block>,
}

/// The people who compiled an issue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Compilers {
    /// Where.
    #[serde(default)]
    pub span: Span,
    /// Their label as the source printed it, where it did: `Compiled by:`.
    #[serde(default)]
    pub label: Option<String>,
    /// Their names, in order.
    pub names: Vec<String>,
    /// How their names are ordered, where it is known.
    #[serde(default)]
    pub name_order: NameOrder,
}

/// How the parts of a name are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// Not known; the name is kept whole.
    #[default]
    Unknown,
    /// Surname first, as in Chinese.
    Eastern,
    /// Given name first.
    Western,
}

/// The key of a person among the people of the front matter: an NCName.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PersonId(pub String);

/// A person who is quoted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// Where the person is introduced.
    #[serde(default)]
    pub span: Span,
    /// Key for the mentions in the text.
    pub id: PersonId,
    /// The name as printed.
    pub name: String,
    /// The offices, as one text, as printed; absent where none is given.
    #[serde(default)]
    pub position: Option<String>,
    /// How the name is ordered.
    #[serde(default)]
    pub name_order: NameOrder,
}

impl Person {
    /// What a name is known by: blanks as one, and none between the characters of a Chinese name, which print spreads to the
    /// width of three (`孙　栋`).
    #[must_use]
    pub fn known_as(name: &str) -> String {
        let parts: Vec<&str> = name.split_whitespace().collect();
        let is_han = parts.iter().flat_map(|part| part.chars()).all(text::is_east_asian);
        parts.join(if is_han { "" } else { " " })
    }
}

/// What stands at the end of an issue besides its compilers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Imprint {
    /// Where.
    pub span: Span,
    /// Who reviewed the issue.
    pub reviewers: Vec<String>,
    /// To whom the issue goes.
    pub distribution: Vec<String>,
    /// Who gets a copy beside them (抄送).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies_to: Vec<String>,
    /// Who prints and sends the issue (印发机关), on its day; the last line of the imprint says both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<String>,
    /// How many copies were printed.
    pub copies: Option<u32>,
    /// Anything else, line by line, as the source has it.
    pub lines: Vec<String>,
}

/// What the masthead, imprint and furniture print, derived once from the front matter and the style, so that every
/// backend says the same words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Masthead {
    /// Whether the number of the copy stands over the classification, else at the right end of its line.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub copy_number_first: bool,
    /// The name, large and in colour, in one or more lines.
    pub name: Vec<String>,
    /// `No. 6 (Vol. 167)`.
    pub issue_line: Option<String>,
    /// The issuing body.
    pub publisher: Option<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// `2023 Pujiang Innovation Forum Bulletin VI`.
    pub designation: Option<String>,
    /// `Editor’s Note:`; absent where there is no note.
    pub editors_note_label: Option<String>,
    /// The lines of the imprint.
    pub imprint: Vec<ImprintLine>,
    /// The running head of recto pages.
    pub running_recto: Option<String>,
    /// The running head of verso pages.
    pub running_verso: Option<String>,
}

/// A line of the imprint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ImprintLine {
    /// `Compiled by:`; empty for a line that has none.
    pub label: String,
    /// What follows it.
    pub text: String,
    /// Whether it stands at the right end of the line before it, where there is room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flush_right: bool,
}

impl Front {
    /// The title in the issue's own language: the first one.
    #[must_use]
    pub fn title(&self) -> Option<&Title> {
        self.titles.first()
    }

    /// A DOI without the address or the word that people put before it.
    #[must_use]
    pub fn bare_doi(text: &str) -> &str {
        let prefixes =
            ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"];
        prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text).trim()
    }

    /// A person by key.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == *id)
    }
}
