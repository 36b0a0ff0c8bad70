//! What members of allOf have in common.

use super::check;

#[test]
fn all_of_meets_properties_in_order_of_appearance() {
    check(
        "
        Result:
          type: object
          required: [code]
          properties: { code: { type: string }, data: { type: array, items: { type: object } }, detail: {} }
        Good:
          allOf:
            - type: object
              properties:
                data: { type: array, items: { $ref: '#/components/schemas/Item' } }
                code: { type: string, enum: [success] }
            - $ref: '#/components/schemas/Result'
        Item: { type: object, properties: { id: { type: integer, format: int32 } } }
        ",
        r#"
        struct Result
          code: required String = "code"
          data: optional Vec<Map<Json>> = "data"
          detail: optional Json = "detail"
        struct Good default validates
          data: optional Vec<Item> = "data"
          code: required GoodCode = "code" single
          detail: optional Json = "detail"
        enum GoodCode String single, else Other
          Success = "success"
        struct Item default
          id: optional i32 = "id"
        "#,
        &[],
    );
}

#[test]
fn all_of_that_adds_nothing_is_an_alias() {
    check(
        "
        A: { type: object, properties: { a: { type: string } } }
        B: { description: The same., allOf: [{ $ref: '#/components/schemas/A' }, { type: object }] }
        ",
        r#"
        struct A default
          a: optional String = "a"
        alias B = A
        "#,
        &[],
    );
}

#[test]
fn all_of_that_cannot_be_met_keeps_what_stands_in_place() {
    check(
        "
        A: { type: object, properties: { a: { type: string } } }
        B: { allOf: [{ type: object, properties: { a: { type: integer } } }, { $ref: '#/components/schemas/A' }] }
        ",
        r#"
        struct A default
          a: optional String = "a"
        struct B default
          a: optional i64 = "a"
        "#,
        &["OA202"],
    );
}

#[test]
fn what_a_member_requires_another_may_have() {
    check(
        "
        A: { type: object, properties: { a: { type: string } } }
        B: { allOf: [{ required: [a, b] }, { $ref: '#/components/schemas/A' }] }
        ",
        r#"
        struct A default
          a: optional String = "a"
        struct B
          a: required String = "a"
          b: required Json = "b"
        "#,
        &["OA211"],
    );
}

#[test]
fn what_must_be_null_is_null() {
    check(
        "
        Whole: { type: object, properties: { result: { oneOf: [{ type: string }, { type: integer }] } } }
        Failed: { allOf: [{ $ref: '#/components/schemas/Whole' }, { properties: { result: { nullable: true, enum: [null] } } }] }
        ",
        r#"
        struct Whole default validates
          result: optional WholeResult = "result"
        union WholeResult one of, else Other
          String(String) if [String]
          Integer(i64) if [Integer]
        struct Failed default
          result: optional null = "result"
        "#,
        &[],
    );
}

#[test]
fn of_two_that_may_be_null_and_have_nothing_else_in_common_null_is_left() {
    check(
        "
        Text: { type: string, nullable: true }
        Both: { allOf: [{ anyOf: [{ type: string }, { enum: [null], nullable: true }] }, { anyOf: [{ type: integer }, { enum: [null], nullable: true }] }] }
        Three: { allOf: [{ $ref: '#/components/schemas/Text' }, { type: integer, nullable: true }, { type: boolean, nullable: true }] }
        Listed: { allOf: [{ nullable: true, enum: [a, null] }, { nullable: true, enum: [b, null] }] }
        Choice: { allOf: [{ $ref: '#/components/schemas/Text' }, { nullable: true, oneOf: [{ type: boolean }, { type: integer }] }] }
        Choices: { allOf: [{ nullable: true, oneOf: [{ type: boolean }, { type: integer }] }, { nullable: true, oneOf: [{ type: string }, { type: array, items: {} }] }] }
        Lists: { allOf: [{ type: array, nullable: true, items: { type: string } }, { type: array, nullable: true, items: { type: integer } }] }
        Held:
          allOf:
            - { type: object, properties: { x: { $ref: '#/components/schemas/Text' } } }
            - { type: object, properties: { x: { type: integer, nullable: true } } }
        Half: { allOf: [{ $ref: '#/components/schemas/Text' }, { type: integer }] }
        ",
        r#"
        alias Text = String
        alias Both = null
        alias Three = null
        alias Listed = null
        alias Choice = null
        alias Choices = null
        alias Lists = Vec<i64>
        struct Held default
          x: optional null = "x"
        alias Half = i64
        "#,
        &["OA202"; 8],
    );
}

#[test]
fn the_same_all_of_twice_is_one_type() {
    check(
        "
        a_one: { type: object, properties: { a: { type: string } } }
        a_two: { type: object, properties: { b: { type: string } } }
        both_of: { allOf: [{ $ref: '#/components/schemas/a_one' }, { $ref: '#/components/schemas/a_two' }] }
        Holder: { type: object, properties: { x: { allOf: [{ $ref: '#/components/schemas/a_one' }, { $ref: '#/components/schemas/a_two' }] } } }
        ",
        r#"
        struct AOne default
          a: optional String = "a"
        struct ATwo default
          b: optional String = "b"
        struct BothOf default
          a: optional String = "a"
          b: optional String = "b"
        struct Holder default
          x: optional BothOf = "x"
        "#,
        &[],
    );
}

#[test]
fn all_of_in_a_circle_ends() {
    check(
        "
        A: { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { a: { type: string } } }] }
        B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { b: { type: string } } }] }
        ",
        r#"
        struct A default
          b: optional String = "b"
          a: optional String = "a"
        struct B default
          b: optional String = "b"
        "#,
        &["OA202"],
    );
}

#[test]
fn a_union_in_all_of_has_the_rest_in_every_arm() {
    check(
        "
        Base: { type: object, required: [id], properties: { id: { type: integer } } }
        Event:
          allOf:
            - $ref: '#/components/schemas/Base'
            - oneOf:
                - { type: object, required: [opened], properties: { opened: { type: string } } }
                - { type: object, required: [closed], properties: { closed: { type: string } } }
        ",
        r#"
        struct Base
          id: required i64 = "id"
        union Event one of, else Other
          Opened(EventOpened) if has opened
          Closed(EventClosed) if has closed
        struct EventOpened
          id: required i64 = "id"
          opened: required String = "opened"
        struct EventClosed
          id: required i64 = "id"
          closed: required String = "closed"
        "#,
        &[],
    );
}

#[test]
fn objects_beside_scalars_become_a_union_of_their_own() {
    check(
        "
        A: { type: object, required: [t], properties: { t: { type: string, enum: [a] } } }
        B: { type: object, required: [t], properties: { t: { type: string, enum: [b] } } }
        Input: { oneOf: [{ type: string }, { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
        ",
        r#"
        struct A default validates
          t: required AT = "t" single
        enum AT String single, else Other
          A = "a"
        struct B default validates
          t: required BT = "t" single
        enum BT String single, else Other
          B = "b"
        union Input one of, else Other
          String(String) if [String]
          Object(InputObject) if [Object]
        union InputObject one of, else Other
          A(A) if t "a"
          B(B) if t "b"
        "#,
        &[],
    );
}

#[test]
fn members_that_lead_to_the_whole_meet_it() {
    check(
        "
        A:
          allOf:
            - { type: object, properties: { x: { $ref: '#/components/schemas/A' } } }
            - { type: object, properties: { x: { $ref: '#/components/schemas/B' } } }
        B: { type: object, properties: { x: { $ref: '#/components/schemas/A' }, y: { type: string } } }
        ",
        r#"
        struct A default
          x: optional AX = "x"
        struct AX default
          x: optional Box<AX> = "x"
          y: optional String = "y"
        struct B default
          x: optional A = "x"
          y: optional String = "y"
        "#,
        &[],
    );
}

#[test]
fn a_tree_may_be_narrowed_to_its_own_kind() {
    check(
        "
        Node:
          type: object
          properties:
            children: { type: array, items: { $ref: '#/components/schemas/Node' } }
            parent: { $ref: '#/components/schemas/Node' }
        Sub:
          allOf:
            - $ref: '#/components/schemas/Node'
            - type: object
              properties:
                children: { type: array, items: { $ref: '#/components/schemas/Sub' } }
                parent: { $ref: '#/components/schemas/Sub' }
        ",
        r#"
        struct Node default
          children: optional Vec<Node> = "children"
          parent: optional Box<Node> = "parent"
        struct Sub default
          children: optional Vec<Sub> = "children"
          parent: optional Box<Sub> = "parent"
        "#,
        &[],
    );
}

#[test]
fn an_all_of_that_waits_for_another_is_no_circle() {
    check(
        "
        Base: { type: object, properties: { child: { $ref: '#/components/schemas/A' } } }
        A:
          allOf:
            - $ref: '#/components/schemas/Base'
            - { type: object, properties: { child: { $ref: '#/components/schemas/C' } } }
        C: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { c: { type: string } } }] }
        ",
        r#"
        struct Base default
          child: optional A = "child"
        struct A default
          child: optional C = "child"
        struct C default
          child: optional Box<C> = "child"
          c: optional String = "c"
        "#,
        &[],
    );
}

#[test]
fn three_that_lead_to_each_other_end() {
    check(
        "
        A: { type: object, properties: { x: { $ref: '#/components/schemas/B' }, a: { type: string } } }
        B: { type: object, properties: { x: { $ref: '#/components/schemas/C' }, b: { type: string } } }
        C: { type: object, properties: { x: { $ref: '#/components/schemas/A' }, c: { type: string } } }
        All: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }
        ",
        r#"
        struct A default
          x: optional Box<B> = "x"
          a: optional String = "a"
        struct B default
          x: optional C = "x"
          b: optional String = "b"
        struct C default
          x: optional A = "x"
          c: optional String = "c"
        struct All default
          x: optional Box<All> = "x"
          a: optional String = "a"
          b: optional String = "b"
          c: optional String = "c"
        "#,
        &[],
    );
}

#[test]
fn what_meets_itself_with_a_limit_keeps_what_it_says() {
    check(
        "
        Sib:
          type: object
          properties:
            a:
              allOf:
                - $ref: '#/components/schemas/Sib'
                - type: object
                  required: [b]
                  properties:
                    b: { type: integer }
                    a: { minProperties: 1, allOf: [{ $ref: '#/components/schemas/Sib' }] }
            b: {}
        ",
        r#"
        struct Sib default validates
          a: optional SibA = "a"
          b: optional Json = "b"
        struct SibA validates
          a: optional SibAObject = "a"
          b: required i64 = "b"
        struct SibAObject validates [MinProperties(1)]
          a: optional Box<SibAObject> = "a"
          b: required i64 = "b"
          extra: every other property, Json
        "#,
        &[],
    );
}
