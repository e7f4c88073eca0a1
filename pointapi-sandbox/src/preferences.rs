//! The preferences of the form products, and the failures of wrong ones.

use serde_json::Value;

/// A failure message: code and text.
pub(super) type Failure = (&'static str, String);

/// The preferences that list tax years.
const YEARS: [&str; 2] = ["YearList", "IRS8821TaxYearsRequested"];

/// Returns the preferences of an order.
fn pairs(order: &Value) -> impl Iterator<Item = (&str, &str)> {
    let list = order["Preferences"]["Preference"].as_array().into_iter().flatten();
    list.filter_map(|pair| Some((pair["Key"].as_str()?, pair["Value"].as_str()?)))
}

/// Returns the value of a preference.
pub(super) fn value_of<'a>(order: &'a Value, key: &str) -> Option<&'a str> {
    pairs(order).find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// The failure of an order without a mandatory preference.
pub(super) fn absent(key: &str) -> Failure {
    ("E012", format!("Value not supplied for preference key {key}"))
}

/// The failure of a value that is not acceptable.
pub(super) fn not_valid(key: &str, value: &str, options: Option<&Value>) -> Failure {
    let options: Vec<&str> =
        options.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let listed = if options.is_empty() { String::new() } else { format!(" Valid values are {}.", options.join(", ")) };
    ("E001", format!("{value} is not a valid {key} value.{listed}"))
}

/// The platform accepts some recent years and does not document which; the sandbox accepts those of this century.
pub(super) fn unknown_years(order: &Value) -> Vec<Failure> {
    let of_years = pairs(order).filter(|(key, _)| YEARS.contains(key));
    let unknown = of_years.filter(|(_, years)| years.split(',').any(|year| year.len() == 4 && !year.starts_with("20")));
    unknown.map(|(key, years)| not_valid(key, years, None)).collect()
}
