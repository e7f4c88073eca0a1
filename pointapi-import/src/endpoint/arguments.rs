//! The form of each argument, decided once the aliases of its type are resolved.

use crate::cursor::Place;
use crate::endpoint::argument_names::rename_equal;
use crate::endpoint::flat::{has_list, is_collection, is_nested};
use crate::endpoint::parameter::{passing, scalar_passing};
use crate::endpoint::query_struct::share_struct;
use crate::endpoint::values::describe;
use crate::findings::Findings;
use crate::model::{Argument, BodyFormat, Declared, Model, Passing, Role, Scalar, Type};

/// Decides how the arguments of all endpoints are passed and written, and which of them share a struct.
pub(crate) fn decide(model: &mut Model, findings: &mut Findings) {
    let mut traits = std::mem::take(&mut model.traits);
    for endpoint in traits.iter_mut().flat_map(|of| &mut of.endpoints) {
        let place = (endpoint.file, endpoint.pointer.clone());
        for argument in &mut endpoint.arguments {
            Deciding { model, findings }.argument(argument, &place);
        }
        if endpoint.shares_query {
            share_struct(endpoint, model);
        }
        sort_query(&mut endpoint.arguments);
        rename_equal(&mut endpoint.arguments);
    }
    model.traits = traits;
}

/// Query arguments that can be absent stand behind the others.
fn sort_query(arguments: &mut [Argument]) {
    let is_query = |argument: &&Argument| matches!(argument.role, Role::Query { .. } | Role::QueryStruct);
    let start = arguments.iter().take_while(|argument| !is_query(argument)).count();
    let length = arguments.iter().skip(start).take_while(is_query).count();
    if let Some(query) = arguments.get_mut(start..start + length) {
        query.sort_by_key(|argument| argument.is_optional);
    }
}

struct Deciding<'a> {
    model: &'a Model,
    findings: &'a mut Findings,
}

impl Deciding<'_> {
    /// Decides about an argument of the endpoint at this place.
    fn argument(&mut self, argument: &mut Argument, place: &Place) {
        let Some(declared) = argument.declared.clone() else {
            if let (Passing::Reference, Type::List(_) | Type::Scalar(Scalar::String | Scalar::Secret)) =
                (argument.passing, &argument.ty)
            {
                argument.passing = Passing::Slice;
            }
            if let Role::Body { format: format @ (BodyFormat::Form | BodyFormat::JoinedForm(_)) } = &mut argument.role
                && is_nested(self.model, &argument.ty)
            {
                if matches!(format, BodyFormat::JoinedForm(_)) {
                    self.report(place, "a form with objects inside has a pair for each item of a list");
                }
                *format = BodyFormat::DeepForm;
            }
            return;
        };
        match argument.role {
            Role::Path { .. } => self.path(argument, &declared),
            Role::Query { .. } => self.query(argument, &declared),
            Role::Header { .. } | Role::Cookie { .. } => self.text_or_scalar(argument),
            _ => {}
        }
        argument.passing = passing(&argument.ty);
    }

    /// The macro takes text and scalars as path values.
    fn path(&mut self, argument: &mut Argument, declared: &Declared) {
        if is_collection(self.model, &argument.ty) {
            let reason = match declared.style.as_str() {
                "simple" => {
                    "a list or object in the path is passed as a string; its commas are sent as `%2C`".to_owned()
                }
                style => format!("a list or object in the style `{style}` is passed as a string"),
            };
            self.report(&declared.place, reason);
        }
        if !matches!(argument.ty, Type::List(_)) || declared.style == "simple" {
            describe(argument, self.model);
        }
        if !matches!(&argument.ty, Type::Scalar(scalar) if is_plain(scalar)) {
            argument.ty = Type::string();
        }
    }

    fn query(&mut self, argument: &mut Argument, declared: &Declared) {
        let is_nested = is_nested(self.model, &argument.ty);
        let decided = match declared.style.as_str() {
            "deepObject" if matches!(argument.ty, Type::List(_)) && !is_nested => Some("brackets"),
            "deepObject" => Some("deep"),
            // Each value is a pair of its own then, as in the style `form`.
            "spaceDelimited" if declared.explode != Some(true) => Some("spaces"),
            "pipeDelimited" if declared.explode != Some(true) => Some("pipes"),
            _ if is_nested && argument.ty.named().is_some() => {
                let reason = "a nested value has no form in this style; it is sent as `deepObject`";
                self.report(&declared.place, reason);
                Some("deep")
            }
            _ if declared.explode == Some(false) && has_list(self.model, &argument.ty) => Some("csv"),
            _ => None,
        };
        if decided != Some("deep") && is_nested {
            let reason = "a list of lists or maps, or a map of maps, has no form in a query; it is passed as text";
            self.report(&declared.place, reason);
            argument.ty = Type::string();
            return;
        }
        if decided.is_none() && declared.explode == Some(false) && is_collection(self.model, &argument.ty) {
            let reason = "`explode: false` of an object is not supported; each member is sent as a pair of its own";
            self.report(&declared.place, reason);
        }
        if decided.is_none() && matches!(argument.ty, Type::Map(_)) {
            argument.role = Role::QueryStruct;
        } else if let Role::Query { format, .. } = &mut argument.role {
            *format = decided;
        }
    }

    /// Headers and cookies are numbers, booleans or text; a list is text with commas.
    fn text_or_scalar(&self, argument: &mut Argument) {
        if matches!(&argument.ty, Type::Scalar(scalar) if is_plain(scalar) || *scalar == Scalar::Secret) {
            return;
        }
        describe(argument, self.model);
        argument.ty = Type::string();
    }

    fn report(&mut self, (file, pointer): &Place, reason: impl Into<String>) {
        self.findings.add_at(*file, pointer, reason);
    }
}

/// True for numbers and booleans that have one spelling.
fn is_plain(scalar: &Scalar) -> bool {
    scalar_passing(scalar) == Passing::Value && !scalar.is_float()
}
