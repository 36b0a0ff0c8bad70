//! Where documents, outputs and hosts are: `document`, `out`, `root`, `overlays`, `allow-hosts` of `[api.<name>]`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{DocumentPlace, NAME, Reader};
use super::paths;
use crate::source::{Host, WebAddress};

impl Reader<'_> {
    pub(super) fn path(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<PathBuf> {
        let text = self.string(value, key)?;
        match paths::inside(text) {
            Ok(path) => Some(path),
            Err(fault) => {
                let help = format!("write a path from the folder of {NAME}, without `..`");
                self.fault(value.span(), format!("the path `{text}` of `{key}` {fault}"), Some(help));
                None
            }
        }
    }

    pub(super) fn paths(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Vec<PathBuf> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of paths");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.path(item, key)).collect()
    }

    pub(super) fn document(&mut self, value: &Spanned<DeValue<'_>>) -> Option<DocumentPlace> {
        match value.get_ref().as_str().filter(|text| text.contains("://")) {
            None => self.path(value, "document").map(DocumentPlace::File),
            Some(text) => match WebAddress::parse(text) {
                Ok(address) => Some(DocumentPlace::Web(address)),
                Err(_) => {
                    let help = "write a path, or an address of `https` without a user".to_owned();
                    self.fault(value.span(), "`document` is no address that can be asked for".to_owned(), Some(help));
                    None
                }
            },
        }
    }

    pub(super) fn hosts(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> BTreeSet<Host> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of hosts");
            return BTreeSet::new();
        };
        let mut hosts = BTreeSet::new();
        for item in items.iter() {
            let Some(text) = self.string(item, key) else { continue };
            match Host::parse(text) {
                Ok(host) => {
                    hosts.insert(host);
                }
                Err(fault) => {
                    let help = Some("write a host as `schemas.example.com` or `schemas.example.com:8443`".to_owned());
                    self.fault(item.span(), format!("`{text}` of `{key}` {fault}"), help);
                }
            }
        }
        hosts
    }
}
