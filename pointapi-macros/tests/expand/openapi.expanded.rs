/// Orders of one account.
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Orders: ::pointapi::__private::Send + ::pointapi::__private::Sync + Health {
    /// One order.
    /**
 `GET /v1/orders/{id}`; `None` on 404.*/
    fn order<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Option<Order>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    #[deprecated(since = "2", note = "use `order`")]
    /// `POST /v1/orders/{kind}`; sent once.
    fn place<'a, 'life0, 'life1, 'life2, 'life3, 'life4, 'life5, 'async_trait>(
        &'life0 self,
        kind: &'a str,
        tags: &'life1 [&'a str],
        page: Option<u32>,
        trace: Option<&'life2 str>,
        #[cfg(feature = "session")]
        session: &'life3 str,
        options: &'life4 CallOptions,
        order: &'life5 Order,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Response<Order>>>
    where
        'a: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        'life5: 'async_trait,
        Self: 'async_trait;
    #[cfg(feature = "upload")]
    /// `PUT /v1/files`.
    fn upload<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        note: Option<&'life1 str>,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/form`; sent once.
    fn form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        form: &'life1 Form,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `GET` of the given URL.
    fn next<'life0, 'life1, 'async_trait>(
        &'life0 self,
        next: &'life1 str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Order>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Orders`].
///
/// Orders of one account.
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct OrdersClient {
    api: ::pointapi::__private::Api,
}
#[allow(
    dead_code,
    deprecated,
    impl_trait_redundant_captures,
    non_snake_case,
    non_upper_case_globals,
    private_bounds,
    private_interfaces,
    single_use_lifetimes,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    unused_variables
)]
const _: () = {
    use ::pointapi::__private as __pointapi;
    impl OrdersClient {
        /// A client of [`Orders`] on `client`.
        #[must_use]
        pub fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        pub fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
            }
        }
        /// The client underneath.
        #[must_use]
        pub fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// One order.
        /**
 `GET /v1/orders/{id}`; `None` on 404.*/
        pub fn order(
            &self,
            id: u64,
        ) -> impl __pointapi::Future<
            Output = Result<Option<Order>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_order(&self.api, id).send()
        }
        fn __call_order<'__call>(
            api: &'__call __pointapi::Api,
            id: u64,
        ) -> __pointapi::TypedCall<'__call, Result<Option<Order>>> {
            let call = &mut api.call(Self::__endpoint_order);
            call.path(&id);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Option<Order>>>::SELECT
                    .absent_on_status()
                    .__select(),
                call,
            )
        }
        #[deprecated(since = "2", note = "use `order`")]
        /// `POST /v1/orders/{kind}`; sent once.
        pub fn place<'a>(
            &self,
            kind: &'a str,
            tags: &[&'a str],
            page: Option<u32>,
            trace: Option<&str>,
            #[cfg(feature = "session")]
            session: &str,
            options: &CallOptions,
            order: &Order,
        ) -> impl __pointapi::Future<
            Output = Result<Response<Order>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_place(
                    &self.api,
                    kind,
                    tags,
                    page,
                    trace,
                    #[cfg(feature = "session")]
                    session,
                    options,
                    order,
                )
                .send()
        }
        fn __call_place<'__call, 'a>(
            api: &'__call __pointapi::Api,
            kind: &'a str,
            tags: &[&'a str],
            page: Option<u32>,
            trace: Option<&str>,
            #[cfg(feature = "session")]
            session: &str,
            options: &CallOptions,
            order: &Order,
        ) -> __pointapi::TypedCall<'__call, Result<Response<Order>>> {
            let call = &mut api.call(Self::__endpoint_place);
            call.path(&kind);
            call.query_list("tag", __pointapi::ListFormat::Csv, &tags);
            call.query("page", &page);
            call.sensitive_header("x-trace", &trace);
            #[cfg(feature = "session")] call.cookie("session", &session);
            call.options(&options);
            call.json(&order);
            __pointapi::prepare_with::<
                pointapi::Xml,
                _,
                _,
            >(__pointapi::DecoderFor::<Result<Response<Order>>>::SELECT.__select(), call)
        }
        #[cfg(feature = "upload")]
        /// `PUT /v1/files`.
        pub fn upload(
            &self,
            file: Part,
            note: Option<&str>,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_upload(&self.api, file, note).send()
        }
        #[cfg(feature = "upload")]
        fn __call_upload<'__call>(
            api: &'__call __pointapi::Api,
            file: Part,
            note: Option<&str>,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_upload);
            call.part("file", file);
            call.part("note", note);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /v1/form`; sent once.
        pub fn form(
            &self,
            form: &Form,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_form(&self.api, form).send()
        }
        fn __call_form<'__call>(
            api: &'__call __pointapi::Api,
            form: &Form,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_form);
            call.form_list("", __pointapi::ListFormat::Deep, &form);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `GET` of the given URL.
        pub fn next(
            &self,
            next: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Order>,
        > + __pointapi::Send + use<'_> {
            Self::__call_next(&self.api, next).send()
        }
        fn __call_next<'__call>(
            api: &'__call __pointapi::Api,
            next: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Order>> {
            let call = &mut api.call(Self::__endpoint_next);
            call.url(&next);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Order>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Orders`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = const {
            &__pointapi::JoinedEndpoints::of(
                &[
                    <dyn Health as __pointapi::ApiTrait>::ENDPOINTS,
                    &[
                        Self::__endpoint_order,
                        Self::__endpoint_place,
                        #[cfg(feature = "upload")]
                        Self::__endpoint_upload,
                        Self::__endpoint_form,
                        Self::__endpoint_next,
                    ],
                ],
            )
        }
            .as_slice();
        const __endpoint_order: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "order",
                __pointapi::Method::GET,
                "/v1/orders/{id}",
                &["/v1/orders/", ""],
            )
            .with_docs("One order.")
            .absent_on(&[404u16]);
        const __endpoint_place: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "place",
                __pointapi::Method::POST,
                "/v1/orders/{kind}",
                &["/v1/orders/", ""],
            )
            .declared(
                &[
                    ("header", "X-Trace"),
                    #[cfg(feature = "session")]
                    ("cookie", "session"),
                ],
            );
        #[cfg(feature = "upload")]
        const __endpoint_upload: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "upload",
            __pointapi::Method::PUT,
            "/v1/files",
            &["/v1/files"],
        );
        const __endpoint_form: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "form",
            __pointapi::Method::POST,
            "/v1/form",
            &["/v1/form"],
        );
        const __endpoint_next: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "next",
            __pointapi::Method::GET,
            "",
            &["/v1"],
        );
    }
    impl __pointapi::Clone for OrdersClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for OrdersClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("OrdersClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for OrdersClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Orders;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Orders {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <OrdersClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Orders for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Orders> + Health,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Orders>>::Trait: Orders,
    {
        fn order<'life0, 'async_trait>(
            &'life0 self,
            id: u64,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Option<Order>>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_order(__pointapi::api_of::<dyn Orders, _>(self), id)
                .boxed()
        }
        fn place<'a, 'life0, 'life1, 'life2, 'life3, 'life4, 'life5, 'async_trait>(
            &'life0 self,
            kind: &'a str,
            tags: &'life1 [&'a str],
            page: Option<u32>,
            trace: Option<&'life2 str>,
            #[cfg(feature = "session")]
            session: &'life3 str,
            options: &'life4 CallOptions,
            order: &'life5 Order,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Response<Order>>>
        where
            'a: 'async_trait,
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            'life3: 'async_trait,
            'life4: 'async_trait,
            'life5: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_place(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    kind,
                    tags,
                    page,
                    trace,
                    #[cfg(feature = "session")]
                    session,
                    options,
                    order,
                )
                .boxed()
        }
        #[cfg(feature = "upload")]
        fn upload<'life0, 'life1, 'async_trait>(
            &'life0 self,
            file: Part,
            note: Option<&'life1 str>,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_upload(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    file,
                    note,
                )
                .boxed()
        }
        fn form<'life0, 'life1, 'async_trait>(
            &'life0 self,
            form: &'life1 Form,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_form(__pointapi::api_of::<dyn Orders, _>(self), form)
                .boxed()
        }
        fn next<'life0, 'life1, 'async_trait>(
            &'life0 self,
            next: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Order>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_next(__pointapi::api_of::<dyn Orders, _>(self), next)
                .boxed()
        }
    }
};
::pointapi::__private::described! {
    #[allow(dead_code, deprecated, impl_trait_redundant_captures, non_snake_case,
    non_upper_case_globals, private_bounds, private_interfaces, single_use_lifetimes,
    unreachable_pub, clippy::all, clippy::pedantic, clippy::nursery, unused_variables)]
    const _ : () = { use ::pointapi::__private as __pointapi; impl
    __pointapi::DescribedApi for dyn Orders where { const TRAIT :
    __pointapi::DescribedTrait = __pointapi::DescribedTrait::new("Orders",
    "Orders of one account.", __pointapi::option_env!("CARGO_PKG_VERSION"),
    __pointapi::module_path!(), false); fn describe(description : & mut
    __pointapi::Description) { < dyn Health as __pointapi::DescribedApi >
    ::describe(description); description.open:: < Self > (); description
    .operation(__pointapi::Operation::new(< OrdersClient > ::__endpoint_order,
    __pointapi::Returned:: < Result < Option < Order > > > ::TYPE.__responses:: <
    __pointapi::DefaultCodec > ()), & [__pointapi::Argument::path(0usize,
    __pointapi::SchemaOf:: < u64 > ::TYPE.__schema())],); description
    .operation(__pointapi::Operation::new(< OrdersClient > ::__endpoint_place,
    __pointapi::Returned:: < Result < Response < Order > > > ::TYPE.__responses:: <
    pointapi::Xml > ()).deprecated("use `order`"), & [__pointapi::Argument::path(0usize,
    __pointapi::SchemaOf:: < str > ::TYPE.__schema()), __pointapi::Argument::query("tag",
    __pointapi::ListFormat::Csv, __pointapi::TypeSchema::of:: < [& str] > ())
    .docs("The tags. "), __pointapi::Argument::query("page",
    __pointapi::ListFormat::Repeat, __pointapi::TypeSchema::of:: < u32 > ()).optional(),
    __pointapi::Argument::header("X-Trace", __pointapi::SchemaOf:: < str > ::TYPE
    .__schema()).optional().sensitive(), #[cfg(feature = "session")]
    __pointapi::Argument::cookie("session", __pointapi::SchemaOf:: < str > ::TYPE
    .__schema()), __pointapi::Argument::body("application/json",
    __pointapi::TypeSchema::of:: < Order > ())],); #[cfg(feature = "upload")] description
    .operation(__pointapi::Operation::new(< OrdersClient > ::__endpoint_upload,
    __pointapi::Returned:: < Result < () > > ::TYPE.__responses:: <
    __pointapi::DefaultCodec > ()), & [__pointapi::Argument::part:: < Part > ("file"),
    __pointapi::Argument::part:: < str > ("note").optional()],); description
    .operation(__pointapi::Operation::new(< OrdersClient > ::__endpoint_form,
    __pointapi::Returned:: < Result < () > > ::TYPE.__responses:: <
    __pointapi::DefaultCodec > ()), & [__pointapi::Argument::form("",
    __pointapi::ListFormat::Deep, __pointapi::TypeSchema::of:: < Form > ())],); } } };
}
