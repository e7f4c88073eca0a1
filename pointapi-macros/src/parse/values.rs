//! The values of options: durations, sizes, statuses, headers, types.

use std::str::FromStr;

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{LitInt, LitStr, Token};

use crate::model::options::StaticHeader;
use crate::model::path_template::QueryPair;
use crate::model::spanned::Spanned;
use crate::parse::arguments::{Argument, Value};

/// Where the argument's value stands, or its name if it has none.
fn value_span(argument: &Argument) -> Span {
    match &argument.value {
        Value::Assigned(tokens) | Value::Listed(tokens) if !tokens.is_empty() => tokens.span(),
        _ => argument.name.span(),
    }
}

/// The value after `=`, as a `T`; `example` shows its form in the message.
pub(crate) fn assigned<T: Parse>(argument: &Argument, example: &str) -> syn::Result<T> {
    let mistake = || {
        let message = format!("invalid `{}`; write `{example}`", argument.name);
        syn::Error::new(value_span(argument), message)
    };
    match &argument.value {
        Value::Assigned(tokens) => syn::parse2(tokens.clone()).map_err(|_| mistake()),
        Value::Absent | Value::Listed(_) => Err(mistake()),
    }
}

/// An option without a value.
pub(crate) fn flag(argument: &Argument) -> syn::Result<Span> {
    match argument.value {
        Value::Absent => Ok(argument.name.span()),
        Value::Assigned(_) | Value::Listed(_) => {
            let message = format!("`{0}` takes no value; write just `{0}`", argument.name);
            Err(syn::Error::new(value_span(argument), message))
        }
    }
}

/// A string that is not empty.
pub(crate) fn text(argument: &Argument, example: &str) -> syn::Result<Spanned<String>> {
    let literal: LitStr = assigned(argument, example)?;
    let text = literal.value();
    if text.trim().is_empty() {
        let message = format!("`{}` is empty; write `{example}`", argument.name);
        return Err(syn::Error::new(literal.span(), message));
    }
    Ok(Spanned::new(text, literal.span()))
}

/// A duration such as `"30s"`, in milliseconds.
pub(crate) fn milliseconds(argument: &Argument, example: &str) -> syn::Result<Spanned<u64>> {
    const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
    let literal: LitStr = assigned(argument, example)?;
    match measured(&literal.value(), UNITS) {
        Some(0) => {
            let message = format!("a timeout of zero always expires; write `{example}`");
            Err(syn::Error::new(literal.span(), message))
        }
        Some(milliseconds) => Ok(Spanned::new(milliseconds, literal.span())),
        None => {
            let message = "expected a whole number with a unit, such as `\"500ms\"`, `\"30s\"`, `\"2m\"` or `\"1h\"`";
            Err(syn::Error::new(literal.span(), message))
        }
    }
}

/// A size such as `"64MiB"`, in bytes.
pub(crate) fn bytes(argument: &Argument, example: &str) -> syn::Result<u64> {
    const UNITS: &[(&str, u64)] = &[("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let literal: LitStr = assigned(argument, example)?;
    match measured(&literal.value(), UNITS) {
        Some(0) => {
            let message = format!("a limit of zero rejects every response; write `{example}`");
            Err(syn::Error::new(literal.span(), message))
        }
        Some(bytes) => Ok(bytes),
        None => {
            let message = "expected a whole number with `B`, `KiB`, `MiB` or `GiB`, such as `\"64MiB\"`";
            Err(syn::Error::new(literal.span(), message))
        }
    }
}

/// A number that is directly followed by one of `units`, times that unit.
fn measured(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    u64::from_str(number).ok()?.checked_mul(*factor)
}

/// The most attempts of a call, as `MAX_ATTEMPTS` of the runtime has it.
const MOST_ATTEMPTS: u32 = 10;

/// The number of attempts in all, at least one.
pub(crate) fn attempts(argument: &Argument, example: &str) -> syn::Result<Spanned<u32>> {
    let literal: LitInt = assigned(argument, example)?;
    match literal.base10_parse::<u32>() {
        Ok(0) => Err(syn::Error::new(
            literal.span(),
            "`attempts` includes the first one; write `attempts = 1` to never retry",
        )),
        Ok(attempts) if attempts > MOST_ATTEMPTS => {
            let message =
                format!("a call has at most {MOST_ATTEMPTS} attempts; write a number from 1 to {MOST_ATTEMPTS}");
            Err(syn::Error::new(literal.span(), message))
        }
        Ok(attempts) => Ok(Spanned::new(attempts, literal.span())),
        Err(_) => Err(syn::Error::new(literal.span(), format!("`attempts` is a small number; write `{example}`"))),
    }
}

/// A list of statuses such as `[404, 410]`.
pub(crate) fn statuses(argument: &Argument, example: &str) -> syn::Result<Vec<u16>> {
    let array: syn::ExprArray = assigned(argument, example)?;
    if array.elems.is_empty() {
        return Err(syn::Error::new_spanned(array, format!("the list of statuses is empty; write `{example}`")));
    }
    all_or_mistakes(array.elems.iter().map(|element| status(element, example)))
}

fn status(element: &syn::Expr, example: &str) -> syn::Result<u16> {
    let number = match element {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    };
    number.filter(|status| (100..=599).contains(status)).ok_or_else(|| {
        syn::Error::new_spanned(element, format!("a status is a number from 100 to 599; write `{example}`"))
    })
}

/// All values, or all mistakes.
fn all_or_mistakes<T>(results: impl Iterator<Item = syn::Result<T>>) -> syn::Result<Vec<T>> {
    let mut all = Ok(Vec::new());
    for result in results {
        match (&mut all, result) {
            (Ok(values), Ok(value)) => values.push(value),
            (Err(mistakes), Err(mistake)) => syn::Error::combine(mistakes, mistake),
            (Ok(_), Err(mistake)) => all = Err(mistake),
            (Err(_), Ok(_)) => {}
        }
    }
    all
}

/// The pairs of `headers("X-A" = "1", "X-B" = "2")`.
pub(crate) fn headers(argument: &Argument, example: &str) -> syn::Result<Vec<StaticHeader>> {
    let header = |Pair { name, value }| StaticHeader { name: spanned(&name), value: spanned(&value) };
    all_or_mistakes(pairs(argument, example)?.into_iter().map(|pair| checked_header(header(pair))))
}

/// The pairs of `query("api-version" = "2024-01-01")`.
pub(crate) fn query_pairs(argument: &Argument, example: &str) -> syn::Result<Vec<QueryPair>> {
    let mut checked: Vec<QueryPair> = Vec::new();
    for Pair { name, value } in pairs(argument, example)? {
        let (text, span) = (name.value(), name.span());
        if text.is_empty() {
            return Err(syn::Error::new(span, format!("the name is empty; write `{example}`")));
        }
        if checked.iter().any(|earlier| earlier.name == text) {
            return Err(syn::Error::new(span, format!("query `{text}` is given twice; remove one of them")));
        }
        checked.push(QueryPair { name: text, value: value.value() });
    }
    Ok(checked)
}

/// `"name" = "value"`
struct Pair {
    name: LitStr,
    value: LitStr,
}

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Self { name, value: input.parse()? })
    }
}

/// The pairs in the parentheses of an option, at least one.
fn pairs(argument: &Argument, example: &str) -> syn::Result<Punctuated<Pair, Token![,]>> {
    let mistake = |span| syn::Error::new(span, format!("expected pairs of strings; write `{example}`"));
    match &argument.value {
        Value::Listed(tokens) => match Punctuated::parse_terminated.parse2(tokens.clone()) {
            Ok(pairs) if !pairs.is_empty() => Ok(pairs),
            Ok(_) => Err(mistake(argument.name.span())),
            Err(_) => Err(mistake(value_span(argument))),
        },
        Value::Absent | Value::Assigned(_) => Err(mistake(value_span(argument))),
    }
}

fn spanned(literal: &LitStr) -> Spanned<String> {
    Spanned::new(literal.value(), literal.span())
}

fn checked_header(header: StaticHeader) -> syn::Result<StaticHeader> {
    check_header_name(&header.name.value, header.name.span)?;
    let value = &header.value.value;
    let is_visible = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_visible || value.trim() != value {
        return Err(syn::Error::new(
            header.value.span,
            "a header value must be visible ASCII without spaces at its ends; remove the other characters",
        ));
    }
    Ok(header)
}

/// The name of a header, as a literal.
pub(crate) fn header_name(literal: &LitStr) -> syn::Result<Spanned<String>> {
    check_header_name(&literal.value(), literal.span())?;
    Ok(spanned(literal))
}

fn check_header_name(name: &str, span: Span) -> syn::Result<()> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.is_empty() && name.bytes().all(is_token) {
        return Ok(());
    }
    let message = format!("`{name}` is not a header name; write letters, digits and `-`, such as `\"X-Name\"`");
    Err(syn::Error::new(span, message))
}

/// A media type such as `"application/pdf"`, or a list of them.
pub(crate) fn accept(argument: &Argument, example: &str) -> syn::Result<Spanned<String>> {
    media_type(&assigned(argument, example)?, example)
}

/// A media type as a literal.
pub(crate) fn media_type(literal: &LitStr, example: &str) -> syn::Result<Spanned<String>> {
    let text = literal.value();
    let is_visible = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_visible || !text.contains('/') {
        let message = format!("`{text}` is not a media type; write `{example}`");
        return Err(syn::Error::new(literal.span(), message));
    }
    Ok(spanned(literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_a_whole_number_and_a_unit() {
        let units = &[("ms", 1), ("s", 1000)];
        assert_eq!(measured("500ms", units), Some(500));
        assert_eq!(measured("30s", units), Some(30_000));
        for text in ["", "s", "30", "30 s", "1.5s", "-1s", "30S", "99999999999999999999s", "9999999999999999999s"] {
            assert_eq!(measured(text, units), None, "{text}");
        }
    }
}
