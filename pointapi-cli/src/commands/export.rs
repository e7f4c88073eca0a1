//! `pointapi export`: the OpenAPI document of Point Services.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use pointapi::Client;
use pointapi::openapi::{self, Info};
use pointapi::platform::PointServices;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::Format;
use crate::session::DEFAULT_BASE_URL;

/// Write the OpenAPI document of Point Services, as this program calls it.
///
/// The document is OpenAPI 3.1, for mocks, documentation and clients in other languages. It is YAML, or JSON with
/// `--output json` or a file name that ends in `.json`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi export > point.yaml
  pointapi export --output json | jq '.paths | keys'
  pointapi export --out point.json
  pointapi export --server http://127.0.0.1:4010 --out sandbox.yaml

Exit codes: 0 written, 2 the file cannot be written, the URL is not a base URL, or the format is not one of a document.")]
pub(crate) struct Arguments {
    /// Write to this file instead of stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The base URL in the document.
    #[arg(long, value_name = "URL", default_value = DEFAULT_BASE_URL)]
    server: String,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let is_json = match context.output.chosen() {
        Some(Format::Json) => true,
        Some(_) => {
            return Err(Failure::usage("a document has no rows").advise("use `--output json`, or nothing for YAML"));
        }
        None => arguments.out.as_deref().is_some_and(is_json_file),
    };
    let client = Client::builder().base_url(&arguments.server).allow_insecure_http().hyper().build();
    client.map_err(|error| Failure::usage(format!("`--server`: {}", Failure::from(error).message)))?;
    let info = Info::new("Point Services", env!("CARGO_PKG_VERSION")).server(&arguments.server);
    let document = openapi::document::<dyn PointServices>(info);
    let text = if is_json { openapi::to_json(&document) } else { openapi::to_yaml(&document) }?;
    match &arguments.out {
        Some(file) => fs::write(file, text).map_err(|error| Failure::file(file, error)),
        None => context.output.line(text.trim_end()),
    }
}

fn is_json_file(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
