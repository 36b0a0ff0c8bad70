//! The client of the command line against servers with TLS on this machine. Names, sockets, certificates and HTTP are real;
//! only the host is this one, which has to be allowed as such.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bindery::cli::{Exit, WebClient};
use bindery::source::{Answer, Failure, Fetch, Nets, Question, WebAddress};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{document, errors_in, put, says, text};

/// A server that answers each request with the same bytes, and then goes on as long as it is told to.
struct Server {
    port: u16,
    certificate: Vec<u8>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// What a server does once it has read a request.
#[derive(Clone, Copy)]
enum Manner {
    /// Answers and closes.
    Plain,
    /// Answers, and then sends more and more.
    Endless,
    /// Says nothing.
    Silent,
}

impl Server {
    fn new(answer: &str, manner: Manner) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let certificate = cert.der().to_vec();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a configuration");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (config, requests) = (Arc::new(config), Arc::new(Mutex::new(Vec::new())));
        let (answer, seen) = (answer.to_owned(), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
                serve(StreamOwned::new(connection, stream), &answer, manner, &seen);
            }
        });
        Self { port, certificate, requests }
    }

    fn address(&self, path: &str) -> WebAddress {
        WebAddress::parse(&format!("https://localhost:{}{path}", self.port)).expect("an address")
    }

    fn client(&self) -> WebClient {
        WebClient::trusting(&[&self.certificate])
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("requests").clone()
    }
}

fn serve(
    mut stream: StreamOwned<ServerConnection, TcpStream>,
    answer: &str,
    manner: Manner,
    seen: &Mutex<Vec<String>>,
) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            // A client that does not trust us says good-bye.
            _ => return,
        }
    }
    seen.lock().expect("requests").push(String::from_utf8_lossy(&head).into_owned());
    match manner {
        Manner::Plain => {
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
        Manner::Endless => {
            let _ = stream.write_all(answer.as_bytes());
            while stream.write_all(&[b'#'; 1024]).is_ok() {}
        }
        // Until the client has gone.
        Manner::Silent => while stream.read(&mut byte).is_ok_and(|read| read > 0) {},
    }
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: a=b\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Asks with limits that a test can wait for.
fn ask(client: &WebClient, address: &WebAddress, nets: Nets) -> Result<Answer, Failure> {
    client.ask(&Question { address, nets, most_bytes: 10_000, most_time: Duration::from_secs(20) })
}

#[test]
fn a_text_comes_over_tls_and_nothing_is_sent_that_nobody_asked_for() {
    let server = Server::new(&ok("type: string\n"), Manner::Plain);
    let (client, address) = (server.client(), server.address("/a%20b.yaml?x=1"));
    for _ in 0..2 {
        assert_eq!(ask(&client, &address, Nets::Any), Ok(Answer::Text(b"type: string\n".to_vec())));
    }
    for request in server.requests() {
        let mut lines: Vec<_> = request.trim_end().split("\r\n").map(str::to_lowercase).collect();
        assert_eq!(lines.remove(0), "get /a%20b.yaml?x=1 http/1.1");
        lines.sort();
        let expected = [
            "accept: */*".to_owned(),
            format!("host: localhost:{}", server.port),
            format!("user-agent: bindery/{}", env!("CARGO_PKG_VERSION")),
        ];
        assert_eq!(lines, expected, "neither cookies nor encodings");
    }
}

#[test]
fn this_machine_is_not_asked_unless_it_may_be() {
    let server = Server::new(&ok("x"), Manner::Plain);
    let loopback: SocketAddr = "127.0.0.1:1".parse().expect("an address");
    let client = server.client();
    let answer = ask(&client, &server.address("/"), Nets::Public);
    assert!(matches!(answer, Err(Failure::Private(address)) if address.is_loopback()), "{answer:?}");
    let literal = WebAddress::parse(&format!("https://127.0.0.1:{}/", server.port)).expect("an address");
    assert_eq!(ask(&client, &literal, Nets::Public), Err(Failure::Private(loopback.ip())));
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn redirects_and_other_answers_are_handed_back() {
    let redirect = "HTTP/1.1 302 Found\r\nLocation: https://other.example/\r\nContent-Length: 0\r\n\r\n";
    let server = Server::new(redirect, Manner::Plain);
    assert_eq!(
        ask(&server.client(), &server.address("/"), Nets::Any),
        Ok(Answer::Elsewhere("https://other.example/".to_owned()))
    );
    assert_eq!(server.requests().len(), 1);
    for (status, line) in
        [(404, "404 Not Found"), (204, "204 No Content"), (304, "304 Not Modified"), (302, "302 Found")]
    {
        let server = Server::new(&format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n"), Manner::Plain);
        assert_eq!(ask(&server.client(), &server.address("/"), Nets::Any), Ok(Answer::Status(status)));
    }
}

#[test]
fn who_is_not_trusted_is_not_heard() {
    let (server, other) = (Server::new(&ok("x"), Manner::Plain), Server::new(&ok("x"), Manner::Plain));
    let answer = ask(&other.client(), &server.address("/"), Nets::Any);
    assert!(matches!(&answer, Err(Failure::Other(words)) if words.contains("certificate")), "{answer:?}");
    assert_eq!(server.requests(), [""; 0]);

    // The certificate is for another name.
    let literal = WebAddress::parse(&format!("https://127.0.0.1:{}/", server.port)).expect("an address");
    let answer = ask(&server.client(), &literal, Nets::Any);
    assert!(matches!(&answer, Err(Failure::Other(words)) if words.contains("certificate")), "{answer:?}");
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn a_text_without_an_end_is_left() {
    for head in
        ["HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"]
    {
        let server = Server::new(head, Manner::Endless);
        assert_eq!(ask(&server.client(), &server.address("/"), Nets::Any), Err(Failure::TooLarge), "{head}");
    }
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let server = Server::new("", Manner::Silent);
    let (client, address) = (server.client(), server.address("/"));
    let most_time = Duration::from_millis(40);
    let began = Instant::now();
    let answer = client.ask(&Question { address: &address, nets: Nets::Any, most_bytes: 10, most_time });
    assert_eq!(answer, Err(Failure::TooSlow));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn the_whole_way_from_a_document_to_its_crates() {
    let server = Server::new(&ok("type: object\nproperties:\n  cents: { type: integer }\n"), Manner::Plain);
    let room = tempfile::tempdir().expect("folder");
    let reference = server.address("/money.yaml").as_str().to_owned();
    put(room.path(), "api.yaml", &document(&[&reference]));
    let client: Arc<dyn Fetch> = Arc::new(server.client());
    let words = |key: &str| format!("generate api.yaml --out out --format json {key} localhost:{}", server.port);

    let (exit, said) = says(room.path(), Some(Arc::clone(&client)), &words("--allow-host"));
    assert_eq!(exit, Exit::Findings);
    let errors = errors_in(&said);
    assert!(errors[0].contains("which is no public address"), "{errors:?}");

    let (exit, said) = says(room.path(), Some(client), &words("--allow-private-host"));
    assert_eq!(exit, Exit::Fine, "{said}");
    assert!(text(room.path(), "bindery.lock").contains(&reference));
}
