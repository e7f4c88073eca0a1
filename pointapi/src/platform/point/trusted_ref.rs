//! The address of an order: it comes from a server and decides where a token goes, so nothing of it is used but the id.

use http::Uri;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};

/// What the address of every order begins with, behind the base URL.
const SAMI: &str = "/riskinsight-services-ws/resources/v1/sami/";

/// The longest id.
const LONGEST: usize = 64;

/// Which hosts an address may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hosts {
    /// The client's own.
    Own,
    /// Any, since the call goes to the client's own all the same.
    Any,
}

/// The id that an order's address ends in.
///
/// # Errors
///
/// [`ErrorKind::ForeignOrigin`] if it is no address of an order on one of the `hosts`.
pub(super) fn order_id<'a>(client: &Client, reference: &'a str, hosts: Hosts) -> Result<&'a str> {
    let foreign = || Error::new(ErrorKind::ForeignOrigin, "the order's address is not one of this client's origin");
    let is_plain = reference.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'@' | b'#' | b'?'));
    let uri: Uri = reference.parse().map_err(|_| foreign())?;
    let own = client.uri("/".to_owned())?;
    if !is_plain || !(is_same_origin(&uri, &own) || hosts == Hosts::Any) {
        return Err(foreign());
    }
    let template = format!("{}{SAMI}", client.base_path());
    let id = reference.rsplit('/').next().unwrap_or_default();
    let leads_to_it = match hosts {
        Hosts::Own => uri.path().strip_prefix(&template) == Some(id),
        Hosts::Any => uri.path().strip_suffix(id).is_some_and(|path| path.ends_with(SAMI)),
    };
    if leads_to_it && is_id(id) { Ok(id) } else { Err(foreign()) }
}

fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| uri.port_u16().or(if uri.scheme_str() == Some("http") { Some(80) } else { Some(443) });
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::OrdersClient;

    const ORDERS: &str = "https://api.pointservices.com/riskinsight-services-ws/resources/v1/sami";

    fn client(base_url: &str) -> Client {
        Client::builder().base_url(base_url).build().unwrap()
    }

    fn id(reference: &str) -> Option<String> {
        let client = client("https://api.pointservices.com");
        order_id(&client, reference, Hosts::Own).ok().map(ToOwned::to_owned)
    }

    #[test]
    fn the_path_is_that_of_the_endpoint() {
        let report = OrdersClient::ENDPOINTS.iter().find(|endpoint| endpoint.name() == "report").unwrap();
        assert_eq!(report.path_template(), format!("{SAMI}{{transaction_id}}"));
    }

    #[test]
    fn an_address_of_our_own_gives_its_id() {
        assert_eq!(id(&format!("{ORDERS}/0000000000000777202")).unwrap(), "0000000000000777202");
        let with_port = ORDERS.replace(".com", ".com:443").replace("api", "API");
        assert_eq!(id(&format!("{with_port}/7")).unwrap(), "7");
    }

    #[test]
    fn an_address_that_leads_elsewhere_is_refused() {
        let path = "/riskinsight-services-ws/resources/v1/sami";
        for reference in [
            "",
            "/riskinsight-services-ws/resources/v1/sami/7",
            &format!("//evil.example{path}/7"),
            &format!("https://evil.example{path}/7"),
            &format!("http://api.pointservices.com{path}/7"),
            &format!("https://api.pointservices.com.{path}/7"),
            &format!("https://api.pointservices.com:444{path}/7"),
            &format!("http://api.pointservices.com:443{path}/7"),
            &format!("https://api.pointservices.com@evil.example{path}/7"),
            &format!("https://user@api.pointservices.com{path}/7"),
            &format!("https:\\\\evil.example{path}/7"),
            &format!("{ORDERS}/"),
            &format!("{ORDERS}/.."),
            &format!("{ORDERS}/../../7"),
            &format!("{ORDERS}/%2e%2e"),
            &format!("{ORDERS}/7?x=1"),
            &format!("{ORDERS}/7#x"),
            &format!("{ORDERS}/7/8"),
            &format!("{ORDERS}/7\t"),
            &format!("{ORDERS}/{}", "7".repeat(65)),
            "https://api.pointservices.com/user-management-services-ws/oauth2/002/7",
        ] {
            assert_eq!(id(reference), None, "{reference}");
        }
    }

    #[test]
    fn a_base_path_comes_before_it() {
        let client = client("https://gate.example/point");
        let reference = format!("https://gate.example/point{SAMI}7");
        assert_eq!(order_id(&client, &reference, Hosts::Own).unwrap(), "7");
        assert!(order_id(&client, &format!("https://gate.example{SAMI}7"), Hosts::Own).is_err());
    }

    #[test]
    fn any_host_gives_an_id_where_it_is_allowed_but_never_another_path() {
        let client = client("https://gate.example/point");
        assert_eq!(order_id(&client, &format!("{ORDERS}/7"), Hosts::Any).unwrap(), "7");
        assert!(order_id(&client, "https://api.pointservices.com/other/7", Hosts::Any).is_err());
        assert!(order_id(&client, &format!("{ORDERS}/../7"), Hosts::Any).is_err());
    }
}
