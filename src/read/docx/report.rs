//! What was met in a manuscript that a bulletin does not have: told once for each kind, with its number.

use super::desk::Desk;
use super::met::Met;
use crate::diagnostics::{Diagnostic, code, counted::counted};
use crate::read::Revisions;

/// Reports everything that was met.
pub(super) fn tell(desk: &mut Desk<'_>) {
    desk.tell_remarks();
    let met = desk.met().clone();
    for (what, (count, span)) in met {
        desk.sink.report(said(what, count, desk.revisions).at(span));
    }
}

fn said(what: Met, count: usize, revisions: Revisions) -> Diagnostic {
    let told = what.account();
    let message = counted(count, told.one, told.many);
    let settled = |how: &str| Diagnostic::new(told.code, format!("{message} {how}"));
    let is_tracked = told.code == code::REVISIONS_SETTLED;
    let finding = match revisions {
        _ if !is_tracked => Diagnostic::new(told.code, message),
        Revisions::Accept => settled("accepted"),
        Revisions::Reject => settled("rejected"),
        Revisions::Fail => Diagnostic::new(code::REVISIONS_OPEN, format!("{message} found")),
    };
    finding.hint(told.hint)
}
