//! The values every API has in common: ids, times, and fields that may be absent.
//!
//! Servers differ from their documents in the small things: an id is a number here and a string there, a time is ISO 8601
//! or epoch milliseconds. These types take what comes and give it back as it came.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// An opaque id. Reads a JSON string or number, writes a string.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Id(pub String);

impl Id {
    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id: a string or a number")
            }
            fn visit_str<E>(self, v: &str) -> Result<Id, E> {
                Ok(Id(v.to_owned()))
            }
            fn visit_string<E>(self, v: String) -> Result<Id, E> {
                Ok(Id(v))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Id, E> {
                Ok(Id(v.to_string()))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Id, E> {
                Ok(Id(v.to_string()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Id, E> {
                Ok(Id(v.to_string()))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}

/// A point in time as the server wrote it: ISO 8601 text, or milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stamp {
    /// Milliseconds since the epoch.
    Millis(f64),
    /// Text, most often ISO 8601.
    Text(String),
}

impl Stamp {
    /// Returns milliseconds since the epoch, or `None` where the text is no ISO 8601 time.
    ///
    /// A time without an offset is taken as UTC, and so is one with a space in place of the `T`; a date alone is its midnight.
    /// Text that is a number of 11 digits or more is milliseconds since the epoch.
    ///
    /// ```
    /// use fleetglass_core::protocol::field::Stamp;
    /// assert_eq!(Stamp::Text("1970-01-01T00:00:01.500Z".into()).ms(), Some(1500));
    /// assert_eq!(Stamp::Text("1970-01-01 00:00:02".into()).ms(), Some(2000));
    /// assert_eq!(Stamp::Text("soon".into()).ms(), None);
    /// ```
    #[must_use]
    pub fn ms(&self) -> Option<i64> {
        match self {
            Self::Millis(ms) if ms.is_finite() => Some(*ms as i64),
            Self::Millis(_) => None,
            Self::Text(text) if text.len() > 10 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            Self::Text(text) => iso_ms(text),
        }
    }
}

fn iso_ms(text: &str) -> Option<i64> {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, format_description::well_known::Iso8601};
    let mut text = text.trim().to_ascii_uppercase();
    if text.as_bytes().get(10) == Some(&b' ') {
        text.replace_range(10..11, "T");
    }
    let at = OffsetDateTime::parse(&text, &Iso8601::PARSING)
        .or_else(|_| PrimitiveDateTime::parse(&text, &Iso8601::PARSING).map(PrimitiveDateTime::assume_utc))
        .or_else(|_| Date::parse(&text, &Iso8601::PARSING).map(|date| date.midnight().assume_utc()))
        .ok()?;
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).ok()
}

impl From<i64> for Stamp {
    fn from(ms: i64) -> Self {
        Self::Millis(ms as f64)
    }
}

/// A field of a payload that carries only what changed: an absent field says nothing, `null` erases.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> {
    /// The payload does not hold the field.
    #[default]
    Absent,
    /// The payload holds `null`.
    Null,
    /// The payload holds a value.
    Value(T),
}

impl<T> Field<T> {
    /// Says whether the payload does not hold the field; for `skip_serializing_if`.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns the value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Writes this field over `held`: absent keeps it, `null` erases it, a value replaces it.
    pub fn merge_into<U: From<T>>(self, held: &mut Option<U>) {
        match self {
            Self::Absent => {}
            Self::Null => *held = None,
            Self::Value(value) => *held = Some(value.into()),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<T>::deserialize(deserializer)? {
            Some(value) => Self::Value(value),
            None => Self::Null,
        })
    }
}

/// A value that only a JSON object makes: derived readers would take an array as the fields in order.
pub(super) struct Fields<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fields<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldsVisitor<T> {
            type Value = Fields<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fields<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Fields)
            }
        }
        deserializer.deserialize_map(FieldsVisitor(PhantomData))
    }
}

/// Reads an object that may be absent or `null`.
pub(super) fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(Option::<Fields<T>>::deserialize(deserializer)?.map(|Fields(value)| value))
}

/// Reads an object; `null` is one without fields.
pub(super) fn object_or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    object(deserializer).map(Option::unwrap_or_default)
}

/// An array that is read element by element: what cannot be read costs only itself. `null` is an empty one.
#[derive(Debug, Clone, PartialEq)]
pub struct Elements<T> {
    /// The elements that could be read.
    pub items: Vec<T>,
    /// Why each of the others could not.
    pub unread: Vec<String>,
}

impl<T> Default for Elements<T> {
    fn default() -> Self {
        Self { items: Vec::new(), unread: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Elements<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, unread: Vec::new() }
    }
}

impl<T: for<'a> Deserialize<'a>> Elements<T> {
    pub(super) fn from_values(values: Vec<serde_json::Value>) -> Self {
        let mut read = Self { items: Vec::with_capacity(values.len()), unread: Vec::new() };
        for value in values {
            match serde_json::from_value::<Fields<T>>(value) {
                Ok(Fields(item)) => read.items.push(item),
                Err(cause) => read.unread.push(super::brief(&cause.to_string())),
            }
        }
        read
    }
}

impl<T: Serialize> Serialize for Elements<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: for<'a> Deserialize<'a>> Deserialize<'de> for Elements<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_values(Option::deserialize(deserializer)?.unwrap_or_default()))
    }
}
