//! Bodies, answers, and what the API sends by itself.

use super::{Printer, checks_text, codec_text};
use crate::plan::{
    AnswerPlan, Answering, BodyPlan, CallbackPlan, Content, FieldStyle, HeaderPlan, Ident, OutcomePlan, PartCodec,
    PartPlan, PartRow, PartWriting, PayloadPlan, ResponseBody, RustType, StreamPlan, Writing, WrittenPlan,
};

impl Printer<'_> {
    pub(super) fn body(&mut self, body: &BodyPlan) {
        self.line(1, if body.required { "body required" } else { "body" });
        for payload in &body.payloads {
            self.payload(payload);
        }
        for way in &body.written {
            self.way(way);
        }
        for (payload, received) in body.payloads.iter().zip(&body.received) {
            self.received(&payload.media_type, received);
        }
    }

    fn payload(&mut self, payload: &PayloadPlan) {
        let sample = if payload.sample.is_some() { ", sample" } else { "" };
        let valid = payload.examples.iter().filter(|example| example.valid).count();
        let examples = match payload.examples.len() {
            0 => String::new(),
            all => format!(", {valid} of {all} examples valid"),
        };
        self.line(
            2,
            &format!(
                "{} as {:?} {}{}{examples}{sample}",
                payload.media_type,
                payload.format,
                self.ty(&payload.ty),
                checks_text(&payload.checks)
            ),
        );
        self.content(&payload.content);
    }

    /// What the client takes where it is not the plain payload.
    fn way(&mut self, way: &WrittenPlan) {
        let taken = match &way.how {
            Writing::Json(_) | Writing::AnyText | Writing::Bytes if way.ident.is_none() => return,
            Writing::Json(ty) => format!("json of {}", self.ty(ty)),
            Writing::AnyText => "any text".to_owned(),
            Writing::Text(ty) => format!("text of {}", self.ty(ty)),
            Writing::Form(ty, fields) => {
                let fields = fields.iter().map(|field| format!(", {:?} {}", field.wire, style_text(field.how)));
                format!("form of {}{}", self.ty(ty), fields.collect::<String>())
            }
            Writing::Parts(parts) => {
                let rows = parts.parts.iter().map(part_text);
                format!("{} of {}", parts.name, rows.collect::<Vec<_>>().join(", "))
            }
            Writing::Multipart => "any parts".to_owned(),
            Writing::Lines(ty) => format!("lines of {}", self.ty(ty)),
            Writing::Bytes => "bytes".to_owned(),
        };
        let ident = way.ident.as_ref().map_or("plain", Ident::as_str);
        self.line(2, &format!("client {ident} takes {taken} as {}", way.content_type));
    }

    pub(super) fn outcome(&mut self, outcome: &OutcomePlan) {
        let success = if outcome.success { " success" } else { "" };
        self.line(1, &format!("outcome {:?} {}{success}", outcome.status, outcome.variant));
        outcome.headers.iter().for_each(|header| self.header(2, header));
        if let ResponseBody::Payload(payloads) = &outcome.body {
            payloads.iter().for_each(|payload| self.payload(payload));
        }
        if outcome.reads.len() > 1 {
            for read in &outcome.reads {
                self.line(2, &format!("read as {} where {}", read.variant, read.ranges.join(", ")));
            }
        }
        let told = |answer: &&AnswerPlan| outcome.answers.len() > 1 || !matches!(answer.how, Answering::Json(_));
        for answer in outcome.answers.iter().filter(told) {
            let word = match answer.how {
                Answering::Json(_) | Answering::JsonIn(_) => "json",
                Answering::Text => "text",
                Answering::Value(_) => "value",
                Answering::Binary | Answering::BinaryIn => "bytes",
                Answering::Events(_) | Answering::Texts => "events",
                Answering::Lines(_) => "lines",
            };
            self.line(2, &format!("written as {} by {word} of {}", answer.variant, answer.media_type));
        }
    }

    pub(super) fn stream(&mut self, stream: &StreamPlan) {
        let text = match stream {
            StreamPlan::Events(ty) => format!("events of {}", self.ty(ty)),
            StreamPlan::Texts => "events of texts".to_owned(),
            StreamPlan::Values(media_type, ty) => format!("values of {} as {media_type}", self.ty(ty)),
        };
        self.line(1, &text);
    }

    pub(super) fn callback(&mut self, word: &str, callback: &CallbackPlan) {
        self.line(0, &format!("{word} {}", callback.wire));
        self.method(&callback.method);
        for def in &callback.types {
            self.line(1, &format!("type {} = {}", def.name, self.ty(&def.ty)));
        }
    }

    /// What bytes say.
    fn content(&mut self, content: &Content) {
        match content {
            Content::Json(_) | Content::Binary | Content::Xml(None) => {}
            Content::Text(ty) if *ty == RustType::string() => {}
            Content::Text(ty) => self.line(3, &format!("text of {}", self.ty(ty))),
            Content::Xml(Some(ty)) => self.line(3, &format!("xml of {}", self.ty(ty))),
            Content::EventStream(ty) => self.line(3, &format!("events of {}", self.ty(ty))),
            Content::JsonLines(ty) => self.line(3, &format!("lines of {}", self.ty(ty))),
            Content::Form(ty, parts) => {
                self.line(3, &format!("form of {}", self.ty(ty)));
                parts.iter().for_each(|part| self.part(part));
            }
            Content::Multipart(ty, parts) => {
                self.line(3, &format!("parts of {}", self.ty(ty)));
                parts.iter().for_each(|part| self.part(part));
            }
        }
    }

    fn part(&mut self, part: &PartPlan) {
        let required = if part.required { " required" } else { "" };
        let codec = match &part.codec {
            PartCodec::Style(codec) => codec_text(codec),
            PartCodec::Deep => "deep".to_owned(),
            PartCodec::One(format) => format!("as {format:?}"),
            PartCodec::Each(format) => format!("each as {format:?}"),
        };
        let types = part.content_types.iter().fold(String::new(), |all, one| format!("{all} {one}"));
        self.line(4, &format!("{:?}: {}{required} {codec}{types}", part.wire, self.ty(&part.ty)));
        part.headers.iter().for_each(|header| self.header(5, header));
    }

    fn header(&mut self, depth: usize, header: &HeaderPlan) {
        let required = if header.required { " required" } else { "" };
        let codec = codec_text(&header.codec);
        let text = format!("header {}: {}{required} = {:?} {codec}", header.ident, self.ty(&header.ty), header.wire);
        self.line(depth, &text);
    }
}

fn style_text(style: FieldStyle) -> String {
    match style {
        FieldStyle::Deep => "deep".to_owned(),
        FieldStyle::Json => "as JSON".to_owned(),
        FieldStyle::Style { style, explode, allow_reserved } => {
            let explode = if explode { " explode" } else { "" };
            format!("{style:?}{explode}{}", if allow_reserved { " reserved" } else { "" })
        }
    }
}

fn part_text(row: &PartRow) -> String {
    let headed = row.headed.as_ref().map(|headed| {
        let each = if headed.each { "each " } else { "" };
        format!(" in {each}{}", headed.name)
    });
    format!("{} {}{}", row.ident, writing_text(&row.how), headed.unwrap_or_default())
}

fn writing_text(how: &PartWriting) -> String {
    let (word, content_type) = match how {
        PartWriting::File(content_type) => ("file", content_type),
        PartWriting::Files(content_type) => ("files", content_type),
        PartWriting::Text(content_type) => ("text", content_type),
        PartWriting::Texts(content_type) => ("texts", content_type),
        PartWriting::Json(content_type) => ("json", content_type),
        PartWriting::Jsons(content_type) => ("jsons", content_type),
        PartWriting::Styled(field) => return style_text(field.how),
    };
    format!("{word} {content_type}").trim_end().to_owned()
}
