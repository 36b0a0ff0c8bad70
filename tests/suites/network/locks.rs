//! What is locked and kept, and that nothing changes unasked. The hosts are made up.

use std::fs;
use std::sync::Arc;
use std::thread;

use bindery::cli::Exit;
use bindery::{Build, Target};

use super::{Internet, document, errors, files, fine, put, room, says, text};

const MONEY: &str = "type: object\nproperties:\n  cents: { type: integer }\n";
const AT: &str = "https://schemas.example/money.yaml";
const DIGEST: &str = "c133d792613896e46f367661351f0c1a4f31da91dfa47680bc10a57276a2feec";

/// A generated room whose document refers to `AT`, and its hosts.
fn taken() -> (tempfile::TempDir, Arc<Internet>) {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = room(&[AT], &["schemas.example"]);
    fine(room.path(), &internet, "generate");
    assert_eq!(internet.asked(), [AT]);
    (room, internet)
}

/// The one file that is kept.
fn kept(room: &tempfile::TempDir) -> String {
    let kept = files(&room.path().join("bindery.vendor")).into_keys().find(|name| !name.starts_with('.'));
    format!("bindery.vendor/{}", kept.unwrap_or_default())
}

#[test]
fn what_is_taken_is_locked_and_kept_and_not_asked_for_again() {
    let (room, internet) = taken();
    assert_eq!(
        text(room.path(), "bindery.lock"),
        format!(
            "# Texts of other hosts, as they were when `bindery generate` took them.\n\
             # They are kept in the folder `bindery.vendor`; `bindery generate --update` takes them anew.\n\n\
             {AT}\n  sha256 {DIGEST}\n  bytes {}\n  for api.yaml\n",
            MONEY.len()
        )
    );
    let short = DIGEST.get(..32).expect("digits");
    assert_eq!(kept(&room), format!("bindery.vendor/money-{short}.yaml"));
    assert_eq!(text(room.path(), &kept(&room)), MONEY);
    assert_eq!(text(room.path(), "bindery.vendor/.gitattributes"), "* -text\n");

    let before = files(room.path());
    internet.has(AT, "type: string\n");
    for words in ["generate", "generate --offline", "check", "report", "inspect --stage api", "fetch"] {
        fine(room.path(), &internet, words);
        assert_eq!(files(room.path()), before, "{words}");
    }
    assert_eq!(internet.asked(), [""; 0], "a host that changed its mind is not heard");
}

#[test]
fn a_changed_text_is_told_with_both_hashes() {
    let (room, internet) = taken();
    internet.has(AT, "type: string\n");
    fs::remove_file(room.path().join(kept(&room))).expect("the kept text");
    let said = errors(room.path(), &internet, "generate");
    let found = "7a16e9ec7ffd96fcb37f5c5e839b2e7ea32e488091a0d010f359377968d23f44";
    assert_eq!(
        said,
        [format!(
            "OA110 `{AT}` has changed: `bindery.lock` says sha256 {DIGEST}, at its host it is {found}; look at what has \
             changed; `bindery generate --update` takes it"
        )]
    );
    fine(room.path(), &internet, "generate --update");
    assert!(text(room.path(), "bindery.lock").contains(&format!("  sha256 {found}\n")));
    assert_eq!(text(room.path(), &kept(&room)), "type: string\n");
    assert_eq!(files(&room.path().join("bindery.vendor")).len(), 2, "the old text is gone");
    fine(room.path(), &internet, "check");
}

#[test]
fn a_kept_text_that_was_lost_is_taken_again_if_it_is_the_same() {
    let (room, internet) = taken();
    let before = files(room.path());
    fs::remove_dir_all(room.path().join("bindery.vendor")).expect("the kept texts");
    let said = errors(room.path(), &internet, "check");
    assert!(said[0].starts_with(&format!("OA108 `{AT}` is not in `bindery.lock` and the folder")), "{said:?}");
    let said = errors(room.path(), &internet, "generate --offline");
    assert!(said[0].ends_with("and this run asks nobody; run `bindery generate` once without `--offline`"), "{said:?}");
    fine(room.path(), &internet, "generate");
    assert_eq!(files(room.path()), before);
}

#[test]
fn a_kept_text_that_was_changed_is_not_used() {
    let (room, internet) = taken();
    put(room.path(), &kept(&room), &MONEY.replace('\n', "\r\n"));
    for words in ["generate", "check", "generate --offline"] {
        let said = errors(room.path(), &internet, words);
        assert_eq!(said.len(), 1, "{said:?}");
        let head =
            format!("OA110 `{AT}` has changed: `bindery.lock` says sha256 {DIGEST}, in `{}` it is ", kept(&room));
        assert!(said[0].starts_with(&head), "{said:?}");
    }
    assert_eq!(internet.asked(), [""; 0]);
    fine(room.path(), &internet, "generate --update");
    assert_eq!(text(room.path(), &kept(&room)), MONEY);
}

#[test]
fn a_lock_file_that_cannot_be_read_is_told_and_can_be_written_anew() {
    let (room, internet) = taken();
    let lock = text(room.path(), "bindery.lock");
    put(room.path(), "bindery.lock", &lock.replace("  bytes", "<<<<<<< ours\n  bytes"));
    let said = errors(room.path(), &internet, "generate");
    assert_eq!(
        said,
        [
            "OA110 `bindery.lock` cannot be read: line 6: this is not understood; bring the file back as it was, or write it \
          anew with `bindery generate --update`"
        ]
    );
    fine(room.path(), &internet, "generate --update");
    assert_eq!(text(room.path(), "bindery.lock"), lock);
}

#[test]
fn what_nobody_takes_any_more_goes() {
    let (room, internet) = taken();
    let other = "https://schemas.example/other.yaml";
    internet.has(other, "type: integer\n");
    put(room.path(), "api.yaml", &document(&[other]));
    fine(room.path(), &internet, "generate");
    let lock = text(room.path(), "bindery.lock");
    assert!(lock.contains(other) && !lock.contains(AT), "{lock}");
    assert!(kept(&room).starts_with("bindery.vendor/other-"), "{}", kept(&room));
    assert_eq!(files(&room.path().join("bindery.vendor")).len(), 2);

    // A file of somebody else is left alone, and so is its folder.
    put(room.path(), "api.yaml", &document(&[]));
    let said = says(room.path(), None, "check").1;
    assert!(
        said.contains("`bindery.lock` is not what `bindery generate` would write") && said.contains("OA602"),
        "{said}"
    );
    put(room.path(), "bindery.vendor/mine.txt", "mine");
    fine(room.path(), &internet, "generate");
    assert_eq!(
        files(&room.path().join("bindery.vendor")).into_keys().collect::<Vec<_>>(),
        [".gitattributes", "mine.txt"]
    );
    assert!(!room.path().join("bindery.lock").exists());

    let (room, internet) = taken();
    put(room.path(), "api.yaml", &document(&[]));
    fine(room.path(), &internet, "generate");
    assert!(!room.path().join("bindery.lock").exists() && !room.path().join("bindery.vendor").exists());
}

#[test]
fn documents_of_one_folder_leave_each_other_what_they_take() {
    let other = "https://schemas.example/other.yaml";
    let internet = Internet::of(&[(AT, MONEY), (other, "type: integer\n")]);
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "a.yaml", &document(&[AT]));
    put(room.path(), "b.yaml", &document(&[AT, other]));
    let generate = |name: &str| format!("generate {name}.yaml --out {name} --allow-host schemas.example");
    fine(room.path(), &internet, &generate("a"));
    fine(room.path(), &internet, &generate("b"));
    let lock = text(room.path(), "bindery.lock");
    assert!(lock.contains("  for a.yaml\n  for b.yaml\n") && lock.contains(other), "{lock}");
    put(room.path(), "b.yaml", &document(&[]));
    fine(room.path(), &internet, &generate("b"));
    let lock = text(room.path(), "bindery.lock");
    assert!(lock.contains("  for a.yaml\n") && !lock.contains("b.yaml") && !lock.contains(other), "{lock}");
}

#[test]
fn apis_of_a_project_share_what_they_take() {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = tempfile::tempdir().expect("folder");
    let mut tables = String::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        put(room.path(), &format!("specs/{name}.yaml"), &document(&[AT]));
        tables += &format!(
            "[api.{name}]\ndocument = 'specs/{name}.yaml'\nout = 'out/{name}'\nallow-hosts = ['schemas.example']\n"
        );
    }
    put(room.path(), "bindery.toml", &tables);
    fine(room.path(), &internet, "generate");
    assert_eq!(internet.asked(), [AT], "each text is asked for once");
    let lock = text(room.path(), "bindery.lock");
    assert_eq!(lock.matches("  for specs/").count(), 6, "{lock}");
    // One of them by itself finds what the project has.
    fine(room.path(), &internet, "report specs/c.yaml --allow-host schemas.example");
    assert_eq!(internet.asked(), [""; 0]);
}

#[test]
fn two_runs_at_once_lose_nothing() {
    let internet = Internet::of(&[]);
    let room = tempfile::tempdir().expect("folder");
    let names = ["a", "b", "c", "d"];
    for name in names {
        internet.has(&format!("https://schemas.example/{name}.yaml"), &format!("type: string\ntitle: {name}\n"));
        put(room.path(), &format!("{name}.yaml"), &document(&[&format!("https://schemas.example/{name}.yaml")]));
    }
    thread::scope(|scope| {
        for name in names {
            let (room, internet) = (room.path(), &internet);
            scope.spawn(move || fine(room, internet, &format!("fetch {name}.yaml --allow-host schemas.example")));
        }
    });
    let lock = text(room.path(), "bindery.lock");
    assert!(names.iter().all(|name| lock.contains(&format!("  for {name}.yaml\n"))), "{lock}");
    assert_eq!(files(&room.path().join("bindery.vendor")).len(), 5);
    assert!(!room.path().join(".bindery").exists());
}

#[test]
fn an_error_keeps_everything_as_it_was() {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = room(&[AT, "https://schemas.example/none.yaml"], &["schemas.example"]);
    assert_eq!(errors(room.path(), &internet, "generate").len(), 1);
    assert_eq!(files(room.path()).len(), 2, "neither crates nor a lock file");
}

#[test]
fn fetch_takes_and_writes_no_crates() {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = room(&[AT], &["schemas.example"]);
    fine(room.path(), &internet, "fetch");
    assert!(room.path().join("bindery.lock").exists() && !room.path().join("out").exists());
    internet.has(AT, "type: string\n");
    fine(room.path(), &internet, "fetch");
    assert_eq!(text(room.path(), &kept(&room)), MONEY);
    fine(room.path(), &internet, "fetch --update");
    assert_eq!(text(room.path(), &kept(&room)), "type: string\n");
}

#[test]
fn build_scripts_ask_nobody_and_read_what_is_kept() {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = room(&[AT], &["schemas.example"]);
    let build = || {
        let build =
            Build::new(room.path().join("api.yaml")).out_dir(room.path().join("made")).targets([Target::Models]);
        build.try_compile().map_err(|error| error.to_string())
    };
    let error = build().expect_err("nothing is kept");
    assert!(
        error.contains("OA108") && error.contains("a build asks nobody") && error.contains("bindery fetch"),
        "{error}"
    );
    fine(room.path(), &internet, "fetch");
    assert_eq!(build(), Ok(Vec::new()));
    let made: String = files(&room.path().join("made")).into_values().collect();
    assert!(made.contains("cents"), "{made}");
    put(room.path(), &kept(&room), "type: string\n");
    let error = build().expect_err("it is another text");
    assert!(error.contains("OA110"), "{error}");
}

#[test]
fn a_link_in_the_place_of_what_is_kept_is_not_written_through() {
    #[cfg(unix)]
    {
        let internet = Internet::of(&[(AT, MONEY)]);
        let room = room(&[AT], &["schemas.example"]);
        let elsewhere = tempfile::tempdir().expect("folder");
        std::os::unix::fs::symlink(elsewhere.path(), room.path().join("bindery.vendor")).expect("a link");
        let (exit, said) = says(room.path(), Some(internet), "generate");
        assert_eq!(exit, Exit::Findings);
        assert!(said.contains("OA603") && said.contains("no link is followed"), "{said}");
        assert!(files(elsewhere.path()).is_empty());
    }
    #[cfg(not(unix))]
    assert_eq!(Exit::Findings.code(), 1, "links need rights there that tests may lack");
}
