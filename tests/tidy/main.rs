//! Tidy: the rules of the code's layout that no compiler holds. No browser and no build is needed.

mod documents;
mod layers;
mod sizes;
mod styles;
mod texts;
mod tree;
mod views;
