//! The request to the tax authority.

use crate::platform::TaxYears;

/// A transcript, its years, and the way to it.
#[derive(Debug, Clone)]
pub struct Irs8821Request {
    pub(super) form: Irs8821Form,
    pub(super) years: TaxYears,
    pub(super) account: IrsAccount,
    pub(super) test_mode: Option<TestMode>,
}

impl Irs8821Request {
    /// Creates a request for one transcript of these years.
    #[must_use]
    pub fn new(form: Irs8821Form, years: TaxYears, account: IrsAccount) -> Self {
        Self { form, years, account, test_mode: None }
    }

    /// Sets a test mode; a test order is done at once.
    #[must_use]
    pub fn test_mode(mut self, mode: TestMode) -> Self {
        self.test_mode = Some(mode);
        self
    }
}

/// The use of the subject's account with the tax authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IrsAccount {
    /// Try the account first.
    Try,
    /// Do not use the account.
    Skip,
}

/// The test mode of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TestMode {
    /// The behavior of any order.
    Normal,
    /// A report at once.
    Ready,
    /// An error report: the SSN is not valid.
    Invalid,
}

impl TestMode {
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Ready => "ready",
            Self::Invalid => "invalid",
        }
    }
}

/// The transcripts that can be ordered by form 8821.
///
/// The platform restricts none of them to a kind of subject: its sample orders a W-2 for a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Irs8821Form {
    /// Form 1040, record of account.
    RecordOfAccount1040,
    /// Form 1040, return transcript.
    ReturnTranscript1040,
    /// Form W-2, employee earnings.
    W2EmployeeEarnings,
    /// Form 1099, self-employed earnings.
    SelfEmployedEarnings1099,
    /// Form 1065, partnership return transcript.
    ReturnTranscript1065,
    /// Form 1065, partnership record of account.
    RecordOfAccount1065,
    /// Form 1120, corporate return transcript.
    ReturnTranscript1120,
    /// Form 1120, corporate record of account.
    RecordOfAccount1120,
    /// Form 1120S, S corporation return transcript.
    ReturnTranscript1120S,
    /// Form 1120S, S corporation record of account.
    RecordOfAccount1120S,
    /// All income data.
    AllIncomeData,
}

impl Irs8821Form {
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::RecordOfAccount1040 => "1040 - Record of Account",
            Self::ReturnTranscript1040 => "1040 - Return Transcript",
            Self::W2EmployeeEarnings => "W-2 - Employee Earnings",
            Self::SelfEmployedEarnings1099 => "1099 - Self-Employed Earnings",
            Self::ReturnTranscript1065 => "1065 - Partnership Return Transcript",
            Self::RecordOfAccount1065 => "1065 - Partnership Record of Account",
            Self::ReturnTranscript1120 => "1120 - Corporate Return Transcript",
            Self::RecordOfAccount1120 => "1120 - Corporate Record of Account",
            Self::ReturnTranscript1120S => "1120S - S Corporation Return Transcript",
            Self::RecordOfAccount1120S => "1120S - S Corporation Record of Account",
            Self::AllIncomeData => "All Income Data",
        }
    }
}
