//! Documents that want what they should not have: files of the machine, devices, endless work.

use std::fs;
use std::path::Path;
use std::process::Command;

use bindery::config::Config;
use bindery::source::Reach;
use tempfile::TempDir;

use super::{errors, put, run};

/// What must never be seen in anything that a run says or writes.
const SECRET: &str = "xyzzy-secret";

/// A folder `api` with a document whose only schema has references to these addresses, beside a folder with a secret.
fn room(addresses: &[&str]) -> TempDir {
    let room = tempfile::tempdir().expect("a folder");
    put(room.path(), "outside/secret.yaml", &format!("type: string\ndescription: {SECRET}\n"));
    let properties: String =
        addresses.iter().enumerate().map(|(i, at)| format!("        p{i}: {{ $ref: '{at}' }}\n")).collect();
    put(
        room.path(),
        "api/api.yaml",
        &format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      \
             type: object\n      properties:\n{properties}"
        ),
    );
    room
}

/// Runs the document, and sees to it that the secret is nowhere.
#[track_caller]
fn errors_of(room: &TempDir, config: &Config) -> Vec<String> {
    let mut run = run(&room.path().join("api"), "api.yaml", config);
    assert!(!run.findings().contains(SECRET), "{}", run.findings());
    for (path, bytes) in run.crates().iter() {
        assert!(!String::from_utf8_lossy(bytes).contains(SECRET), "{path}");
    }
    errors(&run)
}

#[track_caller]
fn all_outside(room: &TempDir, count: usize) {
    let errors = errors_of(room, &Config::default());
    assert_eq!(errors.len(), count, "{errors:#?}");
    assert!(errors.iter().all(|error| error.starts_with("OA105 ")), "{errors:#?}");
}

#[test]
fn ways_out_of_the_folder_are_refused_however_they_are_spelt() {
    let room = room(&[]);
    let absolute = room.path().join("outside/secret.yaml").display().to_string();
    let url = format!("file://{absolute}");
    let local = format!("file://localhost{absolute}");
    let ways = [
        "../outside/secret.yaml",
        "./.././outside/secret.yaml",
        "nowhere/../../outside/secret.yaml",
        "%2e%2E/outside/secret.yaml",
        "..%2Foutside%2Fsecret.yaml",
        "../outside/secret.yaml#/description",
        &absolute,
        &url,
        &local,
    ];
    let room = room_at(room, &ways);
    all_outside(&room, ways.len());
}

/// The same room with other references.
fn room_at(room: TempDir, addresses: &[&str]) -> TempDir {
    let other = self::room(addresses);
    fs::copy(other.path().join("api/api.yaml"), room.path().join("api/api.yaml")).expect("a file");
    room
}

#[cfg(unix)]
#[test]
fn links_count_where_they_lead() {
    use std::os::unix::fs::symlink;
    let room = room(&["link.yaml", "folder/secret.yaml", "chain.yaml"]);
    let api = room.path().join("api");
    symlink("../outside/secret.yaml", api.join("link.yaml")).expect("a link");
    symlink("../outside", api.join("folder")).expect("a link");
    symlink("link.yaml", api.join("chain.yaml")).expect("a link");
    all_outside(&room, 3);

    // Within a wider folder the same links are fine, and the secret is what was asked for.
    let reach = Reach { root: Some(room.path().to_owned()), ..Reach::default() };
    let run = run(&api, "api.yaml", &Config { reach, ..Config::default() });
    assert_eq!(errors(&run), [""; 0]);
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_folders_are_not_opened() {
    let room = room(&["pipe", "folder", "zero"]);
    let api = room.path().join("api");
    fs::create_dir(api.join("folder")).expect("a folder");
    std::os::unix::fs::symlink("/dev/zero", api.join("zero")).expect("a link");
    let made = Command::new("mkfifo").arg(api.join("pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        return eprintln!("skipped: this machine has no `mkfifo`");
    }
    let found = errors_of(&room, &Config::default());
    let codes: Vec<_> = found.iter().filter_map(|error| error.split(' ').next()).collect();
    assert_eq!(codes, ["OA106", "OA106", "OA105"], "{found:#?}");

    let reach = Reach { root: Some("/".into()), ..Reach::default() };
    let found = errors_of(&room, &Config { reach, ..Config::default() });
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|error| error.starts_with("OA106 ") && error.ends_with("not a file")), "{found:#?}");
}

#[test]
fn files_that_are_no_text_or_too_large_are_refused() {
    let room = room(&["bytes.yaml", "large.yaml"]);
    let api = room.path().join("api");
    fs::write(api.join("bytes.yaml"), [0xFF, 0xFE, 0x00]).expect("a file");
    let large = fs::File::create(api.join("large.yaml")).expect("a file");
    // Nothing is written: the file system keeps a hole.
    large.set_len(1 << 40).expect("a length");
    let found = errors_of(&room, &Config::default());
    let codes: Vec<_> = found.iter().filter_map(|error| error.split(' ').next()).collect();
    assert_eq!(codes, ["OA106", "OA007"], "{found:#?}");
}

#[test]
fn a_chain_of_too_many_files_ends() {
    let room = room(&["chain/0.yaml"]);
    let folder = room.path().join("api/chain");
    fs::create_dir(&folder).expect("a folder");
    for i in 0..10_100 {
        let text = format!("type: object\nproperties: {{ next: {{ $ref: '{}.yaml' }} }}\n", i + 1);
        fs::write(folder.join(format!("{i}.yaml")), text).expect("a file");
    }
    assert_eq!(errors_of(&room, &Config::default()), ["OA007 the document refers to more than 10000 files"]);
}

#[test]
fn files_that_bring_in_each_other_do_not_grow() {
    // Each file refers to all others at once: what is read is read once.
    let names: Vec<String> = (0..100).map(|i| format!("{i}.yaml")).collect();
    let room = room(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let properties: Vec<String> = names.iter().map(|name| format!("  p{name}: {{ $ref: '{name}' }}\n")).collect();
    for name in &names {
        put(room.path(), &format!("api/{name}"), &format!("type: object\nproperties:\n{}", properties.concat()));
    }
    assert_eq!(errors_of(&room, &Config::default()), [""; 0]);
}

#[test]
fn aliases_of_one_file_are_bounded_as_those_of_a_document() {
    let room = room(&["laughs.yaml"]);
    let lines: String =
        (1..12).map(|i| format!("  a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(","))).collect();
    put(room.path(), "api/laughs.yaml", &format!("x-a:\n  a0: &a0 [x]\n{lines}"));
    let found = errors_of(&room, &Config::default());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found.iter().all(|error| error.starts_with("OA007 ")), "{found:#?}");
}

#[test]
fn a_text_without_a_folder_has_no_files() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: { /a: { $ref: 'Cargo.toml' } }\n";
    let run = bindery_tests::Run::text("api.yaml", text.to_owned(), &Config::default());
    assert_eq!(errors(&run), ["OA103 `Cargo.toml` leaves the document"]);
    assert!(Path::new("Cargo.toml").is_file(), "the file would be there");
}
