//! What is sealed: the portal's answers as it wrote them.

use crate::kept::texts;

/// The texts of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The visit, without what a session knows.
    pub visit: String,
    pub record: String,
    /// Decisions; empty where they could not be had.
    pub sharing: String,
    /// Infection tests, as their page shows them; empty where its reader did not ask for them to be kept.
    pub infections: String,
    /// Who looked, in pages; none where that could not be had.
    pub history: Vec<String>,
}

impl Content {
    pub fn to_bytes(&self) -> Vec<u8> {
        let texts = [&self.visit, &self.record, &self.sharing, &self.infections];
        texts::to_bytes(texts.into_iter().chain(&self.history))
    }

    /// `None`: it is not one.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut content = Self {
            visit: texts::next(&mut bytes)?,
            record: texts::next(&mut bytes)?,
            sharing: texts::next(&mut bytes)?,
            infections: texts::next(&mut bytes)?,
            history: Vec::new(),
        };
        while !bytes.is_empty() {
            content.history.push(texts::next(&mut bytes)?);
        }
        Some(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_was_cut_is_not() {
        let content = Content {
            visit: "{}".into(),
            record: "記録".into(),
            sharing: String::new(),
            infections: "<p>陰性</p>".into(),
            history: vec!["一".into(), "二".into()],
        };
        let bytes = content.to_bytes();
        assert_eq!(Content::from_bytes(&bytes), Some(content));
        for end in 0..bytes.len() {
            // Whole pages may be missing at the end: the cipher says that nothing was cut.
            let cut = Content::from_bytes(&bytes[..end]);
            assert!(cut.is_none_or(|cut| cut.history.len() < 2), "{end}");
        }
        assert_eq!(Content::from_bytes(&[0, 0, 0, 1, 0xff]), None);
    }
}
