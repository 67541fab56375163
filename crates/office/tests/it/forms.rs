//! Opening a database of each kind: where nothing is, where it is of today's form, where a newer program wrote it.

use crate::stores::{Place, TENANT, agency, in_a_file};
use office::store::At;
use office::{OfficeError, Store};
use rusqlite::{Connection, OpenFlags};

/// Makes it look as if a newer program had written it.
type Renew = fn(&At, &Place);

fn check((at, place): (At, Place), renew: Renew) {
    let as_it_is = || Store::open_as_it_is(at.clone());
    let open = || Store::open(at.clone());
    let make = || Store::make(at.clone());
    for _ in 0..2 {
        assert!(matches!(open(), Err(OfficeError::NoDatabase)));
        assert!(matches!(as_it_is(), Err(OfficeError::NoDatabase)));
    }
    make().unwrap().found(&agency(TENANT)).unwrap();
    assert!(matches!(make(), Err(OfficeError::DatabaseUsed)));
    for store in [open(), as_it_is(), open()] {
        assert_eq!(store.unwrap().agency().unwrap(), Some(agency(TENANT)));
    }
    let beside = (open().unwrap(), as_it_is().unwrap());
    let named = office::store::Agency { name: "Another".into(), ..agency(TENANT) };
    beside.1.set_name(TENANT.into(), "Another").unwrap();
    assert_eq!(beside.0.agency().unwrap(), Some(named), "it writes beside the other");
    drop(beside);

    renew(&at, &place);
    assert!(matches!(open(), Err(OfficeError::Newer { found: 99, .. })));
    assert!(matches!(as_it_is(), Err(OfficeError::Newer { found: 99, .. })));
    assert!(matches!(make(), Err(OfficeError::DatabaseUsed)));
}

#[test]
fn of_a_file() {
    check(in_a_file(), |at, _| {
        let At::File(path, key) = at else { panic!("{at:?}") };
        let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
        file.execute_batch(&key.statement()).unwrap();
        file.pragma_update(None, "user_version", 99).unwrap();
    });
}

#[test]
fn a_file_in_which_nothing_is_yet_is_none_and_may_become_one() {
    let (at, _place) = in_a_file();
    let At::File(path, _) = &at else { panic!("{at:?}") };
    std::fs::write(path, b"").unwrap();
    assert!(matches!(Store::open(at.clone()), Err(OfficeError::NoDatabase)));
    assert!(matches!(Store::open_as_it_is(at.clone()), Err(OfficeError::NoDatabase)));
    assert_eq!(std::fs::read(path).unwrap(), b"", "nothing was written");
    assert_eq!(Store::make(at).unwrap().agency().unwrap(), None);
}

#[cfg(unix)]
#[test]
fn of_a_server_s_database() {
    use crate::cluster::Database;

    check(crate::stores::at_a_server(), |_, place| {
        let database: &Database = place.downcast_ref().unwrap();
        database.client().execute("INSERT INTO doorstep_form (form) VALUES (99)", &[]).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_database_that_a_server_does_not_have_is_none() {
    let url = crate::cluster::shared().url("never_made");
    let at = At::Postgres(url.parse().unwrap());
    assert!(matches!(Store::open(at.clone()), Err(OfficeError::NoDatabase)));
    assert!(matches!(Store::make(at), Err(OfficeError::NoDatabase)));
}

#[cfg(unix)]
#[test]
fn of_several_who_make_it_at_once_one_does() {
    let (at, _place) = crate::stores::at_a_server();
    let makers: Vec<_> = (0..4)
        .map(|_| {
            let at = at.clone();
            std::thread::spawn(move || match Store::make(at) {
                Ok(_) => true,
                Err(OfficeError::DatabaseUsed) => false,
                Err(error) => panic!("{error:?}"),
            })
        })
        .collect();
    let made: Vec<bool> = makers.into_iter().map(|maker| maker.join().unwrap()).collect();
    assert_eq!(made.iter().filter(|made| **made).count(), 1, "{made:?}");
}
