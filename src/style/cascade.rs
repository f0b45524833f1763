//! From TOML to a resolved sheet: built-in styles, `extends`, defaults from `text.body`, and checks.

use super::limits::Excess;
use super::{StyleError, StyleSheet, keys, languages, limits, ready, schema};
use crate::diagnostics::nearest;
use std::ops::Range;
use std::sync::Arc;
use toml::{Table, Value};

/// The style that every other one extends in the end.
const PLAIN: &str = include_str!("../../styles/plain.toml");

/// A style that comes with the program.
pub(super) struct BuiltIn {
    name: &'static str,
    /// Its TOML.
    pub(super) source: &'static str,
    /// Its sheets as they are kept, see [`ready`].
    pub(super) kept: &'static str,
}

/// The styles that come with the program, by name.
pub(super) const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "gbt9704",
        source: include_str!("../../styles/gbt9704.toml"),
        kept: include_str!("../../assets/styles/gbt9704.json"),
    },
    BuiltIn { name: "plain", source: PLAIN, kept: include_str!("../../assets/styles/plain.json") },
    BuiltIn {
        name: "pujiang",
        source: include_str!("../../styles/pujiang.toml"),
        kept: include_str!("../../assets/styles/pujiang.json"),
    },
];

/// How deep `extends` may go.
const DEEPEST: usize = 8;

/// The names of the styles that come with the program, sorted.
#[must_use]
pub fn built_in() -> Vec<&'static str> {
    BUILT_IN.iter().map(|style| style.name).collect()
}

/// The TOML of a built-in style.
#[must_use]
pub fn built_in_source(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|style| style.name == name).map(|style| style.source)
}

/// Resolves the TOML of a style sheet: takes what it leaves out from the style that it extends (`plain` if it names
/// none), and each text style's missing keys from `text.body`.
///
/// `load` gives the TOML of a style that is not built in, by the name or path that `extends` gives.
pub fn resolve(source: &str, load: &dyn Fn(&str) -> Option<String>) -> Result<StyleSheet, Vec<StyleError>> {
    match BUILT_IN.iter().find(|style| style.source == source).and_then(ready::sheet) {
        Some(sheet) => Ok(sheet),
        None => resolve_anew(source, load),
    }
}

/// The same, from the TOML in any case.
pub(super) fn resolve_anew(source: &str, load: &dyn Fn(&str) -> Option<String>) -> Result<StyleSheet, Vec<StyleError>> {
    let mut table = merged(source, load, DEEPEST)?;
    let place = |path: &[&str]| keys::place(source, path);
    complete(&table, &place)?;
    let languages = match table.remove("lang") {
        Some(Value::Table(languages)) => languages,
        _ => Table::new(),
    };
    let mut sheet = whole(table.clone())?;
    let excesses = limits::check(&sheet);
    if !excesses.is_empty() {
        return Err(excesses.iter().map(|excess| unusable(excess, &[], &place)).collect());
    }
    let table = Arc::new(table);
    let plain = sheet.clone();
    for (lang, own) in languages::tables(languages) {
        let make = variant(lang.clone(), own, Arc::clone(&table));
        if is_built_in(source) {
            // A test has made and checked it.
            let plain = plain.clone();
            sheet.lang.insert(lang, || make().unwrap_or(plain));
            continue;
        }
        let variant = make()?;
        let excesses = limits::check(&variant);
        if !excesses.is_empty() {
            return Err(excesses.iter().map(|excess| unusable(excess, &["lang", &lang], &place)).collect());
        }
        sheet.lang.insert(lang, || variant);
    }
    Ok(sheet)
}

/// How the sheet of a language is made.
fn variant(lang: String, own: Table, table: Arc<Table>) -> impl FnOnce() -> Result<StyleSheet, Vec<StyleError>> {
    move || whole(languages::over(&table, &own)).map(|sheet| languages::adapted(sheet, &lang, &own, &table))
}

/// A sheet of a table that has every key, but those that text styles take from the body's.
fn whole(mut table: Table) -> Result<StyleSheet, Vec<StyleError>> {
    inherit_from_body(&mut table);
    Value::Table(table).try_into().map_err(|error: toml::de::Error| vec![StyleError::new(error.message().to_string())])
}

fn unusable(excess: &Excess, around: &[&str], place: &dyn Fn(&[&str]) -> Option<Range<usize>>) -> StyleError {
    let path: Vec<&str> = around.iter().copied().chain(excess.path.iter().map(String::as_str)).collect();
    let hint = limits::advice(&excess.path);
    StyleError::new(format!("`{}`: {}", path.join("."), excess.message)).at(place(&path)).hint(hint)
}

fn merged(source: &str, load: &dyn Fn(&str) -> Option<String>, depth: usize) -> Result<Table, Vec<StyleError>> {
    let own = if is_built_in(source) { trusted(source) } else { checked(source) }?;
    let base = match own.get("extends").and_then(Value::as_str) {
        Some(name) => Some(name.to_string()),
        None if source == PLAIN => None,
        None => Some("plain".to_string()),
    };
    let Some(base) = base else { return Ok(own) };
    let mut table = base_table(source, &base, load, depth)?;
    overlay(&mut table, own);
    Ok(table)
}

/// The table of the style that another extends.
fn base_table(
    source: &str,
    base: &str,
    load: &dyn Fn(&str) -> Option<String>,
    depth: usize,
) -> Result<Table, Vec<StyleError>> {
    let at = || keys::place(source, &["extends"]);
    if depth == 0 {
        let message = format!("styles extend one another more than {DEEPEST} deep");
        return Err(vec![StyleError::new(message).at(at()).hint("check that no style extends itself")]);
    }
    let Some(text) = built_in_source(base).map(str::to_string).or_else(|| load(base)) else {
        let message = format!("the style `{base}` that this one extends does not exist");
        return Err(vec![StyleError::new(message).at(at()).hint(nearest::advice(base, &built_in()))]);
    };
    merged(&text, load, depth - 1).map_err(|mut faults| {
        for fault in &mut faults {
            fault.sheet.get_or_insert_with(|| base.to_string());
        }
        faults
    })
}

fn is_built_in(source: &str) -> bool {
    BUILT_IN.iter().any(|style| style.source == source)
}

/// The table of a sheet whose keys a test has checked.
fn trusted(source: &str) -> Result<Table, Vec<StyleError>> {
    toml::from_str(source).map_err(|error| vec![keys::ungrammatical(&error, keys::STYLE)])
}

fn checked(source: &str) -> Result<Table, Vec<StyleError>> {
    keys::checked(source, &schema(), keys::STYLE)
}

/// Checks that every language has all its words: those of another language would be no stand-in. A list of words that a
/// language lacks is empty.
fn complete(table: &Table, place: &dyn Fn(&[&str]) -> Option<Range<usize>>) -> Result<(), Vec<StyleError>> {
    let words = table.get("words").and_then(Value::as_table);
    let Some(all) = words.and_then(|words| words.get("en")).and_then(Value::as_table) else { return Ok(()) };
    let mut faults = Vec::new();
    for (lang, own) in words.into_iter().flatten() {
        let missing = all.iter().filter(|(key, word)| word.is_str() && own.get(key.as_str()).is_none());
        for (key, _) in missing {
            let message = format!("`words.{lang}` lacks `{key}`");
            let hint = "give every word of the language; `masthead styles plain` shows those of English";
            faults.push(StyleError::new(message).at(place(&["words", lang])).hint(hint));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Puts `upper` over `lower`, table by table; other values, arrays too, replace what was there.
pub(super) fn overlay(lower: &mut Table, upper: Table) {
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => overlay(below, above),
            (_, value) => {
                lower.insert(key, value);
            }
        }
    }
}

fn inherit_from_body(table: &mut Table) {
    let Some(Value::Table(text)) = table.get_mut("text") else { return };
    let Some(Value::Table(body)) = text.get("body").cloned() else { return };
    for (_, role) in text.iter_mut() {
        if let Value::Table(role) = role {
            for (key, value) in &body {
                role.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(source: &str) -> Vec<(String, String, String)> {
        let faults = resolve(source, &|_| None).err().unwrap_or_default();
        let text = |fault: &StyleError| fault.range.clone().map(|range| source[range].to_string()).unwrap_or_default();
        faults
            .iter()
            .map(|fault| (text(fault), fault.message.clone(), fault.hint.clone().unwrap_or_default()))
            .collect()
    }

    fn assert_fault(source: &str, at: &str, message: &str, hint: &str) {
        let found = faults(source);
        assert_eq!(found.len(), 1, "{source}: {found:?}");
        let (text, said, advice) = &found[0];
        assert_eq!((text.as_str(), said.as_str()), (at, message), "{source}");
        assert!(advice.contains(hint), "{source}: {advice}");
    }

    #[test]
    fn built_in_styles_resolve_and_have_no_unknown_key() {
        for name in built_in() {
            let source = built_in_source(name).unwrap_or_default();
            assert_eq!(checked(source).map(|_| ()), Ok(()), "{name}");
            assert_eq!(resolve(source, &|_| None).map(|sheet| sheet.name).as_deref(), Ok(name));
            // A copy under another text is checked in every language at once.
            let copy = format!("{source}\n");
            assert_eq!(resolve(&copy, &|_| None), resolve(source, &|_| None), "{name}");
        }
    }

    #[test]
    fn plain_has_every_key_that_a_style_may_have() {
        let sheet = resolve(PLAIN, &|_| None).map(Value::try_from);
        let whole: Option<Value> = sheet.ok().and_then(Result::ok);
        let own: Option<Table> = toml::from_str(PLAIN).ok();
        let keys = |table: Option<&Table>| table.map(|table| table.keys().cloned().collect::<Vec<_>>());
        assert_eq!(keys(whole.as_ref().and_then(Value::as_table)), keys(own.as_ref()));
    }

    #[test]
    fn unknown_keys_are_refused_with_their_place_and_the_nearest_key() {
        assert_fault("[text.body]\nsiez = 12\n", "siez", "`text.body` has no key `siez`", "did you mean `size`?");
        assert_fault("[pgae]\nwidth = 1\n", "pgae", "a style has no key `pgae`", "did you mean `page`?");
        assert_fault(
            "colours.acent = { rgb = \"#ff0000\", cmyk = [0, 1, 2, 3] }",
            "acent",
            "`colours` has no key `acent`",
            "did you mean `accent`?",
        );
    }

    #[test]
    fn values_of_the_wrong_kind_are_refused_with_their_place() {
        assert_fault(
            "page.width = \"21cm\"",
            "\"21cm\"",
            "`page.width` is a text, where a number belongs",
            "without a unit",
        );
        assert_fault("page.mirror = 1", "1", "`page.mirror` is a number, where true or false belongs", "true or false");
        assert_fault(
            "colours.accent = \"#8a1538\"",
            "\"#8a1538\"",
            "`colours.accent` is a text, where a table belongs",
            "`{ rgb = \"#c8102e\", cmyk = [0, 80, 80, 0] }`",
        );
        assert_fault("text = 3", "3", "`text` is a number, where a table belongs", "schema style");
        assert_fault(
            "text.title.align = \"center\"",
            "\"center\"",
            "`text.title.align` cannot be `center`",
            "`centre`",
        );
        assert_fault(
            "text.title.size = nan",
            "nan",
            "`text.title.size` is a number that is not finite, where a number belongs",
            "without",
        );
        assert_fault(
            "colours.accent = { rgb = \"#ff0000\" }",
            "{ rgb = \"#ff0000\" }",
            "`colours.accent` lacks `cmyk`",
            "give it too",
        );
    }

    #[test]
    fn values_that_cannot_be_set_are_refused_with_their_place() {
        assert_fault("page.inner = 190", "190", "`page.inner`: the margins leave less than an inch of measure", "");
        assert_fault("text.title.size = 0", "0", "`text.title.size`: 0 pt is not a size that can be set", "");
        assert_fault(
            "colours.accent = { rgb = \"red\", cmyk = [0, 1, 2, 3] }",
            "\"red\"",
            "`colours.accent.rgb`: the colour `red` is not written as `#rrggbb`",
            "",
        );
    }

    #[test]
    fn lengths_that_would_put_words_off_the_page_are_refused_with_their_place() {
        let set_in = "the text is set in so far that less than an inch of measure is left";
        assert_fault("text.quote.left = 50", "50", &format!("`text.quote.left`: {set_in}"), "");
        assert_fault("text.quote.right = -1", "-1", "`text.quote.right`: the text would stand outside the measure", "");
        assert_fault(
            "text.heading-3.indent = 90",
            "90",
            "`text.heading-3.indent`: the first line has less than an inch of measure",
            "",
        );
        let outside = "`text.body.indent`: the first line would begin outside the measure";
        assert_fault("text.body.indent = -20", "-20", outside, "");
        let close = "`text.body.leading`: lines of 11 pt would stand on one another";
        assert_fault("text.body.leading = 3", "3", close, "");
        let off = "mm from the text is not in the margin at the";
        assert_fault("running-head.gap = 500", "500", &format!("`running-head.gap`: 500 {off} head of the page"), "");
        assert_fault("folio.gap = -100", "-100", &format!("`folio.gap`: -100 {off} foot of the page"), "");
        let crushed = "`boxes.padding`: the length is less than nothing or leaves less than an inch of measure";
        assert_fault("boxes.padding = 400", "400", crushed, "");
        assert_fault("text.title.after = -9", "-9", "`text.title.after`: -9 pt is not a space that can be left", "");
        assert_fault(
            "masthead.drop = 200",
            "200",
            "`masthead.drop`: the length is less than nothing or more than half the text block",
            "",
        );
        assert_fault("text.body.size = 900", "900", "`text.body.size`: 900 pt is not a size that can be set", "");
        assert_fault("text.title.tracking = 9", "9", "`text.title.tracking`: letters cannot be set 9 em apart", "");
    }

    #[test]
    fn patterns_that_cannot_be_printed_are_refused_with_their_place() {
        assert_fault(
            "words.en.designation = \"{serise}\"",
            "\"{serise}\"",
            "`words.en.designation`: there is no field `{serise}` here; did you mean `series`? known are \
             series, number, roman, whole, supplement, corrected-number, corrected-supplement, corrected-year, year, date, \
             publisher",
            "",
        );
        assert_fault("folio.pattern = \"{page\"", "\"{page\"", "`folio.pattern`: the `{` is never closed", "");
    }

    #[test]
    fn a_language_has_the_keys_of_a_style_but_those_that_stand_once() {
        assert_fault(
            "lang.zh.text.body.siez = 12",
            "siez",
            "`lang.zh.text.body` has no key `siez`",
            "did you mean `size`?",
        );
        assert_fault(
            "[lang.zh]\nextends = \"plain\"",
            "extends",
            "`lang.zh` has no key `extends`",
            "known are boxes, colours",
        );
        assert_fault(
            "lang.zh.text.body.size = 0",
            "0",
            "`lang.zh.text.body.size`: 0 pt is not a size that can be set",
            "",
        );
    }

    #[test]
    fn what_is_not_toml_is_refused_with_its_place() {
        let found = faults("page = [1,\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("the style sheet is not TOML: "), "{found:?}");
    }

    #[test]
    fn extending_what_does_not_exist_or_itself_is_refused() {
        assert_fault(
            "extends = \"plan\"",
            "\"plan\"",
            "the style `plan` that this one extends does not exist",
            "`plain`",
        );
        let round = "extends = \"round.toml\"";
        let found = resolve(round, &|_| Some(round.to_string())).err().unwrap_or_default();
        assert_eq!(found[0].message, "styles extend one another more than 8 deep");
    }

    #[test]
    fn a_fault_of_an_extended_sheet_names_that_sheet() {
        let found = resolve("extends = \"base.toml\"", &|_| Some("[paper]".to_string())).err().unwrap_or_default();
        assert_eq!(found[0].sheet.as_deref(), Some("base.toml"));
        assert_eq!(found[0].range, Some(1..6));
    }

    #[test]
    fn a_language_needs_all_its_words() {
        let found = faults("[words.fr]\nissue-line = \"no {number}\"\n");
        assert!(
            found.iter().all(|(at, message, _)| at == "fr" && message.starts_with("`words.fr` lacks")),
            "{found:?}"
        );
        assert!(found.len() > 5);
    }
}
