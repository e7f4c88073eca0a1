//! Imports the document of this package.

fn main() -> Result<(), pointapi_import::Error> {
    pointapi_import::Import::new("openapi.yaml").include_in_build("api.rs")
}
