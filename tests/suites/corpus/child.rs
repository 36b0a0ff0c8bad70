//! One document, one process: it may fall, and its peak memory is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bindery::config::Config;
use bindery::diagnostics::{Severity, Strictness, render};
use bindery::source::Reach;
use bindery::{FileSet, Outcome, SourceMap, generate};

use crate::audit;
use crate::documents::Document;
use crate::facts::Facts;
use crate::operations;

/// On a slow machine, in a build without optimisation, beside others; the largest document has 13 MB.
const LIMIT: Duration = Duration::from_secs(300);
/// Builds without optimisation need much room for each level of a document.
const STACK: usize = 256 << 20;
/// What the answer of a process begins with.
const ANSWER: &str = "FACTS ";

/// On how many processors a document is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Processors {
    /// All that there are.
    All,
    /// One alone.
    One,
}

/// A document to work on.
#[derive(Debug)]
pub(crate) struct Task<'d> {
    pub(crate) document: &'d Document,
    /// Where the crates are to be written, if they are.
    pub(crate) out: Option<PathBuf>,
    pub(crate) processors: Processors,
}

/// What comes of all tasks, in their order; as many at a time as there are processors, those with much to do first.
pub(crate) fn run_all(tasks: &[Task<'_>]) -> Vec<Result<Facts, String>> {
    let mut order: Vec<(usize, &Task<'_>)> = tasks.iter().enumerate().collect();
    order.sort_by_key(|(_, task)| std::cmp::Reverse(task.document.bytes));
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((index, task)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let made = run(task);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(*index, made);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

fn run(task: &Task<'_>) -> Result<Facts, String> {
    let mut command = Command::new(env::current_exe().map_err(|fault| fault.to_string())?);
    command.args(["--exact", "one_document", "--ignored", "--nocapture"]);
    command.env("BINDERY_CORPUS_DOCUMENT", &task.document.path).env_remove("BINDERY_CORPUS_OUT");
    if let Some(out) = &task.out {
        command.env("BINDERY_CORPUS_OUT", out);
    }
    command.env("BINDERY_CORPUS_PROCESSORS", if task.processors == Processors::One { "one" } else { "all" });
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|fault| fault.to_string())?;
    let (mut stdout, mut stderr) = (child.stdout.take(), child.stderr.take());
    let (said, faults, status) = thread::scope(|scope| {
        let said = scope.spawn(|| text_of(stdout.as_mut()));
        let faults = scope.spawn(|| text_of(stderr.as_mut()));
        let start = Instant::now();
        let status = loop {
            match child.try_wait() {
                Ok(None) if start.elapsed() < LIMIT => thread::sleep(Duration::from_millis(5)),
                Ok(Some(status)) => break Ok(status),
                Ok(None) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break Err(format!("more than {LIMIT:?}"));
                }
                Err(fault) => break Err(fault.to_string()),
            }
        };
        (said.join().unwrap_or_default(), faults.join().unwrap_or_default(), status)
    });
    let status = status?;
    let answer = said.lines().find_map(|line| line.split_once(ANSWER)).and_then(|(_, text)| Facts::from_json(text));
    answer.ok_or_else(|| {
        let faults: Vec<&str> = faults.lines().filter(|line| !line.is_empty()).take(6).collect();
        format!("{status}: {}", faults.join(" "))
    })
}

fn text_of(stream: Option<&mut impl std::io::Read>) -> String {
    let mut bytes = Vec::new();
    // What could be read until a stream broke is all there is to say.
    let _ = stream.map(|stream| stream.by_ref().read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What this process was started for, if [`run_all`] started it.
pub(crate) fn asked() -> Option<(PathBuf, Option<PathBuf>, Processors)> {
    let document = PathBuf::from(env::var_os("BINDERY_CORPUS_DOCUMENT")?);
    let out = env::var_os("BINDERY_CORPUS_OUT").map(PathBuf::from);
    let one = env::var_os("BINDERY_CORPUS_PROCESSORS").is_some_and(|which| which == "one");
    Some((document, out, if one { Processors::One } else { Processors::All }))
}

/// Works on the document at `path` and prints the facts.
pub(crate) fn work(path: &Path, out: Option<&Path>, processors: Processors) {
    let facts = thread::scope(|scope| {
        let work = || {
            if processors == Processors::One {
                stay_on_one_processor();
            }
            facts(path, out)
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("a thread");
        thread.join().expect("the work comes to an end")
    });
    println!("\n{ANSWER}{}", facts.to_json());
}

/// The thread and those that it starts; what asks how many processors there are is told of one.
fn stay_on_one_processor() {
    #[cfg(target_os = "linux")]
    {
        use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
        let this = nix::unistd::Pid::from_raw(0);
        let all = sched_getaffinity(this).expect("the processors of this thread");
        let first = (0..CpuSet::count()).find(|&number| all.is_set(number).unwrap_or_default()).expect("one of them");
        let mut one = CpuSet::new();
        one.set(first).expect("a processor that there is");
        sched_setaffinity(this, &one).expect("a processor of its own");
        assert_eq!(thread::available_parallelism().map(usize::from).ok(), Some(1));
    }
}

fn facts(path: &Path, out: Option<&Path>) -> Facts {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = folder.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let config = Config {
        name: Some(crate::builds::package(&name)),
        workspace: false,
        strictness: Strictness::Lenient,
        reach: Reach { root: root(path), ..Reach::default() },
        ..Config::default()
    };
    let start = Instant::now();
    let mut sources = SourceMap::default();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let source = sources.add_file(&*file, fs::read_to_string(path).expect("a text"), path);
    let outcome = generate(&sources, source, &config);
    let printed = render(&outcome.diagnostics, &sources);
    let (milliseconds, mebibytes) = (u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX), peak());
    assert_eq!(printed.is_empty(), outcome.diagnostics.iter().len() == 0, "findings are printed");
    if let Some(out) = out {
        write(&outcome.files, out);
    }
    Facts { milliseconds, mebibytes, ..of_outcome(&outcome) }
}

/// The folder of a document in the corpus, below which all its files stand.
fn root(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.parent().is_some_and(|above| above.ends_with("real"))).map(Path::to_owned)
}

fn of_outcome(outcome: &Outcome) -> Facts {
    let mut facts = Facts { digest: digest(&outcome.files), ..Facts::default() };
    for found in outcome.diagnostics.iter().filter(|found| found.severity != Severity::Note) {
        *facts.findings.entry(found.code.id.to_owned()).or_default() += 1;
        match found.code.id {
            _ if found.severity == Severity::Error => {
                facts.errors.push(format!("{}: {}", found.code.id, found.message))
            }
            "OA103" | "OA105" | "OA106" | "OA107" => facts.leaving.push(found.message.clone()),
            _ => {}
        }
    }
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    facts.lines = outcome.files.iter().map(|(_, bytes)| lines(bytes)).sum();
    if let Some(plan) = &outcome.stages.plan {
        facts.planned = plan.methods.len();
        for fallback in &plan.fallbacks {
            *facts.fallbacks.entry(fallback.reason.name().to_owned()).or_default() += 1;
        }
    }
    let document = outcome.stages.document.as_ref();
    facts.operations = document.map_or(0, operations::count);
    if let (Some(api), Some(document)) = (&outcome.stages.api, document) {
        let places: BTreeSet<_> = api.schemas.iter().map(|(_, schema)| &schema.origin).collect();
        facts.schemas = places.len();
        let told = outcome.stages.plan.iter().flat_map(|plan| &plan.fallbacks);
        facts.untold = audit::untold(api, document, &told.map(|one| one.origin.clone()).collect());
    }
    facts
}

fn digest(files: &FileSet) -> u64 {
    // Its keys are the same in every process.
    let mut hasher = DefaultHasher::new();
    for (path, bytes) in files.iter() {
        hasher.write(path.as_bytes());
        hasher.write_u8(0xff);
        hasher.write(bytes);
        hasher.write_usize(bytes.len());
    }
    hasher.finish()
}

/// Peak memory of this process in MiB, where the system says it.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kibibytes| kibibytes / 1024)
}

/// Writes what differs, so that what did not change need not be compiled again.
fn write(files: &FileSet, out: &Path) {
    for (path, bytes) in files.iter() {
        let path = out.join(path);
        if fs::read(&path).is_ok_and(|known| known == bytes) {
            continue;
        }
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder below target");
        fs::write(path, bytes).expect("a file below target");
    }
}
