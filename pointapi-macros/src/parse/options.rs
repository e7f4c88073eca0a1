//! The options of both attributes: one row each.

use proc_macro2::{Ident, TokenStream};
use syn::Path;
use syn::parse::{Parse, ParseStream, Parser};

use crate::errors::Errors;
use crate::model::options::{Auth, EndpointOptions, SharedOptions, TraitOptions};
use crate::model::signature::Placed;
use crate::model::spanned::Spanned;
use crate::parse::arguments::{Argument, parse_arguments};
use crate::parse::{path_template, values};
use crate::suggest;

/// An option: its name, an example, and the function that sets it.
struct Row<Options> {
    name: &'static str,
    example: &'static str,
    set: fn(&mut Options, &Argument, &'static str) -> syn::Result<()>,
}

const fn row<Options>(
    name: &'static str,
    example: &'static str,
    set: fn(&mut Options, &Argument, &'static str) -> syn::Result<()>,
) -> Row<Options> {
    Row { name, example, set }
}

/// Options of endpoints alone.
const OF_ENDPOINTS: &[Row<EndpointOptions>] = &[
    row("name", "name = \"place_order\"", |options, argument, example| {
        options.name = Some(values::text(argument, example)?);
        Ok(())
    }),
    row("attempt_timeout", "attempt_timeout = \"5s\"", |options, argument, example| {
        options.attempt_timeout = Some(values::milliseconds(argument, example)?);
        Ok(())
    }),
    row("idempotent", "idempotent", |options, argument, _| {
        options.idempotent = Some(values::flag(argument)?);
        Ok(())
    }),
    row("once", "once", |options, argument, _| {
        options.once = Some(values::flag(argument)?);
        Ok(())
    }),
    row("idempotency_key", "idempotency_key = \"Idempotency-Key\"", |options, argument, example| {
        options.idempotency_key = Some(values::header_name(&values::assigned(argument, example)?)?);
        Ok(())
    }),
    row("retry_on_throttle", "retry_on_throttle", |options, argument, _| {
        values::flag(argument)?;
        options.retry_on_throttle = true;
        Ok(())
    }),
    row("none_on", "none_on = [404]", |options, argument, example| {
        options.none_on = values::statuses(argument, example)?;
        Ok(())
    }),
    row("codec", "codec = path::To::Codec", |options, argument, example| {
        options.codec = Some(values::assigned(argument, example)?);
        Ok(())
    }),
    row("max_response", "max_response = \"64MiB\"", |options, argument, example| {
        options.max_response = Some(values::bytes(argument, example)?);
        Ok(())
    }),
    row("fresh_connection", "fresh_connection", |options, argument, _| {
        values::flag(argument)?;
        options.fresh_connection = true;
        Ok(())
    }),
    row("client_only", "client_only", |options, argument, _| {
        options.client_only = Some(values::flag(argument)?);
        Ok(())
    }),
    row("token_endpoint", "token_endpoint", |options, argument, _| {
        options.token_endpoint = Some(values::flag(argument)?);
        Ok(())
    }),
    row("unauthorized", "unauthorized = response", |options, argument, example| {
        let value: Ident = values::assigned(argument, example)?;
        if value != "response" {
            return Err(syn::Error::new(value.span(), format!("unknown value `{value}`; write `{example}`")));
        }
        options.has_own_unauthorized = true;
        Ok(())
    }),
];

/// Options of traits alone.
const OF_TRAITS: &[Row<TraitOptions>] = &[
    row("prefix", "prefix = \"/v1\"", |options, argument, example| {
        options.prefix = Some(path_template::parse_prefix(&values::assigned(argument, example)?)?);
        Ok(())
    }),
    row("client", "client = OrdersClient", |options, argument, example| {
        options.client = Some(values::assigned(argument, example)?);
        Ok(())
    }),
    row("crate", "crate = path::to::pointapi", |options, argument, example| {
        options.runtime = Some(values::assigned::<ModPath>(argument, example)?.0);
        Ok(())
    }),
    row("query", "query(\"key\" = \"value\")", |options, argument, example| {
        options.query = values::query_pairs(argument, example)?;
        Ok(())
    }),
    row("server", "server", |options, argument, _| {
        options.outputs.server = Some(values::flag(argument)?);
        Ok(())
    }),
    row("openapi", "openapi", |options, argument, _| {
        options.outputs.openapi = Some(values::flag(argument)?);
        Ok(())
    }),
];

/// Options of both.
const SHARED: &[Row<SharedOptions>] = &[
    row("auth", "auth = none", |options, argument, example| {
        options.auth = Some(parse_auth(argument, example)?);
        Ok(())
    }),
    row("timeout", "timeout = \"30s\"", |options, argument, example| {
        options.timeout = Some(values::milliseconds(argument, example)?);
        Ok(())
    }),
    row("attempts", "attempts = 3", |options, argument, example| {
        options.attempts = Some(values::attempts(argument, example)?);
        Ok(())
    }),
    row("accept", "accept = \"application/pdf\"", |options, argument, example| {
        options.accept = Some(values::accept(argument, example)?);
        Ok(())
    }),
    row("headers", "headers(\"X-Name\" = \"value\")", |options, argument, example| {
        options.headers = values::headers(argument, example)?;
        Ok(())
    }),
];

pub(crate) fn parse_endpoint_options(arguments: &[Argument], errors: &mut Errors) -> EndpointOptions {
    let mut options = EndpointOptions::default();
    set_all(arguments, OF_ENDPOINTS, &mut options, |options| &mut options.shared, errors);
    options
}

/// Reads the parentheses of `#[point_api(...)]`.
pub(crate) fn parse_trait_attribute(tokens: TokenStream, errors: &mut Errors) -> TraitOptions {
    let read = |input: ParseStream<'_>| Ok(parse_arguments(input, errors));
    let arguments = read.parse2(tokens);
    let arguments = errors.ok(arguments).unwrap_or_default();
    let mut options = TraitOptions::default();
    set_all(&arguments, OF_TRAITS, &mut options, |options| &mut options.shared, errors);
    options
}

/// Sets each option by its row; an unknown or repeated one is a mistake of its own.
fn set_all<Options>(
    arguments: &[Argument],
    own_rows: &[Row<Options>],
    options: &mut Options,
    shared: fn(&mut Options) -> &mut SharedOptions,
    errors: &mut Errors,
) {
    let known: Vec<&str> = own_rows.iter().map(|row| row.name).chain(SHARED.iter().map(|row| row.name)).collect();
    let mut seen = Vec::new();
    for argument in arguments {
        let name = argument.name.to_string();
        if seen.contains(&name) {
            errors.at(argument.name.span(), format!("`{name}` is given twice; remove one of them"));
            continue;
        }
        let outcome = if let Some(row) = own_rows.iter().find(|row| row.name == name) {
            (row.set)(options, argument, row.example)
        } else if let Some(row) = SHARED.iter().find(|row| row.name == name) {
            (row.set)(shared(options), argument, row.example)
        } else {
            let instead = suggest::instead_of(&name, &known);
            Err(syn::Error::new(argument.name.span(), format!("unknown option `{name}`; {instead}")))
        };
        errors.ok(outcome);
        seen.push(name);
    }
}

/// `bearer`, `none`, or the path of an authenticator.
fn parse_auth(argument: &Argument, example: &str) -> syn::Result<Spanned<Auth>> {
    let path: Path = values::assigned(argument, example)?;
    let span = argument.name.span();
    let auth = match path.get_ident().map(ToString::to_string).as_deref() {
        Some("bearer") => Auth::Bearer,
        Some("none") => Auth::None,
        _ => Auth::Authenticator(Placed::new(path)),
    };
    Ok(Spanned::new(auth, span))
}

/// A path without generics, which may start with `crate`.
struct ModPath(Path);

impl Parse for ModPath {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Path::parse_mod_style(input).map(Self)
    }
}
