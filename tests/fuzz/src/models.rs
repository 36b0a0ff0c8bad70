//! Values of generated types: what is read is written again, and read again as the same.

use crate::json::says;

/// How each type is judged: by the traits of its own crate.
macro_rules! kinds {
    ($name:ident of $($support:ident)::+, all $all:literal: $($ty:ty,)*) => {
        mod $name {
            use super::says;
            use $($support)::+ as support;

            fn check<T>(text: &[u8])
            where
                T: support::Decode + serde::Serialize + support::Validate + std::fmt::Debug + PartialEq,
            {
                let value: T = match support::from_slice(text) {
                    Ok(value) => value,
                    Err(fault) => {
                        let _ = format!("{fault} {fault:?}");
                        return;
                    }
                };
                let _ = format!("{value:?}");
                let mut found = support::Violations::default();
                value.check(&mut found);
                let _ = format!("{found}");
                let written = serde_json::to_vec(&value).expect("what was read can be written");
                assert!(says(&written, text, $all), "{} became {}", show(text), show(&written));
                let again: T = support::from_slice(&written).unwrap_or_else(|fault| panic!("{}: {fault}", show(&written)));
                assert!(again == value, "{} became {}", show(text), show(&written));
                let twice = serde_json::to_vec(&again).expect("what was read can be written");
                assert!(twice == written, "{} became {}", show(&written), show(&twice));
            }

            fn show(text: &[u8]) -> std::borrow::Cow<'_, str> {
                String::from_utf8_lossy(text)
            }

            pub(super) const ALL: &[fn(&[u8])] = &[$(check::<$ty>),*];
        }
    };
}

kinds! { zoo of crate::apis::zoo::models::support, all true:
    crate::apis::zoo::models::Scalars, crate::apis::zoo::models::Presence, crate::apis::zoo::models::Colour, crate::apis::zoo::models::Level,
    crate::apis::zoo::models::Maps, crate::apis::zoo::models::Patterned, crate::apis::zoo::models::Closed, crate::apis::zoo::models::Tree,
    crate::apis::zoo::models::Pair, crate::apis::zoo::models::Pet, crate::apis::zoo::models::Shape, crate::apis::zoo::models::Loose,
    crate::apis::zoo::models::Overlapping, crate::apis::zoo::models::Merged, crate::apis::zoo::models::Held,
    crate::apis::zoo::models::Dependent, Vec<crate::apis::zoo::models::Pet>,
}

kinds! { gcs of gcs_models::support, all false:
    gcs_models::StorageGateway, gcs_models::StoragePolicies, gcs_models::BoxStorage1_2_0, gcs_models::StorageGateway1_2_0,
}

kinds! { nevisidm of nevisidm_models::support, all false:
    nevisidm_models::ErrorResponseDto, nevisidm_models::PolicyViolationDto,
}

/// The first byte says which type the rest is read as.
///
/// # Panics
/// If a promise is broken.
pub fn check(bytes: &[u8]) {
    let Some((kind, text)) = bytes.split_first() else { return };
    let all = zoo::ALL.iter().chain(gcs::ALL).chain(nevisidm::ALL);
    let count = zoo::ALL.len() + gcs::ALL.len() + nevisidm::ALL.len();
    if let Some(check) = all.clone().nth(usize::from(*kind) % count) {
        check(text);
    }
}
