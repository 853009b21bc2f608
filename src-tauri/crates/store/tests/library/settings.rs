use store::{Settings, Store, Theme};

use crate::support::Library;

#[test]
fn settings_are_their_defaults_until_they_are_kept() {
    let library = Library::new();
    assert_eq!(library.store.settings().unwrap(), Settings::default());
    let chosen = Settings {
        microphone: Some("usb".to_owned()),
        theme: Theme::Dark,
        captions: false,
        think_s: 0,
        export_folder: Some("/home/ada/Antworten".to_owned()),
        welcomed: true,
        ..Settings::default()
    };
    library.store.save_settings(&chosen).unwrap();
    let again = Store::open(&library.file()).unwrap();
    assert_eq!(again.settings().unwrap(), chosen);
    again.save_settings(&Settings::default()).unwrap();
    assert_eq!(library.store.settings().unwrap(), Settings::default());
}

#[test]
fn a_setting_that_cannot_be_read_leaves_the_others_alone() {
    let library = Library::new();
    library.store.save_settings(&Settings { think_s: 60, theme: Theme::Light, ..Settings::default() }).unwrap();
    let db = rusqlite::Connection::open(library.file()).unwrap();
    db.execute_batch(
        "UPDATE settings SET value = '\"sepia\"' WHERE name = 'theme';
         UPDATE settings SET value = 'no json' WHERE name = 'captions';
         INSERT INTO settings VALUES ('from_the_future', '1');",
    )
    .unwrap();
    assert_eq!(library.store.settings().unwrap(), Settings { think_s: 60, ..Settings::default() });
    library.store.save_settings(&Settings::default()).unwrap();
    let kept: i64 =
        db.query_row("SELECT count(*) FROM settings WHERE name = 'from_the_future'", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1, "what a newer Debrief chose is left alone");
}
