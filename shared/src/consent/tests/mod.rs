mod cases;
mod instants;
mod laws;
mod passing_on;
mod sharing;
mod steps;
