//! A response's body, written piece by piece.

use axum::body::{Body, Bytes};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// How many pieces may wait for the socket.
const WAITING: usize = 8;

/// How pieces are made of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As they are.
    Whole,
    /// A few bytes a piece, each on its own way: lines, characters and CRLF pairs are torn.
    Split,
    /// A few bytes at a time, slowly.
    Slow,
}

/// The writing end of a body.
#[derive(Debug, Clone)]
pub(crate) struct Writer(mpsc::Sender<Result<Bytes, Infallible>>);

/// Makes a body and its writer. The body ends when the writer is dropped.
pub(crate) fn body() -> (Writer, Body) {
    let (writer, reader) = mpsc::channel(WAITING);
    (Writer(writer), Body::from_stream(ReceiverStream::new(reader)))
}

impl Writer {
    /// Writes, and waits while the client is behind.
    pub(crate) async fn write(&self, bytes: Vec<u8>, manner: Manner) {
        let (sizes, pause): (&[usize], u64) = match manner {
            Manner::Whole => {
                let _ = self.0.send(Ok(bytes.into())).await;
                return;
            }
            Manner::Split => (&[1, 2, 3, 5, 7], 0),
            Manner::Slow => (&[16], 20),
        };
        let mut rest = bytes.as_slice();
        for size in sizes.iter().cycle() {
            let (piece, after) = rest.split_at(rest.len().min(*size));
            if piece.is_empty() || self.0.send(Ok(Bytes::copy_from_slice(piece))).await.is_err() {
                return;
            }
            self.flushed().await;
            tokio::time::sleep(Duration::from_millis(pause)).await;
            rest = after;
        }
    }

    /// Waits until everything is on its way.
    pub(crate) async fn flushed(&self) {
        while !self.0.is_closed() && self.0.capacity() < WAITING {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits until the client is gone.
    pub(crate) async fn closed(&self) {
        self.0.closed().await;
    }
}
