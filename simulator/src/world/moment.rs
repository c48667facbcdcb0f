//! A point in time, twice: virtual for decisions, wall clock for the stamps in payloads; and how numbers are written.

use fleetglass_core::protocol::field::Stamp;

/// When something happens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// Milliseconds since the world began. All decisions are made by it.
    pub(crate) virtual_ms: u64,
    /// Milliseconds since the epoch. It only appears in payloads.
    pub(crate) wall_ms: i64,
}

impl Moment {
    /// Returns the wall clock as ISO 8601 text with milliseconds, the way JavaScript servers write it.
    pub(crate) fn iso(self) -> String {
        let nanos = i128::from(self.wall_ms) * 1_000_000;
        let at = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
        let (date, clock) = (at.date(), at.time());
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            clock.hour(),
            clock.minute(),
            clock.second(),
            clock.millisecond()
        )
    }

    /// Returns the ISO text as a payload's field.
    pub(crate) fn stamp(self) -> Stamp {
        Stamp::Text(self.iso())
    }
}

/// Writes `1.0` as `1` wherever a number stands in JSON, as JavaScript servers do.
pub(crate) fn whole_numbers(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut rest, mut in_string) = (json, false);
    while let Some(at) = rest.find(['"', '\\', '.']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let skip = match found.as_bytes() {
            [b'\\', _, ..] => 2,
            [b'.', b'0', after, ..] if !in_string && !after.is_ascii_digit() && *after != b'e' => {
                rest = &found[2..];
                continue;
            }
            [b'"', ..] => {
                in_string = !in_string;
                1
            }
            _ => 1,
        };
        // What follows a backslash is ASCII in JSON that serde wrote.
        out.push_str(&found[..skip]);
        rest = &found[skip..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_outside_strings_lose_their_fraction() {
        let json = r#"{"a":1.0,"b":[2.0,0.5,-1.0],"c":"v1.0 \" 2.0,","d":1.05}"#;
        assert_eq!(whole_numbers(json), r#"{"a":1,"b":[2,0.5,-1],"c":"v1.0 \" 2.0,","d":1.05}"#);
    }

    #[test]
    fn the_text_of_a_moment_reads_back_as_the_same_moment() {
        let at = Moment { virtual_ms: 0, wall_ms: 1_795_318_356_765 };
        assert_eq!(at.iso(), "2026-11-22T03:32:36.765Z");
        assert_eq!(at.stamp().ms(), Some(at.wall_ms));
    }
}
