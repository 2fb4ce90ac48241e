//! `sqlx::migrate!` reads the migrations while compiling; cargo has to know that.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
