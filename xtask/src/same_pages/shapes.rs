//! What the texts look like that rules replace: values, days, hexadecimal digits and base64.

/// A day as pages write it, without what stands behind it.
pub fn spellings(day: &str) -> Vec<Vec<u8>> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = day.split('-').filter_map(|part| part.parse::<usize>().ok());
    let (Some(year), Some(month), Some(date)) = (parts.next(), parts.next(), parts.next()) else {
        return Vec::new();
    };
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default();
    let short = &name[..name.len().min(3)];
    [
        format!("{year}年{month}月{date}日"),
        format!("{month}月{date}日"),
        format!("{date} {name} {year}"),
        format!("{date} {short} {year}"),
        format!("{name} {date}, {year}"),
        format!("{short} {date}, {year}"),
        day.to_owned(),
    ]
    .map(String::into_bytes)
    .to_vec()
}

/// Whether a text begins as the form does, where `0` stands for any digit.
pub fn like(text: &[u8], form: &[u8]) -> bool {
    let same = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
    text.len() >= form.len() && text.iter().zip(form).all(same)
}

pub fn is_hexadecimal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

pub fn hexadecimal(text: &[u8]) -> usize {
    text.iter().take_while(|byte| is_hexadecimal(**byte)).count()
}

pub fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// How many bytes of base64 a text begins with, with what fills them up.
pub fn base64(text: &[u8]) -> usize {
    let length = text.iter().take_while(|byte| is_base64(**byte)).count();
    length + text[length..].iter().take_while(|byte| **byte == b'=').count()
}

/// How long a JSON value is.
pub fn value(text: &[u8]) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' | b',' if !quoted && depth == 0 => return at,
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
