//! Signs of symbol faces by the characters that mean the same (Wingdings and Symbol, as word processors use them).

/// The character of a sign; nothing where no character means the same.
pub(super) fn character(face: &str, code: u32) -> Option<char> {
    let is_private = (0xE000..=0xF8FF).contains(&code);
    // Symbol faces keep their signs in the private area from U+F000 on.
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let table = match face.to_ascii_lowercase().as_str() {
        "wingdings" => WINGDINGS,
        "symbol" => SYMBOL,
        "wingdings 2" => WINGDINGS_2,
        "webdings" => WEBDINGS,
        // A sign in the private area, or of another face of signs, is no letter of the same number.
        name if is_private || name.contains("dings") || name.contains("symbol") => return None,
        _ => return char::from_u32(code).filter(|c| !c.is_control() && !matches!(code, 0xE000..=0xF8FF)),
    };
    table.iter().find(|(known, _)| *known == code).map(|(_, character)| *character)
}

const WINGDINGS: &[(u32, char)] = &[
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9F, '•'),
    (0xA0, '▪'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u32, char)] = &[(0x4F, '✗'), (0x50, '✓'), (0x52, '☑'), (0x53, '☒'), (0xA3, '□')];

const WEBDINGS: &[(u32, char)] = &[
    (0x33, '◀'),
    (0x34, '▶'),
    (0x35, '▲'),
    (0x36, '▼'),
    (0x61, '✔'),
    (0x63, '□'),
    (0x67, '■'),
    (0x6E, '●'),
    (0x72, '✖'),
];

const SYMBOL: &[(u32, char)] = &[
    (0x2D, '−'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x67, 'γ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x73, 'σ'),
    (0x77, 'ω'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xCE, '∈'),
    (0xD6, '√'),
    (0xE5, '∑'),
];
