//! The values that a path has where a template has placeholders.

use super::placed::Placed;
use super::segment::{Piece, Segment};
use crate::param::path::positions;

/// Matches a path of a pattern with `{path*}`, in linear time. Segments before the first `{path*}` and after the last
/// have fixed places. A block between two matches as far right as possible.
pub(super) fn path_values<'a>(pattern: &[Segment], segments: &'a [&'a str]) -> Option<Vec<Placed<'a>>> {
    let blocks: Vec<&[Segment]> = pattern.split(|segment| *segment == Segment::Many).collect();
    let (first, later) = blocks.split_first()?;
    let (start, mut left) = segments.split_at_checked(first.len())?;
    let start = block_values(first, start.iter().copied())?;
    let (last, between) = later.split_last()?;

    let mut from_the_right = Vec::new();
    let (before, end) = left.split_at_checked(left.len().checked_sub(last.len())?)?;
    from_the_right.push(block_values(last, end.iter().copied())?);
    left = before;
    // A value that ends with `/` has an empty segment beside its others.
    let mut least = 1 + usize::from(last.is_empty() && left.last() == Some(&""));
    for block in between.iter().rev() {
        let starts = (1..(left.len() + 1).saturating_sub(block.len() + least)).rev();
        let (at, values) = starts
            .filter_map(|at| Some((at, block_values(block, left[at..at + block.len()].iter().copied())?)))
            .next()?;
        from_the_right.push(many_value(&left[at + block.len()..], least)?);
        least = 1;
        from_the_right.push(values);
        left = &left[..at];
    }
    from_the_right.push(many_value(left, least)?);
    from_the_right.push(start);
    Some(from_the_right.into_iter().rev().flatten().collect())
}

/// Matches segments without `{path*}`, each against its own.
pub(super) fn block_values<'a>(
    pattern: &[Segment],
    segments: impl IntoIterator<Item = &'a str>,
) -> Option<Vec<Placed<'a>>> {
    let (mut segments, mut values) = (segments.into_iter(), Vec::new());
    for pattern in pattern {
        let segment = segments.next()?;
        match pattern {
            // As the router compares: a layer that looks at the path sees the literal too.
            Segment::Literal(literal) if literal == segment => {}
            Segment::Pieces(pieces) => values.extend(piece_values(pieces, segment)?),
            _ => return None,
        }
    }
    segments.next().is_none().then_some(values)
}

/// The text of `{path*}`: at least one segment that is not empty; where `least` is 2, an empty one follows.
fn many_value<'a>(segments: &'a [&'a str], least: usize) -> Option<Vec<Placed<'a>>> {
    let named = (segments.len() + 1).checked_sub(least).filter(|named| *named > 0)?;
    let is_match = segments[..named].iter().all(|segment| !segment.is_empty());
    is_match.then(|| vec![Placed::Many(segments)])
}

/// Matches one segment with values between literal pieces, in linear time: a value ends at the first text that equals
/// the piece behind it, and the last piece ends the segment.
fn piece_values<'a>(pieces: &[Piece], segment: &'a str) -> Option<Vec<Placed<'a>>> {
    let (pieces, mut text) = match pieces {
        [pieces @ .., Piece::Literal(last)] => (pieces, segment.strip_suffix(last.as_str())?),
        pieces => (pieces, segment),
    };
    let mut values = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => text = text.strip_prefix(literal.as_str())?,
            Piece::Value => {
                let first = text.chars().next()?.len_utf8();
                let end = match pieces.get(index + 1) {
                    None => text.len(),
                    Some(Piece::Value) => first,
                    Some(Piece::Literal(next)) => positions(text, next).find(|position| *position > 0)?,
                };
                values.push(Placed::One(&text[..end]));
                text = &text[end..];
            }
        }
    }
    text.is_empty().then_some(values)
}
