//! Schemas that have names of their own: `$defs`, `$id`, `$anchor`, `$dynamicAnchor`.

use super::{gives, newer_schemas};

#[test]
fn definitions_are_read_where_references_lead_to_them() {
    gives(
        &newer_schemas(
            "
            A:
              type: object
              properties: {b: {$ref: '#/components/schemas/A/$defs/b'}, c: {$ref: '#/components/schemas/A/definitions/c'}}
              $defs: {b: {type: string, maxLength: 3}, none: {type: strng}}
              definitions: {c: {$ref: '#/components/schemas/A/$defs/b'}}
            ",
        ),
        "
        A: object
          b?: string length<=3
          c?: = /components/schemas/A/$defs/b
            target: as at /components/schemas/A/$defs/b
        warning OA009 /components/schemas/A/definitions
        ",
    );
}

#[test]
fn references_go_by_the_names_that_schemas_give_themselves() {
    gives(
        &newer_schemas(
            "
            A: {$anchor: a, type: object, properties: {deep: {$anchor: deep, type: string}}}
            B: {type: array, items: {$ref: '#deep'}}
            C: {$ref: '#a'}
            D:
              $id: 'https://example.org/tree/d.json'
              type: object
              properties:
                own: {$ref: '#/$defs/x'}
                whole: {$ref: '#'}
                named: {$ref: '#x'}
                sibling: {$ref: e.json}
                absolute: {$ref: 'https://EXAMPLE.org/tree/../tree/e.json#/items'}
                meant: {$ref: '#/components/schemas/A'}
              $defs: {x: {$anchor: x, type: integer}}
            E: {$id: 'https://example.org/tree/e.json', type: array, items: {type: boolean}}
            F: {$ref: 'https://example.org/tree/d.json#x'}
            G: {$ref: '#x'}
            H: {$ref: 'other.json'}
            ",
        ),
        "
        A: object
          deep?: string

        B: array
          item: as at /components/schemas/A/properties/deep

        C: = A

        D: object
          own?: integer
          whole?: D
          named?: as at /components/schemas/D/$defs/x
          sibling?: E
          absolute?: boolean
          meant?: A

        E: array
          item: as at /components/schemas/E/items

        F: = /components/schemas/D/$defs/x
          target: as at /components/schemas/D/$defs/x

        G: any

        H: any
        warning OA009 /components/schemas/D/properties/meant/$ref
        error OA101 /components/schemas/G/$ref
        error OA103 /components/schemas/H/$ref
        ",
    );
}

#[test]
fn the_first_of_two_schemas_with_the_same_name_has_it() {
    gives(
        &newer_schemas(
            "
            A: {$anchor: a, type: string}
            B: {$anchor: a, type: integer}
            C: {$ref: '#a'}
            D: {$id: 'x:d', type: object, properties: {a: {$ref: '#a'}}, $defs: {a: {$anchor: a, type: boolean}}}
            E: {$id: 'x:d', type: boolean}
            F: {$ref: 'x:d'}
            G: {$id: ':', type: string}
            H: {$id: '#old', type: string}
            I: {$ref: '#old'}
            ",
        ),
        "
        A: string

        B: integer

        C: = A

        D: object
          a?: boolean

        E: boolean

        F: = D

        G: string

        H: string

        I: = H
        warning OA104 /components/schemas/B/$anchor
        warning OA104 /components/schemas/E/$id
        warning OA009 /components/schemas/G/$id
        ",
    );
}

#[test]
fn a_dynamic_reference_leads_to_the_outermost_anchor() {
    gives(
        &newer_schemas(
            "
            Node: {$dynamicAnchor: node, type: object, properties: {next: {$dynamicRef: '#node'}}}
            Page:
              $id: page
              type: object
              properties: {items: {type: array, items: {$dynamicRef: '#item'}}}
              $defs: {item: {$dynamicAnchor: item}}
            Users: {$id: users, $ref: page, $defs: {item: {$dynamicAnchor: item, $ref: '../components/User'}}}
            User: {$id: 'components/User', type: object, properties: {name: {type: string}}}
            Numbers: {$id: numbers, $ref: page, $defs: {item: {$dynamicAnchor: item, type: integer}}}
            Both: {type: object, properties: {a: {$ref: users}, b: {$ref: numbers}, c: {$ref: page}}}
            ",
        ),
        "
        Node: object
          next?: Node

        Page: object
          items?: array
            item: any

        Users: = /components/schemas/Page
          target: object
            items?: array
              item: = User

        User: object
          name?: string

        Numbers: = /components/schemas/Page
          target: object
            items?: array
              item: integer

        Both: object
          a?: Users
          b?: Numbers
          c?: Page
        ",
    );
}

#[test]
fn older_documents_may_have_names_too() {
    gives(
        &super::schemas(
            "
            A: {$id: 'https://example.org/a', type: object, properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/definitions/c'}}, definitions: {c: {type: string}}}
            B: {type: string}
            ",
        ),
        "
        A: object
          b?: B
          c?: string

        B: string
        warning OA009 /components/schemas/A/$id
        warning OA009 /components/schemas/A/definitions
        ",
    );
}
