//! How the server takes bodies.

use super::{Printer, checks_text};
use crate::plan::{
    FieldReading, FormReading, Meaning, OtherNames, ReceivedPlan, Receiving, Spread, UploadKind, UploadPlan,
};

impl Printer<'_> {
    /// What the server takes where that is neither JSON nor any text.
    pub(super) fn received(&mut self, media_type: &str, received: &ReceivedPlan) {
        let checks = checks_text(&received.checks);
        let mut fields: &[FieldReading] = &[];
        let mut others = String::new();
        let taken = match &received.how {
            Receiving::Json(_) | Receiving::AnyText => return,
            Receiving::Text(ty, meaning) => format!("text of {} as {}", self.ty(ty), meaning_text(meaning)),
            Receiving::Form(ty, form) | Receiving::Parts(ty, form) => {
                fields = &form.fields;
                others = others_text(form);
                let word = if matches!(received.how, Receiving::Form(..)) { "form" } else { "parts" };
                format!("{word} of {}", self.ty(ty))
            }
            Receiving::Upload(upload) => return self.upload(media_type, upload),
            Receiving::Lines(ty) => format!("lines of {} as they come", self.ty(ty)),
            Receiving::Stream => "bytes as they come".to_owned(),
            Receiving::Bytes => "bytes".to_owned(),
        };
        self.line(2, &format!("server takes {taken}{others}{checks} from {media_type}"));
        for field in fields {
            self.line(3, &reading_text(field));
        }
    }

    fn upload(&mut self, media_type: &str, upload: &UploadPlan) {
        let closed = if upload.closed { ", no others" } else { "" };
        let (part, parts) = (&upload.part, &upload.parts);
        self.line(2, &format!("server takes {part} as they come, {parts}{closed} from {media_type}"));
        for row in &upload.rows {
            let kind = match &row.kind {
                UploadKind::File => "file".to_owned(),
                UploadKind::Files => "files".to_owned(),
                UploadKind::Value(ty) => self.ty(ty),
                UploadKind::Spread(ty) => format!("{} of several parts", self.ty(ty)),
            };
            let required = if row.required { " required" } else { "" };
            let (reading, checks) = (reading_text(&row.reading), checks_text(&row.checks));
            self.line(3, &format!("{} {}: {kind}{required} {reading}{checks}", row.variant, row.field));
        }
    }
}

fn others_text(form: &FormReading) -> String {
    match &form.others {
        OtherNames::Ignored => String::new(),
        OtherNames::Refused => ", no others".to_owned(),
        OtherNames::Kept(meaning) => format!(", others {}", meaning_text(meaning)),
    }
}

fn reading_text(field: &FieldReading) -> String {
    let spread = match field.spread {
        Spread::Each => String::new(),
        Spread::Joined(by) => format!(" joined by {by:?}"),
        Spread::Deep => " deep".to_owned(),
    };
    let types = if field.types.is_empty() { String::new() } else { format!(" {}", field.types.join(" or ")) };
    format!("{:?} {}{spread}{types}", field.wire, meaning_text(&field.meaning))
}

fn meaning_text(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Scalar(kind) => format!("{kind:?}"),
        Meaning::Json => "JSON".to_owned(),
        Meaning::JsonOrText => "JSON or text".to_owned(),
        Meaning::List(item) => format!("[{}]", meaning_text(item)),
        Meaning::Object(known, others) => {
            let known = known.iter().map(|(name, one)| format!("{name}: {}, ", meaning_text(one)));
            format!("{{{}others: {}}}", known.collect::<String>(), meaning_text(others))
        }
        Meaning::AnyOf(kinds) => kinds.iter().map(meaning_text).collect::<Vec<_>>().join(" | "),
        Meaning::Above(levels) => format!("above {levels}"),
    }
}
