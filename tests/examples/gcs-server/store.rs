//! Storage gateways in memory.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gcs_models::{StorageGateway, StorageGateway1_0_0};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What only administrators see, and only if they ask for it. Of policies it is groups, and what holds a secret.
const PRIVATE: [&str; 6] =
    ["authentication_assurance_timeout", "deleted", "identity_mappings", "restrict_paths", "users_allow", "users_deny"];
const PRIVATE_POLICIES: [&str; 7] =
    ["ceph_admin_secret_key", "clientSecret", "groups_allow", "groups_deny", "passphrase", "privateKey", "secret"];

/// The gateways of one endpoint.
#[derive(Debug, Default)]
pub(crate) struct Store {
    gateways: Mutex<Gateways>,
    public: bool,
}

/// Gateways by the number under which they came, which markers are made of: a gateway that goes leaves the others' places
/// as they were.
#[derive(Debug, Default)]
struct Gateways {
    all: BTreeMap<u64, Kept>,
    last: u64,
}

/// A gateway and how many collections there are on it.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Its id.
    pub(crate) id: Uuid,
    /// As it is now.
    pub(crate) gateway: StorageGateway,
    /// Collections that would suffer from a change of policies.
    pub(crate) collections: usize,
}

/// Which gateways a caller sees. The wider view comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sight {
    /// All there are.
    All,
    /// Those whose policies let this identity in.
    Allowed(&'static str),
}

/// A page of gateways, and the marker of the next one.
#[derive(Debug)]
pub(crate) struct Page {
    /// The gateways.
    pub(crate) gateways: Vec<StorageGateway>,
    /// None if this is the last page.
    pub(crate) next: Option<String>,
}

impl Store {
    /// The store of an endpoint that lets everybody see its gateways.
    pub(crate) fn public() -> Self {
        Self { public: true, ..Self::default() }
    }

    /// Whether everybody may see the gateways.
    pub(crate) fn is_public(&self) -> bool {
        self.public
    }

    /// Whether the policies of any gateway let somebody in.
    pub(crate) fn allows_anything(&self, identity: &str) -> bool {
        self.lock().all.values().any(|kept| allows(&kept.gateway, identity))
    }

    /// Keeps a new gateway, with `collections` on it, under an id made for it.
    pub(crate) fn add(&self, gateway: &StorageGateway, collections: usize) -> StorageGateway {
        let mut gateways = self.lock();
        gateways.last += 1;
        let number = gateways.last;
        // Version 8 (RFC 9562, 5.8): the bits are our own.
        let id = uuid::Builder::from_custom_bytes(u128::from(number).to_be_bytes()).into_uuid();
        let gateway = with_id(gateway, id);
        gateways.all.insert(number, Kept { id, gateway: gateway.clone(), collections });
        gateway
    }

    /// A page of those that the caller sees. Nothing follows a marker that is none of ours: to its callers it is any text.
    pub(crate) fn page(&self, sight: Sight, marker: Option<&str>, size: usize) -> Page {
        let after = match marker {
            Some(marker) => u64::from_str_radix(marker, 16).unwrap_or(u64::MAX),
            None => 0,
        };
        let gateways = self.lock();
        let rest = gateways.all.range((Bound::Excluded(after), Bound::Unbounded));
        let mut rest = rest.filter(|(_, kept)| kept.is_seen(sight)).peekable();
        let (mut page, mut last) = (Vec::new(), after);
        while let Some((number, kept)) = rest.next_if(|_| page.len() < size) {
            page.push(kept.gateway.clone());
            last = *number;
        }
        let next = rest.peek().map(|_| format!("{last:x}"));
        Page { gateways: page, next }
    }

    /// One gateway, if the caller sees it.
    pub(crate) fn get(&self, sight: Sight, id: Uuid) -> Option<StorageGateway> {
        let gateways = self.lock();
        let kept = gateways.all.values().find(|kept| kept.id == id && kept.is_seen(sight));
        kept.map(|kept| kept.gateway.clone())
    }

    /// Changes a gateway as `change` says; none if it is not there.
    ///
    /// # Errors
    /// What `change` says.
    pub(crate) fn change<E>(
        &self,
        id: Uuid,
        change: impl FnOnce(&Kept) -> Result<StorageGateway, E>,
    ) -> Result<Option<StorageGateway>, E> {
        let mut gateways = self.lock();
        let Some(kept) = gateways.all.values_mut().find(|kept| kept.id == id) else { return Ok(None) };
        kept.gateway = with_id(&change(kept)?, id);
        Ok(Some(kept.gateway.clone()))
    }

    /// Removes a gateway if `check` allows it; whether it was there.
    ///
    /// # Errors
    /// What `check` says.
    pub(crate) fn remove<E>(&self, id: Uuid, check: impl FnOnce(&Kept) -> Result<(), E>) -> Result<bool, E> {
        let mut gateways = self.lock();
        let found = gateways.all.iter().find(|(_, kept)| kept.id == id);
        let Some((number, kept)) = found.map(|(number, kept)| (*number, kept)) else { return Ok(false) };
        check(kept)?;
        gateways.all.remove(&number);
        Ok(true)
    }

    fn lock(&self) -> MutexGuard<'_, Gateways> {
        self.gateways.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn is_seen(&self, sight: Sight) -> bool {
        match sight {
            Sight::All => true,
            Sight::Allowed(identity) => allows(&self.gateway, identity),
        }
    }
}

/// A gateway without what is private.
pub(crate) fn redacted(gateway: &StorageGateway) -> StorageGateway {
    edited(gateway, |properties| {
        properties.retain(|name, _| !PRIVATE.contains(&name.as_str()));
        if let Some(Value::Object(policies)) = properties.get_mut("policies") {
            policies.retain(|name, value| !holds_private(name, value));
        }
    })
}

fn holds_private(name: &str, value: &Value) -> bool {
    let below = match value {
        Value::Object(properties) => properties.iter().any(|(name, value)| holds_private(name, value)),
        Value::Array(items) => items.iter().any(|item| holds_private("", item)),
        _ => false,
    };
    below || PRIVATE_POLICIES.contains(&name)
}

/// The value of a property; null if it is absent.
pub(crate) fn property(gateway: &StorageGateway, name: &str) -> Value {
    match json(gateway) {
        Value::Object(mut properties) => properties.remove(name).unwrap_or_default(),
        _ => Value::Null,
    }
}

fn allows(gateway: &StorageGateway, identity: &str) -> bool {
    let domain = identity.split_once('@').map_or("", |(_, domain)| domain);
    let lists = |name: &str, item: &str| {
        property(gateway, name).as_array().is_some_and(|items| items.iter().any(|one| one.as_str() == Some(item)))
    };
    !lists("users_deny", identity) && (lists("users_allow", identity) || lists("allowed_domains", domain))
}

fn with_id(gateway: &StorageGateway, id: Uuid) -> StorageGateway {
    edited(gateway, |properties| {
        properties.insert("id".to_owned(), id.to_string().into());
    })
}

/// A gateway of whatever version, changed where its properties have one name. What comes of it is a gateway again: none
/// of a version that is not known is lost, as the union keeps it as it is.
fn edited(gateway: &StorageGateway, edit: impl FnOnce(&mut Map<String, Value>)) -> StorageGateway {
    let mut properties = match json(gateway) {
        Value::Object(properties) => properties,
        _ => Map::new(),
    };
    edit(&mut properties);
    let empty = || StorageGateway::from(StorageGateway1_0_0::default());
    serde_json::from_value(Value::Object(properties)).unwrap_or_else(|_| empty())
}

fn json(gateway: &StorageGateway) -> Value {
    serde_json::to_value(gateway).unwrap_or_default()
}
