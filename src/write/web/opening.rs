//! What stands before the text: masthead, titles, editor's note.

use super::Page;
use super::blocks::{Around, Opening};
use super::page::{language, shows};
use crate::ast::{Date, Title};

impl Page<'_> {
    /// Writes the name block; nothing where an issue has none.
    pub(super) fn masthead(&mut self) {
        let document = self.issue.document;
        let (front, masthead) = (&document.front, &document.masthead);
        let markings = document.markings();
        let lines = [&masthead.issue_line, &masthead.publisher, &masthead.date];
        if masthead.name.is_empty() && markings.is_empty() && lines.iter().all(|line| line.is_none()) {
            return;
        }
        let line = self.line(front.span);
        self.pen.open("header", &[("class", "masthead"), ("data-line", &line)]);
        markings.into_iter().for_each(|[left, right]| self.ends("marking", left, right, ""));
        self.name();
        self.pen.leaf("p", &[("class", "issue-line")], masthead.issue_line.as_deref().unwrap_or_default());
        let day = front.date.map(Date::iso).unwrap_or_default();
        self.ends("publisher-line", masthead.publisher.as_deref(), masthead.date.as_deref(), &day);
        self.pen.close();
    }

    /// Writes the bulletin's name, which is the page's heading where the issue has no title.
    fn name(&mut self) {
        let lines = &self.issue.document.masthead.name;
        if lines.is_empty() {
            return;
        }
        let has_title = self.issue.document.front.titles.iter().any(|title| shows(&title.inlines));
        let kind = self.issue.style.masthead.kind_apart && lines.len() > 1;
        self.pen.begin(if has_title { "p" } else { "h1" }, &[("class", "name")]);
        for (at, line) in lines.iter().enumerate() {
            let class = if kind && at + 1 == lines.len() { "kind" } else { "line" };
            self.pen.words(if at > 0 { " " } else { "" });
            self.pen.span("span", &[("class", class)], line);
        }
        self.pen.close();
    }

    /// Writes two texts at the two ends of a line. The second may be a day.
    fn ends(&mut self, class: &str, left: Option<&str>, right: Option<&str>, day: &str) {
        if left.or(right).is_none() {
            return;
        }
        self.pen.open("div", &[("class", &format!("ends {class}"))]);
        self.pen.leaf("p", &[], left.unwrap_or_default());
        match right {
            Some(words) if !day.is_empty() => {
                self.pen.begin("p", &[]);
                self.pen.span("time", &[("datetime", day)], words);
                self.pen.close();
            }
            _ => self.pen.leaf("p", &[], right.unwrap_or_default()),
        }
        self.pen.close();
    }

    /// Writes the designation, and the titles: the issue's own, then those in other languages.
    pub(super) fn titles(&mut self) {
        let document = self.issue.document;
        let titles: Vec<&Title> =
            document.front.titles.iter().filter(|title| shows(&title.inlines) || shows(&title.subtitle)).collect();
        let designation = document.masthead.designation.as_deref().unwrap_or_default();
        if titles.is_empty() {
            return self.pen.leaf("p", &[("class", "designation")], designation);
        }
        self.pen.open("hgroup", &[]);
        self.pen.leaf("p", &[("class", "designation")], designation);
        let mut is_first = true;
        for title in titles {
            self.title(title, is_first);
            is_first &= !shows(&title.inlines);
        }
        self.pen.close();
    }

    fn title(&mut self, title: &Title, is_first: bool) {
        let own = title.lang == self.issue.document.front.lang;
        let lang = if own { "" } else { language(&title.lang) };
        let line = self.line(title.span);
        let (name, class) = if is_first { ("h1", "title") } else { ("p", "subtitle") };
        for (name, class, run) in [(name, class, &title.inlines), ("p", "subtitle", &title.subtitle)] {
            if shows(run) {
                let turned = if lang.is_empty() { self.turned(run) } else { "" };
                self.pen.begin(name, &[("class", class), ("lang", lang), ("dir", turned), ("data-line", &line)]);
                self.by_sense = true;
                self.inlines(run);
                self.by_sense = false;
                self.pen.close();
            }
        }
    }

    /// Writes why the issue exists.
    pub(super) fn editors_note(&mut self) {
        let document = self.issue.document;
        let Some(note) = &document.front.editors_note else { return };
        let line = self.line(note.span);
        let words = document.masthead.editors_note_label.as_deref().unwrap_or_default();
        let name = if words.is_empty() { String::new() } else { self.anchors.free("editors-note") };
        let attributes =
            [("class", "editors-note"), ("role", "note"), ("aria-labelledby", name.as_str()), ("data-line", &line)];
        self.pen.open("div", &attributes);
        let opening = Some(Opening { class: "label", id: &name, words }).filter(|opening| !opening.words.is_empty());
        self.blocks_around(&note.blocks, Around { opening, back: &[] });
        self.pen.close();
    }
}
