//! Numbers, times and sizes as people read them.
//!
//! `Intl` has the word on digits, plurals and ranks; what natively stands in for it is English.

use crate::platform::intl;

/// How long things take, in words.
#[derive(Debug)]
pub struct Times {
    /// The largest unit.
    pub ago: fn(ms: u64) -> String,
    /// The two largest units.
    pub took: fn(ms: u64) -> String,
}

pub(super) const ENGLISH: Times = Times { ago: english_ago, took: english_took };

/// Writes a count with its groups of digits.
///
/// ```
/// assert_eq!(fleetglass::text::number(18_400), "18,400");
/// ```
#[must_use]
pub fn number(count: u64) -> String {
    // Few counts reach a thousand, and below it there is nothing to group.
    if count < 1_000 { count.to_string() } else { intl::count(count).unwrap_or_else(|| grouped(count)) }
}

fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a large count with three digits at most.
///
/// ```
/// use fleetglass::text::short_number;
/// assert_eq!([950, 18_240, 310_000, 2_500_000].map(short_number), ["950", "18.2k", "310k", "2.5M"]);
/// ```
#[must_use]
pub fn short_number(count: u64) -> String {
    scaled(count, 1_000, &["", "k", "M", "G", "T"])
}

/// Writes a size.
///
/// ```
/// use fleetglass::text::bytes;
/// assert_eq!([512, 18_432].map(bytes), ["512 B", "18 KB"]);
/// ```
#[must_use]
pub fn bytes(count: u64) -> String {
    scaled(count, 1_024, &[" B", " KB", " MB", " GB", " TB"])
}

fn scaled(count: u64, step: u64, units: &[&str]) -> String {
    let mut whole = count;
    let mut scale = 1;
    let mut at = 0;
    while whole >= step && at + 1 < units.len() {
        whole /= step;
        scale *= step;
        at += 1;
    }
    let tenths = (count - whole * scale) * 10 / scale;
    if at == 0 || whole >= 100 || tenths == 0 { format!("{whole}{}", units[at]) } else { format!("{whole}.{tenths}{}", units[at]) }
}

/// Writes how long something takes: minutes and seconds, with hours where there are some.
///
/// ```
/// use fleetglass::text::duration;
/// assert_eq!([41_900, 372_000, 3_842_000].map(duration), ["0:41", "6:12", "1:04:02"]);
/// ```
#[must_use]
pub fn duration(ms: u64) -> String {
    let seconds = ms / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Writes an age in its largest unit.
///
/// ```
/// use fleetglass::text::ago;
/// assert_eq!([900, 61_000, 7_300_000, 180_000_000].map(ago), ["0 s", "1 min", "2 h", "2 d"]);
/// ```
#[must_use]
pub fn ago(ms: u64) -> String {
    (super::t().times.ago)(ms)
}

fn english_ago(ms: u64) -> String {
    let seconds = ms / 1_000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

/// Writes how long something took, in words: `6 min 12 s`.
///
/// ```
/// use fleetglass::text::numbers::took;
/// assert_eq!([0, 400, 15_000, 372_000].map(took), ["0 s", "400 ms", "15 s", "6 min 12 s"]);
/// assert_eq!([120_000, 3_842_000].map(took), ["2 min", "1 h 4 min"]);
/// ```
#[must_use]
pub fn took(ms: u64) -> String {
    (super::t().times.took)(ms)
}

fn english_took(ms: u64) -> String {
    let seconds = ms / 1_000;
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) if ms > 0 => format!("{ms} ms"),
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// Writes an English count and what is counted: `1 line`, `2,000 lines`.
pub(super) fn counted(count: u64, one: &str, other: &str) -> String {
    let is_one = intl::plural(count).map_or(count == 1, |category| category == "one");
    format!("{} {}", number(count), if is_one { one } else { other })
}

/// Writes an English rank.
///
/// ```
/// use fleetglass::text::ordinal;
/// assert_eq!([1, 2, 3, 4, 11, 22].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "22nd"]);
/// ```
#[must_use]
pub fn ordinal(rank: u32) -> String {
    let ending = match intl::ordinal(u64::from(rank)).as_deref().unwrap_or_else(|| ordinal_category(rank)) {
        "one" => "st",
        "two" => "nd",
        "few" => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

fn ordinal_category(rank: u32) -> &'static str {
    match (rank % 10, rank % 100) {
        (_, 11..=13) => "other",
        (1, _) => "one",
        (2, _) => "two",
        (3, _) => "few",
        _ => "other",
    }
}

/// Writes names one after another: `architect, tester`.
///
/// ```
/// assert_eq!(fleetglass::text::list(&["architect", "tester"]), "architect, tester");
/// ```
#[must_use]
pub fn list(names: &[&str]) -> String {
    intl::list(names).unwrap_or_else(|| names.join(", "))
}

/// Cuts an id in the middle, so that both ends stay.
///
/// ```
/// assert_eq!(fleetglass::text::numbers::cut_id("69b470ba-1111-2222-f9ac83"), "69b470ba…f9ac83");
/// ```
#[must_use]
pub fn cut_id(id: &str) -> String {
    let count = id.chars().count();
    if count <= 16 {
        return id.to_owned();
    }
    let (head, tail): (String, String) = (id.chars().take(8).collect(), id.chars().skip(count - 6).collect());
    format!("{head}…{tail}")
}
