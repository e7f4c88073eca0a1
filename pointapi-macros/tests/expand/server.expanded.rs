#[allow(dead_code, clippy::too_many_arguments)]
pub trait Orders: ::pointapi::__private::Send + ::pointapi::__private::Sync + Health {
    /// `GET /v1/orders/{id}`; `None` on 404.
    fn order<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Option<Order>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/orders/{kind}/{id}.json`; sent once.
    fn place<'a, 'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        id: u64,
        kind: &'a str,
        tags: &'life1 [&'a str],
        page: Option<u32>,
        trace: Option<&'life2 str>,
        options: &'life3 CallOptions,
        caller: Caller,
        order: &'life4 Order,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Response<Order>>>
    where
        'a: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        Self: 'async_trait;
    /// `PUT /v1/files/{path*}`.
    fn upload<'life0, 'life1, 'async_trait>(
        &'life0 self,
        path: &'life1 str,
        #[cfg(feature = "page")]
        page: u32,
        body: Body,
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
}
/// The client of [`Orders`].
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
        /// `GET /v1/orders/{id}`; `None` on 404.
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
        /// `POST /v1/orders/{kind}/{id}.json`; sent once.
        pub fn place<'a>(
            &self,
            id: u64,
            kind: &'a str,
            tags: &[&'a str],
            page: Option<u32>,
            trace: Option<&str>,
            options: &CallOptions,
            caller: Caller,
            order: &Order,
        ) -> impl __pointapi::Future<
            Output = Result<Response<Order>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_place(
                    &self.api,
                    id,
                    kind,
                    tags,
                    page,
                    trace,
                    options,
                    caller,
                    order,
                )
                .send()
        }
        fn __call_place<'__call, 'a>(
            api: &'__call __pointapi::Api,
            id: u64,
            kind: &'a str,
            tags: &[&'a str],
            page: Option<u32>,
            trace: Option<&str>,
            options: &CallOptions,
            caller: Caller,
            order: &Order,
        ) -> __pointapi::TypedCall<'__call, Result<Response<Order>>> {
            let call = &mut api.call(Self::__endpoint_place);
            call.path(&kind);
            call.path(&id);
            call.query_list("tag", __pointapi::ListFormat::Csv, &tags);
            call.query("page", &page);
            call.header("x-trace", &trace);
            call.options(&options);
            call.extension(caller);
            call.json(&order);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Response<Order>>>::SELECT.__select(),
                call,
            )
        }
        /// `PUT /v1/files/{path*}`.
        pub fn upload(
            &self,
            path: &str,
            #[cfg(feature = "page")]
            page: u32,
            body: Body,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_upload(&self.api, path, #[cfg(feature = "page")] page, body)
                .send()
        }
        fn __call_upload<'__call>(
            api: &'__call __pointapi::Api,
            path: &str,
            #[cfg(feature = "page")]
            page: u32,
            body: Body,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_upload);
            call.path_segments(&path);
            #[cfg(feature = "page")] call.query("page", &page);
            call.stream(body);
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
            __pointapi::prepare_with::<
                pointapi::Xml,
                _,
                _,
            >(__pointapi::DecoderFor::<Result<()>>::SELECT.__select(), call)
        }
        /// Every endpoint of [`Orders`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = const {
            &__pointapi::JoinedEndpoints::of(
                &[
                    <dyn Health as __pointapi::ApiTrait>::ENDPOINTS,
                    &[
                        Self::__endpoint_order,
                        Self::__endpoint_place,
                        Self::__endpoint_upload,
                        Self::__endpoint_form,
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
            .absent_on(&[404u16]);
        const __endpoint_place: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "place",
                __pointapi::Method::POST,
                "/v1/orders/{kind}/{id}.json",
                &["/v1/orders/", "/", ".json"],
            )
            .declared(&[("header", "X-Trace")]);
        const __endpoint_upload: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "upload",
            __pointapi::Method::PUT,
            "/v1/files/{path*}",
            &["/v1/files/", ""],
        );
        const __endpoint_form: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "form",
            __pointapi::Method::POST,
            "/v1/form",
            &["/v1/form"],
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
        fn place<'a, 'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
            &'life0 self,
            id: u64,
            kind: &'a str,
            tags: &'life1 [&'a str],
            page: Option<u32>,
            trace: Option<&'life2 str>,
            options: &'life3 CallOptions,
            caller: Caller,
            order: &'life4 Order,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Response<Order>>>
        where
            'a: 'async_trait,
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            'life3: 'async_trait,
            'life4: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_place(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    id,
                    kind,
                    tags,
                    page,
                    trace,
                    options,
                    caller,
                    order,
                )
                .boxed()
        }
        fn upload<'life0, 'life1, 'async_trait>(
            &'life0 self,
            path: &'life1 str,
            #[cfg(feature = "page")]
            page: u32,
            body: Body,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_upload(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    path,
                    #[cfg(feature = "page")]
                    page,
                    body,
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
    }
};
::pointapi::__private::served! {
    #[doc = " Serves any implementation of [`Orders`]."] #[allow(dead_code,
    private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
    #[allow(clippy::exhaustive_structs)] pub struct OrdersServer; #[allow(dead_code,
    deprecated, impl_trait_redundant_captures, non_snake_case, non_upper_case_globals,
    private_bounds, private_interfaces, single_use_lifetimes, unreachable_pub,
    clippy::all, clippy::pedantic, clippy::nursery, unused_variables)] const _ : () = {
    use ::pointapi::__private as __pointapi; impl OrdersServer where { #[doc =
    r" Serves `api`; without `verify` or `unprotected`, endpoints that are not `auth = none` respond 401."]
    #[allow(clippy::impl_trait_in_params)] pub fn new(api : impl Orders + 'static) ->
    __pointapi::Server { Self::shared(__pointapi::Arc::new(api)) } #[doc =
    r" As [`Self::new`], for an implementation that is used elsewhere too."] pub fn
    shared(api : __pointapi::Arc < dyn Orders >) -> __pointapi::Server {
    __pointapi::Server::of(& api) } } impl __pointapi::ServedApi for dyn Orders where {
    fn add_routes(api : & __pointapi::Arc < Self >, routes : & mut __pointapi::Routes) {
    < dyn Health as __pointapi::ServedApi > ::add_routes(& (__pointapi::Arc::clone(api)
    as __pointapi::Arc < dyn Health >), routes); routes.add(api, < OrdersClient >
    ::__endpoint_order, __pointapi::Reads::Nothing, & [], | served, incoming | {
    __pointapi::serve:: < __pointapi::DefaultCodec, Self, _, _, _, _ > (served, incoming,
    __pointapi::ReplyFor:: < Result < Option < Order > > > ::SELECT.__select(), |
    incoming | __pointapi::Ok(((incoming.path:: < u64 > (0usize) ?,), ())), | served,
    __pointapi::Given((id,), _), () | < Self as Orders > ::order(served, id)) }); routes
    .add(api, < OrdersClient > ::__endpoint_place, __pointapi::Reads::Whole, & ["tag",
    "page"], | served, incoming | { __pointapi::serve:: < __pointapi::DefaultCodec, Self,
    _, _, _, _ > (served, incoming, __pointapi::ReplyFor:: < Result < Response < Order >
    > > ::SELECT.__select(), | incoming | __pointapi::Ok(((incoming.path:: < u64 >
    (1usize) ?, incoming.optional_query:: < u32 > ("page",
    __pointapi::ListFormat::Repeat) ?, incoming.extension:: < Caller > () ?,), (incoming
    .path:: < < str as __pointapi::Held > ::Held > (0usize) ?, incoming.query:: < < [&
    str] as __pointapi::Held > ::Held > ("tag", __pointapi::ListFormat::Csv) ?, incoming
    .optional_header:: < < str as __pointapi::Held > ::Held > ("x-trace") ?, incoming
    .options() ?, incoming.body:: < __pointapi::DefaultCodec, < Order as __pointapi::Held
    > ::Held > () ?,))), | served, __pointapi::Given((id, page, caller,), _), (kind,
    tags, trace, options, order,) | < Self as Orders > ::place(served, id, kind, tags,
    page, __pointapi::lend_option:: < str > (trace), options, caller, order)) }); routes
    .add(api, < OrdersClient > ::__endpoint_upload, __pointapi::Reads::Stream, &
    [#[cfg(feature = "page")] "page"], | served, incoming | { __pointapi::serve:: <
    __pointapi::DefaultCodec, Self, _, _, _, _ > (served, incoming,
    __pointapi::ReplyFor:: < Result < () > > ::SELECT.__select(), | incoming | { let path
    = incoming.path:: < < str as __pointapi::Held > ::Held > (0usize) ?; #[cfg(feature =
    "page")] let page = incoming.query:: < u32 > ("page", __pointapi::ListFormat::Repeat)
    ?; #[cfg(not(all(feature = "page")))] let page = (); let body = incoming.stream:: <
    Body > () ?; __pointapi::Ok(((page, body,), (path,))) }, | served,
    __pointapi::Given((page, body,), _), (path,) | < Self as Orders > ::upload(served,
    path, #[cfg(feature = "page")] page, body)) }); routes.add(api, < OrdersClient >
    ::__endpoint_form, __pointapi::Reads::Whole, & [], | served, incoming | {
    __pointapi::serve:: < pointapi::Xml, Self, _, _, _, _ > (served, incoming,
    __pointapi::ReplyFor:: < Result < () > > ::SELECT.__select(), | incoming |
    __pointapi::Ok(((), (incoming.form:: < < Form as __pointapi::Held > ::Held > ("",
    __pointapi::ListFormat::Deep) ?,))), | served, __pointapi::Given((), _), (form,) | <
    Self as Orders > ::form(served, form)) }); } #[inline] fn of_client(client :
    __pointapi::Client) -> __pointapi::Arc < Self > { __pointapi::Arc::new(< OrdersClient
    > ::new(client)) } } const _ : () = __pointapi::forbid_twins(< OrdersClient >
    ::ENDPOINTS); };
}
