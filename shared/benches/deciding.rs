//! What a facility is shown, on this machine: 200 consents weighed, 5,000 items passed on or kept back.

mod sharing;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn deciding(criterion: &mut Criterion) {
    let asked = sharing::Asked::new();
    let mut group = criterion.benchmark_group("reading");
    group.bench_function("decided", |bencher| {
        bencher.iter_batched(
            || asked.record.clone(),
            |record| black_box(&asked).answered(record),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, deciding);
criterion_main!(benches);
