//! OpenAPI 3.0.x. The only room that knows `openapiv3`.

use crate::api::{Api, Info};
use crate::diagnostics::Diagnostics;
use crate::document::Document;

pub(super) fn lower(_document: &Document, _diagnostics: &mut Diagnostics) -> Api {
    Api {
        info: Info::default(),
        servers: Vec::new(),
        tags: Vec::new(),
        operations: Default::default(),
        schemas: Default::default(),
        components: Vec::new(),
        security_schemes: Default::default(),
        error_document: None,
    }
}
