//! Counts in messages.

/// A count with the words for one, or those for any other number: `1 picture was left out`, `3 pictures were left out`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_as_one() {
        let told = |count| counted(count, "cell was joined", "cells were joined");
        assert_eq!([told(0), told(1), told(2)], ["0 cells were joined", "1 cell was joined", "2 cells were joined"]);
    }
}
