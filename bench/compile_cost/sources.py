"""The crates that are compiled: the same endpoints in each variant.

An endpoint is typical of a JSON API: POST with a path value, a required and an optional query value, a bearer token, a
JSON body and a JSON response. Body and response each have their own type with three members (a string, a number, a list
or an `Option`).

"reqwest by hand, plain" is what a careful programmer writes with reqwest's own API: the path value is encoded as one
segment, the status is checked, and the body of a rejected or undecodable response is kept. It has no retry, deadline,
limit or trait; only the error type is shared between endpoints. "With a shared helper" is the same code, with everything
that depends on neither the endpoint nor its types written once.
"""

# Calls in one function. A single function with 500 calls would dominate the measurement.
CALLS_TOGETHER = 10

SERDE = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
RUNTIME = 'tokio = { version = "1", features = ["rt"] }\n'
POINTAPI = 'pointapi = {{ path = "{root}/pointapi", default-features = false, features = ["json", "reqwest"] }}\n'
REQWEST = 'reqwest = {{ version = "0.13", default-features = false, features = ["json", "query"] }}\n'


def types(index):
    return f"""
#[derive(Default, serde::Serialize)]
pub struct Request{index} {{
    pub name: String,
    pub count: u32,
    pub tags: Vec<String>,
}}

#[derive(serde::Deserialize)]
pub struct Response{index} {{
    pub id: u64,
    pub name: String,
    pub state: Option<String>,
}}
"""


def many(count, piece):
    return "".join(piece(index) for index in range(count))


def calls(count, client, is_ok):
    """Returns functions that make every call, and the code that awaits them in `main`."""
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
        id: &str,
        #[query] page: u32,
        #[query] filter: Option<&str>,
        #[body] request: &Request{index},
    ) -> Result<Response{index}>;
"""

    functions, awaits = calls(
        count, "ThingsClient", lambda i: f'client.call{i}("a b", 1, None, &Request{i}::default()).await.is_ok()'
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


ERROR = """
#[derive(Debug)]
pub enum Error {
    BaseUrl,
    Transport(reqwest::Error),
    Status { status: reqwest::StatusCode, body: Vec<u8> },
    Decode { source: serde_json::Error, body: Vec<u8> },
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}
"""


def reqwest_client(count, method):
    functions, awaits = calls(
        count, "Things", lambda i: f'client.call{i}("a b", 1, None, &Request{i}::default()).await.is_ok()'
    )
    setup = """        let client = Things {
            http: reqwest::Client::new(),
            base_url: reqwest::Url::parse("https://api.example.com/v1").unwrap(),
            token: "token".to_owned(),
        };"""
    return f"""{many(count, types)}{ERROR}
pub struct Things {{
    http: reqwest::Client,
    base_url: reqwest::Url,
    token: String,
}}

impl Things {{{many(count, method)}}}
{functions}{main_function(setup, awaits)}"""


def signature(index):
    return f"""
    pub async fn call{index}(
        &self,
        id: &str,
        page: u32,
        filter: Option<&str>,
        request: &Request{index},
    ) -> Result<Response{index}, Error>"""


def reqwest_plain(count):
    def method(index):
        return f"""{signature(index)} {{
        let mut url = self.base_url.clone();
        url.path_segments_mut().map_err(|()| Error::BaseUrl)?.extend(["things{index}", id]);
        let mut builder = self.http.post(url).bearer_auth(&self.token).query(&[("page", page)]).json(request);
        if let Some(filter) = filter {{
            builder = builder.query(&[("filter", filter)]);
        }}
        let response = builder.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {{
            return Err(Error::Status {{ status, body: body.to_vec() }});
        }}
        serde_json::from_slice(&body).map_err(|source| Error::Decode {{ source, body: body.to_vec() }})
    }}
"""

    return reqwest_client(count, method)


def reqwest_helper(count):
    def method(index):
        return f"""{signature(index)} {{
        let builder = self.post("things{index}", id, page, filter)?;
        Self::fetch(builder.json(request)).await
    }}
"""

    helpers = """impl Things {
    fn post(
        &self,
        resource: &str,
        id: &str,
        page: u32,
        filter: Option<&str>,
    ) -> Result<reqwest::RequestBuilder, Error> {
        let mut url = self.base_url.clone();
        url.path_segments_mut().map_err(|()| Error::BaseUrl)?.extend([resource, id]);
        let mut builder = self.http.post(url).bearer_auth(&self.token).query(&[("page", page)]);
        if let Some(filter) = filter {
            builder = builder.query(&[("filter", filter)]);
        }
        Ok(builder)
    }

    async fn fetch<T: serde::de::DeserializeOwned>(builder: reqwest::RequestBuilder) -> Result<T, Error> {
        let response = builder.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if !status.is_success() {
            return Err(Error::Status { status, body: body.to_vec() });
        }
        serde_json::from_slice(&body).map_err(|source| Error::Decode { source, body: body.to_vec() })
    }
}
"""
    return reqwest_client(count, method) + helpers


def types_alone(count):
    def call(index):
        return (
            f"serde_json::to_vec(&Request{index}::default()).is_ok_and("
            f"|bytes| serde_json::from_slice::<Response{index}>(&bytes).is_ok())"
        )

    functions, awaits = calls(count, "()", call)
    functions = functions.replace("(client: ", "(_: ")
    return many(count, types) + functions + main_function("        let client = ();", awaits)
