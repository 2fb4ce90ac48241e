mod cases;
mod faults;
mod laws;
mod passing_on;
mod steps;
