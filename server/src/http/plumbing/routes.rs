//! The one table of routes: what adds a route to the router writes its address down in the same call, so that no
//! route exists that the tests do not walk. Everywhere else `Router::new` is absent (`server/tests/architecture.rs`).

use super::state::AppState;
use axum::{
    Router,
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{self, MethodRouter, Route},
};
use leptos::prelude::IntoView;
use leptos_axum::{AxumRouteListing, LeptosRoutes};
use std::convert::Infallible;
use tower::{Layer, Service};

/// A route's path as the router knows it, with `{…}` for what varies, and one of its methods.
pub type Address = (String, &'static str);

/// A router, and the addresses of everything in it.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    addresses: Vec<Address>,
}

/// What one path answers, by method.
pub struct Methods {
    router: MethodRouter<AppState>,
    names: Vec<&'static str>,
}

pub fn get<H: Handler<T, AppState>, T: 'static>(handler: H) -> Methods {
    Methods { router: routing::get(handler), names: vec!["GET"] }
}

pub fn post<H: Handler<T, AppState>, T: 'static>(handler: H) -> Methods {
    Methods { router: routing::post(handler), names: vec!["POST"] }
}

impl Methods {
    /// What answers any other method, in place of an empty refusal.
    pub fn otherwise<H: Handler<T, AppState>, T: 'static>(self, handler: H) -> Self {
        Self { router: self.router.fallback(handler), ..self }
    }

    pub fn post<H: Handler<T, AppState>, T: 'static>(mut self, handler: H) -> Self {
        self.names.push("POST");
        Self { router: self.router.post(handler), ..self }
    }
}

impl Routes {
    pub fn route(mut self, path: &str, methods: Methods) -> Self {
        self.addresses.extend(methods.names.into_iter().map(|method| (path.to_owned(), method)));
        Self { router: self.router.route(path, methods.router), ..self }
    }

    /// One file at one path.
    pub fn file<S>(mut self, path: &str, service: S) -> Self
    where
        S: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        S::Response: IntoResponse,
        S::Future: Send + 'static,
    {
        self.addresses.push((path.to_owned(), "GET"));
        Self { router: self.router.route_service(path, service), ..self }
    }

    /// Files below `path`.
    pub fn folder<S>(mut self, path: &str, service: S) -> Self
    where
        S: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        S::Response: IntoResponse,
        S::Future: Send + 'static,
    {
        self.addresses.push((format!("{path}/{{*file}}"), "GET"));
        Self { router: self.router.nest_service(path, service), ..self }
    }

    /// The app's own pages.
    pub fn pages<View: IntoView + 'static>(
        mut self,
        state: &AppState,
        pages: Vec<AxumRouteListing>,
        context: impl Fn() + Clone + Send + Sync + 'static,
        shell: impl Fn() -> View + Clone + Send + Sync + 'static,
    ) -> Self {
        self.addresses.extend(pages.iter().map(|page| (page.path().to_owned(), "GET")));
        Self { router: self.router.leptos_routes_with_context(state, pages, context, shell), ..self }
    }

    /// What answers where there is no route.
    pub fn fallback<H: Handler<T, AppState>, T: 'static>(self, handler: H) -> Self {
        Self { router: self.router.fallback(handler), ..self }
    }

    pub fn merge(mut self, mut other: Self) -> Self {
        self.addresses.append(&mut other.addresses);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// Around everything that is in it by now.
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Self { router: self.router.layer(layer), ..self }
    }

    /// The same, and not around what answers where there is no route.
    pub fn route_layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Self { router: self.router.route_layer(layer), ..self }
    }

    /// What serves, and all that it serves.
    pub fn finish(self, state: AppState) -> (Router, Vec<Address>) {
        (self.router.with_state(state), self.addresses)
    }
}
