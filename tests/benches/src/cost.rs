//! What a program costs: CPU of it and all it starts, and the peak memory of the largest of them.

use std::env;
use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::Fault;

/// What a program has cost.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Cost {
    /// User and system time in seconds.
    pub(crate) cpu: f64,
    /// Peak memory in KiB.
    pub(crate) peak: u64,
}

/// Runs a program and prints its cost: the whole of a process of its own, since peak memory has no beginning.
///
/// # Errors
/// The program cannot be started, or fails.
pub(crate) fn report(words: &[OsString]) -> Result<(), Fault> {
    let (program, rest) = words.split_first().ok_or("no program is named")?;
    let status = Command::new(program).args(rest).stdout(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("{} has failed: {status}", program.to_string_lossy()).into());
    }
    let cost = of_children()?;
    println!("{} {}", cost.cpu, cost.peak);
    Ok(())
}

/// Runs a command and says what it cost. What it prints is shown only if it fails.
///
/// # Errors
/// It cannot be started, or fails.
pub(crate) fn of(command: &Command) -> Result<Cost, Fault> {
    let mut measured = Command::new(env::current_exe()?);
    measured.arg("cost").arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        measured.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => measured.env(name, value),
            None => measured.env_remove(name),
        };
    }
    let output = measured.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let (cpu, peak) = text.trim().split_once(' ').ok_or("no cost was printed")?;
    Ok(Cost { cpu: cpu.parse()?, peak: peak.parse()? })
}

/// The median by CPU of several runs; before each one `prepare` is called.
///
/// # Errors
/// A run has failed.
pub(crate) fn median(runs: usize, command: &Command, prepare: impl Fn() -> Result<(), Fault>) -> Result<Cost, Fault> {
    let mut costs = Vec::new();
    for _ in 0..runs.max(1) {
        prepare()?;
        costs.push(of(command)?);
    }
    costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    costs.get(costs.len() / 2).copied().ok_or_else(|| "nothing was run".into())
}

#[cfg(unix)]
fn of_children() -> Result<Cost, Fault> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // macOS counts bytes.
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    let peak = u64::try_from(usage.max_rss())? / unit;
    Ok(Cost { cpu: seconds(usage.user_time()) + seconds(usage.system_time()), peak })
}

#[cfg(not(unix))]
fn of_children() -> Result<Cost, Fault> {
    Err("the cost of a program is measured on Unix only".into())
}
