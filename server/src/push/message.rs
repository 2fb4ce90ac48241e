//! What a device is told, so that nobody on the way can read it (RFC 8291), and who tells it (RFC 8292).

use super::{Endpoint, Push};
use crate::store::account::push::{Subscription, Told};
use app::i18n::{Locale, embedded};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use shared::log::news::Kind;
use web_push_native::{Auth, p256::PublicKey};

/// Every message has this length, so that it does not tell an emergency from anything else: more than the longest of
/// our sentences.
const LENGTH: usize = 512;

/// A day is the longest that RFC 8292 allows.
const SIGNED_FOR: Duration = Duration::hours(12);

#[derive(Debug, thiserror::Error)]
pub(super) enum MessageError {
    #[error("the device's key is no point of P-256")]
    Key,
    #[error("the message could not be encrypted")]
    Encrypt,
}

/// `{title, lang, kind, to}` in the words of whoever subscribed: no facility, no name, nothing of the record. `to`: the
/// page of ours that says more.
fn text(told: Told, locale: Locale) -> String {
    let words = embedded::words(locale);
    let (title, kind, to) = match told {
        Told::Record(kind @ Kind::Other) => {
            (words.say("push-other", &[]), serde_json::json!(kind), "/history")
        }
        Told::Record(kind @ Kind::Refused) => {
            (words.say("push-refused", &[]), serde_json::json!(kind), "/history")
        }
        Told::Record(kind @ Kind::Emergency) => {
            (words.say("push-emergency", &[]), serde_json::json!(kind), "/history")
        }
        Told::SignIn => (words.say("push-sign-in", &[]), serde_json::json!("sign-in"), "/signins"),
        Told::Caring => (words.say("push-caring", &[]), serde_json::json!("caring"), "/records"),
    };
    let text =
        serde_json::json!({ "title": title, "lang": locale.tag(), "kind": kind, "to": to }).to_string();
    // White space after JSON says nothing.
    format!("{text:<width$}", width = LENGTH - (text.len() - text.chars().count()))
}

/// The body, in `aes128gcm`.
pub(super) fn body(told: Told, to: &Subscription) -> Result<Vec<u8>, MessageError> {
    let key = PublicKey::from_sec1_bytes(&to.p256dh).map_err(|_| MessageError::Key)?;
    let auth: [u8; 16] = to.auth.as_slice().try_into().map_err(|_| MessageError::Key)?;
    let locale = Locale::from_tag(&to.language).unwrap_or_default();
    web_push_native::encrypt(text(told, locale).into_bytes(), &key, &Auth::from(auth))
        .map_err(|_| MessageError::Encrypt)
}

/// The header `Authorization`: a signed statement that is good for this push service alone, and not for long.
pub(super) fn authorization(push: &Push, endpoint: &Endpoint, now: DateTime<Utc>) -> String {
    let claims = serde_json::json!({
        "aud": endpoint.origin(),
        "exp": (now + SIGNED_FOR).timestamp(),
        "sub": push.contact,
    });
    let encoded = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let signed = format!("{}.{}", encoded(r#"{"typ":"JWT","alg":"ES256"}"#), encoded(&claims.to_string()));
    let signature = URL_SAFE_NO_PAD.encode(push.key.sign(&signed));
    format!("vapid t={signed}.{signature}, k={}", push.key.public())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_the_same_length() {
        for locale in Locale::ALL {
            for kind in [Kind::Other, Kind::Refused, Kind::Emergency] {
                assert_eq!(text(Told::Record(kind), locale).len(), LENGTH, "{kind:?}");
            }
            for told in [Told::SignIn, Told::Caring] {
                assert_eq!(text(told, locale).len(), LENGTH, "{told:?}");
            }
        }
    }
}
