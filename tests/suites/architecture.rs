//! The walls of the house, as ARCHITECTURE.md states them. Each test names the invariant that it keeps.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor. A room may use rooms on lower floors only.
const FLOORS: &[(&str, u8)] = &[
    ("source", 1),
    ("tree", 1),
    ("render", 1),
    ("diagnostics", 2),
    ("api", 2),
    ("document", 3),
    ("config", 3),
    ("output", 3),
    ("frontend", 4),
    ("passes", 4),
    ("overlay", 4),
    ("plan", 5),
    ("emit", 6),
    ("verify", 6),
    ("export", 6),
    ("changes", 6),
    ("pipeline", 7),
    ("lib", 8),
    ("cli", 9),
    ("cargo_build", 9),
    ("main", 10),
];

/// Files over 400 lines, each with the reason; none may pass 600.
const LONG_FILES: &[(&str, &str)] = &[];

struct SourceFile {
    /// Path below `generator/src`, with `/`.
    path: String,
    /// Lines of code outside the test module, without comments, with their numbers.
    code: Vec<(usize, String)>,
    lines: usize,
}

impl SourceFile {
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src")
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("the sources are there") {
        let path = entry.expect("a directory entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn sources() -> Vec<SourceFile> {
    let root = root();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            let relative = path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
            let code = text
                .lines()
                .enumerate()
                .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .map(|(i, line)| (i + 1, line.to_owned()))
                .collect();
            SourceFile { path: relative, code, lines: text.lines().count() }
        })
        .filter(|file| !file.path.ends_with("/tests.rs") && !file.path.contains("/tests/"))
        .collect()
}

/// Every place where `needle` stands in a file that `allowed` does not admit.
fn offenders(needles: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| !allowed(&file.path)) {
        for (number, line) in &file.code {
            if needles.iter().any(|needle| stands_in(line, needle)) {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    found
}

/// Whether `needle` stands in a line as a word of its own: `refs::` is not `fs::`.
fn stands_in(line: &str, needle: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(needle).any(|(at, _)| {
        let starts_word = needle.starts_with(word);
        !(starts_word && line.get(..at).is_some_and(|before| before.ends_with(word)))
    })
}

fn below<'a>(rooms: &'a [&str]) -> impl Fn(&str) -> bool + 'a {
    move |path| rooms.iter().any(|room| path.starts_with(room))
}

#[test]
fn i1_openapiv3_is_known_to_one_front_end() {
    assert_eq!(offenders(&["openapiv3"], below(&["frontend/v3/"])), [""; 0]);
}

#[test]
fn i2_tokens_exist_only_where_code_is_printed_or_read_again() {
    let tokens = ["quote::", "quote!", "proc_macro2", "syn::", "prettyplease"];
    assert_eq!(offenders(&tokens, below(&["emit/", "render/", "verify/"])), [""; 0]);
}

#[test]
fn i3_heck_only_makes_names() {
    assert_eq!(offenders(&["heck::"], below(&["plan/names/"])), [""; 0]);
}

#[test]
fn i4_only_the_edges_touch_the_disk() {
    assert_eq!(offenders(&["std::fs", "fs::"], below(&["source/", "output/", "cli/", "cargo_build"])), [""; 0]);
}

#[test]
fn i5_libraries_neither_print_nor_exit() {
    let needles = ["println!", "print!(", "process::exit"];
    // The example of a README holds the macro in a text.
    let may_print = below(&["cli/", "cargo_build", "main.rs", "emit/client/readme.rs"]);
    assert_eq!(offenders(&needles, may_print), [""; 0]);
}

#[test]
fn i6_nothing_panics_on_purpose() {
    let needles = [".unwrap()", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    assert_eq!(offenders(&needles, |_| false), [""; 0]);
}

#[test]
fn i7_both_models_can_cross_threads() {
    fn crosses_threads<T: Send + Sync>() {}
    crosses_threads::<bindery::api::Api>();
    crosses_threads::<bindery::plan::Plan>();
}

#[test]
fn i8_printing_rooms_know_no_configuration() {
    let found: Vec<_> = offenders(&["Config", "crate::config"], |path| !path.starts_with("emit/"));
    assert_eq!(found, [""; 0]);
}

#[test]
fn i10_no_map_with_an_order_of_chance() {
    assert_eq!(offenders(&["HashMap", "HashSet"], |path| path == "collections.rs"), [""; 0]);
}

#[test]
fn i11_rooms_use_lower_floors_only() {
    let floor = |room: &str| FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    let mut found = Vec::new();
    for file in sources() {
        let Some(own) = floor(file.room()) else {
            found.push(format!("{} has no floor", file.path));
            continue;
        };
        for (number, line) in &file.code {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let beside = floor(&used).is_some_and(|used_floor| used_floor >= own) && used != file.room();
                if beside && file.room() != "lib" {
                    found.push(format!("{}:{number}: {} (floor {own}) uses {used}", file.path, file.room()));
                }
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn i12_one_file_reaches_the_network() {
    let needles = ["ureq", "rustls", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs", "to_socket_addrs"];
    // The programs that are printed may.
    assert_eq!(offenders(&needles, below(&["cli/web.rs", "emit/", "plan/"])), [""; 0]);
}

#[test]
fn files_stay_small() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|file| file.lines > 600 || (file.lines > 400 && !LONG_FILES.iter().any(|(path, _)| *path == file.path)))
        .map(|file| format!("{}: {} lines", file.path, file.lines))
        .collect();
    assert_eq!(long, [""; 0]);
}
