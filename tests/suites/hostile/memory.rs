//! How much memory hostile requests cost together.

use std::fs;
use std::time::Duration;

use crate::serve_gateways;
use crate::wire::{Rest, head, post};

/// Peak memory of this process in MiB; none where the system does not say it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes / 1024)
}

/// Fifty connections at once, each of which announces or sends all that it can.
#[tokio::test]
async fn fifty_greedy_callers_cost_what_their_bodies_may_weigh() {
    let Some(before) = peak() else {
        println!("skipped: this system does not tell the peak memory of a process");
        return;
    };
    let server = serve_gateways(Duration::from_secs(60)).await;
    let chunked = ["Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close"];
    let chunk = [format!("{:x}\r\n", 64 * 1024).into_bytes(), vec![b' '; 64 * 1024], b"\r\n".to_vec()].concat();
    let mut asked = Vec::new();
    for number in 0..50 {
        let (request, rest, expected) = match number % 3 {
            0 => (post(1 << 40), Rest::Bytes(Vec::new()), 413),
            1 => (head("POST /api/storage_gateways HTTP/1.1", &chunked), Rest::Endless(chunk.clone()), 413),
            _ => (post(2_000_000), Rest::Bytes("[".repeat(2_000_000).into_bytes()), 400),
        };
        asked.push(tokio::spawn(async move { (server.ask(request, rest).await.status, expected) }));
    }
    for one in asked {
        let (status, expected) = one.await.expect("an answer");
        assert_eq!(status, Some(expected));
    }
    let grown = peak().unwrap_or(before).saturating_sub(before);
    // 2 MiB for the body of each, on both sides of the sockets, and as much again while it is put together.
    assert!(grown < 50 * 2 * 4, "{grown} MiB");
    assert!(server.is_well().await);
}
