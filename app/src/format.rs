//! Dates, numbers and units, each formatted in one place.
