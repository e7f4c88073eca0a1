"""The crates that are compiled: the same endpoints in each form."""

from dataclasses import dataclass
from typing import Callable

# So many calls stand in one function; one function of 500 would measure itself.
CALLS_TOGETHER = 10

SERDE = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
RUNTIME = 'tokio = { version = "1", features = ["rt"] }\n'
POINTAPI = 'pointapi = {{ path = "{root}/pointapi", default-features = false, features = ["json", "reqwest"] }}\n'
REQWEST = 'reqwest = {{ version = "0.13", default-features = false, features = ["json", "query"] }}\n'
FEIGNHTTP = (
    'feignhttp = {{ version = "0.6", default-features = false, features = ["json", "reqwest-json"] }}\n'
)


@dataclass
class Variant:
    """One form of the endpoints."""

    title: str
    # Beside serde and the runtime.
    dependencies: str
    source: Callable[[int], str]


def types(index):
    return f"""
#[derive(Default, serde::Serialize)]
pub struct Request{index} {{
    pub name: String,
    pub count: u32,
    pub tags: Vec<String>,
}}

#[derive(serde::Deserialize)]
pub struct Answer{index} {{
    pub id: u64,
    pub name: String,
    pub state: Option<String>,
}}
"""


def many(count, piece):
    return "".join(piece(index) for index in range(count))


def calls(count, client, is_ok):
    """Functions that make every call, and a `main` that the optimiser cannot see through."""
    functions = ""
    for first in range(0, count, CALLS_TOGETHER):
        body = "".join(f"    good += u32::from({is_ok(index)});\n" for index in range(first, first + CALLS_TOGETHER))
        functions += f"async fn calls_{first}(client: &{client}) -> u32 {{\n    let mut good = 0;\n{body}    good\n}}\n"
    awaits = "".join(f"        good += calls_{first}(&client).await;\n" for first in range(0, count, CALLS_TOGETHER))
    return functions, awaits


def main_function(setup, awaits):
    return f"""
fn main() {{
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let good = runtime.block_on(async {{
{setup}
        let mut good = 0;
{awaits}        good
    }});
    println!("{{good}}");
}}
"""


def pointapi(count):
    def endpoint(index):
        return f"""
    #[point_endpoint(POST "/things{index}/{{id}}")]
    async fn call{index}(
        &self,
        id: u64,
        #[query] page: u32,
        #[query] filter: Option<&str>,
        #[body] request: &Request{index},
    ) -> Result<Answer{index}>;
"""

    functions, awaits = calls(
        count, "ThingsClient", lambda i: f"client.call{i}({i}, 1, None, &Request{i}::default()).await.is_ok()"
    )
    setup = """        let client = ThingsClient::new(pointapi::Client::builder().build().unwrap());
        let object: std::sync::Arc<dyn Things> = std::sync::Arc::new(client.clone());
        std::hint::black_box(&object);"""
    declaration = f'#[point_api(prefix = "/v1")]\npub trait Things {{{many(count, endpoint)}}}\n'
    return (
        "use pointapi::{Result, point_api};\n"
        + many(count, types)
        + declaration
        + functions
        + main_function(setup, awaits)
    )


def reqwest_client(count, method):
    functions, awaits = calls(
        count, "Things", lambda i: f"client.call{i}({i}, 1, None, &Request{i}::default()).await.is_ok()"
    )
    setup = """        let client = Things {
            http: reqwest::Client::new(),
            base_url: "https://api.example.com/v1".to_owned(),
            token: "token".to_owned(),
        };"""
    return f"""{many(count, types)}
pub struct Things {{
    http: reqwest::Client,
    base_url: String,
    token: String,
}}

impl Things {{{many(count, method)}}}
{functions}{main_function(setup, awaits)}"""


def signature(index):
    return f"""
    pub async fn call{index}(
        &self,
        id: u64,
        page: u32,
        filter: Option<&str>,
        request: &Request{index},
    ) -> Result<Answer{index}, reqwest::Error>"""


def reqwest_plain(count):
    def method(index):
        return f"""{signature(index)} {{
        let mut builder = self
            .http
            .post(format!("{{}}/things{index}/{{id}}", self.base_url))
            .bearer_auth(&self.token)
            .query(&[("page", page)])
            .json(request);
        if let Some(filter) = filter {{
            builder = builder.query(&[("filter", filter)]);
        }}
        builder.send().await?.error_for_status()?.json().await
    }}
"""

    return reqwest_client(count, method)


def reqwest_helper(count):
    def method(index):
        return f"""{signature(index)} {{
        let builder = self.post(&format!("/things{index}/{{id}}"), page, filter);
        Self::fetch(builder.json(request)).await
    }}
"""

    helpers = """impl Things {
    fn post(&self, path: &str, page: u32, filter: Option<&str>) -> reqwest::RequestBuilder {
        let mut builder = self
            .http
            .post(format!("{}{path}", self.base_url))
            .bearer_auth(&self.token)
            .query(&[("page", page)]);
        if let Some(filter) = filter {
            builder = builder.query(&[("filter", filter)]);
        }
        builder
    }

    async fn fetch<T: serde::de::DeserializeOwned>(builder: reqwest::RequestBuilder) -> Result<T, reqwest::Error> {
        builder.send().await?.error_for_status()?.json().await
    }
}
"""
    return reqwest_client(count, method) + helpers


def feignhttp(count):
    def endpoint(index):
        return f"""
    #[post("/things{index}/{{id}}")]
    async fn call{index}(
        &self,
        #[path] id: u64,
        #[query] page: u32,
        #[query] filter: Option<&str>,
        #[body] order: &Request{index},
    ) -> feignhttp::Result<Answer{index}>;
"""

    functions, awaits = calls(
        count, "Things", lambda i: f"client.call{i}({i}, 1, None, &Request{i}::default()).await.is_ok()"
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


def types_alone(count):
    def call(index):
        return (
            f"serde_json::to_vec(&Request{index}::default()).is_ok_and("
            f"|bytes| serde_json::from_slice::<Answer{index}>(&bytes).is_ok())"
        )

    functions, awaits = calls(count, "()", call)
    functions = functions.replace("(client: ", "(_: ")
    return many(count, types) + functions + main_function("        let client = ();", awaits)


VARIANTS = {
    "pointapi": Variant("`#[point_api]`: trait, `dyn` and client", POINTAPI, pointapi),
    "reqwest_plain": Variant("reqwest by hand, plain", REQWEST, reqwest_plain),
    "reqwest_helper": Variant("reqwest by hand, with a shared helper", REQWEST, reqwest_helper),
    "feignhttp": Variant("feignhttp 0.6", FEIGNHTTP, feignhttp),
    "types": Variant("the types and serde alone", "", types_alone),
}


def manifest(name, variant, root):
    dependencies = SERDE + RUNTIME + VARIANTS[variant].dependencies.format(root=root)
    return f'[package]\nname = "{name}"\nedition = "2024"\nversion = "0.0.0"\n\n[dependencies]\n{dependencies}'
