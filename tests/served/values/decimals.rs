//! A decimal arrives with every digit, and a fraction as a number where the type accepts no string.

use pointapi::{Result, point_api};
use serde::{Deserialize, Deserializer, Serialize, de};

/// A decimal that takes a number or a string. One that came through an `f64` prints 20 digits of its fraction, so that
/// a test sees what was lost.
#[derive(Debug)]
pub(crate) struct Decimal(pub(crate) String);

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Decimal;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a decimal")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
                Ok(Decimal(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
                Ok(Decimal(format!("{number:.20}")))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                Ok(Decimal(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    name: String,
    #[serde(flatten)]
    amounts: Amounts,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Amounts {
    price: Decimal,
    ratio: f64,
    sizes: Vec<f32>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Offer {
    Rated { price: Decimal, ratio: f64 },
    Between { min: Decimal, max: Decimal },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Float(f64),
    Flag(bool),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum NumberOrText {
    Float(f64),
    Text(String),
}

#[point_api(server)]
pub(crate) trait Prices {
    #[point_endpoint(GET "/price")]
    async fn price(&self, #[query] price: Decimal) -> Result<String>;

    #[point_endpoint(GET "/prices")]
    async fn prices(&self, #[query(format = csv)] prices: Vec<Decimal>) -> Result<String>;

    #[point_endpoint(GET "/line")]
    async fn line(&self, #[query] line: Line) -> Result<String>;

    #[point_endpoint(GET "/line/deep")]
    async fn deep(&self, #[query(format = deep)] line: Line) -> Result<String>;

    #[point_endpoint(GET "/offer")]
    async fn offer(&self, #[query] offer: Offer) -> Result<String>;

    #[point_endpoint(GET "/number")]
    async fn number(&self, #[query] number: Number) -> Result<String>;

    #[point_endpoint(GET "/text")]
    async fn text(&self, #[query] text: NumberOrText) -> Result<String>;
}

struct Shown;

fn shown(value: impl std::fmt::Debug) -> Result<String> {
    Ok(format!("{value:?}").replace('"', ""))
}

#[pointapi::async_trait]
impl Prices for Shown {
    async fn price(&self, price: Decimal) -> Result<String> {
        shown(price)
    }

    async fn prices(&self, prices: Vec<Decimal>) -> Result<String> {
        shown(prices)
    }

    async fn line(&self, line: Line) -> Result<String> {
        shown((line.amounts.price, line.amounts.ratio, line.amounts.sizes))
    }

    async fn deep(&self, line: Line) -> Result<String> {
        self.line(line).await
    }

    async fn offer(&self, offer: Offer) -> Result<String> {
        shown(offer)
    }

    async fn number(&self, number: Number) -> Result<String> {
        shown(number)
    }

    async fn text(&self, text: NumberOrText) -> Result<String> {
        shown(text)
    }
}

#[tokio::test]
async fn a_decimal_has_every_digit_that_was_sent() {
    let rows = [
        ("/price?price=1.1", "Decimal(1.1)"),
        ("/price?price=1.10", "Decimal(1.10)"),
        ("/price?price=12", "Decimal(12)"),
        // Beyond `u64`, and exactly as `f64` prints it, so that it could be taken for a number.
        ("/price?price=123456789012345680000", "Decimal(123456789012345680000)"),
        ("/prices?prices=1.1,0.3", "[Decimal(1.1), Decimal(0.3)]"),
        ("/line?name=a&price=1.1&ratio=2.5&sizes=0.5&sizes=3", "(Decimal(1.1), 2.5, [0.5, 3.0])"),
        ("/line/deep?line[name]=a&line[price]=1.1&line[ratio]=2.5&line[sizes][]=0.5", "(Decimal(1.1), 2.5, [0.5])"),
        ("/offer?price=1.1&ratio=2.5", "Rated { price: Decimal(1.1), ratio: 2.5 }"),
        ("/offer?ratio=2.5&price=1.1", "Rated { price: Decimal(1.1), ratio: 2.5 }"),
        ("/offer?min=1.1&max=2.2", "Between { min: Decimal(1.1), max: Decimal(2.2) }"),
        ("/number?number=1.5", "Float(1.5)"),
        ("/number?number=true", "Flag(true)"),
        // A fraction is offered as a string first, which this type accepts; a whole number is offered as a number.
        ("/text?text=1.5", "Text(1.5)"),
        ("/text?text=15", "Float(15.0)"),
    ];
    let router = PricesServer::new(Shown).unprotected().router::<()>();
    for (target, expected) in rows {
        let request = http::Request::get(target).body(axum::body::Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(body, format!("\"{expected}\""), "{target}");
    }
}
