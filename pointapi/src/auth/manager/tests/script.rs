//! A login with scripted responses that counts its requests, and the scenes that tests build on it.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use async_trait::async_trait;

use super::super::*;
use crate::auth::environment::Identity;
use crate::auth::{Fingerprint, SignInHold, TokenError, TokenSet, Why};
pub(super) use crate::clock::Clock;
use crate::clock::ManualClock;
use crate::store::MemoryStore;
pub(super) use crate::store::TokenStore;

/// An endpoint for tests in which any endpoint will do.
pub(super) const ENDPOINT: EndpointId = EndpointId::numbered(1);
pub(super) const OTHER_ENDPOINT: EndpointId = EndpointId::numbered(2);

pub(super) const HOUR: Duration = seconds(3600);

pub(super) const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// One response of the login.
pub(super) enum Reply {
    Tokens(TokenSet),
    Error(TokenError),
    /// The inner reply, after a delay.
    After(Duration, Box<Reply>),
    /// The inner reply, at an instant.
    At(Instant, Box<Reply>),
    Panic,
}

pub(super) fn tokens(access: &str) -> TokenSet {
    TokenSet::new(access).expires_in(HOUR)
}

/// A login that follows its scripts. At the end of a script it returns tokens of one hour with a refresh token.
#[derive(Default)]
pub(super) struct Login {
    sign_in_script: Mutex<VecDeque<Reply>>,
    refresh_script: Mutex<VecDeque<Reply>>,
    sign_ins: AtomicU32,
    refreshes: AtomicU32,
    issued: AtomicU32,
    account: Mutex<String>,
    /// The current password.
    password: Mutex<String>,
    asked: Mutex<Vec<Why>>,
    refreshed_with: Mutex<Vec<String>>,
    provider_script: Mutex<VecDeque<Reply>>,
    timeout: Mutex<Option<Duration>>,
    rotates: bool,
    is_interactive: bool,
}

impl Login {
    pub(super) fn of(account: &str) -> Self {
        Self { account: Mutex::new(account.to_owned()), ..Self::default() }
    }

    /// A login that accepts each refresh token once.
    pub(super) fn rotating(account: &str) -> Self {
        Self { rotates: true, ..Self::of(account) }
    }

    /// A login whose sign-in needs a person.
    pub(super) fn interactive(account: &str) -> Self {
        Self { is_interactive: true, ..Self::of(account) }
    }

    /// Ends the script of refreshes: from now on each brings a token.
    pub(super) fn mend_refresh(&self) {
        self.refresh_script.lock().expect("no panic").clear();
    }

    /// Ends the script of sign-ins: from now on each brings a token.
    pub(super) fn mend_sign_in(&self) {
        self.sign_in_script.lock().expect("no panic").clear();
    }

    pub(super) fn on_sign_in(&self, replies: impl IntoIterator<Item = Reply>) {
        self.sign_in_script.lock().expect("no panic").extend(replies);
    }

    pub(super) fn on_refresh(&self, replies: impl IntoIterator<Item = Reply>) {
        self.refresh_script.lock().expect("no panic").extend(replies);
    }

    /// Scripts the next calls to the credentials provider; `Reply::Tokens` stands for a success.
    pub(super) fn on_question(&self, replies: impl IntoIterator<Item = Reply>) {
        self.provider_script.lock().expect("no panic").extend(replies);
    }

    /// Changes the account.
    pub(super) fn name(&self, account: &str) {
        *self.account.lock().expect("no panic") = account.to_owned();
    }

    pub(super) fn set_timeout(&self, timeout: Duration) {
        *self.timeout.lock().expect("no panic") = Some(timeout);
    }

    pub(super) fn set_password(&self, password: &str) {
        *self.password.lock().expect("no panic") = password.to_owned();
    }

    /// Returns the number of sign-ins and the number of refreshes so far.
    pub(super) fn counts(&self) -> (u32, u32) {
        (self.sign_ins.load(Ordering::SeqCst), self.refreshes.load(Ordering::SeqCst))
    }

    pub(super) fn asked(&self) -> Vec<Why> {
        self.asked.lock().expect("no panic").clone()
    }

    pub(super) fn refreshed_with(&self) -> Vec<String> {
        self.refreshed_with.lock().expect("no panic").clone()
    }

    async fn respond(&self, script: &Mutex<VecDeque<Reply>>) -> Result<TokenSet, TokenError> {
        let mut next = script.lock().expect("no panic").pop_front();
        loop {
            match next {
                Some(Reply::Tokens(tokens)) => return Ok(tokens),
                Some(Reply::Error(error)) => return Err(error),
                Some(Reply::Panic) => panic!("as the script says"),
                Some(Reply::After(delay, then)) => {
                    tokio::time::sleep(delay).await;
                    next = Some(*then);
                }
                Some(Reply::At(time, then)) => {
                    tokio::time::sleep_until(time).await;
                    next = Some(*then);
                }
                None => {
                    let number = self.issued.fetch_add(1, Ordering::SeqCst);
                    return Ok(tokens(&format!("access-{number}")).refresh_token("refresh"));
                }
            }
        }
    }
}

#[async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        self.sign_ins.fetch_add(1, Ordering::SeqCst);
        self.respond(&self.sign_in_script).await
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        self.refreshes.fetch_add(1, Ordering::SeqCst);
        self.refreshed_with.lock().expect("no panic").push(refresh_token.expose().to_owned());
        self.respond(&self.refresh_script).await
    }

    fn timeout(&self) -> Duration {
        self.timeout.lock().expect("no panic").unwrap_or(seconds(10))
    }

    fn rotates_refresh_tokens(&self) -> bool {
        self.rotates
    }

    fn signs_in_by_refresh_token(&self) -> bool {
        self.rotates
    }

    fn is_interactive(&self) -> bool {
        self.is_interactive
    }

    fn account(&self) -> String {
        self.account.lock().expect("no panic").clone()
    }

    async fn credential_fingerprint(&self, why: Why) -> Result<Fingerprint, TokenError> {
        self.asked.lock().expect("no panic").push(why);
        if !self.provider_script.lock().expect("no panic").is_empty() {
            let _ = self.respond(&self.provider_script).await?;
        }
        Ok(Fingerprint::of([self.password.lock().expect("no panic").as_str()]))
    }
}

/// A token manager, with the login and the clock that a test controls.
pub(super) struct Stage {
    pub(super) login: Arc<Login>,
    pub(super) clock: ManualClock,
    pub(super) manager: TokenManager,
}

/// The clock, guard and store that several managers share.
#[derive(Clone)]
pub(super) struct World {
    pub(super) clock: ManualClock,
    pub(super) guard: Arc<GuardHub>,
    pub(super) store: Arc<dyn TokenStore>,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with_store(MemoryStore::new())
    }

    pub(super) fn with_store(store: impl TokenStore) -> Self {
        // Thursday noon in New York, in winter.
        let start = SystemTime::UNIX_EPOCH + seconds(1_768_496_400);
        Self { clock: ManualClock::starting_at(start), guard: Arc::default(), store: Arc::new(store) }
    }

    /// Replaces the guard with one that holds for the given time.
    pub(super) fn holding(self, hold: SignInHold) -> Self {
        Self { guard: Arc::new(GuardHub::new(hold)), ..self }
    }

    pub(super) fn manager(&self, login: &Arc<Login>, alias: Option<&str>, seed: u64) -> TokenManager {
        let environment = Environment {
            clock: Arc::new(self.clock.clone()),
            jitter_seed: seed,
            guard: Arc::clone(&self.guard),
            store: Arc::clone(&self.store),
            login_timeout: None,
            identity: Identity {
                origin: "https://api.example".to_owned(),
                login: None,
                alias: alias.map(str::to_owned),
            },
        };
        TokenManager::new(Arc::clone(login) as Arc<dyn TokenSource>, environment)
    }
}

impl Stage {
    pub(super) fn new() -> Self {
        let (world, login) = (World::new(), Arc::new(Login::of("greta")));
        Self { manager: world.manager(&login, None, 1), clock: world.clock, login }
    }

    /// Creates a stage that is signed in with `access-0`.
    pub(super) async fn signed_in() -> Self {
        let stage = Self::new();
        assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
        stage
    }

    /// Returns the token that a caller gets now.
    pub(super) async fn token(&self) -> Result<String, AuthFailureKind> {
        token(&self.manager).await
    }

    pub(super) fn counts(&self) -> (u32, u32) {
        self.login.counts()
    }

    /// Returns the authorization of a request that does not wait.
    pub(super) fn current(&self) -> Authorization {
        self.manager.current(None).expect("a fresh token")
    }

    /// Waits until the running token fetch has ended.
    pub(super) async fn settle(&self) {
        while self.manager.status().is_fetching() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

pub(super) async fn token(manager: &TokenManager) -> Result<String, AuthFailureKind> {
    match manager.access_token().await {
        Ok(token) => Ok(token.expose().to_owned()),
        Err(failure) => Err(failure.kind()),
    }
}

/// Returns the outcomes of `size` concurrent callers.
pub(super) async fn crowd(manager: &TokenManager, size: usize) -> Vec<Result<Authorization, Arc<AuthFailure>>> {
    let callers: Vec<_> = (0..size)
        .map(|_| {
            let manager = manager.clone();
            tokio::spawn(async move { manager.authorize(None).await })
        })
        .collect();
    let mut outcomes = Vec::with_capacity(size);
    for caller in callers {
        outcomes.push(caller.await.expect("no panic"));
    }
    outcomes
}
