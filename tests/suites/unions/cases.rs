//! The cases. An expectation is the variant; `breaks` what `validate` says; `becomes` where a value does not come back.

/// A component and values for it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub name: &'static str,
    pub schema: &'static str,
    pub rows: &'static [(&'static str, &'static str)],
}

/// Schemas that several cases use.
pub(crate) const PARTS: &str = "
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [dog, wolf]}, name: {type: string}}}
    Stone: {type: object, properties: {weight: {type: integer}}}
    Sizes: {type: string, enum: [s, m]}
    Colours: {type: string, enum: [red, m]}
    A: {type: object, required: [a], properties: {a: {type: integer}, c: {type: integer}}}
    Car: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {type: object, properties: {doors: {type: integer}}}]}
    Van: {allOf: [{$ref: '#/components/schemas/Car'}, {type: object, properties: {load: {type: integer}}}]}
    Bike: {allOf: [{$ref: '#/components/schemas/Vehicle'}]}
    Savings: {allOf: [{$ref: '#/components/schemas/Account'}, {type: object, properties: {rate: {type: number}}}]}
    Giro: {allOf: [{$ref: '#/components/schemas/Account'}, {type: object, properties: {limit: {type: number}}}]}
    Strict: {type: object, properties: {a: {type: integer}}}
    Strict2: {type: object, properties: {b: {type: integer}}}
    Apple: {allOf: [{$ref: '#/components/schemas/Fruit'}, {type: object, properties: {seeds: {type: integer}}}]}
    B: {type: object, required: [b], properties: {b: {type: integer}, c: {type: integer}}}
    TwoNulls: {oneOf: [{type: string, nullable: true}, {type: integer, nullable: true}]}
";

/// A property tells.
pub(crate) fn by_tag() -> Vec<Case> {
    vec![
        Case {
            name: "TagByMapping",
            schema: "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {tiger: Cat, lion: '#/components/schemas/Cat', dog: Dog}}}",
            rows: &[
                (r#"{"kind":"tiger","lives":9}"#, "Cat"),
                (r#"{"kind":"lion"}"#, "Cat"),
                (r#"{"kind":"dog","name":"Rex"}"#, "Dog"),
                (r#"{"kind":"dog","name":1}"#, "error /name: invalid type: integer `1`, expected a string"),
                (r#"{"kind":"fish","fins":[1.50]}"#, "Other breaks oneOf"),
                (r#"{"lives":9}"#, "Other breaks oneOf"),
                ("7", "Other breaks oneOf"),
            ],
        },
        Case {
            name: "TagByName",
            schema: "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}",
            rows: &[
                (r#"{"kind":"Cat"}"#, "Cat"),
                (r#"{"kind":"wolf"}"#, "Dog"),
                (r#"{"kind":"Dog"}"#, "Other breaks oneOf"),
            ],
        },
        Case {
            name: "TagThatArmsLack",
            schema: "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Stone'}], discriminator: {propertyName: kind, mapping: {cat: Cat, pebble: Stone, boulder: Stone}}}",
            rows: &[
                (r#"{"kind":"cat"}"#, "Cat"),
                (r#"{"kind":"pebble","weight":1}"#, "Pebble"),
                (r#"{"kind":"boulder"}"#, "Boulder"),
            ],
        },
        Case {
            name: "SingleValues",
            schema: "{anyOf: [{type: object, required: [v], properties: {v: {type: integer, enum: [1]}, a: {type: string}}}, {type: object, required: [v], properties: {v: {type: integer, enum: [2, 3]}}}]}",
            rows: &[(r#"{"v":1,"a":"x"}"#, "V1"), (r#"{"v":3.0}"#, "V2"), (r#"{"v":4}"#, "Other breaks anyOf")],
        },
        Case {
            name: "OptionalSingleValues",
            schema: "{anyOf: [{type: object, properties: {v: {type: string, enum: [x]}, a: {type: string}}}, {type: object, properties: {v: {type: string, enum: [y]}, b: {type: string}}}]}",
            rows: &[
                (r#"{"v":"x","a":"1"}"#, "A"),
                (r#"{"v":"y","b":"1"}"#, "B"),
                (r#"{"b":"1"}"#, "B"),
                ("{}", "A"),
                (r#"{"a":"1","b":"2"}"#, "Other"),
            ],
        },
    ]
}

/// The JSON type tells.
pub(crate) fn by_kind() -> Vec<Case> {
    vec![
        Case {
            name: "Scalars",
            schema: "{anyOf: [{type: number}, {type: integer}, {type: string}, {type: array, items: {$ref: '#/components/schemas/A'}}]}",
            rows: &[
                ("1", "Integer"),
                ("1.0", "Integer"),
                ("1.5", "Number"),
                ("1e300", "Number"),
                (r#""x""#, "String"),
                ("true", "Other breaks anyOf"),
                (r#"[{"a":1}]"#, "AList"),
                (r#"[{"a":1},{"b":1}]"#, "error /1: missing field `a`"),
            ],
        },
        Case {
            name: "IntegerOrText",
            schema: "{oneOf: [{type: integer}, {type: string}]}",
            rows: &[
                ("1.0", "Integer"),
                ("123456789012345678901234567890", "Other breaks oneOf"),
                ("1.5", "Other breaks oneOf"),
            ],
        },
        Case {
            name: "IntegerOrNumber",
            schema: "{oneOf: [{type: integer}, {type: number}]}",
            rows: &[("1", "Integer breaks oneOf"), ("1.5", "Number")],
        },
        Case {
            name: "NullInEverySpelling",
            schema: "{type: array, items: {anyOf: [{nullable: true, enum: [null]}, {type: object, nullable: true, additionalProperties: false}, {type: string}, {type: integer, nullable: true}]}}",
            rows: &[(r#"[null,"a",1]"#, "[None,")],
        },
        Case {
            name: "ObjectsBesideText",
            schema: "{oneOf: [{type: string}, {$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}",
            rows: &[
                (r#""x""#, "String"),
                (r#"{"b":1,"c":2}"#, "Object"),
                (r#"{"c":2}"#, "Object breaks oneOf"),
                (r#"{"b":"x"}"#, "error /b: invalid type: string \"x\", expected an integer"),
            ],
        },
    ]
}

/// The arm that holds the value is taken.
pub(crate) fn by_holding() -> Vec<Case> {
    vec![
        Case {
            name: "TwoEnums",
            schema: "{oneOf: [{$ref: '#/components/schemas/Sizes'}, {$ref: '#/components/schemas/Colours'}]}",
            rows: &[
                (r#""s""#, "Sizes"),
                (r#""red""#, "Colours"),
                (r#""m""#, "Sizes breaks oneOf"),
                (r#""blue""#, "Sizes breaks enum"),
            ],
        },
        Case {
            name: "EnumOrText",
            schema: "{anyOf: [{$ref: '#/components/schemas/Sizes'}, {type: string}]}",
            rows: &[(r#""s""#, "S"), (r#""xxl""#, "Other")],
        },
        Case {
            name: "EnumOrUuid",
            schema: "{oneOf: [{type: string, enum: [none]}, {type: string, format: uuid}]}",
            rows: &[
                (r#""none""#, "None"),
                (r#""497f6eca-6276-4993-bfeb-53cbbbba6f08""#, "Uuid"),
                (r#""else""#, "None breaks enum"),
            ],
        },
        Case {
            name: "EnumOrDate",
            schema: "{anyOf: [{type: string, format: date}, {type: string, enum: [never]}]}",
            rows: &[(r#""never""#, "Never"), (r#""2024-01-31""#, "Date")],
        },
        Case {
            name: "NarrowOrWide",
            schema: "{anyOf: [{type: object, required: [k], properties: {k: {type: string, enum: [x, y]}, more: {type: string}}}, {type: object, required: [k], properties: {k: {type: string, enum: [x]}}}]}",
            rows: &[
                (r#"{"k":"x"}"#, "Kx"),
                (r#"{"k":"x","more":"z"}"#, "More"),
                (r#"{"k":"y"}"#, "More"),
                (r#"{"k":"z"}"#, "More breaks /kenum"),
            ],
        },
        Case {
            name: "OwnRequired",
            schema: "{anyOf: [{$ref: '#/components/schemas/A'}, {type: object, required: [b], properties: {b: {type: integer}, d: {type: integer}}}]}",
            rows: &[
                (r#"{"b":1,"d":2}"#, "B"),
                (r#"{"b":1,"c":2}"#, r#"B becomes {"b":1}"#),
                (r#"{"a":1,"b":2}"#, "Other"),
                (r#"{"a":1,"b":"x"}"#, r#"A becomes {"a":1}"#),
                (r#"{"c":1}"#, "Other breaks anyOf"),
            ],
        },
        Case {
            name: "AllOptional",
            schema: "{anyOf: [{$ref: '#/components/schemas/Stone'}, {type: object, properties: {height: {type: integer, maximum: 9}}}]}",
            rows: &[("{}", "Stone"), (r#"{"height":1}"#, "Height"), (r#"{"weight":1,"height":1}"#, "Other")],
        },
        Case {
            name: "LimitsTell",
            schema: "{oneOf: [{type: integer, maximum: 9}, {type: integer, minimum: 5}, {type: string, maxLength: 2}, {type: string, pattern: '^x'}]}",
            rows: &[
                ("1", "IntegerMax9"),
                ("100", "IntegerMin5"),
                ("7", "IntegerMax9 breaks oneOf"),
                (r#""ab""#, "StringMax2"),
                (r#""xyz""#, "String"),
                (r#""abc""#, "StringMax2 breaks maxLength"),
            ],
        },
        Case {
            name: "SameTwice",
            schema: "{oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}, {$ref: '#/components/schemas/A'}, {type: integer}]}",
            rows: &[("1", "Integer"), (r#"{"a":1}"#, "A")],
        },
        Case {
            name: "Lists",
            schema: "{anyOf: [{type: array, items: {$ref: '#/components/schemas/Sizes'}}, {type: array, items: {type: string, format: uuid}}, {type: array, items: {type: integer}}]}",
            rows: &[
                (r#"["s","m"]"#, "SizesList"),
                (r#"["497f6eca-6276-4993-bfeb-53cbbbba6f08"]"#, "UuidList"),
                ("[1]", "IntegerList"),
                ("[]", "SizesList"),
                (r#"[1,"s"]"#, "Other breaks anyOf"),
            ],
        },
        Case {
            name: "Nested",
            schema: "{oneOf: [{anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}, {type: object, required: [n], properties: {n: {$ref: '#/components/schemas/TwoEnums'}}}]}",
            rows: &[
                (r#"{"a":1}"#, "AOrB"),
                (r#"{"a":1,"b":1}"#, "AOrB"),
                (r#"{"n":"red"}"#, "N"),
                (r#"{"n":"blue"}"#, "N breaks /nenum"),
            ],
        },
        Case {
            name: "RefusedBeside",
            schema: "{anyOf: [{$ref: '#/components/schemas/Strict'}, {$ref: '#/components/schemas/Strict2'}]}",
            rows: &[
                (r#"{"a":1}"#, "Strict"),
                (r#"{"b":1}"#, "Strict2"),
                (r#"{"a":1,"b":1}"#, "Other"),
                (r#"{"a":1,"c":1}"#, "Other breaks anyOf"),
            ],
        },
        Case {
            name: "NotNull",
            schema: "{type: object, required: [v], properties: {v: {type: string, nullable: true, not: {nullable: true, enum: [null]}}, w: {type: string, nullable: true, not: {type: integer}}}}",
            rows: &[
                (r#"{"v":"x","w":null}"#, "NotNull"),
                (r#"{"v":null}"#, "error /v: invalid type: null, expected a string"),
            ],
        },
        Case {
            name: "Anything",
            schema: "{anyOf: [{}, {$ref: '#/components/schemas/A'}]}",
            rows: &[(r#"{"a":1}"#, "A"), (r#"{"a":1,"z":[1]}"#, "Any"), ("null", "Any")],
        },
        Case {
            name: "Tree",
            schema: "{anyOf: [{type: integer}, {type: object, required: [all], properties: {all: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}, {type: object, required: [no], properties: {no: {$ref: '#/components/schemas/Tree'}}}]}",
            rows: &[
                (r#"{"no":{"all":[1,{"no":{"no":{"all":[{"no":{"all":[{"no":{"no":2}}]}}]}}}]}}"#, "Object"),
                (r#"{"no":{"all":[1,{"no":"x"}]}}"#, "Object breaks /no/all/1/noanyOf"),
            ],
        },
    ]
}

/// A discriminator on the parent, whose heirs name it in `allOf`.
pub(crate) fn inherited() -> Vec<Case> {
    vec![
        Case {
            name: "Vehicle",
            schema: "{type: object, required: [kind], properties: {kind: {type: string}, wheels: {type: integer}}, discriminator: {propertyName: kind}}",
            rows: &[
                (r#"{"kind":"Car","wheels":4,"doors":3}"#, "CarBase"),
                (r#"{"kind":"Van","doors":3,"load":1}"#, "Van"),
                (r#"{"kind":"Bike","wheels":2}"#, "Bike"),
                (r#"{"kind":"Vehicle","wheels":1}"#, "Base"),
                (r#"{"kind":"Boat","wheels":0}"#, "Other breaks discriminator"),
                (r#"{"wheels":1}"#, "Other breaks discriminator"),
            ],
        },
        Case {
            name: "Account",
            schema: "{type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {s: Savings, g: Giro}}}",
            rows: &[
                (r#"{"t":"s","rate":1.5}"#, "Savings"),
                (r#"{"t":"g","limit":10}"#, "Giro"),
                (r#"{"t":"Account"}"#, "Base"),
                (r#"{"t":"nobody"}"#, "Other breaks discriminator"),
            ],
        },
        Case {
            name: "Fruit",
            schema: "{type: object, properties: {kind: {type: string}, weight: {type: integer, maximum: 9}}, discriminator: {propertyName: kind}}",
            rows: &[
                (r#"{"kind":"Apple","seeds":3}"#, "Apple"),
                (r#"{"kind":"Fruit","weight":1}"#, "Base"),
                (r#"{"weight":1}"#, "Base"),
                (r#"{"weight":10}"#, "Base breaks /weightmaximum"),
                ("{}", "Base"),
                (r#"{"weight":"x"}"#, "Other breaks discriminator"),
                (r#"{"kind":"Pear"}"#, "Other breaks discriminator"),
                (r#"["kind"]"#, "Other breaks discriminator"),
            ],
        },
        Case {
            name: "Holders",
            schema: "{type: object, properties: {one: {$ref: '#/components/schemas/Vehicle'}, many: {type: array, items: {allOf: [{$ref: '#/components/schemas/Vehicle'}]}}}}",
            rows: &[(
                r#"{"one":{"kind":"Car","doors":3},"many":[{"kind":"Van","load":1},{"kind":"Bike"}]}"#,
                "Holders",
            )],
        },
    ]
}

/// Null, which exactly one arm of `oneOf` may take.
pub(crate) fn with_null() -> Vec<Case> {
    vec![
        Case {
            name: "NullTwice",
            schema: "{type: object, required: [v], properties: {v: {oneOf: [{type: string, nullable: true}, {type: integer, nullable: true}]}, w: {$ref: '#/components/schemas/TwoNulls'}}}",
            rows: &[
                (r#"{"v":"x","w":1}"#, "NullTwice"),
                (r#"{"v":null}"#, "NullTwice breaks /voneOf"),
                (r#"{"v":1,"w":null}"#, "NullTwice breaks /woneOf"),
                (r#"{"w":"x"}"#, "error missing field `v`"),
            ],
        },
        Case {
            name: "NullBesideNullable",
            schema: "{type: object, properties: {a/b: {oneOf: [{nullable: true, enum: [null]}, {type: string, nullable: true}]}, only: {oneOf: [{nullable: true, enum: [null]}, {type: object, nullable: true, additionalProperties: false}]}}}",
            rows: &[
                (r#"{"a/b":"x"}"#, "NullBesideNullable"),
                (r#"{"a/b":null}"#, "NullBesideNullable breaks /a~1boneOf"),
                (r#"{"only":null}"#, "NullBesideNullable breaks /onlyoneOf"),
            ],
        },
        Case {
            name: "NullInside",
            schema: "{type: object, properties: {list: {type: array, items: {$ref: '#/components/schemas/TwoNulls'}}, map: {type: object, additionalProperties: {type: array, items: {$ref: '#/components/schemas/TwoNulls'}}}}, additionalProperties: {$ref: '#/components/schemas/TwoNulls'}}",
            rows: &[
                (r#"{"list":["x",1],"map":{"k":[2]},"more":"y"}"#, "NullInside"),
                (r#"{"list":["x",null]}"#, "NullInside breaks /list/1oneOf"),
                (r#"{"map":{"k":[1,null]}}"#, "NullInside breaks /map/k/1oneOf"),
                (r#"{"more":null}"#, "NullInside breaks /moreoneOf"),
            ],
        },
        Case {
            name: "NullOnce",
            schema: "{type: object, properties: {one: {oneOf: [{type: string, nullable: true}, {type: integer}]}, arm: {oneOf: [{nullable: true, enum: [null]}, {type: string}, {type: integer}]}, beside: {nullable: true, oneOf: [{type: string}, {type: integer}]}, any: {anyOf: [{type: string, nullable: true}, {type: integer, nullable: true}]}}}",
            rows: &[
                (r#"{"one":null,"arm":null,"beside":null,"any":null}"#, "NullOnce"),
                (r#"{"one":true}"#, "NullOnce breaks /oneoneOf"),
            ],
        },
        Case {
            name: "NotWhatNullBreaks",
            schema: "{type: object, properties: {v: {type: object, nullable: true, properties: {n: {}}, not: {type: object, properties: {n: {$ref: '#/components/schemas/TwoNulls'}}}}, w: {type: object, properties: {n: {}}, not: {type: object, properties: {n: {oneOf: [{type: string, nullable: true}, {type: integer}]}}}}}}",
            rows: &[
                (r#"{"v":{"n":null},"w":{"n":true}}"#, "NotWhatNullBreaks"),
                (r#"{"v":{"n":1}}"#, "NotWhatNullBreaks breaks /vnot"),
                (r#"{"w":{"n":null}}"#, "NotWhatNullBreaks breaks /wnot"),
            ],
        },
    ]
}
