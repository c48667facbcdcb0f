//! Back-pressure: the reader of a stream sleeps while the queue behind it is full.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Closed while a queue is full.
#[derive(Debug, Default)]
pub struct Gate {
    closed: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Gate {
    /// Makes readers wait.
    pub fn close(&self) {
        self.closed.set(true);
    }

    /// Lets readers go on.
    pub fn open(&self) {
        self.closed.set(false);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits until the gate is open.
    pub async fn pass(&self) {
        poll_fn(|cx| {
            if self.closed.get() {
                self.waker.replace(Some(cx.waker().clone()));
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }
}
