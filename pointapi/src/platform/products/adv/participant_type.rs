//! The types of participants.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::platform::InvalidField;

/// The type of a participant, such as [`ParticipantType::APPRAISER`].
///
/// ```
/// use pointapi::platform::ParticipantType;
///
/// assert_eq!(ParticipantType::NOTARY.as_str(), "NOTARY");
/// assert_eq!(ParticipantType::new("Appraiser").unwrap().as_str(), "Appraiser");
/// ```
///
/// The constants are the platform's table. The list is open, so any string can be sent; the platform's samples have other
/// spellings of two types (`Appraiser`, `Escrow`). `Debug` shows those of the table.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(description = "The type of a participant, such as `APPRAISER`; the list is open.")
)]
#[serde(transparent)]
pub struct ParticipantType(Cow<'static, str>);

impl ParticipantType {
    /// Creates a type that is not in the table.
    ///
    /// # Errors
    ///
    /// If it is blank.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidField> {
        let text = text.into();
        if text.trim().is_empty() { Err(InvalidField::blank("ParticipantType")) } else { Ok(Self(Cow::Owned(text))) }
    }

    /// Returns the string that is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ParticipantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if Self::ALL.contains(self) { self.as_str() } else { "[redacted]" };
        write!(f, "ParticipantType({name})")
    }
}

macro_rules! participant_types {
    ($($name:ident)*) => {
        /// The platform's table.
        impl ParticipantType {
            $(
                #[doc = concat!("`", stringify!($name), "`")]
                pub const $name: Self = Self(Cow::Borrowed(stringify!($name)));
            )*

            /// The whole table, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

participant_types! {
    ACCOUNTING APPRAISAL_COMPANY APPRAISER ASSIGNEE ASSIGNOR ATTORNEY ATTORNEY_IN_FACT AUTHORIZED_REPRESENTATIVE
    AUTHORIZED_THIRD_PARTY BANKRUPTCY_FILER BANKRUPTCY_TRUSTEE BENEFICIAL_INTEREST_PARTY BENEFICIARY BILL_TO_PARTY
    BORROWER_ALIAS BROKER BUILDER BUILDER_OR_SELLER BUYER_ATTORNEY BUYER_REAL_ESTATE_AGENT
    CERTIFIED_203_K_CONTRACTING_COMPANY CERTIFIED_203_K_CONTRACTOR CLIENT CLOSER CLOSING_AGENT CLOSING_ATTORNEY
    CLOSING_COMPANY COMPLIANCE CONSERVATOR CONTRACTOR COOPERATIVE_COMPANY CORRESPONDENT_LENDER COSIGNER CREDITOR
    CREDIT_COMPANY CREDIT_COUNSELING_AGENT CREDIT_ENHANCEMENT_RISK_HOLDER CUSTODIAN CUSTODIAN_NOTE_PAY_TO
    DELIVER_RESCISSION_TO DOCUMENT_CUSTODIAN DOC_PREPARER DOC_SIGNING EMPLOYER ESCROW EXECUTOR E_NOTE_CONTROLLER
    E_NOTE_CONTROLLER_TRANSFEREE E_NOTE_CUSTODIAN E_NOTE_CUSTODIAN_TRANSFEREE E_NOTE_DELEGATEE_FOR_TRANSFERS
    E_NOTE_REGISTERING_PARTY E_NOTE_SERVICER E_NOTE_SERVICER_TRANSFEREE E_NOTE_TRANSFER_INITIATOR FHA_SPONSOR
    FINANCIAL_PLANNER FLOOD_DETERMINATION FLOOD_INSURANCE FULFILLMENT_PARTY GIFT_DONOR GRANTEE GRANTOR
    HAZARD_INSURANCE HAZARD_INSURANCE_AGENT HOMEOWNER_ASSOCIATION HUD_1_SETTLEMENT_AGENT INSPECTOR INTERVIEWER
    INTERVIEWER_EMPLOYER INVESTOR IRS_TAX_FORM_THIRD_PARTY LANDLORD_COMPANY LANDLORD_INDIVIDUAL LAW_FIRM LENDER
    LENDER_ATTORNEY LENDER_BRANCH LIEN_HOLDER LISTING_REAL_ESTATE_AGENT LOAN_DELIVERY_FILE_PREPARER LOAN_OFFICER
    LOAN_ORIGINATOR LOAN_PROCESSOR LOAN_SELLER LOAN_UNDERWRITER LOSS_PAYEE MANAGEMENT_COMPANY MORTGAGE_BROKER
    MORTGAGE_INSURANCE_AGENT MORTGAGE_INSURANCE_COMPANY MORTGAGE_SERVICER_COMPANY NON_TITLE_SPOUSE NOTARY NOTE_PAY_TO
    NOTE_PAY_TO_RECIPIENT OTHER OTHER_COMPANY OTHER_INDIVIDUAL PAYEE PLEDGE_ORIGINATION_COMPANY
    PLEDGE_SETTLEMENT_AGENT PLEDGE_SETTLEMENT_COMPANY POOL_INSURER POOL_ISSUER POOL_ISSUER_TRANSFEREE POST_CLOSER
    POWER_OF_ATTORNEY PREPARED_BY PROCESSOR PROJECT_DEVELOPER PROJECT_MANAGEMENT_AGENT PROPERTY_ACCESS_CONTACT
    PROPERTY_OWNER REAL_ESTATE_AGENT RECEIVING_PARTY REGISTRY_OPERATOR REGULATORY_AGENCY REGULATORY_AGENT
    REQUESTING_PARTY RESPA_SERVICE_PROVIDER RESPONDING_PARTY RESPOND_TO_PARTY RETURN_TO REVIEW_APPRAISER
    SECURITY_ISSUER SELLER SELLER_ATTORNEY SELLER_REAL_ESTATE_AGENT SELLING_REAL_ESTATE_AGENT
    SERVICER_PAYMENT_COLLECTION SERVICE_BUREAU SERVICE_PROVIDER SERVICING SETTLOR SHIPPER SPOUSE SUBMITTING_PARTY
    SUPERVISORY_APPRAISER SURVEYOR TAXABLE_PARTY TAXPAYER TAX_SERVICER TAX_SERVICE_PROVIDER THIRD_PARTY_INVESTOR
    THIRD_PARTY_ORIGINATOR TITLE_AGENT TITLE_COMPANY TITLE_HOLDER TITLE_UNDERWRITER TRUST TRUSTEE TRUST_BENEFICIARY
    UNDERWRITER WAREHOUSE WARRANTOR WITNESS
}
