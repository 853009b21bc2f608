use interview::amendments::Amendments;
use store::HeardBefore;

use crate::support::{Library, debrief};

const AT: &str = "2026-11-23T12:00:00+01:00";

#[test]
fn what_a_take_was_before_it_was_heard_again_is_kept_until_it_is_put_back() {
    let library = Library::new();
    let first = library.keep("a", 1, &["We dropped the portal."]);
    assert_eq!(library.store.heard_before("a").unwrap(), None);
    let second = debrief(&["We stopped the portal."], 4);
    let before = HeardBefore { heard_again_at: AT.into(), debrief: first.clone(), amendments: Amendments::default() };
    library.store.keep_heard_again("a", &second, &Amendments::default(), &before).unwrap();
    assert_eq!(library.store.debrief("a").unwrap(), Some(second));
    assert_eq!(library.store.heard_before("a").unwrap(), Some(before));

    library.store.keep_put_back("a", &first, &Amendments::default(), AT).unwrap();
    assert_eq!(library.store.debrief("a").unwrap(), Some(first));
    assert_eq!(library.store.heard_before("a").unwrap(), None);
}

#[test]
fn nothing_of_it_is_left_of_a_take_that_is_gone() {
    let library = Library::new();
    let first = library.keep("a", 1, &["We dropped the portal."]);
    let before = HeardBefore { heard_again_at: AT.into(), debrief: first.clone(), amendments: Amendments::default() };
    library.store.keep_heard_again("a", &first, &Amendments::default(), &before).unwrap();
    library.store.delete("a", AT).unwrap();
    assert_eq!(library.store.heard_before("a").unwrap(), None, "in the bin it is not shown");
    library.store.purge("a").unwrap();
    let db = rusqlite::Connection::open(library.file()).unwrap();
    let left: i64 = db.query_row("SELECT count(*) FROM heard_before", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}
