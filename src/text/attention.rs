//! What needs a person: what they do about it, and how the page speaks up.

/// What needs a person.
#[derive(Debug)]
pub struct Attention {
    /// Shows the folded failures.
    pub unfold: &'static str,
    /// Folds them again.
    pub fold: &'static str,
    /// Puts a wait off.
    pub later: &'static str,
    /// Takes a wait that was put off back to its place.
    pub not_later: &'static str,
    /// Takes an entry that nothing has confirmed out of the queue.
    pub dismiss: &'static str,
}

pub(super) const ENGLISH: Attention =
    Attention { unfold: "Show", fold: "Hide", later: "Later", not_later: "Not later", dismiss: "Dismiss" };
