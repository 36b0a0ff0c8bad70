//! Serves an operation on a free port, and asks for it over a plain socket.

use nevisidm_server::kerberos_credentials::*;
use nevisidm_server::{Anyone, Rejection, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Credentials;

impl KerberosCredentials for Credentials {
    type Error = Rejection;

    async fn delete_kerberos_credential(
        &self,
        request: DeleteKerberosCredentialRequest,
    ) -> Result<DeleteKerberosCredentialResponse, Rejection> {
        println!("without {} of {}", request.ext_id, request.user_ext_id);
        Ok(DeleteKerberosCredentialResponse::NoContent)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Server::new(Credentials, Anyone).into_router();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let paths =
        REQUESTS.map(|(method, path)| format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
    for request in paths {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        println!("{}", answer.lines().next().unwrap_or_default());
    }
    Ok(())
}

const PATH: &str = "/nevisidm/api/core/v1/100/users/7/kerberos/9";
const REQUESTS: [(&str, &str); 2] = [("DELETE", PATH), ("PUT", PATH)];
