//! Reading and composing a patient summary on this machine, beside `serde_json`'s own reading of the same bytes.

mod invented;
mod patient_summary;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use std::hint::black_box;

fn reading(criterion: &mut Criterion) {
    let bytes = patient_summary::bytes();
    println!("measured summary-bytes {}", bytes.len());
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("composed", |bencher| {
        bencher.iter(|| patient_summary::compose(black_box(&bytes)));
    });
    group.bench_function("values", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Value>(black_box(&bytes)).expect("the Bundle is JSON"));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
