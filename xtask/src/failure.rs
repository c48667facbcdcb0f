//! Why a task ended early.

use std::fmt::Display;
use std::process::{ExitCode, ExitStatus};

/// What every step of a task returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// The reason a task cannot go on.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A sentence for the person who called.
    Said(String),
    /// A child failed; what it printed stands above.
    Child {
        /// The command's name.
        name: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// Ctrl-C, or a request to terminate.
    Stopped,
}

impl Failure {
    /// A failure that says `sentence`.
    pub(crate) fn said(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }

    /// For `map_err`: "cannot do this: the cause".
    pub(crate) fn cannot<E: Display>(what: impl Display) -> impl FnOnce(E) -> Self {
        move |cause| Self::Said(format!("Cannot {what}: {cause}."))
    }

    /// Takes being stopped for a good end.
    pub(crate) fn unless_stopped(self) -> Result<()> {
        match self {
            Self::Stopped => Ok(()),
            failure => Err(failure),
        }
    }

    /// What to print, if anything.
    pub(crate) fn words(&self) -> Option<String> {
        match self {
            Self::Said(sentence) => Some(sentence.clone()),
            Self::Child { name, status } => Some(format!("`{name}` failed ({status}); what it said stands above.")),
            Self::Stopped => None,
        }
    }

    /// The code this process ends with: the child's own where it has one, 130 when stopped.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Said(_) => ExitCode::FAILURE,
            Self::Child { status, .. } => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
            Self::Stopped => ExitCode::from(130),
        }
    }
}
