//! The success types of an endpoint, by status.

use std::collections::HashSet;

use crate::model::{Owner, Returned, StatusVariant, Type, TypeId};
use crate::names::unique;
use crate::print::Printer;

impl Printer<'_> {
    pub(super) fn statuses(&self, id: TypeId, variants: &[StatusVariant], owner: Owner, out: &mut String) {
        out.push_str("/// The success responses, by status.\n#[derive(Debug, FromResponse)]\n");
        out.push_str(&format!("pub enum {} {{\n", self.names.ty(id)));
        let mut names: Vec<(String, String)> = variants
            .iter()
            .map(|variant| {
                let status = variant.statuses.first().cloned().unwrap_or_default();
                let name = status_name(&status);
                (status, name)
            })
            .collect();
        unique(&mut names, &mut HashSet::new());
        for (variant, (_, name)) in variants.iter().zip(&names) {
            out.push_str(&format!("    #[status({})]\n", variant.statuses.join(", ")));
            match &variant.returned {
                Returned::Nothing => out.push_str(&format!("    {name},\n")),
                Returned::Json(Type::Named(id)) => {
                    out.push_str(&format!("    {name}(Box<{}>),\n", self.named(*id, owner)))
                }
                returned => out.push_str(&format!("    {name}({}),\n", self.returned(returned, owner))),
            }
        }
        out.push_str("}\n");
        if self.style.is_server {
            self.served(id, variants, &names, out);
        }
        if self.style.is_openapi {
            self.described(id, variants, owner, out);
        }
    }

    /// Each status with its type.
    fn described(&self, id: TypeId, variants: &[StatusVariant], owner: Owner, out: &mut String) {
        out.push_str(&format!("\nimpl pointapi::openapi::DescribeResponse for {} {{\n", self.names.ty(id)));
        out.push_str("    fn describe(responses: &mut pointapi::openapi::Responses<'_>) {\n");
        for variant in variants {
            let ty = self.returned(&variant.returned, owner);
            for status in &variant.statuses {
                out.push_str(&format!("        responses.success::<{ty}>({status:?});\n"));
            }
        }
        out.push_str("    }\n}\n");
    }

    /// The reverse of `FromResponse`: each variant has the first of its statuses.
    fn served(&self, id: TypeId, variants: &[StatusVariant], names: &[(String, String)], out: &mut String) {
        out.push_str(&format!("\nimpl pointapi::server::IntoServed for {} {{\n", self.names.ty(id)));
        out.push_str("    fn into_served<C: pointapi::Codec>(\n        self,\n");
        out.push_str("    ) -> Result<pointapi::server::Served, pointapi::server::Rejection> {\n");
        out.push_str("        let headers = pointapi::http::HeaderMap::new();\n        match self {\n");
        for (variant, (_, name)) in variants.iter().zip(names) {
            let status = variant.statuses.iter().find_map(|status| status_constant(status)).unwrap_or("OK");
            let (pattern, value) = match variant.returned {
                Returned::Nothing => (String::new(), "()"),
                _ => ("(value)".to_owned(), "value"),
            };
            out.push_str(&format!("            Self::{name}{pattern} => {{\n"));
            out.push_str(&format!("                let status = pointapi::StatusCode::{status};\n"));
            out.push_str(&format!(
                "                let response = pointapi::Response::new(status, headers, {value});\n"
            ));
            out.push_str("                pointapi::server::IntoServed::into_served::<C>(response)\n");
            out.push_str("            }\n");
        }
        out.push_str("        }\n    }\n}\n");
    }
}

/// The reason phrase of a status.
fn status_name(status: &str) -> String {
    let name = match status {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "NonAuthoritative",
        "204" => "NoContent",
        "205" => "ResetContent",
        "206" => "PartialContent",
        "207" => "MultiStatus",
        "2XX" => "Success",
        "default" => "Other",
        status => return format!("Status{status}"),
    };
    name.to_owned()
}

/// The constant of `http::StatusCode`; `None` for a class of statuses.
fn status_constant(status: &str) -> Option<&'static str> {
    Some(match status {
        "200" => "OK",
        "201" => "CREATED",
        "202" => "ACCEPTED",
        "203" => "NON_AUTHORITATIVE_INFORMATION",
        "204" => "NO_CONTENT",
        "205" => "RESET_CONTENT",
        "206" => "PARTIAL_CONTENT",
        "207" => "MULTI_STATUS",
        "208" => "ALREADY_REPORTED",
        "226" => "IM_USED",
        _ => return None,
    })
}
