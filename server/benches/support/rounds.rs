//! Figures of two sides that are taken in turn, so that whatever else the machine does meets both.

/// What each round of two sides gave.
#[derive(Default)]
pub struct Rounds {
    ours: Vec<f64>,
    theirs: Vec<f64>,
}

impl Rounds {
    pub fn push(&mut self, ours: f64, theirs: f64) {
        self.ours.push(ours);
        self.theirs.push(theirs);
    }

    /// The median of each side.
    pub fn medians(self) -> (f64, f64) {
        (median(self.ours), median(self.theirs))
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
