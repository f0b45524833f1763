//! People whom an English text introduces: `Sun Dong, Academician of …, thought that`.

use super::super::words::Words;
use super::{Introduction, names};
use crate::ast::NameOrder;
use std::ops::Range;

/// Verbs by which reports lead up to what somebody said.
const SAYING: [&str; 66] = [
    "thought",
    "thinks",
    "said",
    "says",
    "stated",
    "states",
    "pointed",
    "points",
    "noted",
    "notes",
    "argued",
    "argues",
    "believed",
    "believes",
    "introduced",
    "introduces",
    "proposed",
    "proposes",
    "suggested",
    "suggests",
    "stressed",
    "stresses",
    "emphasized",
    "emphasised",
    "emphasizes",
    "held",
    "holds",
    "remarked",
    "added",
    "adds",
    "explained",
    "explains",
    "observed",
    "mentioned",
    "mentions",
    "indicated",
    "indicates",
    "maintained",
    "considered",
    "considers",
    "told",
    "warned",
    "warns",
    "urged",
    "urges",
    "concluded",
    "reported",
    "described",
    "shared",
    "hoped",
    "expressed",
    "advised",
    "recommended",
    "recommends",
    "affirmed",
    "insisted",
    "reviewed",
    "called",
    "analyzed",
    "analysed",
    "summarized",
    "elaborated",
    "highlighted",
    "underlined",
    "commented",
    "announced",
];

/// Words that may stand before such a verb.
const ADVERBS: [&str; 7] = ["also", "further", "then", "once", "again", "therefore", "has"];

/// Words by which offices are called.
const OFFICES: [&str; 69] = [
    "academician",
    "director",
    "director-general",
    "deputy",
    "vice",
    "president",
    "vice-president",
    "professor",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "secretary",
    "secretary-general",
    "minister",
    "member",
    "chief",
    "head",
    "dean",
    "fellow",
    "researcher",
    "expert",
    "executive",
    "founder",
    "co-founder",
    "ceo",
    "cto",
    "cfo",
    "manager",
    "mayor",
    "governor",
    "ambassador",
    "commissioner",
    "partner",
    "scientist",
    "engineer",
    "editor",
    "editor-in-chief",
    "officer",
    "advisor",
    "adviser",
    "counsellor",
    "counselor",
    "general",
    "representative",
    "delegate",
    "lecturer",
    "scholar",
    "analyst",
    "economist",
    "principal",
    "rector",
    "chancellor",
    "leader",
    "coordinator",
    "specialist",
    "consultant",
    "inspector",
    "senator",
    "laureate",
    "envoy",
    "consul",
    "associate",
    "administrator",
    "spokesperson",
    "historian",
    "architect",
    "physician",
    "curator",
];

/// Words that open what is no part of an office any more.
const TURNS: [&str; 12] =
    ["who", "whose", "in", "at", "on", "during", "when", "while", "after", "speaking", "with", "for"];

/// Words that open sentences and no names.
const OPENERS: [&str; 14] =
    ["the", "this", "that", "these", "those", "our", "his", "her", "their", "its", "in", "at", "on", "former"];

/// Words that may stand before a name at the start of a sentence, or a day before it anywhere.
const LEADS: [&str; 27] = [
    "today",
    "yesterday",
    "tomorrow",
    "now",
    "then",
    "later",
    "earlier",
    "here",
    "recently",
    "meanwhile",
    "finally",
    "also",
    "and",
    "but",
    "so",
    "as",
    "both",
    "when",
    "while",
    "however",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Words in the names of institutions and places, which are no people.
const INSTITUTIONS: [&str; 35] = [
    "university",
    "college",
    "school",
    "institute",
    "academy",
    "faculty",
    "laboratory",
    "center",
    "centre",
    "hospital",
    "museum",
    "ministry",
    "department",
    "bureau",
    "office",
    "agency",
    "administration",
    "authority",
    "commission",
    "committee",
    "council",
    "congress",
    "party",
    "association",
    "society",
    "federation",
    "foundation",
    "union",
    "organization",
    "bank",
    "group",
    "company",
    "corporation",
    "province",
    "city",
];

/// What stands between two people of one list, and whether it can hardly stand within an office.
const JOINTS: [(&str, bool); 6] =
    [("; and ", true), ("; ", true), (", and ", true), (", as well as ", true), (", ", false), (" and ", false)];

/// The longest office, in bytes.
const LONGEST_OFFICE: usize = 500;

/// Words before a name that are no part of it.
const HONORIFICS: [&str; 9] = ["Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Professor", "Academician", "Sir", "Dame"];

/// Words before the names of places.
const PLACING: [&str; 8] = ["in", "at", "of", "from", "to", "near", "for", "In"];

/// The people whom the words introduce, in order.
pub(super) fn introductions(words: &Words, sentences: &[Range<usize>]) -> Vec<Introduction> {
    let mut found: Vec<Introduction> = Vec::new();
    for sentence in sentences {
        for start in starts(words, sentence) {
            let free = found.last().is_none_or(|last| last.end() <= start);
            if let Some(introduction) =
                Some(start).filter(|_| free).and_then(|start| introduction(words, start, sentence.end))
            {
                found.push(introduction);
            }
        }
    }
    found
}

/// Where a name may start in a sentence: at a word with a capital behind one without, not behind a preposition of
/// place, behind a word such as `Today`, and where bold starts.
fn starts(words: &Words, sentence: &Range<usize>) -> Vec<usize> {
    let text = words.text.get(sentence.clone()).unwrap_or_default();
    let mut starts = Vec::new();
    let mut before = "";
    let mut at = sentence.start;
    for word in text.split_inclusive(' ') {
        let plain = word.trim_end();
        let behind = || before.is_empty() || before.ends_with([',', ';']) || !before.starts_with(char::is_uppercase);
        let placed = || PLACING.contains(&before) && !text.starts_with("According to ");
        let bold = || words.bold.binary_search_by_key(&at, |bold| bold.start).is_ok();
        let free = || HONORIFICS.contains(&before) || leads(before) || (behind() && !placed());
        if plain.starts_with(char::is_uppercase) && (bold() || free()) {
            starts.push(at);
        }
        at += word.len();
        before = plain;
    }
    starts
}

fn leads(word: &str) -> bool {
    LEADS.contains(&word.to_ascii_lowercase().as_str())
}

fn introduction(words: &Words, start: usize, end: usize) -> Option<Introduction> {
    let text = words.text.get(..end)?;
    let name = start..start + names::latin(text.get(start..)?)?;
    let bold = words.bold.get(words.bold.partition_point(|bold| bold.end <= start)).filter(|bold| bold.start <= start);
    let rest = text.get(name.end..)?;
    let introduced = bold.is_some() || rest.starts_with(", ") || rest.starts_with(" (");
    if !introduced || !is_personal(text.get(name.clone())?) {
        return None;
    }
    if let Some(office) = office(text, name.end, bold) {
        return Some(Introduction { name, office: Some(office) });
    }
    let alone = bold.is_some_and(|bold| bold.end.saturating_sub(name.end) <= 1 && bold.end >= name.end);
    let quoted = says(rest.trim_start_matches(',').trim_start()) || text.get(..start)?.ends_with("According to ");
    (alone && quoted).then_some(Introduction { name, office: None })
}

/// Whether capitalised words can be a name: no article or such opens it, and no office is in it.
fn is_personal(name: &str) -> bool {
    let mut words = name.split(' ').map(str::to_lowercase);
    !words.any(|word| [&OFFICES[..], &OPENERS, &LEADS].iter().any(|list| list.contains(&word.as_str())))
}

/// The office behind a name: between commas before a verb of saying, between brackets, or up to the end of the bold.
fn office(text: &str, name_end: usize, bold: Option<&Range<usize>>) -> Option<Range<usize>> {
    let rest = text.get(name_end..)?;
    let start = name_end
        + rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" (")).map(|office| rest.len() - office.len())?;
    let near = text.get(start..text.floor_char_boundary(start + LONGEST_OFFICE))?;
    let end = match (rest.starts_with(" ("), bold) {
        (true, _) => near.find(')').filter(|&at| says(near.get(at + 1..).unwrap_or_default().trim_start()))?,
        (false, Some(bold)) if bold.end > start => bold.end - start,
        _ => end_before_verb(near)?,
    };
    let joined = text.get(name_end..start + end)?;
    let end = next_person(joined).map_or(end, |at| (name_end + at).saturating_sub(start));
    let phrase = near.get(..end)?.trim_end().trim_end_matches(',');
    is_office(phrase).then(|| start..start + phrase.len())
}

/// Where the next person of a list is joined to what stands behind a name: `, Mayor of Oslo, and Bo Ek, Dean of Law`.
/// Commas part people only in a list that has a surer joint, or before a name that can be nothing else.
fn next_person(behind: &str) -> Option<usize> {
    let mut doubtful = None;
    for (at, _) in behind.match_indices([';', ',', ' ']) {
        let rest = behind.get(at..)?;
        let joint = JOINTS.into_iter().find(|(joint, _)| rest.starts_with(joint));
        let Some((joint, is_sure)) = joint else { continue };
        let Some(name) = rest.get(joint.len()..).and_then(person_with_office) else { continue };
        if is_sure || names::common_order(&[name.to_string()]) != NameOrder::Unknown {
            return doubtful.or(Some(at));
        }
        doubtful = doubtful.or(Some(at).filter(|_| joint == ", "));
    }
    None
}

/// The name of the person with whom a text opens, if a comma and an office follow.
fn person_with_office(text: &str) -> Option<&str> {
    let name = text.get(..names::latin(text)?)?;
    let office = text.get(name.len()..)?.strip_prefix(", ")?;
    let mut words = name.split(' ').map(str::to_lowercase);
    let is_institution = words.any(|word| INSTITUTIONS.contains(&word.as_str()));
    let near = office.split([',', ';']).next().unwrap_or_default();
    (is_personal(name) && !is_institution && is_office(near)).then_some(name)
}

/// Where the office ends, if a verb of saying follows: at the comma before the verb, or before a turn such as `who`.
fn end_before_verb(near: &str) -> Option<usize> {
    let mut turn = None;
    for (at, _) in near.match_indices(", ") {
        let rest = near.get(at + 2..)?;
        if says(rest) {
            return turn.or(Some(at));
        }
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let who_says = word == "who" && rest.get(4..).is_some_and(says);
        if TURNS.contains(&word) {
            turn = turn.or(Some(at));
        }
        if who_says {
            return turn;
        }
    }
    None
}

/// Whether a text opens with a verb of saying.
fn says(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    SAYING.contains(&first) || (ADVERBS.contains(&first) && words.next().is_some_and(|word| SAYING.contains(&word)))
}

fn is_office(phrase: &str) -> bool {
    let words = phrase.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    words.take(14).any(|word| OFFICES.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{introduced, one};
    use super::*;

    fn found(source: &str) -> Vec<(String, Option<String>)> {
        introduced(source, introductions)
    }

    #[test]
    fn a_name_with_its_office_before_a_verb() {
        let office = Some("Director of the Lake Office, and Fellow of the Academy");
        assert_eq!(
            found("It is so. Mia Berg, Director of the Lake Office, and Fellow of the Academy, also said that."),
            one("Mia Berg", office)
        );
        assert_eq!(
            found("At the forum, Mia Berg, former Mayor of Oslo, argued that."),
            one("Mia Berg", Some("former Mayor of Oslo"))
        );
        assert_eq!(found("Dr. Mia Berg (Mayor of Oslo) argued that."), one("Mia Berg", Some("Mayor of Oslo")));
        assert_eq!(found("Mia Berg, Mayor of Oslo, who said so, left."), one("Mia Berg", Some("Mayor of Oslo")));
    }

    #[test]
    fn bold_shows_where_the_office_ends() {
        assert_eq!(found("**Mia Berg, member of the Group,** wrote."), one("Mia Berg", Some("member of the Group")));
        assert_eq!(found("**Mia Berg** thought so."), one("Mia Berg", None));
        assert_eq!(found("According to **Mia Berg**, the lake is deep."), one("Mia Berg", None));
    }

    #[test]
    fn people_stand_in_one_list() {
        let (sun, wu) = (one("Sun Dong", Some("Secretary of Lakeside")), one("Wu Jun", Some("Vice Governor of Hubei")));
        let ada = one("Ada Brown", Some("President of Acme"));
        let two = [sun.clone(), wu.clone()].concat();
        for joint in [", and ", "; ", "; and ", ", ", " and ", ", as well as "] {
            let text =
                format!("Sun Dong, Secretary of Lakeside{joint}Wu Jun, Vice Governor of Hubei, said that it is so.");
            assert_eq!(found(&text), two, "{joint}");
        }
        let three = [sun.clone(), wu.clone(), ada.clone()].concat();
        assert_eq!(
            found(
                "Sun Dong, Secretary of Lakeside; Wu Jun, Vice Governor of Hubei; and Ada Brown, President of Acme, said so."
            ),
            three
        );
        assert_eq!(
            found(
                "Sun Dong, Secretary of Lakeside, Ada Brown, President of Acme, and Wu Jun, Vice Governor of Hubei, said."
            ),
            [sun, ada, wu].concat()
        );
        assert_eq!(found("**Sun Dong, Secretary of Lakeside, and Wu Jun, Vice Governor of Hubei,** said so."), two);
        assert_eq!(
            found("Mia Berg, and Wu Jun, Vice Governor of Hubei, said so."),
            one("Wu Jun", Some("Vice Governor of Hubei"))
        );
    }

    #[test]
    fn an_office_may_hold_the_names_of_institutions() {
        for office in [
            "Director of Science and Technology Innovation, Vice President of the Lake Group",
            "Dean of Law, and Vice President, Lake University",
            "Member of the Board, and Lake University, Professor",
        ] {
            assert_eq!(found(&format!("Mia Berg, {office}, said so.")), one("Mia Berg", Some(office)));
        }
    }

    #[test]
    fn a_word_before_a_name_is_no_part_of_it() {
        for lead in ["Today", "Yesterday", "On Friday", "As", "But"] {
            assert_eq!(
                found(&format!("{lead} Sun Dong, Secretary of Lakeside, said so.")),
                one("Sun Dong", Some("Secretary of Lakeside")),
                "{lead}"
            );
        }
    }

    #[test]
    fn leaves_places_and_plain_names_alone() {
        for text in [
            "Hong Kong, a city of many hills, said little.",
            "Mia Berg thought so.",
            "They met in New York, President of nothing, said so.",
            "Mia Berg, Director of the Office, swam.",
            "**New York, London and Paris,** said the guests.",
            "The Director, Deputy of all, said so.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
