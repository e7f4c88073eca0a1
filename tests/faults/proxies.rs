//! Proxies. Environment variables belong to a process, so each call runs in a child process: this binary, started
//! again.

use std::process::Command;

use pointapi::{Client, ConnectStage, Error, ErrorKind, ProxyMode};

use crate::api::{Class, shop, without_pause};
use crate::server::{Server, json, respond};

/// The URL that the child process calls. The address is this machine's, but not a loopback address.
const TARGET: &str = "POINTAPI_TEST_TARGET";
const MODE: &str = "POINTAPI_TEST_PROXY_MODE";
const ELSEWHERE: &str = "https://0.0.0.0";

/// The environment variables that name a proxy.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
const PASSWORD: &str = "pr0xy-pass";

/// The entry point of the child process. Does nothing in an ordinary test run.
#[tokio::test]
async fn child() {
    let Ok(target) = std::env::var(TARGET) else { return };
    let mode = match std::env::var(MODE).unwrap() {
        mode if mode == "env" => ProxyMode::Env,
        mode if mode == "none" => ProxyMode::None,
        url => ProxyMode::Explicit(url),
    };
    let client = Client::builder().base_url(target).allow_insecure_loopback().retry(without_pause()).proxy(mode);
    println!("{client:?}");
    match shop(crate::transport::chosen(client)).call(Class::Once).await {
        Ok(receipt) => println!("\n> {receipt:?}"),
        Err(error) => println!("\n> {:?} {}", error.kind(), whole(&error)),
    }
}

fn whole(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    text.replace('\n', " ")
}

/// Calls in a child process with these variables, and returns its output.
async fn call(target: &str, mode: &str, variables: &[(&str, &str)]) -> String {
    let module = module_path!().split_once("::").map_or("", |(_, module)| module);
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", &format!("{module}::child"), "--nocapture"]).env(TARGET, target).env(MODE, mode);
    for name in VARIABLES {
        process.env_remove(name).env_remove(name.to_lowercase());
    }
    process.envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || process.output()).await.unwrap().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// A proxy that rejects every request.
async fn proxy() -> Server {
    Server::start([respond(407, &[("Proxy-Authenticate", "Basic")], b"")]).await
}

fn with_password(proxy: &Server) -> String {
    proxy.base_url().replace("http://", &format!("http://greta:{PASSWORD}@"))
}

fn is_rejected_by_the_proxy(output: &str) -> bool {
    output.contains(&format!("> {:?} ", ErrorKind::Connect(ConnectStage::Proxy)))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environments_proxy_is_used_and_its_password_never_shown() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let proxy = proxy().await;
        let output = call(ELSEWHERE, "env", &[(variable, &with_password(&proxy))]).await;
        assert!(is_rejected_by_the_proxy(&output), "{variable}: {output}");
        let request = &proxy.requests()[0];
        assert_eq!(request.line(), "CONNECT 0.0.0.0:443");
        assert_eq!(request.header("proxy-authorization"), Some("Basic Z3JldGE6cHIweHktcGFzcw=="));
        for secret in [PASSWORD, "greta", "Z3JldGE6"] {
            assert!(!output.contains(secret), "{variable}: {output}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_explicit_proxy_overrides_the_environment_and_hides_its_password() {
    let (given, environments) = (proxy().await, proxy().await);
    let output = call(ELSEWHERE, &with_password(&given), &[("HTTPS_PROXY", &environments.base_url())]).await;
    assert!(is_rejected_by_the_proxy(&output), "{output}");
    assert_eq!((given.count(), environments.accepted()), (1, 0));
    assert!(!output.contains(PASSWORD) && !output.contains("greta"), "{output}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_mode_and_the_no_proxy_variable_bypass_the_proxy() {
    let proxy = proxy().await;
    let target = format!("https://0.0.0.0:{}", Server::closed_port().port());
    let url = proxy.base_url();
    for (mode, exception) in [("none", "elsewhere.example"), ("env", "0.0.0.0")] {
        let output = call(&target, mode, &[("HTTPS_PROXY", &url), ("NO_PROXY", exception)]).await;
        let expected = format!("> {:?} ", ErrorKind::Connect(ConnectStage::Tcp));
        assert!(output.contains(&expected), "{mode}: {output}");
    }
    assert_eq!(proxy.accepted(), 0);
    assert!(is_rejected_by_the_proxy(&call(&target, "env", &[("HTTPS_PROXY", &url)]).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loopback_server_bypasses_the_environments_proxy() {
    let (server, proxy) = (Server::start([json(200, r#"{"count": 1}"#)]).await, proxy().await);
    let url = proxy.base_url();
    let variables = [("HTTPS_PROXY", url.as_str()), ("HTTP_PROXY", &url), ("http_proxy", &url), ("ALL_PROXY", &url)];
    for mode in ["env", &url] {
        let output = call(&server.base_url(), mode, &variables).await;
        assert!(output.contains("> Receipt { count: 1 }"), "{mode}: {output}");
    }
    assert_eq!((server.count(), proxy.accepted()), (2, 0));
}

#[tokio::test]
async fn plain_requests_go_to_the_proxy_in_absolute_form() {
    for (base_url, host) in
        [("http://prices.example", "prices.example"), ("http://prices.example:8080", "prices.example:8080")]
    {
        let proxy = Server::start([json(200, r#"{"count": 1}"#)]).await;
        let client = Client::builder().base_url(base_url).allow_insecure_http().retry(without_pause());
        let shop = shop(crate::transport::chosen(client.proxy(ProxyMode::Explicit(with_password(&proxy)))));
        for class in [Class::Safe, Class::Once] {
            shop.call(class).await.unwrap();
        }
        let requests = proxy.requests();
        assert_eq!(
            [0, 1].map(|i| requests[i].line()),
            ["GET", "POST"].map(|method| format!("{method} {base_url}/orders"))
        );
        for request in &requests {
            assert_eq!(request.header("host"), Some(host));
            assert_eq!(request.header("proxy-authorization"), Some("Basic Z3JldGE6cHIweHktcGFzcw=="));
            assert_eq!(request.header_count("proxy-authorization"), 1);
        }
        assert_eq!(proxy.accepted(), 1, "the connection to the proxy is kept");
    }
}

#[test]
fn an_invalid_proxy_url_is_a_build_error_that_hides_it() {
    let urls = [
        "zzz",
        "",
        "proxy.example:3128",
        "//proxy.example",
        "http://",
        "http://proxy.example:x",
        "ftp://proxy.example",
    ];
    for url in urls.map(str::to_owned).into_iter().chain([format!("http//greta:{PASSWORD}@proxy.example")]) {
        let client = crate::transport::chosen(Client::builder()).proxy(ProxyMode::Explicit(url.clone()));
        let error = client.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        assert!(error.to_string().contains("`http://proxy.example.com:3128`"), "{error}");
        assert!(!whole(&error).contains(PASSWORD) && !whole(&error).contains("greta"), "{error:?}");
    }
}

#[test]
fn a_proxy_url_with_a_password_is_accepted_and_hidden() {
    let mode = ProxyMode::Explicit(format!("http://greta:{PASSWORD}@proxy.example:3128"));
    let builder = crate::transport::chosen(Client::builder()).proxy(mode.clone());
    let shown = format!("{mode:?} {builder:?}");
    let shown = format!("{shown} {:?}", builder.build().unwrap());
    assert!(!shown.contains(PASSWORD) && !shown.contains("greta"), "{shown}");
}
