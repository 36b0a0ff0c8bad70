//! Who may be asked, and what may come of it. The hosts are made up.

use std::net::IpAddr;
use std::sync::Arc;

use bindery::cli::Exit;
use bindery::source::{Answer, Failure};

use super::{Internet, document, errors, errors_in, files, fine, put, room, says};

const MONEY: &str = "type: object\nproperties:\n  cents: { type: integer }\n";
const AT: &str = "https://schemas.example/money.yaml";
/// The help where a host does not give what it is asked for.
const ELSE: &str = "try again, or copy the file next to the document and let the reference lead there";

/// The one error of a document that refers to a text, at a host that is allowed and answers like this.
#[track_caller]
fn error_of(answer: Result<Answer, Failure>) -> String {
    let internet = Internet::of(&[]);
    internet.says(AT, answer);
    let room = room(&[AT], &["schemas.example"]);
    let mut errors = errors(room.path(), &internet, "generate");
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

#[test]
fn nobody_is_asked_unless_the_host_is_allowed() {
    let internet = Internet::of(&[(AT, MONEY)]);
    for hosts in [&[][..], &["example"], &["other.example"], &["schemas.example:8443"], &["x.schemas.example"]] {
        let room = room(&[AT], hosts);
        let said = errors(room.path(), &internet, "generate");
        assert_eq!(
            said,
            [format!(
                "OA107 `{AT}` leads to the host `schemas.example`, which is not allowed; allow it with `allow-hosts = \
                 [\"schemas.example\"]` in `bindery.toml`, or `--allow-host schemas.example` beside a document; or copy the \
                 file next to the document"
            )]
        );
    }
    assert_eq!(internet.asked(), [""; 0]);
}

#[test]
fn what_is_no_address_of_a_host_by_https_is_never_asked_for() {
    let references = [
        "http://schemas.example/money.yaml",
        "https://me:secret@schemas.example/money.yaml",
        "https://schemas.example\\@other.example/money.yaml",
        "//other.example/money.yaml",
    ];
    let internet = Internet::of(&[]);
    let room = room(&references, &["schemas.example"]);
    let said = errors(room.path(), &internet, "generate");
    let heads: Vec<_> = said.iter().filter_map(|said| said.split_once("; ")).map(|(head, _)| head).collect();
    assert_eq!(
        heads,
        [
            "OA107 `http://schemas.example/money.yaml` leads to another host, and not by `https`",
            "OA107 an address holds the name of a user or a password, and no credentials are sent",
            "OA107 `https://schemas.example\\@other.example/money.yaml` is no address that can be asked for",
            "OA107 `//other.example/money.yaml` leads to the host `other.example`, which is not allowed",
        ]
    );
    assert_eq!(internet.asked(), [""; 0]);
}

#[test]
fn a_text_of_another_host_gives_what_a_file_gives() {
    let far = room(
        &["https://schemas.example/a/money.yaml", "https://schemas.example/a/b/pet.json#/$defs/Pet"],
        &["schemas.example"],
    );
    let near = room(&["a/money.yaml", "a/b/pet.json#/$defs/Pet"], &[]);
    let texts = [
        ("a/money.yaml", MONEY),
        (
            "a/b/pet.json",
            r##"{ "$defs": { "Pet": { "type": "object", "properties": { "price": { "$ref": "../money.yaml" }, "next": { "$ref": "#/$defs/Pet" } } } } }"##,
        ),
    ];
    let internet = Internet::of(&[]);
    for (way, text) in texts {
        internet.has(&format!("https://schemas.example/{way}"), text);
        put(near.path(), way, text);
    }
    fine(far.path(), &internet, "generate");
    assert_eq!(internet.asked(), ["https://schemas.example/a/b/pet.json", "https://schemas.example/a/money.yaml"]);
    fine(near.path(), &internet, "generate");
    assert_eq!(internet.asked(), [""; 0]);
    let (mut far, mut near) = (files(&far.path().join("out")), files(&near.path().join("out")));
    // A lock says which texts it is of, and these have other references.
    assert!(far.remove("contract.lock").is_some() && near.remove("contract.lock").is_some());
    assert!(far["models/src/types.rs"].contains("Money") || far.len() > 3, "{:?}", far.keys());
    assert_eq!(far, near);
}

#[test]
fn hosts_may_be_allowed_beside_a_document() {
    let internet = Internet::of(&[(AT, MONEY), ("https://here.example/money.yaml", MONEY)]);
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "api.yaml", &document(&[AT, "https://here.example/money.yaml"]));
    fine(
        room.path(),
        &internet,
        "generate api.yaml --out out --allow-host schemas.example --allow-private-host here.example",
    );
    assert_eq!(internet.asked(), ["https://here.example/money.yaml (any net)", AT]);
}

#[test]
fn redirects_stay_at_their_host_and_end() {
    for (place, why) in [
        ("https://other.example/money.yaml", "it is redirected to another host, `other.example`"),
        ("//other.example/money.yaml", "it is redirected to another host, `other.example`"),
        ("https://schemas.example:8443/money.yaml", "it is redirected to another host, `schemas.example:8443`"),
        ("http://schemas.example/money.yaml", "it is redirected to what is no `https` address"),
        ("file:///etc/passwd", "it is redirected to what is no `https` address"),
        ("https://me@schemas.example/money.yaml", "it is redirected to what is no `https` address"),
        ("", "it is redirected more than 5 times"),
    ] {
        let said = error_of(Ok(Answer::Elsewhere(place.to_owned())));
        assert_eq!(said, format!("OA109 `{AT}` cannot be taken: {why}; {ELSE}"), "{place}");
    }
}

#[test]
fn references_in_a_text_begin_where_its_host_has_it() {
    let internet = Internet::of(&[
        ("https://schemas.example/v3/order.yaml", "type: object\nproperties:\n  price: { $ref: money.yaml }\n"),
        ("https://schemas.example/v3/money.yaml", MONEY),
    ]);
    internet.says("https://schemas.example/latest", Ok(Answer::Elsewhere("/v3/order.yaml".to_owned())));
    // The text is one, by whichever of its addresses it is asked for.
    let room = room(&["https://schemas.example/latest", "https://schemas.example/v3/order.yaml"], &["schemas.example"]);
    fine(room.path(), &internet, "generate");
    let models: String = files(&room.path().join("out/models")).into_values().collect();
    assert!(models.contains("struct Order") && models.contains("struct Money"), "{models}");
    internet.asked();
    fine(room.path(), &internet, "check");
    assert_eq!(internet.asked(), [""; 0]);
}

#[test]
fn what_a_host_may_not_do_is_told() {
    let private: IpAddr = "169.254.169.254".parse().expect("an address");
    for (answer, why) in [
        (Ok(Answer::Status(404)), "its host answers with status 404"),
        (Err(Failure::TooLarge), "it is larger than 64 MiB"),
        (Ok(Answer::Text(vec![b' '; (64 << 20) + 1])), "it is larger than 64 MiB"),
        (Err(Failure::TooSlow), "it takes longer than 60 seconds"),
        (Err(Failure::Private(private)), "the name of its host leads to `169.254.169.254`, which is no public address"),
        (Err(Failure::Other("the line is cut".to_owned())), "the line is cut"),
    ] {
        assert_eq!(error_of(answer), format!("OA109 `{AT}` cannot be taken: {why}; {ELSE}"));
    }
    assert_eq!(error_of(Ok(Answer::Text(vec![0xFF]))), format!("OA106 `{AT}` is not UTF-8 text; "));
}

#[test]
fn a_text_of_another_host_reaches_no_file_of_this_machine() {
    let hostile = "type: object\nproperties:\n  a: { $ref: 'file:///etc/passwd' }\n  b: { $ref: '../../api.yaml' }\n";
    let internet = Internet::of(&[(AT, hostile)]);
    let room = room(&[AT], &["schemas.example"]);
    let said = errors(room.path(), &internet, "generate");
    assert_eq!(
        said,
        [
            "OA105 `file:///etc/passwd` leads from a text of another host to a file of this machine; let the reference be \
             relative to the address of the text"
                .to_owned(),
            format!("OA109 `https://schemas.example/api.yaml` cannot be taken: its host answers with status 404; {ELSE}"),
        ]
    );
}

#[test]
fn a_text_of_another_host_cannot_allow_a_third() {
    let internet = Internet::of(&[(AT, "type: object\nproperties:\n  a: { $ref: 'https://third.example/x.yaml' }\n")]);
    let room = room(&[AT], &["schemas.example"]);
    let said = errors(room.path(), &internet, "generate");
    assert!(said[0].starts_with("OA107 `https://third.example/x.yaml` leads to the host `third.example`"), "{said:?}");
    assert_eq!(internet.asked(), [AT]);
}

#[test]
fn what_a_schema_here_is_called_is_not_asked_for() {
    let internet = Internet::of(&[]);
    let room = room(&["https://schemas.example/money", "money.yaml"], &["schemas.example"]);
    put(room.path(), "money.yaml", &format!("$id: https://schemas.example/money\n{MONEY}"));
    fine(room.path(), &internet, "generate");
    assert_eq!(internet.asked(), [""; 0]);
}

#[test]
fn a_document_may_be_at_another_host_itself() {
    let internet = Internet::of(&[("https://specs.example/v1/api.yaml", &document(&["money.yaml", AT])), (AT, MONEY)]);
    internet.has("https://specs.example/v1/money.yaml", MONEY);
    let room = tempfile::tempdir().expect("folder");
    let table = "[api.shop]\ndocument = 'https://specs.example/v1/api.yaml'\nout = 'out'\n";
    put(room.path(), "bindery.toml", table);
    // To name it is to allow its host, and no other.
    let said = errors(room.path(), &internet, "generate");
    assert!(said[0].starts_with("OA107 `https://schemas.example/money.yaml` leads to the host"), "{said:?}");
    put(room.path(), "bindery.toml", &format!("{table}allow-hosts = ['schemas.example']\n"));
    fine(room.path(), &internet, "generate");
    internet.asked();
    fine(room.path(), &internet, "check");
    assert_eq!(internet.asked(), [""; 0]);

    let alone = tempfile::tempdir().expect("folder");
    fine(
        alone.path(),
        &internet,
        "generate https://specs.example/v1/api.yaml --name shop --out out --allow-host schemas.example",
    );
    assert_eq!(files(&alone.path().join("out/models/src")), files(&room.path().join("out/models/src")));
    fine(alone.path(), &internet, "report https://specs.example/v1/api.yaml --allow-host schemas.example");

    let said = errors(alone.path(), &internet, "generate http://specs.example/v1/api.yaml --out out");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("OA107 `http://specs.example/v1/api.yaml` leads to another host, and not by `https`"),
        "{said:?}"
    );
    let said = errors(alone.path(), &internet, "generate https://specs.example/none.yaml --out out");
    assert_eq!(
        said,
        [format!("OA109 `https://specs.example/none.yaml` cannot be taken: its host answers with status 404; {ELSE}")]
    );
}

#[test]
fn a_program_that_can_ask_nobody_says_so() {
    let room = room(&[AT], &["schemas.example"]);
    let (exit, said) = says(room.path(), None, "generate --format json");
    assert_eq!(exit, Exit::Findings);
    assert_eq!(
        errors_in(&said),
        [format!(
            "OA108 `{AT}` is not in `bindery.lock` and the folder `bindery.vendor`, and this `bindery` was built without the \
             feature `network`; install it with its default features, and run `bindery generate`"
        )]
    );
}

#[test]
fn commands_that_write_no_crates_ask_nobody() {
    let internet = Internet::of(&[(AT, MONEY)]);
    let room = room(&[AT], &["schemas.example"]);
    for words in ["check", "report", "inspect --stage plan", "mock api.yaml --build-only --allow-host schemas.example"]
    {
        let (exit, said) = says(room.path(), Some(Arc::clone(&internet) as _), words);
        assert_eq!(exit, Exit::Findings, "{words}: {said}");
        let asks = "and this command asks nobody";
        assert!(
            said.contains("OA108") && said.contains(asks) && said.contains("run `bindery generate`"),
            "{words}: {said}"
        );
    }
    assert_eq!(internet.asked(), [""; 0]);
    assert_eq!(files(room.path()).len(), 2);
}
