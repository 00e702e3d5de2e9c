//! The hash of words and features: part of the format of the compiled-in
//! data, so it must never change without training anew.

use std::hash::Hasher as _;

use fnv::FnvHasher;

/// FNV-1a over bytes, with a last round that spreads it over all 64 bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct FeatureHasher(u64);

impl FeatureHasher {
    pub(super) fn new() -> FeatureHasher {
        FeatureHasher(FnvHasher::default().finish())
    }

    pub(super) fn byte(&mut self, byte: u8) {
        let mut hasher = FnvHasher::with_key(self.0);
        hasher.write(&[byte]);
        self.0 = hasher.finish();
    }

    pub(super) fn finish(self) -> u64 {
        let spread = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        spread ^ (spread >> 29)
    }
}

/// The hash of `word` as it stands.
pub(super) fn word(word: &str) -> u64 {
    bytes(word.as_bytes())
}

/// The hash of `bytes`.
pub(super) fn bytes(bytes: &[u8]) -> u64 {
    let mut hasher = FeatureHasher::new();
    for byte in bytes {
        hasher.byte(*byte);
    }
    hasher.finish()
}

/// The hash of `word` in lower case.
pub(super) fn lower(word: &str) -> u64 {
    let mut hasher = FeatureHasher::new();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hasher.byte(byte.to_ascii_lowercase()));
    } else {
        let mut utf8 = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            c.encode_utf8(&mut utf8).bytes().for_each(|byte| hasher.byte(byte));
        }
    }
    hasher.finish()
}

/// The hash of a pair; the order counts.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    let mixed = (first ^ second.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 31)
}

/// A map whose keys are hashes of this module already.
pub(super) type HashMap<V> = std::collections::HashMap<u64, V, std::hash::BuildHasherDefault<AsIs>>;

/// A set of hashes of this module.
pub(super) type HashSet = std::collections::HashSet<u64, std::hash::BuildHasherDefault<AsIs>>;

/// Takes a `u64` key as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsIs(u64);

impl std::hash::Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = pair(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
