//! Passphrases: which ones are long enough, and words that are made for whoever wants none of their own.

use crate::nfkc::nfkc;

/// Letters that a passphrase has at least, where whatever can be foretold counts as one.
pub const SHORTEST: usize = 10;

/// Different letters that it has at least.
const DIFFERENT: usize = 5;

/// From this many letters on, a run can be foretold.
const RUN: usize = 4;

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Each is one of 32, and none sounds or looks like another: five bits.
const SYLLABLES: [&str; 32] = [
    "ka", "ki", "ku", "ke", "ko", "sa", "su", "se", "so", "ta", "te", "to", "na", "ni", "nu", "ne", "no",
    "ha", "he", "ho", "ma", "mi", "mu", "me", "mo", "ra", "ri", "ru", "re", "ro", "wa", "ya",
];

/// A passphrase in the form in which keys are derived from it: width, capitals and spaces do not matter.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

/// It is in nobody's log.
impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Why a passphrase is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooWeak {
    #[error("fewer than {SHORTEST} letters")]
    Short,
    /// It is long, and made of a date, a number or a run.
    #[error("it can be foretold")]
    Foretold,
}

impl Passphrase {
    /// As it is typed to open something.
    pub fn typed(text: &str) -> Self {
        Self(
            nfkc(text)
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .flat_map(char::to_lowercase)
                .collect(),
        )
    }

    /// As it is chosen.
    ///
    /// # Errors
    /// [`TooWeak`]
    pub fn chosen(text: &str) -> Result<Self, TooWeak> {
        let chosen = Self::typed(text);
        let letters: Vec<char> = chosen.0.chars().collect();
        if letters.len() < SHORTEST {
            return Err(TooWeak::Short);
        }
        let unforetold = without_runs(&without_numbers(&once(&letters)));
        let mut different: Vec<char> = Vec::new();
        for letter in &unforetold {
            if !different.contains(letter) {
                different.push(*letter);
            }
        }
        if unforetold.len() < SHORTEST || different.len() < DIFFERENT {
            return Err(TooWeak::Foretold);
        }
        Ok(chosen)
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Four words of sixty random bits. They mean nothing, and are typed on any keyboard.
pub fn words(random: [u8; 8]) -> String {
    let mut bits = u64::from_be_bytes(random);
    let mut words = Vec::with_capacity(4);
    for _ in 0..4 {
        let mut word = String::with_capacity(6);
        for _ in 0..3 {
            word.push_str(SYLLABLES[(bits % 32) as usize]);
            bits /= 32;
        }
        words.push(word);
    }
    words.join(" ")
}

/// What is repeated, once.
fn once(letters: &[char]) -> Vec<char> {
    let period =
        (1..=letters.len() / 2).find(|period| letters.iter().zip(&letters[*period..]).all(|(a, b)| a == b));
    letters[..period.unwrap_or(letters.len())].to_vec()
}

/// Dates, telephone numbers and other numbers, each as one letter.
fn without_numbers(letters: &[char]) -> Vec<char> {
    let belongs = |letter: char| letter.is_numeric() || "-/.:年月日".contains(letter);
    let mut left = Vec::with_capacity(letters.len());
    for stretch in letters.chunk_by(|a, b| belongs(*a) == belongs(*b)) {
        let digits = stretch.iter().filter(|letter| letter.is_numeric()).count();
        left.extend_from_slice(if digits >= RUN { &stretch[..1] } else { stretch });
    }
    left
}

/// `aaaa`, `abcd`, `4321` and keys that lie side by side, each as one letter.
fn without_runs(letters: &[char]) -> Vec<char> {
    let mut left = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let [first, ..] = rest {
        left.push(*first);
        let run = run(rest);
        rest = &rest[if run >= RUN { run } else { 1 }..];
    }
    left
}

/// Length of the run that letters begin with.
fn run(letters: &[char]) -> usize {
    let goes_on = |step: &dyn Fn(char, char) -> bool| {
        1 + letters.iter().zip(&letters[1..]).take_while(|(a, b)| step(**a, **b)).count()
    };
    let by = |step: i64| goes_on(&move |a, b| i64::from(u32::from(b)) - i64::from(u32::from(a)) == step);
    let beside = |row: &str, step: isize| {
        let place = |letter: char| row.find(letter).map(|place| place as isize);
        goes_on(&|a, b| place(a).zip(place(b)).is_some_and(|(a, b)| b - a == step))
    };
    // Kana of one row are two apart.
    let in_order = [0, 1, -1, 2, -2].map(by).into_iter();
    let keys = KEYBOARD.iter().flat_map(|row| [beside(row, 1), beside(row, -1)]);
    in_order.chain(keys).max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_passphrase_is_ten_letters_of_which_none_can_be_foretold() {
        for (text, expected) in [
            ("", Err(TooWeak::Short)),
            ("kasumi ga", Err(TooWeak::Short)),
            ("         a         ", Err(TooWeak::Short)),
            ("kasumiga da", Ok(())),
            ("はるはあけぼのやま", Err(TooWeak::Short)),
            ("はるはあけぼのやまぎわ", Ok(())),
            // Dates and numbers, in whatever form.
            ("1946-03-01-1946", Err(TooWeak::Foretold)),
            ("19460301 08012345678", Err(TooWeak::Foretold)),
            ("昭和21年3月1日生まれ", Err(TooWeak::Foretold)),
            ("１９４６０３０１１９４６", Err(TooWeak::Foretold)),
            ("hanako19460301", Err(TooWeak::Foretold)),
            ("hanako to inu 12", Ok(())),
            // Runs.
            ("aaaaaaaaaaaa", Err(TooWeak::Foretold)),
            ("abcdefghijkl", Err(TooWeak::Foretold)),
            ("zyxwvutsrqpo", Err(TooWeak::Foretold)),
            ("qwertyuiopas", Err(TooWeak::Foretold)),
            ("poiuytrewq12", Err(TooWeak::Foretold)),
            ("hanakohanako", Err(TooWeak::Foretold)),
            ("abababababab", Err(TooWeak::Foretold)),
            ("あいうえおかきくけこ", Err(TooWeak::Foretold)),
        ] {
            assert_eq!(Passphrase::chosen(text).map(|_| ()), expected, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn width_capitals_and_spaces_do_not_matter_and_letters_do() {
        let one = Passphrase::typed("kasumi ga Kakaru");
        assert!(one == Passphrase::typed("ＫＡＳＵＭＩ　ｇａｋａｋａｒｕ "));
        assert!(one != Passphrase::typed("kasumi ga kakari"));
        assert_eq!(format!("{one:?}"), "Passphrase", "it is written into no log");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn made_words_differ_in_each_of_sixty_bits_and_are_taken() {
        let zero = words([0; 8]);
        assert_eq!(zero.split(' ').map(str::len).collect::<Vec<_>>(), [6; 4]);
        for bit in 0..60 {
            assert_ne!(words((1_u64 << bit).to_be_bytes()), zero, "bit {bit}");
        }
        for seed in 1_u64..2000 {
            // Bits as random ones are: half of them set.
            let random =
                seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let made = words(random.to_be_bytes());
            assert!(Passphrase::chosen(&made).is_ok(), "{made}");
        }
    }
}
