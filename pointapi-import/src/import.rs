//! The steps of an import.

use std::collections::HashSet;

use crate::cursor::Cursor;
use crate::documents::Documents;
use crate::endpoint::{self, Choices};
use crate::error::Error;
use crate::findings::Findings;
use crate::formats::Formats;
use crate::lower::Lowering;
use crate::model::Model;
use crate::names;
use crate::node::Node;
use crate::print::{Layout, Printer, Style, print};
use crate::{choice, lenient, outcome, recursion, routes, secrets, share, simplify, usage};

/// The printed files by module, the number of endpoints and of types, and everything that was not mapped.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) modules: Vec<(String, String)>,
    pub(crate) endpoints: usize,
    pub(crate) types: usize,
    pub(crate) findings: Findings,
}

/// read → lower → simplify → share → decide → print
pub(crate) fn run(
    documents: &Documents,
    choices: &Choices,
    formats: &Formats,
    style: &Style,
    layout: Layout,
) -> Result<Output, Error> {
    let root = checked_root(documents)?;
    let mut model = Model { security: endpoint::schemes(&root), ..described(&root) };
    let mut lowering = Lowering::new(&root, formats.clone());
    endpoint::build(&root, &mut lowering, choices, &mut model)?;
    lowering.finish();
    model.types = std::mem::take(&mut lowering.types);
    for alias in simplify::simplify(&mut model) {
        lowering.report_deep_alias(alias);
    }
    endpoint::decide_arguments(&mut model, &mut lowering.findings);
    if style.is_server {
        routes::leave_to_clients(&mut model, &mut lowering.findings);
    }
    secrets::conceal(&mut model, formats);
    choice::sort_variants(&mut model);
    let places = share::share(&mut model, !style.is_openapi);
    outcome::decide(&mut model);
    if style.is_lenient {
        lenient::allow_null_responses(&mut model);
    }
    choice::sort_variants(&mut model);
    let usages = usage::usage(&model);
    recursion::box_recursion(&mut model);
    let names = names::assign(&model, &usages, &places, &style.root, &style.stem);
    let mut printer = Printer {
        model: &model,
        usages: &usages,
        names: &names,
        findings: &lowering.findings,
        style: style.clone(),
        defaults: HashSet::new(),
    };
    printer.find_defaults();
    let modules = print(&printer, layout);
    Ok(Output {
        modules,
        endpoints: model.traits.iter().map(|of| of.endpoints.len()).sum(),
        types: usages.iter().filter(|usage| usage.owner != crate::model::Owner::Unused).count(),
        findings: lowering.findings,
    })
}

fn described(root: &Cursor<'_>) -> Model {
    let info = |name: &str| {
        let text = root.node.get("info").and_then(|info| info.get(name)).and_then(|node| node.as_str());
        text.unwrap_or_default().trim().to_owned()
    };
    Model { title: info("title"), version: info("version"), ..Model::default() }
}

/// The root, if it is a document of OpenAPI 3.
fn checked_root(documents: &Documents) -> Result<Cursor<'_>, Error> {
    let file = documents.files.first().map_or("", |file| file.name.as_str());
    let root = Cursor::root(documents).ok_or_else(|| Error::document(file, None, "there is no document"))?;
    let position = documents.files.first().and_then(|file| file.positions(&["#"]).into_iter().next().flatten());
    let fail = |reason: &str| Err(Error::document(file, position, reason));
    if root.has("swagger") {
        return fail(
            "this is Swagger 2.0, and OpenAPI 3.0 or 3.1 is needed; convert it, for example with \
             `npx swagger2openapi swagger.json -o openapi.json`",
        );
    }
    match root.node.get("openapi").map(Node::value) {
        Some(version) if version.as_str().is_some_and(|version| version.starts_with("3.")) => Ok(root),
        Some(Node::Float(version)) if (3.0..4.0).contains(version) => Ok(root),
        Some(_) => fail("the member `openapi` is not a version that begins with `3.`"),
        None => fail("this is not an OpenAPI document: the member `openapi` is missing"),
    }
}
