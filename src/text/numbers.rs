//! Numbers, times and sizes as people read them.

/// Writes a count with a comma at each thousand.
///
/// ```
/// assert_eq!(fleetglass::text::number(18_400), "18,400");
/// ```
#[must_use]
pub fn number(count: u64) -> String {
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
    let seconds = ms / 1_000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

/// Writes a rank.
///
/// ```
/// use fleetglass::text::ordinal;
/// assert_eq!([1, 2, 3, 4, 11, 22].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "22nd"]);
/// ```
#[must_use]
pub fn ordinal(rank: u32) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
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
