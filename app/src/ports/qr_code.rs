use serde::{Deserialize, Serialize};

/// The dark modules of a QR code. It is data, not a drawing: no markup is written where one is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modules {
    pub(crate) width: usize,
    /// Row after row.
    pub(crate) dark: Vec<bool>,
}

impl Modules {
    /// `None` where rows are not as long as `width`.
    pub fn new(width: usize, dark: Vec<bool>) -> Option<Self> {
        (dark.len() == width * width).then_some(Self { width, dark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_rows_are_as_long_as_it_is_wide() {
        assert_eq!(Modules::new(2, vec![true]), None);
        assert!(Modules::new(2, vec![true; 4]).is_some());
    }
}
