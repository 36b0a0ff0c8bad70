//! The ordered list of passes over IR 1.

mod all_of;
mod bounds;
mod branches;
mod events;
pub(crate) mod examples;
mod foreign;
pub(crate) mod graph;
mod identical;
mod inheritance;
pub(crate) mod limits;
pub(crate) mod pattern;
mod selection;
mod unions;

pub mod sample;

use std::ops::Deref;

use crate::api::Api;
use crate::config::Config;
use crate::diagnostics::Diagnostics;

/// Proof that the passes have run.
#[derive(Debug)]
pub struct Normalized<T>(T);

impl<T> Deref for Normalized<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Brings what is selected of an `Api` into the form that `plan` expects: no `AllOf`, every union with its dispatch, examples judged.
pub fn run(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Normalized<Api> {
    selection::run(&mut api, &config.selection, diagnostics);
    // Beyond its bounds, nobody goes on with it: that is an error.
    if !bounds::judge(&api, diagnostics) {
        return Normalized(api);
    }
    limits::judge(&api, diagnostics);
    if !inheritance::run(&mut api, diagnostics) {
        return Normalized(api);
    }
    all_of::run(&mut api, diagnostics);
    branches::run(&mut api, diagnostics);
    limits::settle(&mut api, diagnostics);
    unions::tidy(&mut api, diagnostics);
    identical::run(&mut api);
    events::run(&mut api, diagnostics);
    unions::dispatch(&mut api, diagnostics);
    examples::run(&mut api, diagnostics);
    foreign::run(&mut api, config, diagnostics);
    Normalized(api)
}
