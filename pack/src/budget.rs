//! How large the page may be, and the report that says how large it is.

use crate::compress::Sizes;
use crate::listing::{self, Listed};
use crate::{Result, disk};
use std::path::Path;

/// All that the page loads, in bytes of brotli.
const BUDGET: u64 = 220_000;
/// What it should come to.
const AIM: u64 = 150_000;
/// What it came to when it was measured last. While that is above the budget, the page must not grow over it: this is a
/// ratchet, lowered with each step towards the budget, and raised only by whoever says in a commit what the bytes are for.
const MEASURED: u64 = 772_813;
/// Another machine's compiler may lay code out a little otherwise.
const LEEWAY: u64 = MEASURED / 100;

/// Prints how large the files of both folders are, and fails where the page is too large.
pub(crate) fn report(dist: &Path, pkg: &Path) -> Result<()> {
    let mut page = listing::read(dist)?;
    // Only devtools load these.
    page.retain(|file| !file.path.ends_with(".map"));
    print_table(&format!("{}/, all that the page loads", disk::name(dist)), &page);
    if pkg.join(listing::NAME).exists() {
        let mut elements = listing::read(pkg)?;
        elements.retain(|file| [".js", ".wasm"].iter().any(|end| file.path.ends_with(end)));
        print_table(&format!("{}/, all that the elements load", disk::name(pkg)), &elements);
    }
    let total = sum(&page).brotli;
    println!("{}", words(total));
    if may_be(total) { Ok(()) } else { Err(format!("The page has grown; MEASURED in pack/src/budget.rs says {}.", grouped(MEASURED))) }
}

fn sum(files: &[Listed]) -> Sizes {
    files.iter().fold(Sizes { raw: 0, gzip: 0, brotli: 0 }, |all, Listed { sizes, .. }| Sizes {
        raw: all.raw + sizes.raw,
        gzip: all.gzip + sizes.gzip,
        brotli: all.brotli + sizes.brotli,
    })
}

fn may_be(total: u64) -> bool {
    total <= BUDGET.max(MEASURED + LEEWAY)
}

fn words(total: u64) -> String {
    match total.checked_sub(BUDGET) {
        Some(over) if over > 0 => format!("{} B of brotli: {} B above the budget of {}.", grouped(total), grouped(over), grouped(BUDGET)),
        _ if total > AIM => {
            format!("{} B of brotli: within the budget of {}; {} is the aim.", grouped(total), grouped(BUDGET), grouped(AIM))
        }
        _ => format!("{} B of brotli: within the aim of {}.", grouped(total), grouped(AIM)),
    }
}

fn print_table(title: &str, files: &[Listed]) {
    let row = |name: &str, cells: [&str; 3]| println!("{name:<46}{:>12}{:>12}{:>12}", cells[0], cells[1], cells[2]);
    let sizes = |name: &str, sizes: Sizes| row(name, [&grouped(sizes.raw), &grouped(sizes.gzip), &grouped(sizes.brotli)]);
    row(title, ["bytes", "gzip", "brotli"]);
    for file in files {
        sizes(&file.path, file.sizes);
    }
    sizes("together", sum(files));
    println!();
}

/// "1,234,567".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_budget_may_stay_as_it_is_but_not_grow() {
        assert!(may_be(BUDGET) && may_be(MEASURED));
        assert!(!may_be(BUDGET.max(MEASURED + LEEWAY) + 1));
    }

    #[test]
    fn the_words_say_where_the_page_stands() {
        assert_eq!(words(BUDGET + 1_000), "221,000 B of brotli: 1,000 B above the budget of 220,000.");
        assert_eq!(words(BUDGET), "220,000 B of brotli: within the budget of 220,000; 150,000 is the aim.");
        assert_eq!(words(AIM), "150,000 B of brotli: within the aim of 150,000.");
        assert_eq!([grouped(7), grouped(1_000), grouped(12_345_678)], ["7", "1,000", "12,345,678"]);
    }
}
