//! Tidy: the rules of the code's layout that no compiler holds. No browser and no build is needed.

mod colour;
mod deploy;
mod documents;
mod layers;
mod sizes;
mod styles;
mod texts;
mod tokens;
mod tree;
mod views;
