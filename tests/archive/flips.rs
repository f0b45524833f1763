//! One bit that changes anywhere in a bag is found, and the file that it is in is named.

use crate::desk_with_issue;
use crate::seal::bag;
use masthead::archive::zip::{self, ZipShelf};
use masthead::archive::{Asked, Bag, Checked, check};

const QUICK: Asked = Asked { quick: true, faces: Vec::new() };

/// So many bits are chosen at random.
const CHOSEN: usize = 200;

/// A row of numbers that is the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        // Steele, Lea and Flood: SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as usize % most
    }
}

fn made() -> Bag {
    let desk = desk_with_issue();
    desk.run(&["archive", "issue.md", "-o", "kept"]).assert(0, &[]);
    bag(&desk, "kept")
}

fn names(checked: &Checked, path: &str) -> bool {
    !checked.is_sound() && checked.findings.iter().any(|finding| finding.file == path)
}

#[track_caller]
fn flip(bag: &mut Bag, path: &str, bit: usize) {
    bag.files.get_mut(path).unwrap()[bit / 8] ^= 1 << (bit % 8);
    let checked = check(bag, &QUICK);
    assert!(names(&checked, path), "bit {bit} of {path}: {:?}", checked.findings);
    bag.files.get_mut(path).unwrap()[bit / 8] ^= 1 << (bit % 8);
}

#[test]
fn in_any_file_of_a_folder() {
    let mut bag = made();
    assert!(check(&bag, &QUICK).findings.is_empty());
    let sizes: Vec<(String, usize)> = bag.files.iter().map(|(path, bytes)| (path.clone(), bytes.len() * 8)).collect();
    for (path, bits) in &sizes {
        for bit in [0, 5, bits / 3, bits / 2, bits - 9, bits - 1] {
            flip(&mut bag, path, bit);
        }
    }
    let mut chance = Chance(41);
    for _ in 0..CHOSEN {
        let (path, bits) = &sizes[chance.below(sizes.len())];
        flip(&mut bag, path, chance.below(*bits));
    }
    assert!(check(&bag, &QUICK).findings.is_empty());
}

/// Nothing lists these, so that their form must hold every bit.
#[test]
fn in_the_manifests_that_nothing_lists() {
    let mut bag = made();
    // The check is of the whole bag: with a small payload it is a quick one for each bit.
    bag.files.retain(|path, _| !path.starts_with("data/") || path == "data/source/issue.md");
    crate::seal::reseal(&mut bag);
    for path in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "bagit.txt", "bag-info.txt"] {
        for byte in 0..bag.files[path].len() {
            flip(&mut bag, path, byte * 8 + byte % 8);
        }
    }
}

#[test]
fn in_any_part_of_a_zip_file() {
    let bag = made();
    let sound = zip::write(&bag).unwrap();
    let judge = |bytes: &[u8]| check(&ZipShelf::open(bytes).unwrap(), &QUICK);
    assert!(judge(&sound).findings.is_empty());
    // Where the bytes of each file are: all else is headers, and the list at the end.
    let (mut places, mut at) = (Vec::new(), 0);
    for (path, bytes) in &bag.files {
        let start = at + 30 + bag.name.len() + 1 + path.len();
        places.push((path.as_str(), start..start + bytes.len()));
        at = start + bytes.len();
    }
    let flip = |bit: usize| {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let checked = judge(&bytes);
        match places.iter().find(|(_, place)| place.contains(&(bit / 8))) {
            Some((path, _)) => assert!(names(&checked, path), "bit {bit} in {path}: {:?}", checked.findings),
            None => assert!(!checked.is_sound(), "bit {bit} of the headers"),
        }
    };
    let mut chance = Chance(7);
    (0..CHOSEN).for_each(|_| flip(chance.below(sound.len() * 8)));
    // A bit of every field of the headers of the first, one in the middle and the last entry, and of the end.
    let heads = [0, places[6].1.start - 30 - bag.name.len() - 1 - places[6].0.len(), at, sound.len() - 22];
    for (start, length) in heads.into_iter().zip([30, 30, 46, 22]) {
        (start..start + length).for_each(|byte| flip(byte * 8 + chance.below(8)));
    }
}
