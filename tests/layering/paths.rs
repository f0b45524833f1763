//! The paths that a Rust source names: a scanner for the little of the language that this needs.

/// A path or macro as a source names it, made absolute where it begins with `crate`, `self` or `super`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// `["crate", "ast", "walk"]`, `["std", "fs"]`, `["println!"]`.
    pub(crate) segments: Vec<String>,
    /// Line, from 1.
    pub(crate) line: usize,
}

/// A word, `::`, or any other single sign, with its line.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Every path of a source of the given module, groups in braces taken apart.
pub(crate) fn named(source: &str, module: &[String]) -> Vec<Named> {
    let tokens = tokens(source);
    let mut scan =
        Scan { tokens: &tokens, at: 0, module: module.to_vec(), depth: 0, inner: Vec::new(), found: Vec::new() };
    while scan.at < tokens.len() {
        scan.step();
    }
    scan.found
}

struct Scan<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The module that the scan is in, modules inside the file with it.
    module: Vec<String>,
    depth: usize,
    /// The depths of braces at which modules inside the file opened.
    inner: Vec<usize>,
    found: Vec<Named>,
}

impl Scan<'_> {
    fn text(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |token| &token.text)
    }

    fn step(&mut self) {
        match self.text(0) {
            "mod" if is_word(self.text(1)) && self.text(2) == "{" => {
                let name = self.text(1).to_string();
                self.module.push(name);
                self.depth += 1;
                self.inner.push(self.depth);
                self.at += 3;
            }
            "{" => {
                self.depth += 1;
                self.at += 1;
            }
            "}" => {
                if self.inner.last() == Some(&self.depth) {
                    self.inner.pop();
                    self.module.pop();
                }
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
            }
            word if is_word(word) => {
                self.renamed(&[]);
                self.path(&[]);
            }
            _ => self.at += 1,
        }
    }

    /// Records a root that is given another name, under which nothing would be seen: `use crate as c`, `std::{self as s}`.
    fn renamed(&mut self, prefix: &[String]) {
        let is_root = |word: &str| ["crate", "std", "core", "alloc", "super"].contains(&word);
        let whole = match prefix {
            [] => is_root(self.text(0)) && (self.text(1) == "as" || self.text(1) == "::" && self.text(2) == "*"),
            [root] => is_root(root) && (self.text(0) == "self" && self.text(1) == "as" || self.text(0) == "*"),
            _ => false,
        };
        let root = prefix.first().map_or(self.text(0), String::as_str);
        // In a module of a file, as tests are, `super::*` is that file.
        if whole && !(root == "super" && self.text(1) == "::") {
            let line = self.tokens[self.at].line;
            self.found.push(Named { segments: vec![format!("{root} as")], line });
        }
    }

    /// Reads a path and, after `::{`, the tree of paths that continue it.
    fn path(&mut self, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        let line = self.tokens[self.at].line;
        loop {
            if self.text(0) == "{" {
                return self.group(&segments);
            }
            if is_word(self.text(0)) {
                segments.push(self.text(0).to_string());
            }
            self.at += 1;
            if self.text(0) != "::" || !(is_word(self.text(1)) || ["{", "*"].contains(&self.text(1))) {
                break;
            }
            self.at += 1;
        }
        let calls_macro = self.text(0) == "!" && self.text(1) != "=";
        if let Some(last) = segments.last_mut().filter(|_| calls_macro) {
            last.push('!');
        }
        self.record(segments, line);
    }

    fn group(&mut self, prefix: &[String]) {
        self.at += 1;
        while self.at < self.tokens.len() && self.text(0) != "}" {
            match self.text(0) {
                "as" => self.at += 2,
                word if is_word(word) || word == "*" || word == "{" => {
                    self.renamed(prefix);
                    self.path(prefix);
                }
                _ => self.at += 1,
            }
        }
        self.at += 1;
    }

    fn record(&mut self, segments: Vec<String>, line: usize) {
        let first = segments.first().map_or("", String::as_str);
        let single = segments.len() == 1 && !first.ends_with('!');
        if first.is_empty() || single {
            return;
        }
        let mut rest = segments.as_slice();
        let mut base = match first {
            "self" | "super" => self.module.clone(),
            _ => Vec::new(),
        };
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "super" => drop(base.pop()),
                "self" => {}
                _ => break,
            }
            rest = after;
        }
        base.extend(rest.iter().filter(|segment| *segment != "self").cloned());
        self.found.push(Named { segments: base, line });
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

/// The tokens of a source without comments and without what stands in quotation marks.
fn tokens(source: &str) -> Vec<Token> {
    let code: Vec<char> = without_words(source).chars().collect();
    let (mut tokens, mut line, mut at) = (Vec::new(), 1, 0);
    while at < code.len() {
        let c = code[at];
        let length = match c {
            ':' if code.get(at + 1) == Some(&':') => 2,
            c if c == '_' || c.is_alphanumeric() => {
                code[at..].iter().take_while(|&&c| c == '_' || c.is_alphanumeric()).count()
            }
            _ => 1,
        };
        if !c.is_whitespace() {
            tokens.push(Token { text: code[at..at + length].iter().collect(), line });
        }
        line += usize::from(c == '\n');
        at += length;
    }
    tokens
}

/// A source with comments, strings and characters blanked out and its lines kept.
fn without_words(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skip = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' | 'b' if !code.ends_with(|c: char| c == '_' || c.is_alphanumeric()) => raw_string(rest),
            '"' => 1 + quoted(&rest[1..], '"'),
            '\'' => character(rest),
            _ => 0,
        };
        let length = if skip == 0 { c.len_utf8() } else { skip };
        if skip == 0 {
            code.push(c);
        } else {
            code.push(' ');
            code.extend(rest[..skip].chars().filter(|&c| c == '\n'));
        }
        rest = &rest[length..];
    }
    code
}

/// The length of a raw string at the start of a text; 0 where none stands there.
fn raw_string(text: &str) -> usize {
    let marks = text.trim_start_matches('b');
    let Some(marks) = marks.strip_prefix('r') else { return 0 };
    let hashes = marks.len() - marks.trim_start_matches('#').len();
    let Some(inside) = marks[hashes..].strip_prefix('"') else { return 0 };
    let close = format!("\"{}", "#".repeat(hashes));
    inside.find(&close).map_or(text.len(), |end| text.len() - inside.len() + end + close.len())
}

/// The length of a character at the start of a text; 0 where a lifetime stands there.
fn character(text: &str) -> usize {
    let mut inside = text.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => 1 + quoted(&text[1..], '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The length of a text up to its closing mark, that included.
fn quoted(text: &str, close: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == close => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
