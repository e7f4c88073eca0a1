//! References whose target depends on the schema around them.

use crate::cursor::Cursor;
use crate::lower::Lowering;

impl<'d> Lowering<'d> {
    /// Reports a reference of JSON Schema 2019-09 and later that is resolved where it is used.
    pub(super) fn report_dynamic_reference(&mut self, schema: &Cursor<'d>) {
        for keyword in ["$dynamicRef", "$recursiveRef"].iter().filter(|keyword| schema.has(keyword)) {
            self.findings.add(schema, format!("`{keyword}` is not followed; the value is untyped"));
        }
    }
}
