//! The file's account of itself: what it was made from, by what, and what was repaired on the way. No time of the run.

use super::Article;
use crate::ast::{Anomaly, Block, walk};
use crate::diagnostics::render::plain;

impl Article<'_> {
    /// Writes the processing metadata.
    pub(super) fn provenance(&mut self) {
        let tables = if self.has_tables() { "xhtml" } else { "none" };
        self.pen.open(
            "processing-meta",
            &[("base-tagset", "archiving"), ("table-model", tables), ("tagset-family", "jats")],
        );
        let provenance = &self.issue.document.provenance;
        self.pen.open("custom-meta-group", &[("content-type", "provenance")]);
        self.pen.custom_meta("source", "", &provenance.source);
        self.pen.custom_meta("source-format", "", &provenance.format);
        self.pen.custom_meta("source-sha-256", "", &provenance.sha256);
        self.pen.custom_meta("generator", "", concat!("masthead ", env!("CARGO_PKG_VERSION")));
        self.pen.custom_meta("style", "", &self.issue.style.name);
        let asked = self.issue.document.front.style.as_deref();
        self.pen.custom_meta("style-in-source", "", asked.unwrap_or_default());
        self.pen.close();
        if !provenance.anomalies.is_empty() {
            self.pen.open("custom-meta-group", &[("content-type", "anomalies")]);
            for anomaly in &provenance.anomalies {
                self.pen.custom_meta(&anomaly.code, "", &account(anomaly));
            }
            self.pen.close();
        }
        self.pen.close();
    }

    fn has_tables(&self) -> bool {
        let mut found = false;
        for root in walk::roots(self.issue.document) {
            walk::blocks(root, &mut |block| found |= matches!(block, Block::Table(_)));
        }
        found
    }
}

fn account(anomaly: &Anomaly) -> String {
    // What was wrong with a name may be a character that no XML can hold.
    let message = plain(&anomaly.message);
    match (anomaly.line, anomaly.column) {
        (0, _) => message,
        (line, 0) => format!("line {line}: {message}"),
        (line, column) => format!("line {line}, column {column}: {message}"),
    }
}
