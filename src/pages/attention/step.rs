//! Next and previous that needs a person.
