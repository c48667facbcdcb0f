//! Small parts that the places share.

#![allow(unreachable_pub, reason = "the component macro derives public builders for props that are private")]

pub mod ansi;
pub mod chip;
pub mod dialog;
pub mod filter_bar;
pub mod fold;
pub mod link_words;
pub mod log_view;
pub mod menu;
pub mod notice;
pub mod parts;
pub mod plain;
pub mod secret;
pub mod shape;
pub mod size;
pub mod source_bar;
pub mod status;
pub mod time_bar;
pub mod timing;
pub mod tree;
pub mod wake;
pub mod width;
pub mod words;
