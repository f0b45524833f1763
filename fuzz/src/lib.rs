//! Fuzzing of the readers: where an input goes, how one is made from another, and how much memory it may take.

#![forbid(unsafe_code)]

pub mod journey;
pub mod mutate;

/// What one input may have of the heap at once. More ends the run, and the input is kept.
pub const MOST_MEMORY: usize = 512 << 20;

/// A target: where its inputs go, and the words of its format.
#[macro_export]
macro_rules! target {
    ($travel:expr, $words:literal) => {
        #[global_allocator]
        static HEAP: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, $crate::MOST_MEMORY);

        static WORDS: std::sync::LazyLock<Vec<String>> =
            std::sync::LazyLock::new(|| $crate::mutate::words(include_str!(concat!("../words/", $words, ".txt"))));

        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $travel(bytes));

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            if seed % 2 == 0 {
                return libfuzzer_sys::fuzzer_mutate(data, size, most);
            }
            let mut chance = $crate::mutate::Chance::new(u64::from(seed));
            let mutant = $crate::mutate::mutant(&data[..size], &WORDS, &mut chance);
            let length = mutant.len().min(most).min(data.len());
            data[..length].copy_from_slice(&mutant[..length]);
            length
        });
    };
}
