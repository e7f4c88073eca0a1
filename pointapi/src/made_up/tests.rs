//! Values are made up for types of every shape.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU8;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Maker;

/// Makes up a value with each of 32 seeds.
fn values<T: DeserializeOwned>() -> Vec<T> {
    let maker = Maker::new();
    let value = |seed| {
        for _ in 0..500 {
            maker.begin(seed, &[]);
            match maker.make::<T>("the value") {
                Some(value) => return value,
                None => maker.learn("").unwrap(),
            }
        }
        panic!("no value after 500 tries");
    };
    (0..32).map(value).collect()
}

#[derive(Deserialize)]
#[serde(try_from = "u8")]
struct Percent(u8);

impl TryFrom<u8> for Percent {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, &'static str> {
        if value <= 100 { Ok(Self(value)) } else { Err("more than 100") }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct NineDigits(String);

impl TryFrom<String> for NineDigits {
    type Error = &'static str;

    fn try_from(value: String) -> Result<Self, &'static str> {
        let is_valid = value.len() == 9 && value.bytes().all(|byte| byte.is_ascii_digit());
        if is_valid { Ok(Self(value)) } else { Err("not nine digits") }
    }
}

#[test]
fn a_validating_type_gets_a_value_that_it_accepts() {
    assert!(values::<Percent>().iter().all(|percent| percent.0 <= 100));
    assert!(values::<NineDigits>().iter().all(|digits| digits.0.len() == 9));
    assert_eq!(values::<NonZeroU8>().len(), 32);
    assert_eq!(values::<std::net::IpAddr>().len(), 32);
}

#[derive(Deserialize)]
struct Address {
    #[expect(dead_code, reason = "it is only made up")]
    #[serde(alias = "town")]
    city: String,
    zip: Option<NineDigits>,
    #[serde(default)]
    lines: Vec<String>,
}

#[test]
fn optional_values_and_lists_are_present_and_absent() {
    let addresses = values::<Address>();
    assert!(addresses.iter().any(|address| address.zip.is_some()));
    assert!(addresses.iter().any(|address| address.zip.is_none()));
    assert!(addresses.iter().any(|address| address.lines.is_empty()));
    assert!(addresses.iter().any(|address| address.lines.len() > 1));
}

#[derive(Deserialize)]
struct Person {
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    age: Age,
    #[expect(dead_code, reason = "it is only made up")]
    name: String,
}

#[derive(Deserialize)]
struct Age {
    age: NonZeroU8,
}

#[test]
fn flattened_structs_get_their_fields() {
    assert!(values::<Person>().iter().all(|person| person.age.age.get() > 0));
    assert!(values::<Person>().iter().all(|person| person.address.lines.len() < 4));
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tagged {
    Card { number: NineDigits },
    Transfer(Age),
    Cash,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(u64),
    Person(Box<Age>),
}

#[test]
fn tagged_and_untagged_enums_get_their_variants() {
    let tagged = values::<Tagged>();
    assert!(tagged.iter().any(|value| matches!(value, Tagged::Card { number } if number.0.len() == 9)));
    assert!(tagged.iter().any(|value| matches!(value, Tagged::Transfer(age) if age.age.get() > 0)));
    assert!(tagged.iter().any(|value| matches!(value, Tagged::Cash)));
    let untagged = values::<Untagged>();
    assert!(untagged.iter().all(|value| match value {
        Untagged::Number(number) => *number < 256,
        Untagged::Person(person) => person.age.get() > 0,
    }));
}

#[derive(Deserialize)]
enum Expression {
    Number(i64),
    Sum(Box<Expression>, Box<Expression>),
    Any(Vec<Expression>),
}

impl Expression {
    fn size(&self) -> usize {
        match self {
            Self::Number(number) => usize::from(*number != 0),
            Self::Sum(one, other) => one.size() + other.size(),
            Self::Any(all) => all.iter().map(Self::size).sum(),
        }
    }
}

#[test]
fn a_type_that_contains_itself_ends() {
    assert!(values::<Expression>().iter().all(|expression| expression.size() < 10_000));
}

#[test]
fn maps_and_json_values_are_made_up() {
    assert!(values::<BTreeMap<String, u32>>().iter().any(|map| map.len() > 1));
    assert!(values::<HashMap<u16, [bool; 2]>>().iter().any(|map| !map.is_empty()));
    assert!(values::<serde_json::Value>().iter().all(serde_json::Value::is_string));
}

#[test]
fn raw_json_is_made_up() {
    let values = values::<Vec<Box<serde_json::value::RawValue>>>();
    let texts: std::collections::HashSet<_> = values.iter().flatten().map(|value| value.get()).collect();
    assert!(texts.len() > 3, "{texts:?}");
    assert!(texts.iter().all(|text| serde_json::from_str::<serde_json::Value>(text).is_ok()), "{texts:?}");
}

#[test]
fn a_try_is_repeated_with_one_choice_changed() {
    let maker = Maker::new();
    let make = |pinned: &[_]| {
        maker.begin(7, pinned);
        maker.make::<(String, u32, String)>("the value").unwrap()
    };
    let (first, second) = (make(&[]), make(&[(1, 3)]));
    assert!(first.0 == second.0 && first.2 == second.2 && second.1 == 0, "{first:?} {second:?}");
}

#[test]
fn a_type_without_values_is_reported_with_its_place() {
    #[derive(Debug, Deserialize)]
    struct Order {
        #[expect(dead_code, reason = "it is never made up")]
        code: Never,
    }
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "String")]
    struct Never;
    impl TryFrom<String> for Never {
        type Error = &'static str;
        fn try_from(_: String) -> Result<Self, &'static str> {
            Err("no code is valid")
        }
    }
    let maker = Maker::new();
    let reason = loop {
        maker.begin(1, &[]);
        assert!(maker.make::<Order>("the body").is_none());
        if let Err(reason) = maker.learn("") {
            break reason;
        }
    };
    assert!(reason.starts_with("`code` of the body accepts no made-up value: no code is valid"), "{reason}");
}
