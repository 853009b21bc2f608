//! How a good file becomes nonsense.

use proptest::{prelude::*, sample::Index};

/// Values that programs trip over: ends of ranges, and characters that mean something to a parser.
const AWKWARD: [&[u8]; 16] = [
    &[0],
    &[0xff],
    &[0x7f],
    &[0xff; 4],
    &[0; 4],
    &[0, 0, 0, 0x80],
    &[0xff, 0xff, 0xff, 0x7f],
    &[0xff; 8],
    b"\"",
    b"{",
    b"[[[[[[[[",
    b"\n",
    b"-1",
    b"99999999999999999999",
    b"\xf0\x9f\x98\x80",
    b"\xc3\x28",
];

/// One change to a file.
#[derive(Debug, Clone)]
enum Edit {
    /// The rest is gone.
    Cut(Index),
    /// A stretch is gone.
    Remove(Index, u8),
    /// A stretch is there twice.
    Repeat(Index, u8),
    /// Some bytes are others.
    Overwrite(Index, Vec<u8>),
    /// Something is there that was not.
    Insert(Index, Vec<u8>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let bytes = || {
        prop_oneof![
            prop::sample::select(&AWKWARD[..]).prop_map(<[u8]>::to_vec),
            prop::collection::vec(any::<u8>(), 1..8),
        ]
    };
    prop_oneof![
        1 => any::<Index>().prop_map(Edit::Cut),
        2 => any::<(Index, u8)>().prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => any::<(Index, u8)>().prop_map(|(at, length)| Edit::Repeat(at, length)),
        6 => (any::<Index>(), bytes()).prop_map(|(at, bytes)| Edit::Overwrite(at, bytes)),
        3 => (any::<Index>(), bytes()).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
    ]
}

/// A few changes; where `head` is given, most of them in the first so many bytes.
#[derive(Debug, Clone)]
pub struct Edits {
    edits: Vec<(bool, Edit)>,
    head: usize,
}

/// Changes all over a file.
pub fn edits() -> impl Strategy<Value = Edits> {
    edits_of_head(usize::MAX)
}

/// Changes of which most are in the first `head` bytes, where headers are.
pub fn edits_of_head(head: usize) -> impl Strategy<Value = Edits> {
    let anywhere = prop::bool::weighted(0.2);
    prop::collection::vec((anywhere, edit()), 1..6).prop_map(move |edits| Edits { edits, head })
}

impl Edits {
    /// The file with all of them.
    pub fn of(&self, good: &[u8]) -> Vec<u8> {
        let mut bytes = good.to_vec();
        for (anywhere, edit) in &self.edits {
            let within = if *anywhere { bytes.len() } else { bytes.len().min(self.head) };
            edit.apply(&mut bytes, within);
        }
        bytes
    }

    /// The same of a text; bytes that are none become replacement characters.
    pub fn of_text(&self, good: &str) -> String {
        String::from_utf8_lossy(&self.of(good.as_bytes())).into_owned()
    }
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>, within: usize) {
        let place = |at: &Index| if within == 0 { 0 } else { at.index(within) };
        let stretch = |at: &Index, length: u8, all: usize| place(at)..(place(at) + usize::from(length)).min(all);
        match self {
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Remove(at, length) => drop(bytes.drain(stretch(at, *length, bytes.len()))),
            Self::Repeat(at, length) => {
                let again = bytes[stretch(at, *length, bytes.len())].to_vec();
                bytes.splice(place(at)..place(at), again);
            }
            Self::Overwrite(at, with) => {
                let end = (place(at) + with.len()).min(bytes.len());
                bytes.splice(place(at)..end, with.iter().copied());
            }
            Self::Insert(at, what) => drop(bytes.splice(place(at)..place(at), what.iter().copied())),
        }
    }
}
