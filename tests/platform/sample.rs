//! Invented people, and the documented example orders made with the builders.

use pointapi::Client;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::platform::{
    Address, AdvOrder, AdvParticipant, AdvPerson, AdvRefresh, BljPerson, Company, ConsentToken, ContactPoint,
    CorrelationId, DateOfBirth, DetailedBljOrder, Document, Ein, Employer, Filing, Irs4506TOrder, Irs8821Company,
    Irs8821Form, Irs8821Order, Irs8821Person, Irs8821Request, IrsAccount, JointTranscriptForm, License, Order,
    ParticipantType, PersonName, Phone, Point, PointBuilder, PostalCode, Residence, Signature, SpecialEmployer, Spouse,
    Ssa89Order, SsaPerson, Ssn, State, TaxYears, Taxpayer, TestMode, TransactionId, TranscriptForm, Zip5,
};
use pointapi_sandbox::Sandbox;

pub(crate) fn label(text: &str) -> CorrelationId {
    CorrelationId::new(text).unwrap()
}

pub(crate) fn wilhelmina() -> PersonName {
    PersonName::new("Wilhelmina", "Ostrander").unwrap()
}

fn tobias() -> PersonName {
    PersonName::new("Tobias", "Ostrander").unwrap()
}

pub(crate) fn ssn() -> Ssn {
    Ssn::new("900112222").unwrap()
}

fn ein() -> Ein {
    Ein::new("990001234").unwrap()
}

fn born() -> DateOfBirth {
    DateOfBirth::new("03/09/1971").unwrap()
}

fn phone(number: &str) -> Phone {
    Phone::new(number).unwrap()
}

pub(crate) fn form() -> Document {
    Document::pdf(&b"%PDF-1.4\n% made up\n%%EOF\n"[..]).unwrap()
}

fn home<Code: PostalCode>() -> Address<Code> {
    Address::new("9 Larch Row", "Pinedale", "WY", "82941").unwrap()
}

fn company() -> Company {
    Company::new("Fernhill Tool Works", ein()).unwrap()
}

fn years(years: &[u16]) -> TaxYears {
    TaxYears::new(years.iter().copied()).unwrap()
}

pub(crate) fn adv() -> AdvOrder {
    let works = Address::new("77 Foundry Ln", "Pinedale", "WY", "829410077").unwrap();
    let employer = Employer::new("Fernhill Tool Works", phone("(555) 010-0188"), works)
        .unwrap()
        .months_on_job(30)
        .years_on_job(2)
        .current(true)
        .self_employed(false);
    let first = AdvPerson::new(
        wilhelmina().middle("Q"),
        Ssn::new("900-11-2222").unwrap(),
        born(),
        phone("555-010-0147"),
        Residence::current(home()),
    )
    .suffix("Sr.")
    .employer(employer)
    .first_time_homebuyer(false);
    let second = AdvPerson::new(
        tobias(),
        Ssn::new("900112223").unwrap(),
        DateOfBirth::new("11/30/1969").unwrap(),
        phone("5550100148"),
        Residence::current(home()),
    )
    .employer(Employer::special(SpecialEmployer::Retired));
    AdvOrder::new("ADV-120", label("loan-7731-adv"), first)
        .borrower(second)
        .property(Address::new("410 Quarry Bend", "Jackson", "WY", "83001").unwrap())
        .participant(appraiser())
}

fn appraiser() -> AdvParticipant {
    AdvParticipant::new(ParticipantType::APPRAISER)
        .person_name("Ines", "Calloway")
        .company_name("Calloway Valuations")
        .contact_point(ContactPoint::phone("Work", phone("5550100199")).unwrap().preferred(true))
        .address(Address::new("3 Main Sq", "Jackson", "WY", "83001").unwrap())
        .license(License::new("WY-0042", "Appraiser License", State::new("WY").unwrap()).unwrap())
}

pub(crate) fn detailed_blj() -> DetailedBljOrder {
    DetailedBljOrder::new("PDF-001", label("loan-7731-blj"), BljPerson::new(wilhelmina(), ssn()))
}

pub(crate) fn irs4506t_individual() -> Irs4506TOrder {
    let filing = Filing::individual(Taxpayer::new(wilhelmina(), ssn()), TranscriptForm::ReturnTranscript1040);
    Irs4506TOrder::new("PDF-001", label("loan-7731-4506t-ind"), filing, &years(&[2031, 2030]), form())
}

pub(crate) fn irs4506t_joint() -> Irs4506TOrder {
    let spouse = Spouse::new(&tobias(), Ssn::new("900112223").unwrap());
    let taxpayer = Taxpayer::new(wilhelmina(), ssn());
    let filing = Filing::joint(taxpayer, &spouse, JointTranscriptForm::RecordOfAccount1040);
    Irs4506TOrder::new("PDF-001", label("loan-7731-4506t-joint"), filing, &years(&[2031, 2030]), form())
        .us_state(&State::new("WY").unwrap())
}

pub(crate) fn irs4506t_company() -> Irs4506TOrder {
    let filing = Filing::company(company(), TranscriptForm::ReturnTranscript1120);
    Irs4506TOrder::new("PDF-001", label("loan-7731-4506t-co"), filing, &years(&[2030]), form())
}

pub(crate) fn irs8821_individual() -> Irs8821Order {
    irs8821_in(TestMode::Normal)
}

pub(crate) fn irs8821_in(mode: TestMode) -> Irs8821Order {
    let person = Irs8821Person::new(wilhelmina(), ssn(), Residence::current(home::<Zip5>()))
        .date_of_birth(born())
        .home_phone(phone("555-010-0147"))
        .consent_token(ConsentToken::new("ClearID", "1f0c2d3e-0000-4000-8000-00000000abcd").unwrap());
    let years = years(&[2031, 2030, 2029]);
    let request = Irs8821Request::new(Irs8821Form::W2EmployeeEarnings, years, IrsAccount::Skip).test_mode(mode);
    Irs8821Order::new("PDF-001", label("loan-7731-8821-ind"), person, request, form())
}

pub(crate) fn irs8821_company() -> Irs8821Order {
    let address = Address::new("77 Foundry Ln", "Pinedale", "WY", "82941").unwrap();
    let request = Irs8821Request::new(Irs8821Form::ReturnTranscript1120, years(&[2030]), IrsAccount::Skip);
    let subject = Irs8821Company::new(company(), address);
    Irs8821Order::new("PDF-001", label("loan-7731-8821-co"), subject, request, form())
}

pub(crate) fn ssa89(signature: Signature) -> Ssa89Order {
    let person = SsaPerson::new(wilhelmina().middle("Q"), born(), ssn());
    match signature {
        Signature::Wet => Ssa89Order::new("PDF-001", label("loan-7731-ssa"), person, signature, form()),
        Signature::Electronic => {
            Ssa89Order::new("PDF-001", label("loan-7731-ssa-ein"), person, signature, form()).ein(&ein())
        }
    }
}

/// The refresh of the documented loan.
pub(crate) fn adv_refresh() -> AdvRefresh {
    adv().refresh(TransactionId::from("0000000000000777001")).unwrap()
}

/// One order of each kind.
pub(crate) fn every_order() -> Vec<Order> {
    vec![
        adv().into(),
        detailed_blj().into(),
        irs4506t_individual().into(),
        irs4506t_joint().into(),
        irs4506t_company().into(),
        irs8821_individual().into(),
        irs8821_company().into(),
        ssa89(Signature::Wet).into(),
        ssa89(Signature::Electronic).into(),
    ]
}

/// An in-process sandbox with the user greta, for tests on paused time.
pub(crate) fn sandbox() -> Sandbox {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "right");
    sandbox
}

pub(crate) fn builder(sandbox: &Sandbox) -> PointBuilder {
    Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .credentials(pointapi::Credentials::password("greta", "right"))
}

/// Point Services in a sandbox.
pub(crate) fn point(sandbox: &Sandbox) -> Point {
    builder(sandbox).build().unwrap()
}

/// A source with a fixed token, which needs no sign-in.
pub(crate) struct FixedToken;

#[pointapi::async_trait]
impl TokenSource for FixedToken {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(Secret::new("made-up-token")))
    }
}

/// A client that receives this JSON for every call.
pub(crate) fn responding(status: u16, json: String) -> Client {
    let service = tower::service_fn(move |_: pointapi::HttpRequest| {
        let response = http::Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(pointapi::Body::from(json.clone()))
            .unwrap();
        async move { Ok::<_, std::convert::Infallible>(response) }
    });
    Client::builder().transport(service).token_source(FixedToken).build().unwrap()
}
