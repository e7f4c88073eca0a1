//! Templates that can match one path.

use super::segment::Segment;

/// True if some path can match both.
pub(super) fn overlap(left: &[Segment], right: &[Segment]) -> bool {
    match (left.split_first(), right.split_first()) {
        (None, None) => true,
        (Some((Segment::Many, rest)), Some(_)) => (1..=right.len()).any(|length| overlap(rest, &right[length..])),
        (Some(_), Some((Segment::Many, rest))) => (1..=left.len()).any(|length| overlap(&left[length..], rest)),
        (Some((Segment::Literal(a), left)), Some((Segment::Literal(b), right))) => a == b && overlap(left, right),
        (Some((_, left)), Some((_, right))) => overlap(left, right),
        (None, Some(_)) | (Some(_), None) => false,
    }
}
