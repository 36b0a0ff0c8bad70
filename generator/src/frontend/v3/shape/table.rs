//! The objects of OpenAPI 3.0 to 3.2 and their keys: what we use, what we keep out on purpose, what we cannot use yet.

use super::key::{Form, Key, Treatment};
use super::kind::Kind;
use crate::document::Version;

use Form::{
    Anything, Count, Dependencies, Flag, Items, Limit, Many, Map, Number, One, RequiredNames, SchemaOrFlag, Security,
    Text, TextLists, TextMap, Texts, TypeName, Values,
};
use Kind::Schema;

macro_rules! keys {
    ($($treatment:ident { $($name:literal $form:expr $(, $required:ident)?;)* })*
    $(@$since:ident $newer:ident { $($newer_name:literal $newer_form:expr;)* })*) => {
        &[$($(Key {
            name: $name,
            form: $form,
            treatment: Treatment::$treatment,
            since: None,
            required: keys!(@required $($required)?),
        },)*)* $($(Key {
            name: $newer_name,
            form: $newer_form,
            treatment: Treatment::$newer,
            since: Some(Version::$since),
            required: false,
        },)*)*]
    };
    (@required required) => { true };
    (@required) => { false };
}
pub(super) use keys;

static DOCUMENT: &[Key] = keys! {
    Used {
        "openapi" Text, required;
        "info" One(Kind::Info), required;
        "servers" Many(Kind::Server);
        "paths" One(Kind::Paths), required;
        "components" One(Kind::Components);
        "security" Security;
        "tags" Many(Kind::Tag);
    }
    Annotation { "externalDocs" One(Kind::ExternalDocs); }
    @V31 Used { "webhooks" Map(Kind::PathItem); "jsonSchemaDialect" Text; }
    @V32 Used { "$self" Text; }
};
static INFO: &[Key] = keys! {
    Used { "title" Text, required; "version" Text, required; "description" Text; "license" One(Kind::License); }
    Annotation { "termsOfService" Text; "contact" One(Kind::Contact); }
    @V31 Annotation { "summary" Text; }
};
static CONTACT: &[Key] = keys! { Annotation { "name" Text; "url" Text; "email" Text; } };
static LICENSE: &[Key] = keys! {
    Used { "name" Text, required; }
    Annotation { "url" Text; }
    @V31 Annotation { "identifier" Text; }
};
static SERVER: &[Key] = keys! {
    Used { "url" Text, required; "description" Text; "variables" Map(Kind::ServerVariable); }
    @V32 Used { "name" Text; }
};
static SERVER_VARIABLE: &[Key] = keys! {
    Used { "default" Text, required; "enum" Texts; "description" Text; }
};
static TAG: &[Key] = keys! {
    Used { "name" Text, required; "description" Text; }
    Annotation { "externalDocs" One(Kind::ExternalDocs); }
    @V32 Used { "summary" Text; "parent" Text; "kind" Text; }
};
static EXTERNAL_DOCS: &[Key] = keys! { Annotation { "url" Text, required; "description" Text; } };
static COMPONENTS: &[Key] = keys! {
    Used {
        "schemas" Map(Schema);
        "responses" Map(Kind::Response);
        "parameters" Map(Kind::Parameter);
        "examples" Map(Kind::Example);
        "requestBodies" Map(Kind::RequestBody);
        "headers" Map(Kind::Header);
        "securitySchemes" Map(Kind::SecurityScheme);
        "callbacks" Map(Kind::Callback);
    }
    Unsupported { "links" Map(Kind::Link); }
    @V31 Used { "pathItems" Map(Kind::PathItem); }
    @V32 Used { "mediaTypes" Map(Kind::MediaType); }
};
static PATH_ITEM: &[Key] = keys! {
    Used {
        "summary" Text;
        "description" Text;
        "get" One(Kind::Operation);
        "put" One(Kind::Operation);
        "post" One(Kind::Operation);
        "delete" One(Kind::Operation);
        "options" One(Kind::Operation);
        "head" One(Kind::Operation);
        "patch" One(Kind::Operation);
        "trace" One(Kind::Operation);
        "servers" Many(Kind::Server);
        "parameters" Many(Kind::Parameter);
    }
    @V32 Used { "query" One(Kind::Operation); "additionalOperations" Map(Kind::Operation); }
};
static OPERATION: &[Key] = keys! {
    Used {
        "tags" Texts;
        "summary" Text;
        "description" Text;
        "operationId" Text;
        "parameters" Many(Kind::Parameter);
        "requestBody" One(Kind::RequestBody);
        "responses" One(Kind::Responses), required;
        "deprecated" Flag;
        "security" Security;
        "servers" Many(Kind::Server);
        "callbacks" Map(Kind::Callback);
    }
    Annotation { "externalDocs" One(Kind::ExternalDocs); }
};
static PARAMETER: &[Key] = keys! {
    Used {
        "name" Text, required;
        "in" Text, required;
        "description" Text;
        "required" Flag;
        "deprecated" Flag;
        "style" Text;
        "explode" Flag;
        "allowReserved" Flag;
        "schema" One(Schema);
        "content" Map(Kind::MediaType);
        "example" Anything;
        "examples" Map(Kind::Example);
    }
    Unsupported { "allowEmptyValue" Flag; }
};
static HEADER: &[Key] = keys! {
    Used {
        "description" Text;
        "required" Flag;
        "deprecated" Flag;
        "style" Text;
        "explode" Flag;
        "schema" One(Schema);
        "content" Map(Kind::MediaType);
        "example" Anything;
        "examples" Map(Kind::Example);
    }
    Unsupported { "allowEmptyValue" Flag; "allowReserved" Flag; }
};
static REQUEST_BODY: &[Key] = keys! {
    Used { "description" Text; "content" Map(Kind::MediaType), required; "required" Flag; }
};
static MEDIA_TYPE: &[Key] = keys! {
    Used {
        "schema" One(Schema);
        "example" Anything;
        "examples" Map(Kind::Example);
        "encoding" Map(Kind::Encoding);
    }
    @V32 Used {
        "itemSchema" One(Schema);
        "prefixEncoding" Many(Kind::Encoding);
        "itemEncoding" One(Kind::Encoding);
    }
};
static ENCODING: &[Key] = keys! {
    Used { "contentType" Text; "headers" Map(Kind::Header); "style" Text; "explode" Flag; "allowReserved" Flag; }
    @V32 Unsupported {
        "encoding" Map(Kind::Encoding);
        "prefixEncoding" Many(Kind::Encoding);
        "itemEncoding" One(Kind::Encoding);
    }
};
static RESPONSE: &[Key] = keys! {
    Used {
        "description" Text, required;
        "headers" Map(Kind::Header);
        "content" Map(Kind::MediaType);
    }
    Unsupported { "links" Map(Kind::Link); }
    @V32 Used { "summary" Text; }
};
static EXAMPLE: &[Key] = keys! {
    Used { "summary" Text; "value" Anything; }
    Annotation { "description" Text; }
    Unsupported { "externalValue" Text; }
    @V32 Used { "dataValue" Anything; "serializedValue" Text; }
};
static LINK: &[Key] = keys! {
    Annotation {
        "operationRef" Text;
        "operationId" Text;
        "parameters" Anything;
        "requestBody" Anything;
        "description" Text;
        "server" One(Kind::Server);
    }
};
static SCHEMA: &[Key] = keys! {
    Used {
        "type" TypeName;
        "format" Text;
        "title" Text;
        "description" Text;
        "default" Anything;
        "example" Anything;
        "enum" Values;
        "properties" Map(Schema);
        "required" RequiredNames;
        "additionalProperties" SchemaOrFlag;
        "items" Items;
        "allOf" Many(Schema);
        "oneOf" Many(Schema);
        "anyOf" Many(Schema);
        "not" One(Schema);
        "readOnly" Flag;
        "writeOnly" Flag;
        "deprecated" Flag;
        "discriminator" Form::Discriminator;
        "minimum" Number;
        "maximum" Number;
        "exclusiveMinimum" Limit;
        "exclusiveMaximum" Limit;
        "multipleOf" Number;
        "minLength" Count;
        "maxLength" Count;
        "pattern" Text;
        "minItems" Count;
        "maxItems" Count;
        "uniqueItems" Flag;
        "minProperties" Count;
        "maxProperties" Count;
    }
    Annotation {
        "externalDocs" One(Kind::ExternalDocs);
        "xml" One(Kind::Xml);
        "$comment" Text;
        "$schema" Text;
    }
    Older { "nullable" Flag; }
    Draft { "additionalItems" SchemaOrFlag; "dependencies" Dependencies; "definitions" Map(Schema); }
    Foreign {
        "$vocabulary" Anything;
    }
    @V31 Used {
        "const" Anything;
        "examples" Anything;
        "prefixItems" Many(Schema);
        "patternProperties" Map(Schema);
        "propertyNames" One(Schema);
        "unevaluatedProperties" SchemaOrFlag;
        "unevaluatedItems" SchemaOrFlag;
        "contains" One(Schema);
        "minContains" Count;
        "maxContains" Count;
        "dependentRequired" TextLists;
        "dependentSchemas" Map(Schema);
        "if" One(Schema);
        "then" One(Schema);
        "else" One(Schema);
        "contentEncoding" Text;
        "contentMediaType" Text;
        "contentSchema" One(Schema);
        "$id" Text;
        "$anchor" Text;
        "$dynamicAnchor" Text;
        "$dynamicRef" Text;
        "$defs" Map(Schema);
    }
};
static DISCRIMINATOR: &[Key] = keys! {
    Used { "propertyName" Text, required; "mapping" TextMap; }
    @V32 Used { "defaultMapping" Text; }
};
static XML: &[Key] = keys! {
    Annotation { "name" Text; "namespace" Text; "prefix" Text; "attribute" Flag; "wrapped" Flag; }
    @V32 Annotation { "nodeType" Text; }
};
static SECURITY_SCHEME: &[Key] = keys! {
    Used {
        "type" Text, required;
        "description" Text;
        "name" Text;
        "in" Text;
        "scheme" Text;
        "flows" One(Kind::Flows);
    }
    Annotation { "bearerFormat" Text; "openIdConnectUrl" Text; }
    @V32 Used { "deprecated" Flag; }
    @V32 Annotation { "oauth2MetadataUrl" Text; }
};
static FLOWS: &[Key] = keys! {
    Used { "clientCredentials" One(Kind::Flow); }
    Annotation { "implicit" One(Kind::Flow); "password" One(Kind::Flow); "authorizationCode" One(Kind::Flow); }
    @V32 Annotation { "deviceAuthorization" One(Kind::Flow); }
};
static FLOW: &[Key] = keys! {
    Used { "tokenUrl" Text; }
    Annotation { "authorizationUrl" Text; "refreshUrl" Text; "scopes" TextMap, required; }
    @V32 Annotation { "deviceAuthorizationUrl" Text; }
};

impl Kind {
    /// Its keys; empty for objects whose keys are names of their own.
    pub(super) fn keys(self) -> &'static [Key] {
        match self {
            Kind::Document => DOCUMENT,
            Kind::Info => INFO,
            Kind::Contact => CONTACT,
            Kind::License => LICENSE,
            Kind::Server => SERVER,
            Kind::ServerVariable => SERVER_VARIABLE,
            Kind::Tag => TAG,
            Kind::ExternalDocs => EXTERNAL_DOCS,
            Kind::Components => COMPONENTS,
            Kind::PathItem => PATH_ITEM,
            Kind::Operation => OPERATION,
            Kind::Parameter => PARAMETER,
            Kind::Header => HEADER,
            Kind::RequestBody => REQUEST_BODY,
            Kind::MediaType => MEDIA_TYPE,
            Kind::Encoding => ENCODING,
            Kind::Response => RESPONSE,
            Kind::Example => EXAMPLE,
            Kind::Link => LINK,
            Kind::Schema => SCHEMA,
            Kind::Discriminator => DISCRIMINATOR,
            Kind::Xml => XML,
            Kind::SecurityScheme => SECURITY_SCHEME,
            Kind::Flows => FLOWS,
            Kind::Flow => FLOW,
            Kind::V2(kind) => kind.keys(),
            Kind::Paths | Kind::Responses | Kind::Callback => &[],
        }
    }

    /// Whether it has a key of this name, or may be a reference.
    pub(in super::super) fn has(self, name: &str) -> bool {
        name == "$ref" || self.key(name).is_some()
    }

    /// The key's row.
    pub(super) fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().iter().find(|key| key.name == name)
    }
}
