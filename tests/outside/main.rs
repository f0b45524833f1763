//! Backends and filters that are no part of the crate: those of other crates, and those that are programs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::duplicate_mod, reason = "each example is a program of its own")]

mod attacks;
#[path = "../cli/desk.rs"]
#[allow(dead_code, reason = "others use the rest of it")]
mod desk;
mod documents;
#[path = "../../examples/docx_rs_backend.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod docx_rs_backend;
mod examples;
mod filters;
mod library;
#[path = "../../examples/printpdf_backend.rs"]
#[allow(dead_code, reason = "its `main` is for people")]
mod printpdf_backend;
mod programs;
mod series;
mod trust;
mod words;
