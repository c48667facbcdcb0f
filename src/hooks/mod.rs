//! One hook for each API.
