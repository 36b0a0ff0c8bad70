//! The example of storage gateways, which is to say what it says.

#[path = "../examples/gateways/callers.rs"]
mod callers;
#[path = "../examples/gateways/shelf.rs"]
mod shelf;
#[path = "../examples/gateways/tour.rs"]
mod tour;

#[test]
fn gateways_are_made_listed_paged_patched_and_deleted() {
    let mut said = Vec::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(tour::tour(&mut said)).expect("the whole tour");
    let expected = r#"201 Created tape
201 Created disk
201 Created cloud
a page of ["tape", "disk"], more: Some(true)
all: ["tape", "disk", "cloud"]
patch: {"display_name":"tape library","users_deny":null}
200 OK ["tape library"]
200 OK success
404 Not Found: it is gone
without a token: 401 Unauthorized
"#;
    assert_eq!(String::from_utf8_lossy(&said), expected);
}
