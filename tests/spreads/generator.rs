//! Issues from a seed: headings of several levels, paragraphs of 1 to 15 lines, lists, quotes, tables, figures and
//! notes, in English or Chinese. None asks for what no page can give, such as a page of nothing but headings.

use std::fmt::Write;

/// Numbers from a seed (Marsaglia's xorshift, 64 bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "region",
    "innovation",
    "in",
    "a",
    "city",
    "with",
    "development",
    "plan",
    "to",
    "its",
    "new",
    "research",
    "is",
    "institutions",
    "by",
    "industrial",
    "cooperation",
    "which",
    "for",
    "between",
    "policy",
    "at",
    "technological",
    "it",
    "has",
    "partners",
    "as",
    "strengths",
    "internationalisation",
    "on",
    "office",
    "was",
];

const PHRASES: &[&str] = &[
    "区域创新",
    "体系",
    "是",
    "国家",
    "发展",
    "的",
    "重要",
    "组成部分",
    "，",
    "各市",
    "共同",
    "推进",
    "改革",
    "，",
    "建立",
    "新",
    "机制",
    "。",
    "会议",
    "指出",
    "“",
    "协同",
    "”",
    "与",
    "开放",
    "合作",
    "，",
    "完善",
    "人才",
    "政策",
    "。",
    "GDP",
    "增长",
];

/// An issue in the making.
struct Issue {
    dice: Dice,
    chinese: bool,
    text: String,
    notes: Vec<String>,
    figures: usize,
    /// How many headings stand above without text between.
    headings: usize,
}

/// The source of the issue of a seed.
pub(crate) fn issue(seed: u64, chinese: bool) -> String {
    let dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut issue = Issue { dice, chinese, text: String::new(), notes: Vec::new(), figures: 0, headings: 0 };
    for _ in 0..20 {
        issue.dice.below(2);
    }
    issue.front();
    let blocks = issue.dice.between(10, 24);
    for _ in 0..blocks {
        issue.block();
    }
    issue.paragraph();
    for (at, note) in std::mem::take(&mut issue.notes).iter().enumerate() {
        let _ = writeln!(issue.text, "[^{}]: {note}\n", at + 1);
    }
    issue.text
}

impl Issue {
    fn front(&mut self) {
        let lang = if self.chinese { "zh" } else { "en" };
        let series = if self.chinese { "湖区简报" } else { "Lake Forum Bulletin" };
        let title = self.words(6);
        let _ = write!(
            self.text,
            "---\nseries: {series}\nnumber: 7\ndate: 2023-10-20\npublisher: {series}\ntitle: \"{title}\"\n\
             compilers: [Ada Brown]\nlang: {lang}\n---\n\n"
        );
        if self.dice.one_in(2) {
            let note = self.sentence(30);
            let _ = write!(self.text, "::: editors-note\n{note}\n:::\n\n");
        }
        self.paragraph();
    }

    fn block(&mut self) {
        match self.dice.below(20) {
            0..=3 if self.headings < 2 => return self.heading(),
            4 => self.list(),
            5 => self.quote(),
            6 => self.table(),
            7 | 8 => return self.figure(),
            _ => self.paragraph(),
        }
        self.headings = 0;
    }

    fn words(&mut self, count: u64) -> String {
        let words = if self.chinese { PHRASES } else { WORDS };
        let mut text = String::new();
        for at in 0..count {
            let word = words[self.dice.below(words.len() as u64) as usize];
            // No line begins with what closes, nor the text.
            if at == 0 && word.starts_with(['，', '。', '”']) {
                text.push('本');
            }
            text.push_str(word);
            if !self.chinese && at + 1 < count {
                text.push(' ');
            }
        }
        text.replace('“', "「").replace('”', "」")
    }

    fn sentence(&mut self, count: u64) -> String {
        let mut text = self.words(count);
        text.push(if self.chinese { '。' } else { '.' });
        text
    }

    /// About so many lines.
    fn lines(&mut self, lines: u64) -> String {
        let words = if self.chinese { 12 } else { 13 };
        let less = self.dice.below(words - 3);
        self.sentence(lines * words - less)
    }

    fn heading(&mut self) {
        self.headings += 1;
        let level = self.dice.between(1, 3).max(self.headings as u64) as usize;
        let long = self.dice.one_in(4);
        let words = self.words(if long { 14 } else { 4 });
        let _ = write!(self.text, "{} {words}\n\n", "#".repeat(level));
    }

    fn paragraph(&mut self) {
        let count = if self.dice.one_in(3) { self.dice.between(1, 3) } else { self.dice.between(1, 15) };
        let mut text = self.lines(count);
        if self.dice.one_in(5) {
            let most = if self.dice.one_in(3) { 9 } else { 3 };
            let lines = self.dice.between(1, most);
            let note = self.lines(lines);
            self.notes.push(note);
            let _ = write!(text, "[^{}] ", self.notes.len());
            let more = self.lines(1);
            text.push_str(&more);
        }
        let _ = write!(self.text, "{text}\n\n");
    }

    fn list(&mut self) {
        let items = self.dice.between(2, 7);
        for _ in 0..items {
            let lines = self.dice.between(1, 4);
            let item = self.lines(lines);
            let _ = writeln!(self.text, "- {item}");
        }
        self.text.push('\n');
        // Two lists in turn would be one.
        self.paragraph();
    }

    fn quote(&mut self) {
        let lines = self.dice.between(1, 8);
        let quote = self.lines(lines);
        let _ = write!(self.text, "> {quote}\n\n");
    }

    fn table(&mut self) {
        let rows = self.dice.between(2, 12);
        let cell = |issue: &mut Issue, most| {
            let count = issue.dice.between(1, most);
            issue.words(count)
        };
        let head: Vec<String> = (0..3).map(|_| cell(self, 2)).collect();
        let _ = writeln!(self.text, "| {} |\n|---|---|---|", head.join(" | "));
        for _ in 0..rows {
            let cells: Vec<String> = (0..3).map(|_| cell(self, 9)).collect();
            let _ = writeln!(self.text, "| {} |", cells.join(" | "));
        }
        self.text.push('\n');
        self.paragraph();
    }

    /// A figure after some text, since it could not stand far from a heading.
    fn figure(&mut self) {
        self.paragraph();
        self.headings = 0;
        self.figures += 1;
        let width = self.dice.between(3, 10) * 10;
        let placement = ["", " placement=near", " placement=top", " placement=foot"][self.dice.below(4) as usize];
        let caption = self.words(5).replace('"', "");
        let _ = write!(self.text, "![figure {}](map.png \"{caption}\"){{width={width}%{placement}}}\n\n", self.figures);
        self.paragraph();
        self.paragraph();
    }
}
