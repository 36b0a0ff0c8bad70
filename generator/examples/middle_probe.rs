//! Probe.
use bindery::{
    config::Config,
    diagnostics::*,
    pipeline::{self, Stages},
    plan::dump,
    source::SourceMap,
};
fn main() {
    let full = std::env::args().nth(1).as_deref() == Some("--dump");
    for path in std::env::args().skip(if full { 2 } else { 1 }) {
        let mut sources = SourceMap::default();
        let Ok(id) = sources.load(std::path::Path::new(&path)) else { continue };
        let mut stages = Stages::default();
        let mut diagnostics = Diagnostics::new(Strictness::Lenient);
        let start = std::time::Instant::now();
        let ok = pipeline::plan(&sources, id, &Config::default(), &mut stages, &mut diagnostics).is_ok();
        let took = start.elapsed().as_millis();
        let mut by = std::collections::BTreeMap::<&str, usize>::new();
        for one in diagnostics.iter() {
            *by.entry(one.code.id).or_default() += 1;
        }
        if let Some(plan) = &stages.plan {
            if full {
                print!("{}", dump::dump(plan, None));
                for one in diagnostics.iter() {
                    if one.code.id.as_bytes()[2] == b'2' || one.code.id.as_bytes()[2] == b'4' {
                        println!(
                            "{} {} @ {}",
                            one.code.id,
                            one.message,
                            one.primary.as_ref().map(|l| l.origin.pointer.to_string()).unwrap_or_default()
                        );
                    }
                }
            }
            println!(
                "{path}: ok={ok} {took} ms, {} types, {} fallbacks, {} renames {by:?}",
                plan.types.len(),
                plan.fallbacks.len(),
                plan.renames.len()
            );
        } else {
            println!("{path}: no plan, ok={ok} {by:?}");
            if full {
                print!("{}", render(&diagnostics, &sources));
            }
        }
    }
}
