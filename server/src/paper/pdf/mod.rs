//! A sheet as a tagged PDF (PDF/UA-1, ISO 14289-1): headings, tables with row headers, its title, its language, an
//! outline. Whoever cannot see it hears it in order; what stands in the head and foot of a sheet is not read out.

mod flow;
mod lines;
mod structure;
mod typeface;
mod written;

use super::PaperError;
use app::{i18n::Locale, paper::Sheet};
use chrono::{DateTime, Datelike, Timelike, Utc};
use flow::{HEIGHT, MARGIN, Piece, Rule, WIDTH};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    error::KrillaError,
    geom::{PathBuilder, Point},
    metadata::{self, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag},
};
use typeface::{Typeface, glyphs};
use written::Written;

/// How much wider than thin letters are drawn where they stand out, in parts of the size: one weight is embedded.
const BOLDER: f32 = 0.035;

pub fn draw(sheet: &Sheet, made: DateTime<Utc>, locale: Locale) -> Result<Vec<u8>, PaperError> {
    let typeface = Typeface::open()?;
    let written = Written::of(sheet, &typeface, locale);
    let mut document = Document::new_with(settings()?);
    let mut places: Vec<Vec<Identifier>> = vec![Vec::new(); written.structure.leaves()];
    for sheet in &written.flow.sheets {
        let format = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Pdf("A4 is no format"))?;
        let mut page = document.start_page_with(format);
        let mut surface = page.surface();
        sheet.rules.iter().for_each(|one| rule(one, &mut surface));
        for one in sheet.in_reading_order() {
            let place = piece(one, &typeface, &mut surface);
            if let Some(places) = one.leaf.and_then(|leaf| places.get_mut(leaf.0)) {
                places.push(place);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_metadata(about(sheet, made, locale));
    document.set_outline(written.structure.outline());
    document.set_tag_tree(written.structure.tree(places, locale));
    document.finish().map_err(why)
}

fn settings() -> Result<SerializeSettings, PaperError> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|_| PaperError::Pdf("PDF/UA-1 is not available"))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// The file says what it is and when it was made, and not whose it is.
fn about(sheet: &Sheet, made: DateTime<Utc>, locale: Locale) -> Metadata {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let on = metadata::DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0);
    Metadata::new().title(sheet.title.clone()).language(locale.tag().to_owned()).creation_date(on)
}

fn rule(rule: &Rule, surface: &mut Surface<'_>) {
    let mut line = PathBuilder::new();
    line.move_to(MARGIN, rule.y);
    line.line_to(WIDTH - MARGIN, rule.y);
    let Some(line) = line.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    surface.set_fill(None);
    surface.set_stroke(Some(black(rule.thickness)));
    surface.draw_path(&line);
    surface.end_tagged();
}

fn piece(piece: &Piece, typeface: &Typeface, surface: &mut Surface<'_>) -> Identifier {
    let tag = match piece.leaf {
        Some(_) => ContentTag::Span(SpanTag::empty()),
        None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
    };
    let place = surface.start_tagged(tag);
    surface.set_fill(Some(Fill { paint: ink().into(), opacity: NormalizedF32::ONE, ..Fill::default() }));
    surface.set_stroke(piece.bold.then(|| black(piece.size * BOLDER)));
    let (text, glyphs) = glyphs(&piece.letters);
    let at = Point::from_xy(piece.x, piece.y);
    surface.draw_glyphs(at, &glyphs, typeface.font.clone(), &text, piece.size, false);
    surface.end_tagged();
    place
}

fn ink() -> rgb::Color {
    rgb::Color::new(0, 0, 0)
}

fn black(width: f32) -> Stroke {
    Stroke { paint: ink().into(), width, ..Stroke::default() }
}

/// Its own words may hold what stands in the document.
fn why(error: KrillaError) -> PaperError {
    PaperError::Pdf(match error {
        KrillaError::Font(..) => "the font cannot be embedded",
        KrillaError::Validation(_) => "it would not be PDF/UA-1",
        KrillaError::Limit(_) => "it would be too large",
        _ => "its structure does not fit",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::paper::{Line, SheetPart};

    #[test]
    fn every_letter_of_the_typeface_can_be_written_and_every_other_is_marked() {
        let every: String = ('\u{0}'..='\u{2ffff}').chain('\u{e0000}'..='\u{e01ef}').collect();
        let typeface = Typeface::open().unwrap();
        let set = typeface.set(&every, &mut typeface::Lacking::default());
        assert!(set.iter().all(|letter| letter.glyph != skrifa::GlyphId::NOTDEF));
        let marks = |letter: &&typeface::Letter| letter.text != "〓";
        let known: String = set.iter().filter(marks).map(|letter| &*letter.text).collect();
        assert!(known.chars().count() > 10_000, "{} letters", known.chars().count());
        let line =
            Line { name: "文字".into(), mark: None, grave: false, facts: known, source: String::new() };
        let part = SheetPart {
            id: "letters",
            title: "文字".into(),
            notes: vec![],
            lines: vec![line],
            run_in: false,
            nothing: String::new(),
        };
        let sheet =
            Sheet { title: "見本".into(), who: vec![], made: vec![], warning: vec![], parts: vec![part] };
        let made = draw(&sheet, "2026-11-21T00:00:00Z".parse().unwrap(), Locale::Ja).unwrap();
        assert!(made.starts_with(b"%PDF-1.7"));
    }
}
