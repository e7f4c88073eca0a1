//! `Debug` of the platform types shows no value from the caller or the platform.

use pointapi::Result;
use pointapi::platform::*;
use pointapi_sandbox::Sandbox;
use serde_json::json;

use crate::sample;

/// The value of every free-text field.
const CANARY: &str = "Canary";

/// Values of fields with a format; all could be personal data.
const VALUES: [&str; 7] = ["901-22-3333", "98-7654321", "12/31/1969", "555-010-0999", "83002", "901223333", "JVBERi"];

/// Returns the name of the type and the `Debug` output of the value.
fn shown<T: std::fmt::Debug>(value: &T) -> (&'static str, String) {
    let name = std::any::type_name::<T>().split('<').next().unwrap_or_default();
    (name.rsplit("::").next().unwrap_or_default(), format!("{value:?} {value:#?}"))
}

macro_rules! table {
    ($($value:expr),* $(,)?) => {
        vec![$(shown(&$value)),*]
    };
}

fn text() -> String {
    CANARY.to_owned()
}

fn name() -> PersonName {
    PersonName::new(text(), text()).unwrap().middle(text())
}

fn ssn() -> Ssn {
    Ssn::new(VALUES[0]).unwrap()
}

fn ein() -> Ein {
    Ein::new(VALUES[1]).unwrap()
}

fn born() -> DateOfBirth {
    DateOfBirth::new(VALUES[2]).unwrap()
}

fn phone() -> Phone {
    Phone::new(VALUES[3]).unwrap()
}

fn address<Code: PostalCode>() -> Address<Code> {
    Address::new(text(), text(), "WY", VALUES[4]).unwrap()
}

fn label() -> CorrelationId {
    CorrelationId::new(text()).unwrap()
}

fn form() -> Document {
    Document::pdf(format!("%PDF-{CANARY}")).unwrap()
}

fn company() -> Company {
    Company::new(text(), ein()).unwrap()
}

fn employer() -> Employer {
    Employer::new(text(), phone(), address()).unwrap().months_on_job(1).years_on_job(2).current(true)
}

fn contact_point() -> ContactPoint {
    ContactPoint::phone(text(), phone()).unwrap().preferred(true)
}

fn license() -> License {
    License::new(text(), text(), State::new("WY").unwrap()).unwrap()
}

fn participant() -> AdvParticipant {
    AdvParticipant::new(ParticipantType::new(text()).unwrap())
        .person_name(text(), text())
        .middle_name(text())
        .company_name(text())
        .contact_point(contact_point())
        .address(address())
        .license(license())
}

fn borrower() -> AdvPerson {
    AdvPerson::new(name(), ssn(), born(), phone(), Residence::current(address())).suffix(text()).employer(employer())
}

fn adv() -> AdvOrder {
    AdvOrder::new(text(), label(), borrower()).property(address()).participant(participant())
}

fn consent() -> ConsentToken {
    ConsentToken::new(text(), text()).unwrap()
}

fn blj_person() -> BljPerson {
    BljPerson::new(name(), ssn()).date_of_birth(born()).home_phone(phone())
}

fn taxpayer() -> Taxpayer {
    Taxpayer::new(name(), ssn())
}

fn spouse() -> Spouse {
    Spouse::new(&name(), ssn())
}

fn filing() -> Filing {
    Filing::joint(taxpayer(), &spouse(), JointTranscriptForm::ReturnTranscript1040)
}

fn years() -> TaxYears {
    TaxYears::new([2030]).unwrap()
}

fn irs8821_person() -> Irs8821Person {
    let person = Irs8821Person::new(name(), ssn(), Residence::former(address()));
    person.date_of_birth(born()).home_phone(phone()).consent_token(consent())
}

fn irs8821_company() -> Irs8821Company {
    Irs8821Company::new(company(), address()).consent_token(consent())
}

fn irs8821_request() -> Irs8821Request {
    Irs8821Request::new(Irs8821Form::AllIncomeData, years(), IrsAccount::Try).test_mode(TestMode::Ready)
}

fn ssa_person() -> SsaPerson {
    SsaPerson::new(name(), born(), ssn())
}

fn ssa89() -> Ssa89Order {
    Ssa89Order::new(text(), label(), ssa_person(), Signature::Wet, form()).ein(&ein())
}

/// Values sent in orders and queries.
fn sent() -> Vec<(&'static str, String)> {
    table![
        name(),
        ssn(),
        ein(),
        born(),
        phone(),
        address::<Zip>(),
        Zip::parse(VALUES[4]).unwrap(),
        Zip5::parse(VALUES[4]).unwrap(),
        Residence::current(address::<Zip>()),
        State::new("WY").unwrap(),
        years(),
        form(),
        label(),
        TransactionId::from(CANARY),
        OrderGuid::from(VALUES[5]),
        Ssn::new(CANARY).unwrap_err(),
        company(),
        employer(),
        SpecialEmployer::Retired,
        contact_point(),
        license(),
        ParticipantType::new(text()).unwrap(),
        participant(),
        borrower(),
        JsonOrder::new(Product::ADV, "ADV-120", json!({"CorrelationID": CANARY, "SSN": CANARY})).unwrap(),
        adv(),
        adv().refresh(TransactionId::from(CANARY)).unwrap(),
        consent(),
        blj_person(),
        DetailedBljOrder::new(text(), label(), blj_person()),
        taxpayer(),
        spouse(),
        filing(),
        TranscriptForm::W2And1099Line7,
        JointTranscriptForm::W2And1099Line8,
        Irs4506TOrder::new(text(), label(), filing(), &years(), form()).us_state(&State::new("WY").unwrap()),
        irs8821_person(),
        irs8821_company(),
        Irs8821Subject::from(irs8821_person()),
        irs8821_request(),
        Irs8821Form::AllIncomeData,
        IrsAccount::Skip,
        TestMode::Invalid,
        Irs8821Order::new(text(), label(), irs8821_company(), irs8821_request(), form()),
        ssa_person(),
        Signature::Electronic,
        ssa89(),
        Order::from(ssa89()),
        serde_json::from_str::<Product>("\"Canary\"").unwrap(),
        query(),
        property::ORDER_SUMMARY.equals(CANARY),
        property::ORDER_SUMMARY,
        property::CREATED,
        property::REPORT_AVAILABLE,
        QueryDate::parse("2030-07-04T09:15:30-0500").unwrap(),
        SignIn::new(CANARY, CANARY).alias(CANARY),
        Refresh::new(CANARY),
        WebhookTest::new("https://hooks.example/Canary", &json!({CANARY: CANARY})).unwrap(),
    ]
}

fn query() -> OrderQuery {
    OrderQuery::default().marker(CANARY).matching(property::ORDER_SUMMARY.equals(CANARY)).filter("Status", "eq", CANARY)
}

/// A response with the canary in every string, also where another type is expected.
fn response(category: &str) -> String {
    let attachment = json!({
        "Document": "JVBERi0x",
        "Classifier": "report",
        "ContentDisposition": format!("inline; filename=\"{CANARY}.pdf\"; size=6"),
        "ContentType": CANARY,
        "Extension": {"any": format!("<{CANARY}><Errors><Error><Code>{CANARY}</Code><Message>{CANARY}</Message></Error></Errors></{CANARY}>")},
    });
    let json = json!({
        "TransactionID": CANARY,
        "CorrelationID": CANARY,
        "Attachments": {"Attachment": [attachment, CANARY, {"Classifier": {CANARY: 1}}]},
        "Messages": {"Message": [
            {"Category": category, "Code": CANARY, "Description": CANARY}, CANARY, {"Category": CANARY},
        ]},
        "Status": {"Code": CANARY, "Description": CANARY},
        "Ref": format!("https://api.pointservices.com/{CANARY}"),
        CANARY: CANARY,
    });
    json.to_string()
}

fn row() -> OrderRow {
    let members = [
        "OrderGuid",
        "ReferenceNumber",
        "Status",
        "Created",
        "Completed",
        "Fulfilled",
        "ProductType",
        "ProductDisplayName",
        "OrderSummary",
        "OwnerCompanyName",
        "OwnerUserContactMechanism",
        "OwnerUserDisplayName",
    ];
    serde_json::from_value(members.into_iter().map(|member| (member, CANARY)).collect()).unwrap()
}

/// Values received from the platform.
fn received() -> Vec<(&'static str, String)> {
    let report = OrderReport::from_json(response("Info")).unwrap();
    assert!(report.unreadable().len() > 1);
    let fault = OrderReport::from_json(response("Fault")).unwrap_err();
    let page = json!({"count": 1, "limit": 5, "nextMarker": CANARY, "results": [row()], "marker": CANARY});
    table![
        report.messages()[0],
        report.messages()[0].category(),
        report.messages()[1].category(),
        report.messages()[0].code(),
        report.billing(),
        report.documents()[0],
        report.xml_reports()[0],
        report.errors().next().unwrap(),
        report.state(),
        report,
        OrderFault::of(&fault).unwrap(),
        fault,
        row(),
        serde_json::from_value::<OrderPage>(page).unwrap(),
        Reconciliation::Found(Box::new(row())),
        Reconciliation::Unclear(vec![row()]),
    ]
}

/// Values of multi-call flows.
async fn flows() -> Result<Vec<(&'static str, String)>> {
    let point = Point::new(sample::responding(200, response("Info")));
    let unreadable = Point::new(sample::responding(200, response("Info").replace("Messages", CANARY)));
    let unreadable = unreadable.place(adv()).await.unwrap_err();
    let handle = point.place(adv()).await?;
    let credentials = pointapi::Credentials::password(CANARY, CANARY).alias(CANARY);
    let given = format!("https://{CANARY}:{CANARY}@api.pointservices.com/{CANARY}");
    let builder = Point::builder().base_url(given.clone()).order_address(Product::ADV, given.clone());
    let sandbox = Sandbox::in_process();
    sandbox.user(CANARY, CANARY);
    let signed_in = Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .transport(sandbox.service())
        .credentials(credentials.clone())
        .order_address(Product::ADV, format!("/{CANARY}"))
        .adv_refresh_address(format!("/{CANARY}/{{order_guid}}"))
        .build()?;
    let tokens = signed_in.user_management().sign_in_with_password(&SignIn::new(CANARY, CANARY)).await?;
    Ok(table![
        handle.ticket(),
        handle,
        UnreadableOrder::of(&unreadable).unwrap(),
        unreadable,
        builder.credentials(credentials).adv_refresh_address(given),
        signed_in.reconcile(CANARY).other_than(CANARY).product(Product::ADV),
        signed_in.query(query()),
        signed_in.orders(),
        signed_in.user_management(),
        WebhooksClient::new(signed_in.client().clone()),
        tokens,
        signed_in,
    ])
}

#[tokio::test]
async fn debug_of_platform_types_shows_no_value() {
    let mut table = sent();
    table.extend(received());
    table.extend(flows().await.unwrap());
    for (name, shown) in &table {
        for secret in VALUES.iter().chain([&CANARY]) {
            assert!(!shown.contains(secret), "{name} shows {secret}: {shown}");
        }
    }
    let traits = ["Orders", "PointServices", "UserManagement", "Webhooks", "PostalCode"];
    // A server has no value: `OrdersServer` is a name for its constructors.
    for name in public_types().into_iter().filter(|name| !name.ends_with("Server")) {
        let is_there = traits.contains(&name) || table.iter().any(|(there, _)| *there == name);
        assert!(is_there, "`{name}` is missing from the tables of this test");
    }
}

/// Returns the types that the platform module exports; lower-case names are modules.
fn public_types() -> Vec<&'static str> {
    let source = include_str!("../../pointapi/src/platform.rs");
    let exports = source.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';')).map(|(export, _)| export);
    let names = exports.flat_map(|export| export.split([' ', ',', ':', '{', '}', '\n']));
    let names: Vec<_> = names.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase())).collect();
    assert!(names.len() > 80, "{}", names.len());
    names
}
