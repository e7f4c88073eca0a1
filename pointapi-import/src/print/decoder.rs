//! The decoder of a union whose variants are chosen by members.

use crate::choice::{Arm, Choice};
use crate::print::WIDTH;

/// The indentation of a function's body.
const BODY: usize = 8;

/// Prints the choice among the variants of these names.
pub(super) struct Decoder<'a> {
    pub(super) name: &'a str,
    pub(super) variants: Vec<&'a str>,
}

impl Decoder<'_> {
    /// The implementation of `Deserialize`. If members leave one variant, its error is the error; a value without a
    /// variant is kept.
    pub(super) fn print(&self, choice: &Choice, out: &mut String) {
        out.push_str(&format!("\nimpl<'de> Deserialize<'de> for {} {{\n", self.name));
        out.push_str("    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {\n");
        out.push_str("        let value = Value::deserialize(deserializer)?;\n");
        let lines = self.expression(choice, false, BODY);
        out.push_str(&format!("        {}\n", lines.join("\n")));
        out.push_str("        .map_err(D::Error::custom)\n    }\n}\n");
    }

    /// The lines of a result for `value`; all but the first have their indentation.
    fn expression(&self, choice: &Choice, is_chosen: bool, indentation: usize) -> Vec<String> {
        let Choice::By { tag, arms, other } = choice else { return self.attempts(choice, is_chosen, indentation) };
        let mut lines = vec![format!("match value.get({tag:?}).and_then(Value::as_str) {{")];
        for arm in arms {
            let is_chosen = !arm.values.is_empty();
            let body = |indentation| self.expression(&arm.choice, is_chosen, indentation);
            lines.extend(printed_arm(arm, indentation + 4, body));
        }
        let other = self.expression(other, false, indentation + 4);
        lines.push(format!("{:1$}_ => {2},", "", indentation + 4, other.join("\n")));
        lines.push(format!("{:indentation$}}}", ""));
        lines
    }

    /// The variants one after the other.
    fn attempts(&self, choice: &Choice, is_chosen: bool, indentation: usize) -> Vec<String> {
        let Choice::Try(variants) = choice else { return Vec::new() };
        let names: Vec<&str> = variants.iter().filter_map(|index| self.variants.get(*index).copied()).collect();
        let (first, others) = match names.as_slice() {
            [] => return vec!["Ok(Self::Unknown(value))".to_owned()],
            [only] if is_chosen => return vec![format!("from_value(value).map(Self::{only})")],
            [first, others @ ..] => (first, others),
        };
        let pad = " ".repeat(indentation + 4);
        let mut lines = vec!["from_value(value.clone())".to_owned(), format!("{pad}.map(Self::{first})")];
        for other in others {
            let attempt = format!("from_value(value.clone()).map(Self::{other})");
            let line = format!("{pad}.or_else(|_| {attempt})");
            let is_long = line.len() > WIDTH;
            lines.push(if is_long { format!("{pad}.or_else(|_| {{\n{pad}    {attempt}\n{pad}}})") } else { line });
        }
        lines.push(format!("{pad}.or_else(|_| from_value(value).map(Self::Unknown))"));
        lines
    }
}

/// An arm in the form that rustfmt gives it.
fn printed_arm(arm: &Arm, indentation: usize, body: impl Fn(usize) -> Vec<String>) -> Vec<String> {
    let values: Vec<String> = arm.values.iter().map(|value| format!("{value:?}")).collect();
    let absent = arm.has_absent.then(|| "None".to_owned());
    let some = |values: String| if arm.values.is_empty() { None } else { Some(format!("Some({values})")) };
    let pattern: Vec<String> = absent.clone().into_iter().chain(some(values.join(" | "))).collect();
    let pattern = pattern.join(" | ");
    let pad = " ".repeat(indentation);
    let lines = body(indentation);
    let comma = usize::from(lines.len() == 1);
    let first = indentation + pattern.len() + " => ".len() + lines.first().map_or(0, String::len) + comma;
    if first <= WIDTH {
        return vec![format!("{pad}{pattern} => {},", lines.join("\n"))];
    }
    if indentation + pattern.len() + " => {".len() <= WIDTH {
        let lines = body(indentation + 4).join("\n");
        return vec![format!("{pad}{pattern} => {{\n{pad}    {lines}\n{pad}}}")];
    }
    let values = some(format!("\n{pad}    {},\n{pad}", values.join(&format!("\n{pad}    | "))));
    let pattern: Vec<String> = absent.into_iter().chain(values).collect();
    vec![format!("{pad}{} => {},", pattern.join(&format!("\n{pad}| ")), lines.join("\n"))]
}
