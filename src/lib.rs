//! Fleetglass.
