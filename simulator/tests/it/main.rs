//! The simulator as its users meet it: a program, five APIs over HTTP, a control, a page, and two commands.

mod apis;
mod auth;
mod commands;
mod control;
mod faults;
mod http;
mod page;
mod sim;
