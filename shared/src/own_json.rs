//! Reading of JSON that the portal itself wrote: a struct is an object.
//!
//! Serde lets an array stand for a struct, too, and has the code for that made for each of them: a third of the code that
//! reads a record. A browser need not fetch it.

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::fmt;

/// Reads one value, and nothing after it.
///
/// # Errors
/// As `serde_json` says it, with line and column.
pub fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut reader))?;
    reader.end()?;
    Ok(value)
}

/// Whatever is read within, with objects alone for structs.
struct Objects<T>(T);

/// Asks of the reader within the same as it was asked.
macro_rules! ask {
    ($($name:ident),+ $(,)?) => {
        $(
            fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                self.0.$name(Objects(visitor))
            }
        )+
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    ask! {
        deserialize_any, deserialize_bool, deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64,
        deserialize_u8, deserialize_u16, deserialize_u32, deserialize_u64, deserialize_f32, deserialize_f64,
        deserialize_char, deserialize_str, deserialize_string, deserialize_bytes, deserialize_byte_buf,
        deserialize_option, deserialize_unit, deserialize_seq, deserialize_map, deserialize_identifier,
        deserialize_ignored_any,
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Objects(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Objects(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(len, Objects(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, len, Objects(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Objects(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Hands on what was found as it is.
macro_rules! hand_on {
    ($($name:ident: $found:ty),+ $(,)?) => {
        $(
            fn $name<E: Error>(self, found: $found) -> Result<V::Value, E> {
                self.0.$name(found)
            }
        )+
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    hand_on! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str,
        visit_borrowed_str: &'de str, visit_string: String, visit_bytes: &[u8], visit_borrowed_bytes: &'de [u8],
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inside: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(inside))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inside: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(inside))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inside: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(inside))
    }

    fn visit_map<A: MapAccess<'de>>(self, inside: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(inside))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inside: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Objects(inside))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inside: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(inside))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        // Keys are texts.
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Objects<A> {
    type Error = A::Error;
    type Variant = Objects<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, inside) = self.0.variant_seed(seed)?;
        Ok((name, Objects(inside)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Objects(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, Objects(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Objects(visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Inner {
        text: String,
        number: Option<f64>,
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    enum Kind {
        Alone,
        One(Inner),
        Two(u32, Inner),
        Named { inner: Inner },
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Outer {
        kinds: Vec<Kind>,
        by_name: BTreeMap<String, Inner>,
        pair: (Inner, bool),
    }

    fn inner(text: &str, number: Option<f64>) -> Inner {
        Inner { text: text.to_owned(), number }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_serde_writes_is_read() {
        let outer = Outer {
            kinds: vec![
                Kind::Alone,
                Kind::One(inner("一\n", None)),
                Kind::Two(7, inner("二", Some(1.5))),
                Kind::Named { inner: inner("三", Some(-2.0)) },
            ],
            by_name: BTreeMap::from([("名".to_owned(), inner("四", None))]),
            pair: (inner("五", Some(0.0)), true),
        };
        let text = serde_json::to_string(&outer).unwrap();
        assert_eq!(read::<Outer>(&text).unwrap(), outer);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_array_is_no_struct_wherever_it_stands() {
        let object = r#"{"text":"x","number":null}"#;
        let array = r#"["x",null]"#;
        for frame in ["$", r#"{"One":$}"#, r#"{"Two":[7,$]}"#, r#"{"Named":{"inner":$}}"#] {
            let (with_object, with_array) = (frame.replace('$', object), frame.replace('$', array));
            if frame == "$" {
                assert!(read::<Inner>(&with_object).is_ok() && read::<Inner>(&with_array).is_err());
                assert!(serde_json::from_str::<Inner>(&with_array).is_ok(), "serde itself takes it");
                continue;
            }
            assert!(read::<Kind>(&with_object).is_ok(), "{frame}");
            assert!(read::<Kind>(&with_array).is_err(), "{frame}");
        }
        assert!(read::<Vec<Inner>>(&format!("[{object}]")).is_ok());
        assert!(read::<Vec<Inner>>(&format!("[{array}]")).is_err());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_comes_after_it_or_is_cut_off_is_refused() {
        let object = r#"{"text":"x","number":1}"#;
        assert!(read::<Inner>(&format!("{object} ")).is_ok());
        assert!(read::<Inner>(&format!("{object} 1")).is_err());
        for length in 0..object.len() {
            assert!(read::<Inner>(&object[..length]).is_err(), "{length}");
        }
    }
}
