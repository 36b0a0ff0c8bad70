//! OpenAPI 3.0.x. The only room that knows `openapiv3`.

use crate::api::Api;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

pub(super) fn lower(_document: &Document, _diagnostics: &mut Diagnostics) -> Api {
    Api::default()
}
