//! The values by which the decoder of a union selects a variant.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Expr, ExprMethodCall, ImplItem, ItemImpl, Stmt};

/// For each variant the tag and its values, `kind = "cat"`, if the item is the decoder of a union.
pub(super) fn selected(item: &ItemImpl) -> Vec<(String, String)> {
    let is_decoder = |path: &syn::Path| path.segments.last().is_some_and(|last| last.ident == "Deserialize");
    if !item.trait_.as_ref().is_some_and(|(path, _)| is_decoder(path)) {
        return Vec::new();
    }
    let bodies =
        item.items.iter().filter_map(|item| if let ImplItem::Fn(item) = item { Some(&item.block) } else { None });
    bodies.filter_map(|body| body.stmts.last()).filter_map(arms).flatten().collect()
}

/// `match value.get("kind").and_then(..) { .. }.map_err(..)`
fn arms(statement: &Stmt) -> Option<Vec<(String, String)>> {
    let Stmt::Expr(Expr::MethodCall(ExprMethodCall { receiver, .. }), _) = statement else { return None };
    let Expr::Match(of) = &**receiver else { return None };
    let Expr::MethodCall(ExprMethodCall { receiver: get, .. }) = &*of.expr else { return None };
    let Expr::MethodCall(ExprMethodCall { args, .. }) = &**get else { return None };
    let tag = args.first()?.to_token_stream().to_string();
    let arm = |arm: &syn::Arm| {
        let pattern = arm.pat.to_token_stream().to_string();
        let values = pattern
            .trim_start_matches("None | ")
            .strip_prefix("Some")?
            .trim()
            .trim_start_matches('(')
            .trim_end_matches(')');
        let selected_by = format!("{} = {}", tag.trim_matches('"'), values.trim().trim_end_matches(','));
        let body = arm.body.to_token_stream().to_string();
        let variant = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let variants = body.split("Self :: ").skip(1).map(variant).filter(|variant| variant != "Unknown");
        let variants: BTreeSet<String> = variants.collect();
        Some(variants.into_iter().map(|variant| (variant, selected_by.clone())).collect::<Vec<_>>())
    };
    Some(of.arms.iter().filter_map(arm).flatten().collect())
}
