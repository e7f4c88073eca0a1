//! The transcripts of form 4506-T.

/// The transcripts that can be ordered, by form and line of the 4506-T.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TranscriptForm {
    /// Form 1040, return transcript.
    ReturnTranscript1040,
    /// Form 1040, account transcript.
    AccountTranscript1040,
    /// Form 1040, record of account.
    RecordOfAccount1040,
    /// Form 1065, return transcript.
    ReturnTranscript1065,
    /// Form 1065, account transcript.
    AccountTranscript1065,
    /// Form 1065, record of account.
    RecordOfAccount1065,
    /// Form 1120, return transcript.
    ReturnTranscript1120,
    /// Form 1120, account transcript.
    AccountTranscript1120,
    /// Form 1120, record of account.
    RecordOfAccount1120,
    /// Forms W-2 and 1099 by line 7; not for a joint return.
    W2And1099Line7,
    /// Forms W-2 and 1099 by line 8.
    W2And1099Line8,
}

impl TranscriptForm {
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::ReturnTranscript1040 => "1040ReturnTranscript-6a",
            Self::AccountTranscript1040 => "1040AccountTranscript-6b",
            Self::RecordOfAccount1040 => "1040RecordOfAccount-6c",
            Self::ReturnTranscript1065 => "1065ReturnTranscript-6a",
            Self::AccountTranscript1065 => "1065AccountTranscript-6b",
            Self::RecordOfAccount1065 => "1065RecordOfAccount-6c",
            Self::ReturnTranscript1120 => "1120ReturnTranscript-6a",
            Self::AccountTranscript1120 => "1120AccountTranscript-6b",
            Self::RecordOfAccount1120 => "1120RecordOfAccount-6c",
            Self::W2And1099Line7 => "W2_1099-7",
            Self::W2And1099Line8 => "W2_1099-8",
        }
    }
}

/// The transcripts that can be ordered of a joint return: all but the W-2 and 1099 of line 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JointTranscriptForm {
    /// Form 1040, return transcript.
    ReturnTranscript1040,
    /// Form 1040, account transcript.
    AccountTranscript1040,
    /// Form 1040, record of account.
    RecordOfAccount1040,
    /// Form 1065, return transcript.
    ReturnTranscript1065,
    /// Form 1065, account transcript.
    AccountTranscript1065,
    /// Form 1065, record of account.
    RecordOfAccount1065,
    /// Form 1120, return transcript.
    ReturnTranscript1120,
    /// Form 1120, account transcript.
    AccountTranscript1120,
    /// Form 1120, record of account.
    RecordOfAccount1120,
    /// Forms W-2 and 1099 by line 8.
    W2And1099Line8,
}

impl From<JointTranscriptForm> for TranscriptForm {
    fn from(form: JointTranscriptForm) -> Self {
        match form {
            JointTranscriptForm::ReturnTranscript1040 => Self::ReturnTranscript1040,
            JointTranscriptForm::AccountTranscript1040 => Self::AccountTranscript1040,
            JointTranscriptForm::RecordOfAccount1040 => Self::RecordOfAccount1040,
            JointTranscriptForm::ReturnTranscript1065 => Self::ReturnTranscript1065,
            JointTranscriptForm::AccountTranscript1065 => Self::AccountTranscript1065,
            JointTranscriptForm::RecordOfAccount1065 => Self::RecordOfAccount1065,
            JointTranscriptForm::ReturnTranscript1120 => Self::ReturnTranscript1120,
            JointTranscriptForm::AccountTranscript1120 => Self::AccountTranscript1120,
            JointTranscriptForm::RecordOfAccount1120 => Self::RecordOfAccount1120,
            JointTranscriptForm::W2And1099Line8 => Self::W2And1099Line8,
        }
    }
}
