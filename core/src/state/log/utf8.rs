//! Bytes of UTF-8 split anywhere, even inside a character.

use std::str::from_utf8;

/// The bytes at the end of what came that may be the beginning of a character.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tail {
    bytes: [u8; 4],
    len: u8,
}

impl Tail {
    /// Hands bytes on as text; what is no UTF-8 as U+FFFD.
    pub(super) fn feed(&mut self, mut bytes: &[u8], mut text: impl FnMut(&str)) {
        while self.len > 0 {
            let held = &self.bytes[..self.len.into()];
            match from_utf8(held) {
                Ok(whole) => {
                    text(whole);
                    self.len = 0;
                }
                Err(wrong) => match (wrong.valid_up_to(), wrong.error_len()) {
                    (0, None) => {
                        let Some((next, rest)) = bytes.split_first() else { return };
                        self.bytes[usize::from(self.len)] = *next;
                        self.len += 1;
                        bytes = rest;
                    }
                    (0, Some(bad)) => {
                        text("\u{fffd}");
                        self.skip(bad);
                    }
                    (good, _) => {
                        text(from_utf8(&held[..good]).unwrap_or_default());
                        self.skip(good);
                    }
                },
            }
        }
        while !bytes.is_empty() {
            let wrong = match from_utf8(bytes) {
                Ok(whole) => return text(whole),
                Err(wrong) => wrong,
            };
            let (good, rest) = bytes.split_at(wrong.valid_up_to());
            text(from_utf8(good).unwrap_or_default());
            match wrong.error_len() {
                Some(bad) => {
                    text("\u{fffd}");
                    bytes = &rest[bad..];
                }
                // It ends within a character.
                None => {
                    self.bytes[..rest.len()].copy_from_slice(rest);
                    self.len = rest.len() as u8;
                    return;
                }
            }
        }
    }

    /// Nothing more comes of the character that is not whole.
    pub(super) fn end(&mut self, mut text: impl FnMut(&str)) {
        if std::mem::take(&mut self.len) > 0 {
            text("\u{fffd}");
        }
    }

    fn skip(&mut self, count: usize) {
        self.bytes.copy_within(count.., 0);
        self.len -= count as u8;
    }
}
