//! The arguments of a served method: read from the request in an owned form, held for the call, then lent or given away.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{
    BoundLifetimes, Expr, GenericArgument, Lifetime, PathArguments, TraitBound, Type, TypeFnPtr, TypeGroup, TypeParen,
    TypeReference,
};

use crate::model::signature::Range;
use crate::runtime_path::RuntimePath;
use crate::syntax::{as_lifetime, content_of};

/// The way an argument reaches the method, by the shape of its type.
pub(super) enum Handover {
    /// `&T`: held as the owned form of `T`, and lent.
    Lent(Type),
    /// `Option<&T>`: held as an `Option` of the owned form, and lent.
    LentOption(Type),
    /// `Option<T>`: given away.
    GivenOption(Type),
    /// Any other type: given away.
    Given(Type),
}

impl Handover {
    pub(super) fn of(ty: &Type) -> Self {
        let mut ty = ty.clone();
        Ungrouped.visit_type_mut(&mut ty);
        // The names of lifetimes are those of the method, and the functions that read and call stand outside of it.
        AnonymousLifetimes::default().visit_type_mut(&mut ty);
        match ty {
            Type::Reference(reference) => Self::Lent(*reference.elem),
            ty => match content_of(&ty, "Option") {
                Some(Type::Reference(reference)) => Self::LentOption((*reference.elem).clone()),
                Some(content) => Self::GivenOption(content.clone()),
                None => Self::Given(ty),
            },
        }
    }

    pub(super) fn is_lent(&self) -> bool {
        matches!(self, Self::Lent(_) | Self::LentOption(_))
    }

    pub(super) fn is_optional(&self) -> bool {
        matches!(self, Self::LentOption(_) | Self::GivenOption(_))
    }

    /// The type without a reference or an `Option` around it.
    pub(super) fn content(&self) -> &Type {
        match self {
            Self::Lent(ty) | Self::LentOption(ty) | Self::GivenOption(ty) | Self::Given(ty) => ty,
        }
    }

    /// The owned type that is read, without its `Option`, placed at the type of the argument.
    pub(super) fn read_type(&self, place: Range, runtime: &RuntimePath) -> TokenStream {
        let [start, end] = [place.start, place.end].map(|span| Span::call_site().located_at(span));
        let held = runtime.item("Held");
        match self {
            Self::Lent(ty) | Self::LentOption(ty) => {
                let open = quote_spanned!(start=> <);
                let held_type = quote_spanned!(end=> ::Held);
                quote!(#open #ty as #held> #held_type)
            }
            Self::GivenOption(ty) | Self::Given(ty) => quote!(#ty),
        }
    }

    /// True for a type of the standard library that is made of a `String` and does not parse: `Cow<str>`, `Arc<str>`.
    pub(super) fn is_of_string(&self) -> bool {
        const POINTERS: &[&str] = &["Arc", "Box", "Cow"];
        let Type::Path(path) = self.content() else { return false };
        let Some(segment) = path.path.segments.last() else { return false };
        let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return false };
        let content = arguments.args.last();
        POINTERS.iter().any(|pointer| segment.ident == pointer)
            && matches!(content, Some(GenericArgument::Type(Type::Path(content))) if content.path.is_ident("str"))
    }

    /// The `T` of `[T]` and `Vec<T>`.
    pub(super) fn list_item(&self) -> Option<&Type> {
        match self.content() {
            Type::Slice(slice) => Some(&slice.elem),
            ty => content_of(ty, "Vec"),
        }
    }

    /// The `T` and the `N` of `[T; N]`.
    pub(super) fn array(&self) -> Option<(&Type, &Expr)> {
        match self.content() {
            Type::Array(array) => Some((&array.elem, &array.len)),
            _ => None,
        }
    }

    /// As [`Self::list_item`], where a list of `u8` is bytes.
    pub(super) fn part_list_item(&self) -> Option<&Type> {
        self.list_item().filter(|item| !matches!(item, Type::Path(path) if path.path.is_ident("u8")))
    }

    /// True for a map by its name: it takes what is left by structs, and is read after them.
    pub(super) fn is_map(&self) -> bool {
        let Type::Path(path) = self.content() else { return false };
        path.path.segments.last().is_some_and(|segment| segment.ident.to_string().ends_with("Map"))
    }

    /// True for `Part` and an `Option` of it, which the method may read as it arrives.
    pub(super) fn is_part(&self) -> bool {
        let (Self::Given(Type::Path(path)) | Self::GivenOption(Type::Path(path))) = self else { return false };
        path.path.segments.last().is_some_and(|segment| segment.ident == "Part")
    }

    /// The argument of the call, from the variable that holds it.
    pub(super) fn generate_value(&self, local: &Ident, runtime: &RuntimePath) -> TokenStream {
        match self {
            Self::LentOption(ty) => {
                let lend_option = runtime.item("lend_option");
                quote!(#lend_option::<#ty>(#local))
            }
            Self::Lent(_) | Self::GivenOption(_) | Self::Given(_) => quote!(#local),
        }
    }
}

/// Removes the parentheses around types, and the groups in which a `macro_rules!` macro passes them. Those around bounds
/// stay: `&(dyn A + B)`.
struct Ungrouped;

impl VisitMut for Ungrouped {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        while let Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) = ty
            && !matches!(**elem, Type::TraitObject(_) | Type::ImplTrait(_))
        {
            *ty = (**elem).clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

/// Replaces each lifetime of the method by `'_`, and drops those of references. `'static` and what the type itself binds
/// (`for<'a>`) stay.
#[derive(Default)]
struct AnonymousLifetimes {
    /// The lifetimes of the binders around the current place.
    bound: Vec<Ident>,
}

impl AnonymousLifetimes {
    fn stays(&self, lifetime: &Lifetime) -> bool {
        lifetime.ident == "static" || self.bound.contains(&lifetime.ident)
    }

    fn within(&mut self, binder: Option<&BoundLifetimes>, visit: impl FnOnce(&mut Self)) {
        let outer = self.bound.len();
        let params = binder.into_iter().flat_map(|binder| &binder.lifetimes);
        self.bound.extend(params.filter_map(as_lifetime));
        visit(self);
        self.bound.truncate(outer);
    }
}

impl VisitMut for AnonymousLifetimes {
    fn visit_trait_bound_mut(&mut self, bound: &mut TraitBound) {
        let binder = bound.lifetimes.clone();
        self.within(binder.as_ref(), |this| visit_mut::visit_trait_bound_mut(this, bound));
    }

    fn visit_type_fn_ptr_mut(&mut self, function: &mut TypeFnPtr) {
        let binder = function.lifetimes.clone();
        self.within(binder.as_ref(), |this| visit_mut::visit_type_fn_ptr_mut(this, function));
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = reference.lifetime.take().filter(|lifetime| self.stays(lifetime));
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if !self.stays(lifetime) {
            *lifetime = Lifetime::new("'_", Span::call_site());
        }
    }
}
