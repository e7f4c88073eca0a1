//! A package that imports its documents in its build script, without a warning. It depends on `pointapi` and `serde`,
//! as generated code does.

/// The document's traits and types.
mod api {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

/// A library, whose traits are served and described.
pub mod library {
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

/// Point Services, by its OpenAPI document.
pub mod point {
    include!(concat!(env!("OUT_DIR"), "/point.rs"));
}

#[cfg(test)]
mod tests {
    use super::api;
    use super::api::types::{Order, OrderStatus};
    use pointapi::json::{Value, from_value};

    #[test]
    fn the_code_of_the_build_script_decodes() {
        let value: Value = r#"{"status": "paid", "note": null}"#.parse().expect("JSON");
        let order: Order = from_value(value).expect("decodes");
        assert_eq!(order.status, OrderStatus::Paid);
        assert_eq!(order.note, None);
    }

    #[test]
    fn the_code_of_the_build_script_has_a_client() {
        let [endpoint] = api::orders::OrdersClient::ENDPOINTS else { panic!("one endpoint") };
        assert_eq!(endpoint.path_template(), "/orders/{id}");
        assert_eq!(api::BASE_URL, "https://shop.example");
    }
}
