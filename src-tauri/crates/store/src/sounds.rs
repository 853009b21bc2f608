//! The sound of takes, where it goes before they do: into the bin, and then for good.

use rusqlite::params;

use crate::{BinnedTake, SoundState, Store, StoreError, bin::binned, columns::to_word, takes::instant_ms};

impl Store {
    /// Notes what has become of the sound of a take since `at` (RFC 3339), of one in the bin too.
    pub fn set_sound(&self, id: &str, sound: SoundState, at: &str) -> Result<(), StoreError> {
        instant_ms(at)?;
        let since = (sound != SoundState::Kept).then_some(at);
        self.write(|db| {
            let changed = db
                .prepare_cached("UPDATE takes SET sound = ?2, sound_since = ?3 WHERE id = ?1")?
                .execute(params![id, to_word(sound), since])?;
            if changed == 0 { Err(StoreError::NoSuchTake { id: id.to_owned() }) } else { Ok(()) }
        })
    }

    /// Takes outside the bin whose sound is in it, the last first.
    pub fn binned_sounds(&self) -> Result<Vec<BinnedTake>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id, sound_since, recorded_at, question, file FROM takes
                 WHERE sound = 'binned' AND deleted_at IS NULL ORDER BY julianday(sound_since) DESC, seq DESC",
            )?;
            let takes = statement.query_map([], |row| binned(row, true))?;
            Ok(takes.collect::<Result<_, _>>()?)
        })
    }

    /// Takes outside the bin that the speaker marked as the best telling of a story.
    pub fn best_takes(&self) -> Result<Vec<String>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id FROM best_takes JOIN takes ON takes.seq = best_takes.take WHERE deleted_at IS NULL",
            )?;
            let ids = statement.query_map([], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })
    }
}
