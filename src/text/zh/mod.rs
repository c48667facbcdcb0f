//! 简体中文。 The catalogue in Simplified Chinese, one file an area, as in the folder above.

pub(super) mod attention;
pub(super) mod filters;
pub(super) mod inspector;
pub(super) mod keys;
pub(super) mod link;
pub(super) mod log;
mod log_tools;
pub(super) mod overview;
pub(super) mod palette;
pub(super) mod runs;
pub(super) mod settings;
pub(super) mod shell;
mod source_form;
pub(super) mod sources;
pub(super) mod stopped;
pub(super) mod threads;
pub(super) mod times;
pub(super) mod trial;
pub(super) mod units;
