//! A page for every code of a finding, `docs/codes/CODE.md`: what it means, an example that is run, and what to do.

use super::{held, pages, text_of};
use masthead::diagnostics::code::ALL;
use masthead::diagnostics::{Code, Severity};

/// What opens the line that says why a page has no example.
const WITHOUT: &str = "No example: ";

fn page(code: Code) -> String {
    format!("codes/{}.md", code.name())
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let there: Vec<String> = pages().into_iter().filter(|page| page.starts_with("codes/")).collect();
    let due: Vec<String> = ALL.iter().map(|code| page(*code)).collect();
    let (missing, idle): (Vec<_>, Vec<_>) = (
        due.iter().filter(|page| !there.contains(page)).collect(),
        there.iter().filter(|page| !due.contains(page)).collect(),
    );
    assert!(missing.is_empty() && idle.is_empty(), "without a page: {missing:?}; without a code: {idle:?}");
}

#[test]
fn pages_open_with_what_the_table_says() {
    for code in ALL {
        let severity = match code.severity() {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        let opening = format!("# {}\n\n**{severity}.** {}\n\n", code.name(), code.meaning());
        assert!(text_of(&page(*code)).starts_with(&opening), "docs/{} is to begin:\n{opening}", page(*code));
    }
}

/// A page has an example in which its code is told, or says why it has none; and it has some sentences.
#[test]
fn pages_show_their_code_or_say_why_they_do_not() {
    for code in ALL {
        let text = text_of(&page(*code));
        let (told, name) = (text.contains(&format!("[{}]: ", code.name())), code.name());
        let reason = text.lines().find_map(|line| line.strip_prefix(WITHOUT));
        assert!(
            told != reason.is_some(),
            "{name}: an example tells the code, or a line `{WITHOUT}` says why none does"
        );
        assert!(reason.is_none_or(|reason| reason.len() > 20), "{name}: why is there no example?");
        let prose: String = text.split("```").step_by(2).collect();
        let sentences = prose.split(['.', '?', '!']).filter(|sentence| sentence.split_whitespace().count() > 3).count();
        assert!(sentences >= 3, "{name}: {sentences} sentences");
    }
}

/// Plays the pages whose codes are chosen.
fn examples_hold(chosen: impl Fn(&str) -> bool) {
    let codes = ALL.iter().filter(|code| chosen(code.name()));
    let faults: Vec<String> = codes.filter_map(|code| held(&page(*code))).collect();
    assert!(faults.is_empty(), "\n{}\nBLESS=1 writes what happens into the pages", faults.join("\n"));
}

#[test]
fn examples_of_bags_tell_what_they_show() {
    examples_hold(|name| name.starts_with("bag-"));
}

#[test]
fn examples_of_the_first_codes_tell_what_they_show() {
    examples_hold(|name| !name.starts_with("bag-") && name < "i");
}

#[test]
fn examples_of_the_last_codes_tell_what_they_show() {
    examples_hold(|name| name >= "i");
}
