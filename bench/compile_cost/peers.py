"""The same endpoints with other crates: macros on a trait, and code generated from an OpenAPI document."""

import json

from sources import calls, main_function, many, types

FEIGNHTTP = 'feignhttp = {{ version = "0.6", default-features = false, features = ["json", "reqwest-json"] }}\n'
CONJURE = """conjure-error = "5"
conjure-http = {{ version = "5", features = ["macros"] }}
conjure-object = "5"
conjure-runtime = "7"
"""
PROGENITOR = """bytes = "1"
futures-core = "0.3"
progenitor-client = "0.15"
reqwest = {{ version = "0.13", default-features = false, features = ["json", "query", "stream"] }}
serde_urlencoded = "0.7"
"""


def feignhttp(count):
    def endpoint(index):
        return f"""
    #[post("/things{index}/{{id}}")]
    async fn call{index}(
        &self,
        #[path] id: &str,
        #[query] page: u32,
        #[query] filter: Option<&str>,
        #[body] order: &Request{index},
    ) -> feignhttp::Result<Response{index}>;
"""

    functions, awaits = calls(
        count, "Things", lambda i: f'client.call{i}("a b", 1, None, &Request{i}::default()).await.is_ok()'
    )
    declaration = f'#[feign(url = "https://api.example.com/v1")]\npub trait Things {{{many(count, endpoint)}}}\n'
    setup = "        let client = Things::builder().build().unwrap();"
    return (
        "use feignhttp::{FeignClientBuilder as _, feign};\n"
        + many(count, types)
        + declaration
        + functions
        + main_function(setup, awaits)
    )


def conjure(count):
    def endpoint(index):
        return f"""
    #[endpoint(method = POST, path = "/things{index}/{{id}}", accept = StdResponseDeserializer)]
    async fn call{index}(
        &self,
        #[auth] token: &BearerToken,
        #[path] id: &str,
        #[query(name = "page")] page: u32,
        #[query(name = "filter", encoder = DisplaySeqEncoder)] filter: Option<&str>,
        #[body] request: &Request{index},
    ) -> Result<Response{index}, conjure_error::Error>;
"""

    functions, awaits = calls(
        count,
        "Client",
        lambda i: f'client.things.call{i}(&client.token, "a b", 1, None, &Request{i}::default()).await.is_ok()',
    )
    setup = """        let runtime = conjure_runtime::Client::builder()
            .service("things")
            .user_agent(UserAgent::new(Agent::new("things", "1.0")))
            .uri("https://api.example.com/v1".parse().unwrap())
            .build()
            .unwrap();
        let client = Client {
            things: ThingsClient::new(runtime, &Arc::new(ConjureRuntime::new())),
            token: BearerToken::new("token").unwrap(),
        };"""
    return f"""use std::sync::Arc;

use conjure_http::client::{{AsyncService as _, ConjureRuntime, DisplaySeqEncoder, StdResponseDeserializer}};
use conjure_http::{{conjure_client, endpoint}};
use conjure_object::BearerToken;
use conjure_runtime::{{Agent, UserAgent}};
{many(count, types)}
#[conjure_client]
pub trait Things {{{many(count, endpoint)}}}

pub struct Client {{
    things: ThingsClient<conjure_runtime::Client>,
    token: BearerToken,
}}
{functions}{main_function(setup, awaits)}"""


def progenitor(count):
    """progenitor also generates the types, with the same members as the hand-written ones."""
    functions, awaits = calls(
        count, "things::Client", lambda i: f'client.call{i}("a b", None, 1, &request{i}()).await.is_ok()'
    )
    setup = '        let client = things::Client::new("https://api.example.com/v1");'
    requests = many(
        count,
        lambda i: f"fn request{i}() -> things::types::Request{i} {{\n"
        f"    things::types::Request{i} {{ name: String::new(), count: 0, tags: Vec::new() }}\n}}\n",
    )
    return "#[allow(dead_code)]\nmod things;\n\n" + requests + functions + main_function(setup, awaits)


def openapi_document(count):
    """Returns the OpenAPI document from which progenitor generates its code."""
    text = {"type": "string"}
    paths, schemas = {}, {}
    for index in range(count):
        path, request, response = f"/things{index}/{{id}}", f"Request{index}", f"Response{index}"
        body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{request}"}}}
        good = {"application/json": {"schema": {"$ref": f"#/components/schemas/{response}"}}}
        paths[path] = {
            "post": {
                "operationId": f"call{index}",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": text},
                    {"name": "page", "in": "query", "required": True, "schema": number("uint32")},
                    {"name": "filter", "in": "query", "schema": text},
                ],
                "requestBody": {"required": True, "content": body},
                "responses": {"200": {"description": "The response.", "content": good}},
            }
        }
        schemas[request] = struct(name=text, count=number("uint32"), tags={"type": "array", "items": text})
        schemas[response] = struct(id=number("uint64"), name=text, state=None)
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return json.dumps(document)


def number(form):
    return {"type": "integer", "format": form, "minimum": 0}


def struct(**members):
    """Returns an object schema. Members without a schema are optional strings; the others are required."""
    required = [name for name, schema in members.items() if schema]
    properties = {name: schema or {"type": "string"} for name, schema in members.items()}
    return {"type": "object", "required": required, "properties": properties}


# A separate program, so that the cost of generating the code is not measured.
GENERATOR_MANIFEST = """[package]
name = "progenitor_generator"
edition = "2024"
version = "0.0.0"

[dependencies]
openapiv3 = "2"
prettyplease = "0.2"
progenitor = "0.15"
serde_json = "1"
syn = "2"
"""
GENERATOR = """fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document: openapiv3::OpenAPI = serde_json::from_reader(std::io::stdin())?;
    let code = progenitor::Generator::default().generate_tokens(&document)?;
    print!("{}", prettyplease::unparse(&syn::parse2(code)?));
    Ok(())
}
"""
