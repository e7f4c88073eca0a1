//! Traits and their methods.

use crate::model::{Argument, BodyFormat, Endpoint, EndpointOption, Owner, Role, Trait, Type};
use crate::names::{identifier, plain_identifier};
use crate::print::docs::{brief, comment, documented, ends_in_item, opening};
use crate::print::ty::broken;
use crate::print::{Printer, WIDTH};

/// The most arguments of a function under clippy's default.
const MOST_ARGUMENTS: usize = 7;

impl Printer<'_> {
    pub(super) fn api_trait(&self, index: usize, of: &Trait, name: &str, out: &mut String) {
        let common = common_error(of);
        if let Some(error) = common {
            let error = self.owned(error, Owner::Trait(index));
            out.push_str("/// Most of the endpoints fail with this body; the others name theirs.\n");
            out.push_str(&format!("type Result<T, E = Typed<{error}>> = pointapi::Result<T, E>;\n\n"));
        }
        out.push_str(&documented(&of.docs, 0));
        out.push_str(&format!("{}\npub trait {name} {{\n", self.style.attribute()));
        for (position, endpoint) in of.endpoints.iter().enumerate() {
            if position > 0 {
                out.push('\n');
            }
            self.endpoint(endpoint, common, Owner::Trait(index), out);
        }
        out.push_str("}\n");
    }

    /// The `Result` of an endpoint; one with the trait's common error leaves it out.
    fn result(&self, endpoint: &Endpoint, common: Option<&Type>, owner: Owner) -> String {
        let returned = self.returned(&endpoint.returned, owner);
        match (&endpoint.error, common) {
            (Some(error), Some(common)) if error == common => format!("Result<{returned}>"),
            (Some(error), _) => format!("Result<{returned}, Typed<{}>>", self.owned(error, owner)),
            (None, Some(_)) => format!("Result<{returned}, pointapi::Error>"),
            (None, None) => format!("Result<{returned}>"),
        }
    }

    fn endpoint(&self, endpoint: &Endpoint, common: Option<&Type>, owner: Owner, out: &mut String) {
        for found in self.findings.below(endpoint.file, &endpoint.pointer) {
            out.push_str(&comment(&format!("Import: {} ({})", found.reason, found.pointer), 4));
        }
        out.push_str(&documented(&self.endpoint_docs(endpoint), 4));
        if endpoint.is_deprecated {
            out.push_str("    #[deprecated]\n");
        }
        if endpoint.arguments.len() + 1 > MOST_ARGUMENTS {
            out.push_str("    #[allow(clippy::too_many_arguments)]\n");
        }
        out.push_str(&self.attribute(endpoint));
        let arguments: Vec<String> = endpoint.arguments.iter().map(|argument| self.declared(argument, owner)).collect();
        let result = self.result(endpoint, common, owner);
        let name = identifier(&endpoint.name);
        out.push_str(&signature(&name, &arguments, &result));
    }

    /// The operation's docs, and those of its arguments as a list.
    fn endpoint_docs(&self, endpoint: &Endpoint) -> String {
        let mut docs = opening(&endpoint.docs);
        let described: Vec<String> = endpoint
            .arguments
            .iter()
            .filter(|argument| !argument.docs.is_empty())
            .filter(|_| !self.style.is_openapi)
            .map(|argument| {
                let name = argument.name.trim_start_matches("r#");
                format!("- `{name}`: {}", brief(&argument.docs))
            })
            .collect();
        if !described.is_empty() {
            // A blank line does not end a list.
            docs.push_str(if ends_in_item(&docs) { "\n\nArguments:\n\n" } else { "\n\n" });
            docs.push_str(&described.join("\n"));
        }
        docs
    }

    fn declared(&self, argument: &Argument, owner: Owner) -> String {
        let plain = argument.name.trim_start_matches("r#");
        let named = |role: &str, wire: &str| {
            if wire == plain { format!("#[{role}] ") } else { format!("#[{role}({wire:?})] ") }
        };
        let role = match &argument.role {
            Role::Path { wire } if wire == plain => String::new(),
            Role::Path { wire } => format!("#[path({wire:?})] "),
            Role::Query { wire, format: None } => named("query", wire),
            Role::Query { wire, format: Some(format) } if wire == plain => format!("#[query(format = {format})] "),
            Role::Query { wire, format: Some(format) } => format!("#[query({wire:?}, format = {format})] "),
            Role::QueryStruct => "#[query] ".to_owned(),
            Role::Header { wire } => format!("#[header({wire:?})] "),
            Role::Cookie { wire } => named("cookie", wire),
            Role::Body { format } => body(format),
            Role::Part { wire } => named("part", wire),
        };
        let declared = format!("{}: {}", argument.name, self.argument(argument, owner));
        // In a document they describe the parameter.
        let is_described = self.style.is_openapi && argument.role != Role::QueryStruct;
        let docs = if is_described { documented(&brief(&argument.docs), 8) } else { String::new() };
        let docs = docs.replace("        ///", "///");
        // rustfmt gives each of several attributes a line.
        let sensitive = if argument.is_sensitive { "#[sensitive]\n" } else { "" };
        match role.trim_end() {
            role if docs.is_empty() && sensitive.is_empty() => format!("{role} {declared}").trim_start().to_owned(),
            "" => format!("{docs}{sensitive}{declared}"),
            role => format!("{docs}{role}\n{sensitive}{declared}"),
        }
    }
}

/// The error of most endpoints of a trait, if there is one.
fn common_error(of: &Trait) -> Option<&Type> {
    let count = |error: &Type| of.endpoints.iter().filter(|endpoint| endpoint.error.as_ref() == Some(error)).count();
    let common = of.endpoints.iter().filter_map(|endpoint| endpoint.error.as_ref()).max_by_key(|error| count(error))?;
    (count(common) > 1 && count(common) * 2 > of.endpoints.len()).then_some(common)
}

/// The signature as rustfmt breaks it.
fn signature(name: &str, arguments: &[String], result: &str) -> String {
    let joined: String = arguments.iter().map(|argument| format!(", {argument}")).collect();
    let line = format!("    async fn {name}(&self{joined}) -> {result};\n");
    // rustfmt leaves no room for the semicolon of a line that is exactly as long as allowed.
    let is_broken = joined.contains('\n');
    if line.len() <= WIDTH && !is_broken {
        return line;
    }
    if line.len() == WIDTH + 1 && !is_broken {
        return format!("    async fn {name}(&self{joined})\n    -> {result};\n");
    }
    let mut lines = format!("    async fn {name}(\n        &self,\n");
    for argument in arguments {
        let line = format!("        {argument},\n");
        if argument.contains('\n') {
            lines.push_str(&format!("        {},\n", argument.replace('\n', "\n        ")));
        } else if line.len() <= WIDTH + 1 {
            lines.push_str(&line);
        } else {
            lines.push_str(&long_argument(argument));
        }
    }
    let end = format!("    ) -> {result};\n");
    // rustfmt measures this line without its indentation.
    if end.len() <= WIDTH + 4 { lines + &end } else { lines + &format!("    ) -> {};\n", broken(result, 4)) }
}

/// An argument that is too long for its line: the role goes before it, or the type is broken.
fn long_argument(argument: &str) -> String {
    if let Some((role, rest)) = argument.split_once("] ")
        && rest.len() + 9 <= WIDTH
        && !rest.contains('<')
    {
        return format!("        {role}]\n        {rest},\n");
    }
    match argument.rsplit_once(": ") {
        Some((name, ty)) => format!("        {name}: {},\n", broken(ty, 8)),
        None => format!("        {argument},\n"),
    }
}

impl Printer<'_> {
    fn attribute(&self, endpoint: &Endpoint) -> String {
        let mut options: String = endpoint.options.iter().map(|of| format!(", {}", option(of))).collect();
        // Otherwise the name of the method is the operation's in the document.
        let id = endpoint
            .operation_id
            .as_ref()
            .filter(|id| self.style.is_openapi && **id != plain_identifier(&endpoint.name));
        options.extend(id.map(|id| format!(", name = {id:?}")));
        format!("    #[point_endpoint({} {:?}{options})]\n", endpoint.http_method, endpoint.path)
    }
}

fn body(format: &BodyFormat) -> String {
    let format = match format {
        BodyFormat::Json => return "#[body] ".to_owned(),
        BodyFormat::JsonOf(media_type) => format!("json, {media_type:?}"),
        BodyFormat::Form => "form".to_owned(),
        BodyFormat::DeepForm => "form, format = deep".to_owned(),
        BodyFormat::JoinedForm(of_lists) => format!("form, format = {of_lists}"),
        BodyFormat::Xml => "xml".to_owned(),
        BodyFormat::Text => "text".to_owned(),
        BodyFormat::Stream => "stream".to_owned(),
    };
    format!("#[body({format})] ")
}

fn option(option: &EndpointOption) -> String {
    match option {
        EndpointOption::Accept(media_type) => format!("accept = {media_type:?}"),
        EndpointOption::ContentType(media_type) => format!("headers(\"Content-Type\" = {media_type:?})"),
        EndpointOption::Xml => "codec = pointapi::Xml".to_owned(),
        EndpointOption::NoAuth => "auth = none".to_owned(),
        EndpointOption::ClientOnly => "client_only".to_owned(),
    }
}
