//! A client of a few lines: it sees every byte, every chunk, and how a connection ends.

use fleetglass_core::sse::{Item, Parser};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// No test waits longer for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The head of an answer.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Returns a header, empty where it is missing.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// How a stream ended.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum End {
    /// With its last chunk.
    Clean,
    /// In the middle.
    Cut,
}

/// An open stream.
pub(crate) struct Stream {
    reader: BufReader<TcpStream>,
    pub(crate) head: Head,
    parser: Parser,
    read: VecDeque<Event>,
    pub(crate) comments: Vec<String>,
    /// The sizes of the chunks as they came.
    pub(crate) chunks: Vec<usize>,
    /// All bytes of the body so far.
    pub(crate) bytes: Vec<u8>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) data: String,
    pub(crate) id: String,
}

impl Event {
    /// Returns the payload.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.data).unwrap_or_else(|cause| panic!("{}: {cause}: {}", self.name, self.data))
    }
}

fn ask(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> std::io::Result<(Head, BufReader<TcpStream>)> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    socket.write_all(format!("{request}\r\n{body}").as_bytes())?;
    let mut reader = BufReader::new(socket);
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(std::io::ErrorKind::InvalidData)?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.to_owned())),
            None => return Ok((Head { status, headers }, reader)),
        }
    }
}

/// Asks, and reads the whole answer. `Err` where the server closed the connection without one.
pub(crate) fn fetch(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> std::io::Result<(Head, String)> {
    let headers: Vec<_> = headers.iter().copied().chain([("Connection", "close")]).collect();
    let (head, mut reader) = ask(port, method, path, &headers, body)?;
    let (mut bytes, deadline) = (Vec::new(), Instant::now() + PATIENCE);
    // A stream that was opened by mistake sends heartbeats for ever.
    while reader.by_ref().take(64 * 1024).read_until(b'\n', &mut bytes)? > 0 {
        assert!(Instant::now() < deadline, "{path} does not end");
    }
    Ok((head, String::from_utf8_lossy(&bytes).into_owned()))
}

/// Opens a stream.
pub(crate) fn open(port: u16, path: &str, headers: &[(&str, &str)]) -> Stream {
    let headers: Vec<_> = headers.iter().copied().chain([("Accept", "text/event-stream")]).collect();
    let (head, reader) = ask(port, "GET", path, &headers, "").unwrap_or_else(|cause| panic!("{path}: {cause}"));
    Stream { reader, head, parser: Parser::new(), read: VecDeque::new(), comments: Vec::new(), chunks: Vec::new(), bytes: Vec::new() }
}

impl Stream {
    /// Reads one chunk.
    fn chunk(&mut self) -> Result<(), End> {
        let mut size = String::new();
        match self.reader.read_line(&mut size) {
            Ok(0) => return Err(End::Cut),
            Ok(_) => {}
            Err(cause) if matches!(cause.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                panic!("nothing came for {PATIENCE:?}")
            }
            Err(_) => return Err(End::Cut),
        }
        let size = usize::from_str_radix(size.trim_end(), 16).map_err(|_| End::Cut)?;
        if size == 0 {
            return Err(End::Clean);
        }
        let mut bytes = vec![0; size + 2];
        self.reader.read_exact(&mut bytes).map_err(|_| End::Cut)?;
        bytes.truncate(size);
        self.chunks.push(size);
        self.parser.feed(&bytes);
        self.bytes.extend(bytes);
        while let Some(item) = self.parser.next() {
            match item {
                Item::Event(frame) => self.read.push_back(Event {
                    name: frame.event.to_owned(),
                    data: frame.data.to_owned(),
                    id: frame.last_event_id.to_owned(),
                }),
                Item::Comment(text) => self.comments.push(text.to_owned()),
                Item::Retry(_) | Item::Cut(_) => {}
            }
        }
        Ok(())
    }

    /// Returns the next event, or how the stream ended.
    pub(crate) fn next(&mut self) -> Result<Event, End> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(event) = self.read.pop_front() {
                return Ok(event);
            }
            assert!(Instant::now() < deadline, "no event came for {PATIENCE:?}");
            self.chunk()?;
        }
    }

    /// Returns the next event.
    pub(crate) fn event(&mut self) -> Event {
        self.next().unwrap_or_else(|end| panic!("the stream ended: {end:?}"))
    }

    /// Returns the next event of a name.
    pub(crate) fn named(&mut self, name: &str) -> Event {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let event = self.event();
            if event.name == name {
                return event;
            }
            assert!(Instant::now() < deadline, "no {name} came for {PATIENCE:?}");
        }
    }

    /// Waits for a comment.
    pub(crate) fn comment(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.comments.iter().any(|comment| comment == text) {
            assert!(Instant::now() < deadline, "no comment `{text}` came for {PATIENCE:?}");
            self.chunk().unwrap_or_else(|end| panic!("the stream ended: {end:?}"));
        }
    }

    /// Reads to the end; returns the events before it and how it was.
    pub(crate) fn end(&mut self) -> (Vec<Event>, End) {
        let (mut events, deadline) = (Vec::new(), Instant::now() + PATIENCE);
        loop {
            assert!(Instant::now() < deadline, "the stream did not end for {PATIENCE:?}");
            match self.next() {
                Ok(event) => events.push(event),
                Err(end) => return (events, end),
            }
        }
    }

    /// Returns the reconnection time that was sent.
    pub(crate) fn retry_ms(&self) -> Option<u64> {
        self.parser.reconnection_time_ms()
    }
}
