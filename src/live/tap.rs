//! The frames of a stream as they come, kept only while somebody looks.

use super::inner::Inner;
use super::stream::Live;
use fleetglass_core::sse::KeptFrames;
use send_wrapper::SendWrapper;
use std::rc::{Rc, Weak};

/// Keeps the frames of a stream from now on; dropping it forgets them.
#[must_use = "dropping it forgets the frames"]
pub struct Tap(SendWrapper<Weak<Inner>>);

impl Tap {
    pub(super) fn open(live: &Rc<Inner>) -> Self {
        *live.tap.borrow_mut() = Some(KeptFrames::default());
        Self(SendWrapper::new(Rc::downgrade(live)))
    }

    /// Reads the frames; not tracked. `None` where the stream is gone.
    pub fn read<R>(&self, read: impl FnOnce(&KeptFrames) -> R) -> Option<R> {
        self.0.upgrade()?.tap.borrow().as_ref().map(read)
    }

    /// Stops keeping frames, or goes on.
    pub fn pause(&self, paused: bool) {
        if let Some(live) = self.0.upgrade()
            && let Some(frames) = live.tap.borrow_mut().as_mut()
        {
            frames.pause(paused);
        }
    }

    /// Returns the stream, unless it is gone.
    #[must_use]
    pub fn live(&self) -> Option<Live> {
        self.0.upgrade().map(Live::from)
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        if let Some(live) = self.0.upgrade() {
            live.tap.take();
        }
    }
}
