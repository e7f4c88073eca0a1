//! The decoder of a union whose variants are chosen by members.

use crate::choice::{Arm, Choice};
use crate::print::WIDTH;

/// The indentation of a function's body.
const BODY: usize = 8;

/// The most lines of a function that clippy accepts.
const LONGEST: usize = 100;

/// The lines around the expression.
const AROUND: usize = 2;

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
        let expression = self.expression(choice, false, BODY).join("\n");
        if expression.lines().count() + AROUND > LONGEST {
            out.push_str("    #[allow(clippy::too_many_lines)]\n");
        }
        out.push_str("    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {\n");
        out.push_str("        let value = Value::deserialize(deserializer)?;\n");
        out.push_str(&format!("        {expression}\n"));
        // A method call is in line with those of the chain that it ends.
        let indentation = if matches!(choice, Choice::By { .. }) { BODY } else { BODY + 4 };
        out.push_str(&format!("{:indentation$}.map_err(D::Error::custom)\n    }}\n}}\n", ""));
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
        let pad = " ".repeat(indentation + 4);
        let calls = self.calls(choice, WIDTH.saturating_sub(pad.len()));
        let ((first, variant), others) = match calls.as_slice() {
            [] => return vec!["Ok(Self::Unknown(value))".to_owned()],
            [(_, only)] if is_chosen => return vec![format!("from_value(value).map(Self::{only})")],
            [first, others @ ..] => (first, others),
        };
        let mut lines = vec![first.clone(), format!("{pad}.map(Self::{variant})")];
        for (call, variant) in others {
            let attempt = format!("{call}.map(Self::{variant})");
            let line = format!("{pad}.or_else(|_| {attempt})");
            let is_long = line.len() > WIDTH;
            lines.push(if is_long { format!("{pad}.or_else(|_| {{\n{pad}    {attempt}\n{pad}}})") } else { line });
        }
        lines.push(format!("{pad}.or_else(|_| from_value(value).map(Self::Unknown))"));
        lines
    }

    /// The calls that decode a value, and the variants that they decode it as.
    fn calls(&self, choice: &Choice, width: usize) -> Vec<(String, &str)> {
        let (first, rest) = match choice {
            Choice::By { .. } => return Vec::new(),
            Choice::Try(rest) => (&[][..], rest),
            Choice::Present { first, rest } => (first.as_slice(), rest),
        };
        let mut calls = Vec::new();
        for (index, members) in first {
            let Some(variant) = self.variants.get(*index) else { continue };
            let around = ".or_else(|_| super::having(&value, &[]).map(Self::))".len() + variant.len();
            for names in in_lines(members, width.saturating_sub(around)) {
                calls.push((format!("super::having(&value, &[{names}])"), *variant));
            }
        }
        let rest = rest.iter().filter_map(|index| self.variants.get(*index));
        calls.extend(rest.map(|variant| ("from_value(value.clone())".to_owned(), *variant)));
        calls
    }
}

/// The names as literals, as many in one text as its width takes.
fn in_lines(names: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names.iter().map(|name| format!("{name:?}")) {
        match lines.last_mut() {
            Some(line) if line.len() + ", ".len() + name.len() <= width => line.extend([", ", name.as_str()]),
            _ => lines.push(name),
        }
    }
    lines
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
