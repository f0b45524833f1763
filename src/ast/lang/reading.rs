//! A language tag, read part by part.

use super::registry::REGISTRY;

/// A tag being read, part by part (RFC 5646, 2.1).
pub(super) struct Reading<'a> {
    /// What of it is sound so far, as it is to be written.
    pub(super) written: String,
    pub(super) parts: Vec<&'a str>,
    at: usize,
}

impl<'a> Reading<'a> {
    /// A tag of which nothing has been read.
    pub(super) fn of(tag: &'a str) -> Reading<'a> {
        Reading { written: String::new(), parts: tag.split('-').collect(), at: 0 }
    }

    /// Reads as far as the parts are known; an error is the place of the first that is not.
    pub(super) fn read(&mut self) -> Result<(), usize> {
        self.language()?;
        self.script();
        self.region();
        self.variants();
        self.extensions()?;
        self.private()?;
        if self.at < self.parts.len() { Err(self.at) } else { Ok(()) }
    }

    /// The next part in small letters, if it is of a kind.
    fn next(&self, is_kind: impl Fn(&str) -> bool) -> Option<String> {
        self.parts.get(self.at).map(|part| part.to_ascii_lowercase()).filter(|part| is_kind(part))
    }

    fn take(&mut self) {
        let part = self.parts.get(self.at).copied().unwrap_or_default();
        self.put(part);
    }

    fn put(&mut self, part: &str) {
        self.written.push_str(if self.written.is_empty() { "" } else { "-" });
        self.written.push_str(part);
        self.at += 1;
    }

    /// The language, or the one that is written as a part of another: `yue` of `zh-yue`.
    fn language(&mut self) -> Result<(), usize> {
        let first = self.next(|_| true).ok_or(0_usize)?;
        match REGISTRY.language(&first) {
            Some(other) => self.put(other),
            None if REGISTRY.has("languages", &first) => self.take(),
            None => return Err(0),
        }
        if self.next(|part| is_letters(part, 3) && REGISTRY.follows("extlangs", part, &self.written)).is_some() {
            self.written.clear();
            self.take();
        }
        Ok(())
    }

    /// The script; the one that everybody takes for granted is not written.
    fn script(&mut self) {
        let Some(script) = self.next(|part| is_letters(part, 4) && REGISTRY.has("scripts", part)) else { return };
        let language = self.written.to_ascii_lowercase();
        if REGISTRY.after("scripts-understood", &language) == Some(script.as_str()) {
            self.at += 1;
        } else {
            self.take();
        }
    }

    fn region(&mut self) {
        let is_code = |part: &str| is_letters(part, 2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
        let Some(region) = self.next(is_code) else { return };
        match REGISTRY.region(&region) {
            Some(other) => self.put(other),
            None if REGISTRY.has("regions", &region) => self.take(),
            None => {}
        }
    }

    fn variants(&mut self) {
        while let Some(variant) = self.next(|part| part.len() >= 4) {
            let again = self.written.to_ascii_lowercase().split('-').any(|part| part == variant);
            if again || !REGISTRY.follows("variants", &variant, &self.written) {
                return;
            }
            self.take();
        }
    }

    /// What Unicode has added: `-u-` and `-t-`, each once, with parts of two letters and more.
    fn extensions(&mut self) -> Result<(), usize> {
        let mut seen = String::new();
        while let Some(kind) = self.next(|part| matches!(part, "t" | "u")) {
            let parts = self.parts.iter().skip(self.at + 1).take_while(|part| part.len() > 1).count();
            if parts == 0 || seen.contains(&kind) {
                return Err(self.at);
            }
            seen.push_str(&kind);
            (0..=parts).for_each(|_| self.take());
        }
        Ok(())
    }

    fn private(&mut self) -> Result<(), usize> {
        if self.next(|part| part == "x").is_none() {
            return Ok(());
        }
        let rest: Vec<&str> = self.parts.iter().skip(self.at + 1).copied().collect();
        if rest.is_empty() || rest.iter().any(|part| part.len() < 2) {
            return Err(self.at);
        }
        (0..=rest.len()).for_each(|_| self.take());
        Ok(())
    }
}

fn is_letters(part: &str, count: usize) -> bool {
    part.len() == count && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}
