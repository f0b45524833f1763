//! What is said about an issue: the bulletin it belongs to, its numbers, date, titles and terms.

use super::blocks::Place;
use super::inlines::Breaks;
use super::{Article, language, made};
use crate::ast::{Date, Front, IssueNumber, Title};

impl Article<'_> {
    /// Writes the metadata.
    pub(super) fn front(&mut self) {
        self.pen.open("front", &[]);
        self.journal_meta();
        self.article_meta();
        self.pen.close();
    }

    fn journal_meta(&mut self) {
        let front = &self.issue.document.front;
        if front.series.is_none() && front.issn.is_none() && front.publisher.is_none() {
            return;
        }
        self.pen.open("journal-meta", &[]);
        if let Some(series) = &front.series {
            // The name is what the publisher itself knows the bulletin by.
            self.pen.leaf("journal-id", &[("journal-id-type", "publisher-id")], series);
            self.pen.open("journal-title-group", &[]);
            self.pen.leaf("journal-title", &[], series);
            self.pen.close();
        }
        self.pen.leaf("issn", &[], front.issn.as_deref().unwrap_or_default());
        if let Some(publisher) = &front.publisher {
            self.pen.open("publisher", &[]);
            self.pen.leaf("publisher-name", &[], publisher);
            self.pen.close();
        }
        self.pen.close();
    }

    /// Writes the issue's own metadata, in the order that the grammar fixes.
    fn article_meta(&mut self) {
        self.pen.open("article-meta", &[]);
        let doi = self.issue.document.front.doi.as_deref().map(Front::bare_doi).unwrap_or_default();
        self.pen.leaf("article-id", &[("pub-id-type", "doi")], doi);
        self.titles();
        self.contributors();
        self.date();
        self.numbers();
        self.permissions();
        self.corrected();
        self.editors_note();
        self.keywords();
        self.printed_lines();
        self.pen.close();
    }

    fn titles(&mut self) {
        let mut titles = self.issue.document.front.titles.iter().filter(|title| !title.inlines.is_empty());
        let Some(title) = titles.next() else { return };
        self.pen.open("title-group", &[]);
        self.title("article-title", "subtitle", title, true);
        for title in titles {
            self.pen.open("trans-title-group", &[("xml:lang", language(&title.lang))]);
            self.title("trans-title", "trans-subtitle", title, false);
            self.pen.close();
        }
        self.pen.close();
    }

    fn title(&mut self, name: &'static str, subtitle: &'static str, title: &Title, own_lang: bool) {
        let foreign = own_lang && title.lang != self.issue.document.front.lang;
        let lang = if foreign { language(&title.lang) } else { "" };
        for (name, run) in [(name, &title.inlines), (subtitle, &title.subtitle)] {
            if !run.is_empty() {
                self.pen.begin(name, &[("xml:lang", lang)]);
                self.inlines(run, Breaks::Allowed);
                self.pen.close();
            }
        }
    }

    fn date(&mut self) {
        let document = self.issue.document;
        let printed = document.masthead.date.as_deref().unwrap_or_default();
        if document.front.date.is_none() && printed.is_empty() {
            return;
        }
        let iso = document.front.date.map(Date::iso).unwrap_or_default();
        self.pen.open("pub-date", &[("date-type", "pub"), ("iso-8601-date", &iso)]);
        document.front.date.iter().for_each(|date| self.day(*date));
        let made = made(document.front.date_line.is_none());
        self.pen.leaf("string-date", &[("specific-use", made)], printed);
        self.pen.close();
    }

    fn day(&mut self, date: Date) {
        self.pen.leaf("day", &[], &format!("{:02}", date.day()));
        self.pen.leaf("month", &[], &format!("{:02}", date.month()));
        self.pen.leaf("year", &[], &format!("{:04}", date.year()));
    }

    /// Writes the number within the year as the issue, and the number since the first issue apart from it: bulletins
    /// print that as a volume or a total, and it is neither.
    fn numbers(&mut self) {
        let document = self.issue.document;
        let figure = |number: Option<IssueNumber>| number.map(|n| n.0.to_string()).unwrap_or_default();
        self.pen.leaf("issue", &[], &figure(document.front.number));
        let made = made(document.front.designation.is_none());
        let designation = document.masthead.designation.as_deref().unwrap_or_default();
        self.pen.leaf("issue-title", &[("specific-use", made)], designation);
        if document.front.whole_number.is_some() {
            self.pen.open("volume-issue-group", &[("content-type", "whole-number")]);
            self.pen.leaf("issue", &[], &figure(document.front.whole_number));
            self.pen.close();
        }
        self.pen.leaf("supplement", &[], &figure(document.front.supplement));
    }

    /// Names the issue that this one corrects.
    fn corrected(&mut self) {
        let Some(issue) = self.issue.document.front.corrects else { return };
        self.pen.open("related-article", &[("related-article-type", "corrected-article")]);
        self.pen.leaf(if issue.supplement { "supplement" } else { "issue" }, &[], &issue.number.0.to_string());
        match issue.date {
            Some(date) => {
                self.pen.open("date", &[("iso-8601-date", &date.iso())]);
                self.day(date);
                self.pen.close();
            }
            None => self.pen.leaf("year", &[], &format!("{:04}", issue.year)),
        }
        self.pen.close();
    }

    fn permissions(&mut self) {
        let Some(licence) = self.issue.document.front.licence.as_deref() else { return };
        self.pen.open("permissions", &[]);
        self.pen.open("license", &[]);
        let address = licence_address(licence);
        // JATS4R wants it so: the address stands in `ali:license_ref`, not in `xlink:href`.
        self.pen.leaf("ali:license_ref", &[], address.as_deref().unwrap_or_default());
        if address.as_deref() != Some(licence) {
            self.pen.leaf("license-p", &[], licence);
        }
        self.pen.close();
        self.pen.close();
    }

    fn editors_note(&mut self) {
        let document = self.issue.document;
        let Some(note) = &document.front.editors_note else { return };
        self.pen.open("abstract", &[("abstract-type", "editor-summary")]);
        let label = document.masthead.editors_note_label.as_deref().unwrap_or_default();
        self.pen.leaf("title", &[("specific-use", made(note.label.is_none()))], label);
        self.blocks(&note.blocks, Place::Flow);
        self.pen.close();
    }

    /// Writes the lines of the masthead that have no element of their own, as they are printed, and what of the imprint is
    /// printed in one line.
    fn printed_lines(&mut self) {
        let document = self.issue.document;
        let (front, printed) = (&document.front, document.masthead.issue_line.as_deref());
        let in_source = front.issue_line.as_deref().filter(|&line| Some(line) != printed);
        let copies = front.imprint.copies.map(|copies| copies.to_string());
        let mut lines = vec![
            ("issue-designation", made(front.issue_line.is_none()), printed),
            ("issue-designation-in-source", "", in_source),
            ("classification", "", front.classification.as_deref()),
            ("copy-number", "", front.copy_number.as_deref()),
            ("copies", "", copies.as_deref()),
        ];
        let imprint = &front.imprint;
        for (name, list) in [("distribution", &imprint.distribution), ("copies-to", &imprint.copies_to)] {
            lines.extend(list.iter().map(|one| (name, "", Some(one.as_str()))));
        }
        lines.push(("issued-by", "", imprint.issued_by.as_deref()));
        if lines.iter().all(|(.., line)| line.is_none()) {
            return;
        }
        self.pen.open("custom-meta-group", &[("content-type", "masthead")]);
        for (name, made, line) in lines {
            self.pen.custom_meta(name, made, line.unwrap_or_default());
        }
        self.pen.close();
    }
}

/// The address of a licence that is given as one or by the SPDX name of a Creative Commons licence.
fn licence_address(licence: &str) -> Option<String> {
    if licence.starts_with("http://") || licence.starts_with("https://") {
        return Some(licence.to_string());
    }
    if let Some(version) = licence.strip_prefix("CC0-") {
        return Some(format!("https://creativecommons.org/publicdomain/zero/{version}/"));
    }
    let (terms, version) = licence.strip_prefix("CC-")?.rsplit_once('-')?;
    let known = ["BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND"].contains(&terms);
    known.then(|| format!("https://creativecommons.org/licenses/{}/{version}/", terms.to_lowercase()))
}
