//! One request and its whole answer, for the simulator's control.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Asks `path` of a port of this machine; returns the answer's JSON.
pub(crate) fn ask(port: u16, method: &str, path: &str, body: Option<&Value>) -> Value {
    let body = body.map(Value::to_string).unwrap_or_default();
    let length = body.len();
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    let answer = exchange(port, &request).unwrap_or_else(|cause| panic!("{method} {path}: {cause}"));
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{method} {path}: {answer}"));
    assert!(head.starts_with("HTTP/1.1 200"), "{method} {path} {body}: {answer}");
    serde_json::from_str(text).unwrap_or_else(|cause| panic!("{method} {path}: {cause}: {text}"))
}

fn exchange(port: u16, request: &str) -> std::io::Result<String> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_read_timeout(Some(Duration::from_secs(20)))?;
    socket.write_all(request.as_bytes())?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer)?;
    Ok(answer)
}
