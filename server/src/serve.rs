//! Serving: opens what the program needs, answers until it is asked to stop, and closes in order.

use crate::{
    background::Running,
    config::Config,
    demo,
    entropy::Entropy,
    http::{
        AppState, FrontEnd,
        connections::{self, Connections, Timeouts},
        router,
    },
    knowledge::Knowledge,
    links,
    log::{SigningKey, origins, sequencer::Sequencer},
    public_url::PublicUrl,
    push::{Delivery, Push, PushKey, Reach},
    store::{self, Store},
};
use anyhow::Context;
use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

/// Opens the store, says where the portal is, and serves until asked to stop.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let front_end = FrontEnd::open(&config.assets)?.with_before(config.assets_before)?;
    let store = Store::open(&config.database).await.context("opening the database")?;
    let entropy = Entropy::system();
    if config.demo.is_some() {
        demo::seed(&store, &config.clock, &entropy).await.context("writing the demonstration people")?;
    }
    let knowledge = Knowledge::load_over(&store, config.knowledge)
        .await
        .context("reading what is known about medicines")?;
    tell_what_is_off(&store, config.demo.is_some()).await?;
    let log_is_new = store::log::newest_head(&store).await.context("reading the access log")?.is_none();
    let log_key = SigningKey::open(&config.log_key, log_is_new, &entropy)?;
    let sequencer =
        Sequencer::new(store.clone(), config.clock.clone(), log_key.clone(), config.witness.clone())?;
    sequencer.check_key().await?;
    let listener = connections::listen(config.listen).with_context(|| {
        format!("{} cannot be listened on: is another program using the port?", config.listen)
    })?;
    let address = listener.local_addr()?;
    let public_url = config.public_url.unwrap_or_else(|| PublicUrl::on_this_machine(address.port()));
    let clock = config.clock.clone();
    let state = AppState::new(store.clone(), config.clock, entropy, config.demo, front_end)
        .with_public_url(public_url)
        .with_also_hosts(config.also_hosts)
        .with_oidc(config.oidc)
        .with_trusted_proxies(config.trusted_proxies)
        .with_windows(config.windows)
        .with_refill(config.refill)
        .with_recovery_wait(config.recovery_wait)
        .with_patients_check(config.patients_check)
        .with_service_worker(config.service_worker)
        .with_keep_days(config.keep_days)
        .with_knowledge(knowledge)
        .with_log_key(log_key.verifier());
    let (state, delivery) = match config.push_key {
        Some(file) => with_push(state, &file)?,
        None => (state, None),
    };
    let sequencer = sequencer.start();
    let origins = origins::start(store.clone(), clock.clone());
    let sweeping = links::start_sweeping(store.clone(), clock);
    println!("Mikata is ready: http://{}:{}/", readable_host(address), address.port());
    let live = state.live.clone();
    let descriptors = connections::raise_descriptors();
    live.allow(descriptors.streams());
    let connections =
        Connections::new(Timeouts::default(), descriptors.connections(), state.trusted_proxies.clone());
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let served = connections.serve(listener, router(state), async move {
        stop_signal().await;
        live.close();
        let _ = stopping.send(());
    });
    tokio::select! {
        () = served => {}
        () = too_long_after(stopped) => tracing::warn!("connections that did not end were cut off"),
    }
    if let Some(delivery) = delivery {
        delivery.stop().await;
    }
    origins.stop().await;
    sweeping.stop().await;
    sequencer.stop().await;
    store.close().await;
    Ok(())
}

/// So that nobody looks for the reason on the pages alone.
async fn tell_what_is_off(store: &Store, demo: bool) -> anyhow::Result<()> {
    let used = store::function::in_use(store, demo).await.context("reading which functions are in use")?;
    let off = used.missing();
    if !off.is_empty() {
        tracing::warn!(functions = %off, "functions are off until an operator clears them: mikata functions list");
    }
    Ok(())
}

/// Tells people's devices, where they want it.
fn with_push(state: AppState, file: &Path) -> anyhow::Result<(AppState, Option<Running>)> {
    let key = Arc::new(PushKey::open(file, &state.entropy)?);
    let push = Push { key, contact: state.public_url.origin(), reach: Reach::Public };
    let delivery = Delivery::new(state.store.clone(), state.clock.clone(), push.clone())
        .context("setting up the connection to push services")?;
    Ok((state.with_push(push), Some(delivery.start())))
}

/// `__Host-` cookies and passkeys want a name; browsers treat `localhost` as a secure place.
fn readable_host(address: SocketAddr) -> String {
    if address.ip().is_loopback() { "localhost".to_owned() } else { address.ip().to_string() }
}

/// How long those who are being answered hold up the end of the program.
const LAST_ANSWERS: Duration = Duration::from_secs(20);

async fn too_long_after(stopped: tokio::sync::oneshot::Receiver<()>) {
    match stopped.await {
        Ok(()) => tokio::time::sleep(LAST_ANSWERS).await,
        // Whatever ended without being asked to says why itself.
        Err(_) => std::future::pending().await,
    }
}

async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
