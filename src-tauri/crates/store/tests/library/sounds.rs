use store::{SoundState, TakeFilter};

use crate::support::{Library, take};

const AT: &str = "2026-11-23T12:00:00+01:00";

#[test]
fn the_sound_of_a_take_goes_and_comes_back_and_the_take_stays() {
    let library = Library::new();
    let debrief = library.keep("a", 1, &["We dropped the portal."]);
    library.store.insert_take(&take("b", 2)).unwrap();
    let state = |id: &str| library.store.take(id).unwrap().unwrap().sound;
    assert_eq!((state("a"), state("b")), (SoundState::Kept, SoundState::Kept));
    library.store.set_sound("a", SoundState::Binned, AT).unwrap();
    assert_eq!((state("a"), state("b")), (SoundState::Binned, SoundState::Kept));
    assert_eq!(library.store.debrief("a").unwrap(), Some(debrief), "the words stay");
    let bin = library.store.binned_sounds().unwrap();
    assert_eq!((bin[0].id.as_str(), bin[0].deleted_at.as_str(), bin[0].sound_only), ("a", AT, true));
    assert_eq!(library.store.deleted().unwrap(), [], "the take itself is not in the bin");
    let listed = library.store.takes(&TakeFilter::default()).unwrap();
    assert_eq!(listed.iter().map(|take| take.sound).collect::<Vec<_>>(), [SoundState::Kept, SoundState::Binned]);

    library.store.set_sound("a", SoundState::Kept, AT).unwrap();
    assert_eq!((state("a"), library.store.binned_sounds().unwrap()), (SoundState::Kept, vec![]));
    library.store.set_sound("a", SoundState::Gone, AT).unwrap();
    assert_eq!((state("a"), library.store.binned_sounds().unwrap()), (SoundState::Gone, vec![]));
    assert!(library.store.set_sound("x", SoundState::Gone, AT).is_err());
    assert!(library.store.set_sound("a", SoundState::Gone, "soon").is_err());
}
