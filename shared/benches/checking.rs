//! The check of medicines on this machine: 20 and 500 medicines against the whole knowledge, and how long the
//! compact form takes to be ready. Writes down what another check needs to be timed on the same (`peer.py`).

mod medicines;
mod peer;

use criterion::{Criterion, criterion_group, criterion_main};
use medicines::{FIFTY, MANY, TWENTY, knowledge, situation};
use shared::medication::{check::check, knowledge::KnowledgeBase};
use std::hint::black_box;

fn checking(criterion: &mut Criterion) {
    let (knowledge, compact) = knowledge();
    let (twenty, many) = (situation(TWENTY, &knowledge), situation(MANY, &knowledge));
    println!("measured check-findings-20 {}", check(&twenty, &knowledge).findings.len());
    println!("measured check-findings-500 {}", check(&many, &knowledge).findings.len());
    println!("measured knowledge-bytes {}", compact.len());
    let fifty = situation(FIFTY, &knowledge);
    for (count, situation) in [(TWENTY, &twenty), (FIFTY, &fifty)] {
        println!("measured check-pairs-{count} {}", peer::interacting(&check(situation, &knowledge)));
    }
    peer::write(&knowledge, &[&twenty, &fifty]);
    let mut group = criterion.benchmark_group("reading");
    group.bench_function("check20", |bencher| bencher.iter(|| check(black_box(&twenty), &knowledge)));
    group.bench_function("check50", |bencher| bencher.iter(|| check(black_box(&fifty), &knowledge)));
    group.sample_size(20);
    group.bench_function("check500", |bencher| bencher.iter(|| check(black_box(&many), &knowledge)));
    group.bench_function("ready", |bencher| {
        bencher.iter(|| KnowledgeBase::from_compact(black_box(&compact)).expect("it can be read"));
    });
    group.finish();
}

criterion_group!(benches, checking);
criterion_main!(benches);
