//! Addresses from the account representative, which replace the declared ones.

use std::fmt;

use crate::client::Client;
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::param::PathParam;
use crate::param::path::push_segment;
use crate::platform::{InvalidField, OrderGuid, Product};

/// The placeholder of the model; an address for one model does not have it.
const MODEL: &str = "{model}";

/// The placeholder of the order's id in a refresh.
const ORDER_GUID: &str = "{order_guid}";

/// Addresses as set in the builder; `Debug` does not show them.
#[derive(Clone, Default)]
pub(super) struct GivenAddresses {
    pub(super) of_products: Vec<(Product, String)>,
    pub(super) of_adv_refresh: Option<String>,
}

/// Validated addresses at the client's origin.
#[derive(Default)]
pub(super) struct Addresses {
    of_products: Vec<(Product, Address)>,
    of_adv_refresh: Option<Address>,
}

/// An address, split at its placeholder.
struct Address {
    before: String,
    after: Option<String>,
}

impl GivenAddresses {
    /// Validates the addresses.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] for the first invalid one.
    pub(super) fn checked(self, client: &Client) -> Result<Addresses> {
        let of_product = |(product, text): (Product, String)| {
            if !Product::ALL.contains(&product) {
                return Err(Error::config("`order_address` names an unknown product: use one of `Product::ALL`"));
            }
            let invalid = |why| Error::config(format!("`order_address` of {product} {why}"));
            let address = Address::parse(&text, MODEL, client).map_err(invalid)?;
            Ok((product, address))
        };
        let of_refresh = |text: String| {
            let invalid = |why| Error::config(format!("`adv_refresh_address` {why}"));
            let address = Address::parse(&text, ORDER_GUID, client).map_err(invalid)?;
            let without_id = || invalid(format!("must contain `{ORDER_GUID}` for the id of the order"));
            if address.after.is_none() { Err(without_id()) } else { Ok(address) }
        };
        Ok(Addresses {
            of_products: self.of_products.into_iter().map(of_product).collect::<Result<_>>()?,
            of_adv_refresh: self.of_adv_refresh.map(of_refresh).transpose()?,
        })
    }
}

impl Addresses {
    /// Returns the address of a product, if set; the last one counts.
    pub(super) fn of_product(&self, product: &Product, model: &str) -> Result<Option<String>> {
        let given = self.of_products.iter().rev().find(|(of, _)| of == product);
        if given.is_none_or(|(_, address)| address.after.is_some()) && model.trim().is_empty() {
            return Err(InvalidField::blank("model").into());
        }
        given.map(|(_, address)| address.with("model", model)).transpose()
    }

    /// Returns the address of an ADV refresh, if set.
    pub(super) fn of_adv_refresh(&self, order_guid: &OrderGuid) -> Result<Option<String>> {
        if order_guid.as_str().trim().is_empty() {
            return Err(InvalidField::blank("OrderGuid").into());
        }
        self.of_adv_refresh.as_ref().map(|address| address.with("order_guid", order_guid)).transpose()
    }
}

/// Returns the address at which the platform's samples order a product.
pub(super) fn usual_address(client: &Client, product: &Product, model: &str) -> Result<String> {
    let path = format!("/riskinsight-services-ws/resources/v1/sami/{product}/{MODEL}");
    Address::parse(&path, MODEL, client).map_err(Error::config)?.with("model", model)
}

impl Address {
    /// Parses an absolute URL at the client's origin, or a path below its base URL.
    fn parse(text: &str, placeholder: &str, client: &Client) -> Result<Self, String> {
        let text = if text.starts_with('/') { client.absolute(text) } else { text.to_owned() };
        let (before, after) = match text.split_once(placeholder) {
            Some((before, after)) => (before.to_owned(), Some(after.to_owned())),
            None => (text, None),
        };
        let sample = format!("{before}x{}", after.as_deref().unwrap_or_default());
        if sample.contains(['{', '}']) {
            return Err(format!("may contain `{placeholder}` once, and no other placeholder"));
        }
        let other = "use an absolute URL at the client's origin, or a path that begins with `/`";
        client.check_own(&sample).map_err(|why| format!("{why}: {other}"))?;
        Ok(Self { before, after })
    }

    fn with(&self, name: &str, value: &(impl PathParam + ?Sized)) -> Result<String> {
        let mut address = self.before.clone();
        if let Some(after) = &self.after {
            let invalid = |fault| format!("the value of `{name}` in the address {fault}");
            push_segment(&mut address, &value)
                .map_err(|fault| Error::new(ErrorKind::Request(RequestPart::Path), invalid(fault)))?;
            address.push_str(after);
        }
        Ok(address)
    }
}

impl fmt::Debug for GivenAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.of_products.iter().map(|(product, _)| product)).finish()
    }
}

impl fmt::Debug for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.of_products.iter().map(|(product, _)| product)).finish()
    }
}

// A client needs a transport.
#[cfg(all(test, any(feature = "reqwest", feature = "hyper")))]
mod tests {
    use super::*;
    use crate::platform::Point;

    fn config_error(address: &str) -> String {
        let error = Point::builder().order_address(Product::ADV, address).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        error.to_string()
    }

    fn refresh_error(address: &str) -> String {
        Point::builder().adv_refresh_address(address).build().unwrap_err().to_string()
    }

    fn addresses(base_url: &str, address: &str) -> Addresses {
        let client = Client::builder().base_url(base_url).build().unwrap();
        let of_products = vec![(Product::ADV, "/earlier".into()), (Product::ADV, address.into())];
        GivenAddresses { of_products, of_adv_refresh: None }.checked(&client).unwrap()
    }

    #[test]
    fn an_address_is_a_url_of_our_origin_or_a_path() {
        for (address, whole) in [
            ("https://GATE.example:443/v2/adv/{model}", "https://GATE.example:443/v2/adv/ADV-120"),
            ("/v2/adv/{model}?region=us", "https://gate.example/point/v2/adv/ADV-120?region=us"),
            ("/v2/adv-120", "https://gate.example/point/v2/adv-120"),
        ] {
            let addresses = addresses("https://gate.example/point", address);
            assert_eq!(addresses.of_product(&Product::ADV, "ADV-120").unwrap().unwrap(), whole);
            assert_eq!(addresses.of_product(&Product::SSA_89, "PDF-001").unwrap(), None);
        }
    }

    #[test]
    fn a_value_stays_in_its_segment_and_a_blank_model_is_rejected() {
        let with_model = addresses("https://gate.example", "/adv/{model}/orders");
        let address = with_model.of_product(&Product::ADV, "../x?y#z").unwrap().unwrap();
        assert_eq!(address, "https://gate.example/adv/..%2Fx%3Fy%23z/orders");
        assert!(with_model.of_product(&Product::ADV, "..").unwrap_err().to_string().contains("`model`"));
        assert_eq!(
            with_model.of_product(&Product::ADV, " ").unwrap_err().to_string(),
            "`model` must be a string that is not blank"
        );
        assert!(with_model.of_product(&Product::SSA_89, "").is_err());
        assert!(addresses("https://gate.example", "/adv-120").of_product(&Product::ADV, "").is_ok());
    }

    #[test]
    fn an_address_of_another_origin_fails_the_build() {
        let origin = "points to an origin other than the client's";
        for (address, why) in [
            ("https://evil.example/sami/ADV/{model}", origin),
            ("http://api.pointservices.com/sami/ADV", origin),
            ("https://api.pointservices.com:444/sami/ADV", origin),
            ("https://greta:secret@api.pointservices.com/sami/ADV", "user name"),
            ("https:\\\\api.pointservices.com/sami/ADV", "backslash"),
            ("https://api.pointservices.com/sami/ADV#x", "fragment"),
            ("//evil.example/../x", "`..`"),
            ("/sami/../ADV", "`..`"),
            ("sami/ADV", "a path that begins with `/`"),
            ("sami", "is not absolute"),
            ("", "is not absolute"),
            ("/sami/{product}/{model}", "no other placeholder"),
            ("/sami/{model}/{model}", "once"),
        ] {
            let error = config_error(address);
            assert!(error.starts_with("`order_address` of ADV "), "{error}");
            assert!(error.contains(why) && !error.contains("secret"), "{address}: {error}");
        }
        assert!(refresh_error("https://evil.example/{order_guid}").contains(origin));
        assert!(refresh_error("/sami/ADV/refresh").contains("must contain `{order_guid}`"));
    }

    #[test]
    fn an_unknown_product_has_no_address() {
        let unknown: Product = serde_json::from_str("\"Adv\"").unwrap();
        let error = Point::builder().order_address(unknown, "/adv").build().unwrap_err();
        assert!(error.to_string().contains("an unknown product"), "{error}");
    }
}
