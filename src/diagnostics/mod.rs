//! What went wrong or was repaired: where, how bad, and what to do about it.
//!
//! A [`Diagnostic`] carries data only; [`render`] turns it into text for people and machines.

pub mod code;
pub mod counted;
mod diagnostic;
pub mod nearest;
mod placed;
pub mod render;
mod sink;
mod source;
mod span;

pub use code::Code;
pub use diagnostic::{Diagnostic, Severity};
pub use placed::{Place, Placed};
pub use sink::Sink;
pub use source::{Position, Source};
pub use span::Span;
