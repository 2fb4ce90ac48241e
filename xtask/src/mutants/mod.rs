//! `cargo xtask mutants`: the rules that decide about safety are changed in one place at a time, and the tests must
//! notice every change.

mod copy;
mod elements;
mod rules;
mod sample;

use crate::report::Counts;
use crate::{Outcome, needs, tools};

pub enum Which {
    Elements,
    Rules,
    Sample,
    All,
}

impl Which {
    pub fn parse(words: &[String]) -> Outcome<Self> {
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Ok(Self::All),
            ["elements"] => Ok(Self::Elements),
            ["rules"] => Ok(Self::Rules),
            ["sample"] => Ok(Self::Sample),
            _ => Err(format!("`mutants` takes elements, rules or sample, but got “{}”.", words.join(" "))),
        }
    }
}

pub fn mutants(which: Which) -> Outcome {
    needs::for_building()?;
    needs::crates()?;
    match which {
        Which::Elements => elements::drop_each(),
        Which::Rules => whole(),
        Which::Sample => {
            tools::install_mutants()?;
            match sample()?.failed {
                0 => Ok(()),
                missed => Err(format!("{missed} of the sample went unnoticed.")),
            }
        }
        Which::All => elements::drop_each().and_then(|()| whole()),
    }
}

/// The fixed sample, as the tests run it: each mutant counts as a test.
pub fn sample() -> Outcome<Counts> {
    sample::run_sample(&copy::Copy::make()?)
}

fn whole() -> Outcome {
    tools::install_mutants()?;
    let copy = copy::Copy::make()?;
    let mut unnoticed = 0;
    for area in &rules::AREAS {
        println!("\n▸ mutants: {}", area.name);
        unnoticed += rules::run(&copy, area, &[])?.missed.len();
    }
    match unnoticed {
        0 => Ok(()),
        _ => Err(format!("{unnoticed} mutants went unnoticed; they are named above.")),
    }
}
