//! The people of an issue: those who made it, and those whom it quotes.

use super::{Article, language};
use crate::ast::text::is_east_asian;
use crate::ast::{NameOrder, Person};

impl Article<'_> {
    /// Writes those who compiled and reviewed the issue.
    pub(super) fn contributors(&mut self) {
        let front = &self.issue.document.front;
        if let Some(compilers) = front.compilers.as_ref().filter(|compilers| !compilers.names.is_empty()) {
            self.pen.open("contrib-group", &[("content-type", "compilers")]);
            for name in &compilers.names {
                self.pen.open("contrib", &[("contrib-type", "compiler")]);
                self.name(name, compilers.name_order);
                self.compiler_role();
                self.pen.close();
            }
            self.pen.close();
        }
        if !front.imprint.reviewers.is_empty() {
            self.pen.open("contrib-group", &[("content-type", "reviewers")]);
            for name in &front.imprint.reviewers {
                self.pen.open("contrib", &[("contrib-type", "reviewer")]);
                self.name(name, NameOrder::Unknown);
                self.pen.close();
            }
            self.pen.close();
        }
    }

    /// The role as the Library of Congress's list of relators has it.
    fn compiler_role(&mut self) {
        let attributes = [
            ("vocab", "MARC relators"),
            ("vocab-identifier", "http://id.loc.gov/vocabulary/relators"),
            ("vocab-term", "Compiler"),
            ("vocab-term-identifier", "http://id.loc.gov/vocabulary/relators/com"),
        ];
        self.pen.leaf("role", &attributes, "Compiler");
    }

    /// Writes a name in parts only where its order is known and it has two; any other cut would be a guess.
    fn name(&mut self, name: &str, order: NameOrder) {
        let (style, use_) = style(name, order);
        let attributes = [("name-style", style), ("specific-use", use_)];
        match (order, two_parts(name)) {
            (NameOrder::Eastern, Some((surname, given))) | (NameOrder::Western, Some((given, surname))) => {
                self.pen.open("name", &attributes);
                self.pen.leaf("surname", &[], surname);
                self.pen.leaf("given-names", &[], given);
                self.pen.close();
            }
            _ => self.pen.leaf("string-name", &attributes, name),
        }
    }

    /// Writes the subject words, and the people who are quoted: they are what the issue is about, not who made it.
    pub(super) fn keywords(&mut self) {
        let front = &self.issue.document.front;
        let lang = language(&front.lang);
        if !front.keywords.is_empty() {
            self.pen.open("kwd-group", &[("kwd-group-type", "subject"), ("xml:lang", lang)]);
            front.keywords.iter().for_each(|word| self.pen.leaf("kwd", &[], word));
            self.pen.close();
        }
        if !front.people.is_empty() {
            self.pen.open("kwd-group", &[("kwd-group-type", "quoted-person"), ("xml:lang", lang)]);
            front.people.iter().for_each(|person| self.quoted(person));
            self.pen.close();
        }
    }

    fn quoted(&mut self, person: &Person) {
        let kind = match person.name_order {
            NameOrder::Unknown => "name",
            NameOrder::Eastern => "name-eastern",
            NameOrder::Western => "name-western",
        };
        self.pen.open("compound-kwd", &[("content-type", "person"), ("id", &person.id.0)]);
        self.pen.leaf("compound-kwd-part", &[("content-type", kind)], &person.name);
        let position = person.position.as_deref().unwrap_or_default();
        self.pen.leaf("compound-kwd-part", &[("content-type", "position")], position);
        self.pen.close();
    }
}

/// How a name is ordered, in the words of the grammar, and what else is to be said of that.
fn style(name: &str, order: NameOrder) -> (&'static str, &'static str) {
    match order {
        NameOrder::Eastern => ("eastern", ""),
        NameOrder::Western => ("western", ""),
        // Nobody has said it, but no name in Chinese characters has the given name first.
        NameOrder::Unknown if name.chars().all(|c| is_east_asian(c) || c.is_whitespace()) => {
            ("eastern", "name-order-by-script")
        }
        // The grammar has no word for this, and where none is given it says `western`.
        NameOrder::Unknown => ("western", "name-order-unknown"),
    }
}

/// The two parts of a name that has exactly two.
fn two_parts(name: &str) -> Option<(&str, &str)> {
    let mut parts = name.split(' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(first), Some(second), None) => Some((first, second)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_chinese_characters_have_the_surname_first() {
        assert_eq!(style("艾达", NameOrder::Unknown), ("eastern", "name-order-by-script"));
        assert_eq!(style("孙　栋", NameOrder::Unknown), ("eastern", "name-order-by-script"));
        assert_eq!(style("Lin Mo", NameOrder::Unknown), ("western", "name-order-unknown"));
        assert_eq!(style("卡尔·Marx", NameOrder::Unknown), ("western", "name-order-unknown"));
        assert_eq!(style("艾达", NameOrder::Western), ("western", ""));
    }
}
