//! The members of each product's order.

use pointapi::platform::Product;

use super::formats;
use super::preferences::{self, Rule};
use super::shape::{Shape, may, must};

/// The rules of a product.
pub(super) struct Rules {
    pub(super) product: Product,
    pub(super) order: &'static Shape,
    pub(super) preferences: &'static [Rule],
}

/// Returns the rules of the product with this path name.
pub(super) fn named(name: &str) -> Option<&'static Rules> {
    PRODUCTS.iter().find(|rules| rules.product.as_str() == name)
}

/// An ADV refresh: an ADV order with the id of the earlier transaction.
pub(super) static ADV_REFRESH: Rules = Rules { product: Product::ADV, order: &REFRESH, preferences: &[] };

static PRODUCTS: [Rules; 5] = [
    Rules { product: Product::ADV, order: &ADV, preferences: &[] },
    Rules { product: Product::DETAILED_BLJ, order: &DETAILED_BLJ, preferences: &[] },
    Rules { product: Product::IRS_4506T, order: &IRS_4506T, preferences: preferences::IRS_4506T },
    Rules { product: Product::IRS_8821, order: &IRS_8821, preferences: preferences::IRS_8821 },
    Rules { product: Product::SSA_89, order: &SSA_89, preferences: preferences::SSA_89 },
];

static TEXT: Shape = Shape::Text;
static FLAG: Shape = Shape::Flag;
static SSN: Shape = Shape::Format(formats::is_ssn);
static EIN: Shape = Shape::Format(formats::is_ein);
static DATE: Shape = Shape::Format(formats::is_date);
static PHONE: Shape = Shape::Format(formats::is_phone);
static STATE: Shape = Shape::Format(formats::is_state);
static ZIP: Shape = Shape::Format(formats::is_zip);
static ZIP5: Shape = Shape::Format(formats::is_zip5);
static NUMBER: Shape = Shape::Format(formats::is_number);

static ADV: Shape =
    Shape::Object(&[may("TransactionID", &TEXT), must("CorrelationID", &TEXT), must("Terms", &TERMS_ADV)]);

static REFRESH: Shape =
    Shape::Object(&[must("TransactionID", &TEXT), must("CorrelationID", &TEXT), must("Terms", &TERMS_ADV)]);

static DETAILED_BLJ: Shape = Shape::Object(&[must("CorrelationID", &TEXT), must("Terms", &TERMS_BLJ)]);

/// The order of a product with a form.
macro_rules! with_form {
    ($terms:ident, $attachments:ident) => {
        Shape::Object(&[
            must("CorrelationID", &TEXT),
            must("Preferences", &PREFERENCES),
            must("Terms", &$terms),
            must("Attachments", &$attachments),
        ])
    };
}

static IRS_4506T: Shape = with_form!(TERMS_4506T, ATTACHMENTS_4506T);
static IRS_8821: Shape = with_form!(TERMS_8821, ATTACHMENTS_8821);
static SSA_89: Shape = with_form!(TERMS_SSA, ATTACHMENTS_SSA);

static PREFERENCES: Shape = Shape::List("Preference", &PREFERENCE);
static PREFERENCE: Shape = Shape::Object(&[must("Key", &TEXT), must("Value", &TEXT)]);

/// The form, under the classifier of its product.
macro_rules! attachments {
    ($classifier:literal) => {
        Shape::List(
            "Attachment",
            &Shape::Object(&[
                must("Classifier", &Shape::Words(&[$classifier])),
                must("ContentType", &Shape::Words(&["application/pdf"])),
                must("Document", &DOCUMENT),
            ]),
        )
    };
}

static DOCUMENT: Shape = Shape::Format(formats::is_pdf);
static ATTACHMENTS_4506T: Shape = attachments!("irs4506t");
static ATTACHMENTS_8821: Shape = attachments!("irs8821TranscriptAuthorizationConsentCombined");
static ATTACHMENTS_SSA: Shape = attachments!("ssaForm89ecbsv");

static TERMS_ADV: Shape = Shape::List(
    "Term",
    &Shape::One(&[may("Person", &PERSON_ADV), may("Property", &PROPERTY), may("Participant", &PARTICIPANT_ADV)]),
);
static TERMS_BLJ: Shape = Shape::List("Term", &Shape::One(&[may("Person", &PERSON_BLJ)]));
static TERMS_4506T: Shape =
    Shape::List("Term", &Shape::One(&[may("Person", &PERSON_4506T), may("Participant", &COMPANY_4506T)]));
static TERMS_8821: Shape =
    Shape::List("Term", &Shape::One(&[may("Person", &PERSON_8821), may("Participant", &COMPANY_8821)]));
static TERMS_SSA: Shape = Shape::List("Term", &Shape::One(&[may("Person", &PERSON_SSA)]));

static PERSON_ADV: Shape = Shape::Object(&[
    must("FirstName", &TEXT),
    may("MiddleName", &TEXT),
    must("LastName", &TEXT),
    may("NameSuffix", &TEXT),
    must("SSN", &SSN),
    must("DOB", &DATE),
    must("HomePhone", &PHONE),
    must("Residences", &RESIDENCES),
    may("Employers", &Shape::List("Employer", &EMPLOYER)),
    may("Declarations", &Shape::Object(&[may("BorrowerFirstTimeHomebuyerIndicator", &FLAG)])),
]);

static PERSON_BLJ: Shape = Shape::Object(&[
    must("FirstName", &TEXT),
    may("MiddleName", &TEXT),
    must("LastName", &TEXT),
    must("SSN", &SSN),
    may("DOB", &DATE),
    may("HomePhone", &TEXT),
]);

static PERSON_4506T: Shape =
    Shape::Object(&[must("FirstName", &TEXT), may("MiddleName", &TEXT), must("LastName", &TEXT), must("SSN", &SSN)]);

static PERSON_8821: Shape = Shape::Object(&[
    must("FirstName", &TEXT),
    may("MiddleName", &TEXT),
    must("LastName", &TEXT),
    must("SSN", &SSN),
    may("DOB", &DATE),
    may("HomePhone", &TEXT),
    must("Residences", &RESIDENCES5),
    may("ConsentTokens", &CONSENT_TOKENS),
]);

static PERSON_SSA: Shape = Shape::Object(&[
    must("FirstName", &TEXT),
    may("MiddleName", &TEXT),
    must("LastName", &TEXT),
    must("DOB", &DATE),
    must("SSN", &SSN),
]);

static COMPANY_4506T: Shape = Shape::Object(&[must("CompanyName", &TEXT), must("Items", &TAX_IDS)]);

static COMPANY_8821: Shape = Shape::Object(&[
    must("CompanyName", &TEXT),
    must("Items", &TAX_IDS),
    must("Address", &ADDRESS5),
    may("ConsentTokens", &CONSENT_TOKENS),
]);

static TAX_IDS: Shape = Shape::List(
    "ParticipantItem",
    &Shape::Object(&[must("Key", &Shape::Words(&["TaxIdentificationEIN"])), must("Value", &EIN)]),
);

static CONSENT_TOKENS: Shape = Shape::List("ConsentToken", &Shape::Object(&[may("Type", &TEXT), may("Value", &TEXT)]));

static EMPLOYER: Shape = Shape::Object(&[
    must("Name", &TEXT),
    may("Phone", &PHONE),
    may("MonthsOnJob", &NUMBER),
    may("YearsOnJob", &NUMBER),
    may("Address", &ADDRESS),
    may("CurrentIndicator", &FLAG),
    may("SelfEmployedIndicator", &FLAG),
]);

static PROPERTY: Shape = Shape::Object(&[must("Address", &ADDRESS)]);

static PARTICIPANT_ADV: Shape = Shape::Object(&[
    may("FirstName", &TEXT),
    may("MiddleName", &TEXT),
    may("LastName", &TEXT),
    may("CompanyName", &TEXT),
    must("ParticipantType", &TEXT),
    may("ContactPoint", &CONTACT_POINT),
    may("Address", &ADDRESS_IN_PART),
    may("Licenses", &Shape::List("License", &LICENSE)),
]);

static CONTACT_POINT: Shape = Shape::Object(&[
    may("RoleType", &TEXT),
    may("Type", &TEXT),
    may("Value", &TEXT),
    may("PreferenceIndicator", &FLAG),
]);

static LICENSE: Shape =
    Shape::Object(&[may("LicenseNumber", &TEXT), may("LicenseType", &TEXT), may("LicenseState", &STATE)]);

/// An address, and the residences with such addresses.
macro_rules! address {
    ($address:ident, $residences:ident, $zip:ident) => {
        static $address: Shape = Shape::Object(&[
            must("AddressLine1", &TEXT),
            must("City", &TEXT),
            must("State", &STATE),
            must("PostalCode", &$zip),
        ]);

        static $residences: Shape =
            Shape::List("Residence", &Shape::Object(&[must("Address", &$address), must("CurrentIndicator", &FLAG)]));
    };
}

address!(ADDRESS, RESIDENCES, ZIP);
address!(ADDRESS5, RESIDENCES5, ZIP5);

static ADDRESS_IN_PART: Shape =
    Shape::Object(&[may("AddressLine1", &TEXT), may("City", &TEXT), may("State", &STATE), may("PostalCode", &ZIP)]);
