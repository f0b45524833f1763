//! What the lines of an issue say by their form: its masthead, its imprint, the labels of its parts. Readers of sources that do
//! not name the parts ask here, a transcript's and a manuscript's alike.

pub(super) mod figures;
pub(super) mod imprint;
pub(super) mod labels;
pub(super) mod lines;
pub(super) mod masthead;
pub(super) mod names;
pub(super) mod repairs;
pub(super) mod sentences;
