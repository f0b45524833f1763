//! Chinese text on a line (Requirements for Chinese Text Layout, W3C: clreq): which marks may stand at its edges, what
//! room marks take, the room between Han and Western letters, and who gives way when a line is filled.

mod breaks;
mod fill;
mod gaps;
mod marks;

pub(super) use breaks::{amend_breaks, row_seams};
pub(super) use fill::{Room, fill};
pub(super) use gaps::{Blank, Cell, Gap, Order, keep_first_blank, open_gaps};
pub(super) use marks::{empty_parts, is_half_dash, is_half_empty};
