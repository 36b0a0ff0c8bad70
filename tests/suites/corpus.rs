//! Real documents: none may panic, none may run away. The folder is not part of the repository: `BINDERY_CORPUS` names it.

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use bindery::config::Config;
use bindery::diagnostics::Strictness;
use bindery_tests::{Run, documents, repository};

/// In a debug build on a slow machine; the largest document has 9 MB.
const LIMIT: Duration = Duration::from_secs(120);
/// Larger documents only with `BINDERY_FULL=1`, which compiles as well; `BINDERY_ONLY` is a part of the name.
const LARGE: u64 = 2_000_000;

#[test]
fn real_documents_are_read_without_a_panic() {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let real = corpus.join("real");
    if !real.is_dir() {
        println!("SKIPPED: no corpus at {}; set BINDERY_CORPUS", corpus.display());
        return;
    }
    let only = env::var("BINDERY_ONLY").unwrap_or_default();
    let full = env::var_os("BINDERY_FULL").is_some_and(|value| value == "1");
    let (mut generated, mut refused, mut left_out, mut failed) = (0, 0, 0, Vec::new());
    for path in documents(&real) {
        let name = path.strip_prefix(&real).unwrap_or(&path).display().to_string();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if !is_30(&text) || !name.contains(&only) {
            continue;
        }
        if !full && text.len() as u64 > LARGE {
            left_out += 1;
            continue;
        }
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let config =
                Config { name: Some("corpus".to_owned()), strictness: Strictness::Lenient, ..Config::default() };
            let mut run = Run::text(&name, text, &config);
            let files = run.crates();
            let written = files.iter().len() > 0;
            (written.then_some(files), run.findings())
        }));
        let elapsed = start.elapsed();
        if elapsed > LIMIT {
            failed.push(format!("{name}: {elapsed:?}"));
        }
        match outcome {
            Err(_) => failed.push(format!("{name}: panic")),
            Ok((_, findings)) if findings.contains("[OA901]") => {
                failed.push(format!("{name}: OA901\n{}", bugs(&findings)))
            }
            Ok((Some(files), _)) => {
                generated += 1;
                if full && let Err(text) = compiles(&files) {
                    failed.push(format!("{name}: does not compile\n{text}"));
                }
            }
            Ok((None, findings)) => {
                println!(
                    "refused: {name}: {}",
                    findings.lines().find(|line| line.starts_with("error")).unwrap_or_default()
                );
                refused += 1;
            }
        }
    }
    println!("{generated} generated, {refused} refused with a reason, {left_out} large ones left out (BINDERY_FULL=1)");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// By the key alone: what the rest of the text is worth is for the generator to say. It may stand anywhere.
fn is_30(text: &str) -> bool {
    let keys = text.match_indices("openapi\":").chain(text.match_indices("openapi:"));
    keys.filter_map(|(at, key)| text.get(at + key.len()..))
        .any(|rest| rest.trim_start_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace()).starts_with("3.0."))
}

/// `cargo check` of the crates in a folder below target, one document after the other.
fn compiles(files: &bindery::FileSet) -> Result<(), String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let _ = fs::remove_dir_all(&root);
    for (path, bytes) in files.iter() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&root)).expect("a folder below target");
        fs::write(path, bytes).expect("a file below target");
    }
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file of the workspace");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = Command::new("cargo")
        .args(["check", "--offline", "--quiet", "--workspace"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    let errors = || text.lines().filter(|line| line.starts_with("error")).take(5).collect::<Vec<_>>().join("\n");
    if output.status.success() { Ok(()) } else { Err(errors()) }
}

fn bugs(findings: &str) -> String {
    findings.lines().filter(|line| line.contains("[OA901]")).take(3).collect::<Vec<_>>().join("\n")
}
