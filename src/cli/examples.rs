//! What `masthead help COMMAND` shows as examples.

pub(super) const BUILD: &str = "Examples:\n\
\x20 masthead build issue.md\n\
\x20 masthead build issue.md --style plain --to pdf -o out\n\
\x20 masthead build 2023 -o out --report report.json\n\
\x20 masthead build issue.md --to pdf --pdf x-4 -o press\n\
\x20 masthead build 2023 -o out --watch";
pub(super) const CHECK: &str = "Examples:\n\
\x20 masthead check issue.md\n\
\x20 masthead check .\n\
\x20 masthead check . --fix\n\
\x20 masthead check . --deny warnings --message-format short";
pub(super) const PREVIEW: &str = "Examples:\n\
\x20 masthead preview issue.md\n\
\x20 masthead preview issue.md --open\n\
\x20 masthead preview issue.md --style plain --port 4000";
pub(super) const NEW: &str = "Examples:\n\
\x20 masthead new\n\
\x20 masthead new --date 2024-04-12 --lang en\n\
\x20 masthead new --supplement\n\
\x20 masthead new --corrects 2024-02";
pub(super) const INDEX: &str = "Examples:\n\
\x20 masthead index\n\
\x20 masthead index --to html,pdf --lang zh -o index\n\
\x20 masthead index --year 2024 --to csv -o -";
pub(super) const IMPORT: &str = "Examples:\n\
\x20 masthead import manuscript.docx -o issue.md\n\
\x20 masthead import manuscript.docx --revisions reject\n\
\x20 masthead import old/*.txt -o sources";
pub(super) const DIFF: &str = "Examples:\n\
\x20 masthead diff before.md after.docx\n\
\x20 masthead diff before.md after.md --json";
pub(super) const ARCHIVE: &str = "Examples:\n\
\x20 masthead archive issue.md -o bag\n\
\x20 masthead archive 2023 -o bags --zip";
pub(super) const VERIFY: &str = "Examples:\n\
\x20 masthead verify bags\n\
\x20 masthead verify bags --quick --log fixity.jsonl\n\
\x20 masthead verify bags --series 2023";
pub(super) const INSPECT: &str = "Examples:\n\
\x20 masthead inspect issue.md\n\
\x20 masthead inspect manuscript.docx -v";
pub(super) const REPORT: &str = "Examples:\n\
\x20 masthead report merge shard-1.json shard-2.json -o report.json";
pub(super) const SCHEMA: &str = "Examples:\n\
\x20 masthead schema\n\
\x20 masthead schema series";
pub(super) const STYLES: &str = "Examples:\n\
\x20 masthead styles\n\
\x20 masthead styles pujiang\n\
\x20 masthead styles pujiang --explain page.inner";
pub(super) const FONTS: &str = "Examples:\n\
\x20 masthead fonts issue.md\n\
\x20 masthead fonts --style gbt9704 --font-path fonts";
pub(super) const EXPLAIN: &str = "Examples:\n\
\x20 masthead explain note-missing\n\
\x20 masthead explain";
pub(super) const COMPLETIONS: &str = "Examples:\n\
\x20 masthead completions bash";
pub(super) const MAN: &str = "Examples:\n\
\x20 masthead man build";
pub(super) const LSP: &str = "Examples:\n\
\x20 masthead lsp\n\
\x20 masthead lsp --style house.toml --font-path fonts";

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may fail loudly")]
mod tests {
    use super::super::args::Arguments;
    use super::*;
    use clap::Parser;

    const ALL: [&str; 18] = [
        BUILD,
        CHECK,
        PREVIEW,
        NEW,
        INDEX,
        IMPORT,
        DIFF,
        ARCHIVE,
        VERIFY,
        INSPECT,
        REPORT,
        SCHEMA,
        STYLES,
        FONTS,
        LSP,
        EXPLAIN,
        COMPLETIONS,
        MAN,
    ];

    #[test]
    fn every_example_is_understood() {
        for line in ALL.iter().flat_map(|examples| examples.lines().skip(1)) {
            if let Err(error) = Arguments::try_parse_from(line.split_whitespace()) {
                panic!("{line}: {error}");
            }
        }
    }
}
