//! The way in for JavaScript: the page, the views in somebody else's page, and the thread stream without a view.
//!
//! `embed/` at the top of the repository makes custom elements, `mount()` and `connectThreadStream()` of what is exported
//! here. All of them in one page share this one instance, and so one connection to each address.

mod fleets;
mod frame;
mod options;
mod page;
mod threads;
mod tokens;
mod view;

pub use page::{set_worker, start_page};
pub use threads::ThreadConnection;
pub use view::EmbeddedView;
