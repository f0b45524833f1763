//! The facts of an issue as units. Every field is named here, so that a new one cannot be forgotten.

use super::looks::Mark;
use super::units::{Kind, Row, language};
use crate::ast::{Compilers, CorrectedIssue, EditorsNote, Front, Imprint, NameOrder, Person, Title};
use crate::diagnostics::Span;

impl Row {
    pub(super) fn facts(&mut self, front: &Front) {
        let Front { span, lang, series, number, whole_number, supplement, corrects, issue_line, .. } = front;
        let figures = |number: &Option<crate::ast::IssueNumber>| number.map(|number| number.0.to_string());
        self.fact("language", Some(lang.tag()).filter(|tag| !tag.is_empty()), *span);
        self.fact("series", series.as_deref(), *span);
        self.fact("number", figures(number).as_deref(), *span);
        self.fact("whole-number", figures(whole_number).as_deref(), *span);
        self.fact("supplement", figures(supplement).as_deref(), *span);
        self.fact("corrects", corrects.as_ref().map(corrected).as_deref(), *span);
        self.fact("issue-line", issue_line.as_deref(), *span);
        self.more_facts(front);
    }

    fn more_facts(&mut self, front: &Front) {
        let Front {
            span,
            lang: _,
            series: _,
            number: _,
            whole_number: _,
            supplement: _,
            corrects: _,
            issue_line: _,
            designation,
            date,
            date_line,
            publisher,
            titles,
            editors_note,
            compilers,
            people,
            imprint,
            classification,
            copy_number,
            licence,
            issn,
            doi,
            keywords,
            style,
        } = front;
        self.fact("designation", designation.as_deref(), *span);
        self.fact("date", date.map(|date| date.iso()).as_deref(), *span);
        let plain = [
            ("date-line", date_line),
            ("publisher", publisher),
            ("classification", classification),
            ("copy-number", copy_number),
            ("licence", licence),
            ("issn", issn),
            ("doi", doi),
            ("style", style),
        ];
        plain.into_iter().for_each(|(key, value)| self.fact(key, value.as_deref(), *span));
        keywords.iter().for_each(|word| self.fact("keyword", Some(word), *span));
        compilers.iter().for_each(|compilers| self.compilers(compilers));
        self.imprint(imprint);
        titles.iter().for_each(|title| self.title(title));
        people.iter().for_each(|person| self.person(person));
        editors_note.iter().for_each(|note| self.editors_note(note));
    }

    fn fact(&mut self, key: &'static str, value: Option<&str>, span: Span) {
        if let Some(value) = value {
            self.push(Kind::Fact(key), value, Vec::new(), span);
        }
    }

    fn compilers(&mut self, compilers: &Compilers) {
        let Compilers { span, label, names, name_order } = compilers;
        self.fact("compilers-label", label.as_deref(), *span);
        names.iter().for_each(|name| self.fact("compilers", Some(name), *span));
        self.fact("compilers-name-order", order(*name_order), *span);
    }

    fn imprint(&mut self, imprint: &Imprint) {
        let Imprint { span, reviewers, distribution, copies_to, issued_by, copies, lines } = imprint;
        reviewers.iter().for_each(|name| self.fact("reviewers", Some(name), *span));
        distribution.iter().for_each(|name| self.fact("distribution", Some(name), *span));
        copies_to.iter().for_each(|name| self.fact("copies-to", Some(name), *span));
        self.fact("issued-by", issued_by.as_deref(), *span);
        self.fact("copies", copies.map(|copies| copies.to_string()).as_deref(), *span);
        lines.iter().for_each(|line| self.fact("imprint-line", Some(line), *span));
    }

    fn title(&mut self, title: &Title) {
        let Title { span, lang, inlines, subtitle } = title;
        self.run(Kind::Fact("title"), inlines, language(Some(lang)), *span);
        if !subtitle.is_empty() {
            self.run(Kind::Fact("subtitle"), subtitle, [], *span);
        }
    }

    fn person(&mut self, person: &Person) {
        let Person { span, id: _, name, position, name_order } = person;
        let office = position.as_ref().map(|office| format!("office: {office}"));
        let order = order(*name_order).map(|order| format!("order of the name: {order}"));
        let marks = office.into_iter().chain(order).map(Mark::whole).collect();
        self.push(Kind::Fact("person"), name, marks, *span);
    }

    fn editors_note(&mut self, note: &EditorsNote) {
        let EditorsNote { span, label, blocks } = note;
        self.fact("editors-note-label", label.as_deref(), *span);
        self.under = label.clone().unwrap_or_else(|| "Editor’s note".into());
        self.inside("editor’s note", |row| row.blocks(blocks, Kind::Paragraph));
        self.under.clear();
    }
}

fn corrected(issue: &CorrectedIssue) -> String {
    match issue.date {
        Some(date) => format!("{} of {}", issue.name(), date.iso()),
        None => issue.name(),
    }
}

fn order(order: NameOrder) -> Option<&'static str> {
    match order {
        NameOrder::Unknown => None,
        NameOrder::Eastern => Some("eastern"),
        NameOrder::Western => Some("western"),
    }
}
