//! Who wants a shared stream open.

use super::inner::Inner;
use super::stream::Live;
use fleetglass_core::sse::Input;
use std::rc::Rc;

/// Wants a stream open as long as it lives. When the last one goes the connection closes, and what was received stays.
#[must_use = "dropping it may close the connection"]
pub struct Hold(Rc<Inner>);

impl Live {
    /// Wants the stream open.
    pub fn hold(&self) -> Hold {
        let inner = Rc::clone(self.inner());
        inner.wanted.set(inner.wanted.get() + 1);
        Hold(inner)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let left = self.0.wanted.get().saturating_sub(1);
        self.0.wanted.set(left);
        // Where nobody has the stream any more it is about to close by itself.
        if left == 0 && Rc::strong_count(&self.0) > 1 {
            Inner::handle(&self.0, None, Input::Disconnect);
        }
    }
}
