//! The order of functions in a WebAssembly file. Compilers write the same function many times, once for each type; side
//! by side these compress better. What they do stays what it was.

use anyhow::{Result, anyhow};
use std::convert::Infallible;
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, KnownCustom, Name, Parser,
    Payload, TypeRef,
};

/// The same file, its functions sorted by their names, and those of one name by how they end; without names, which it may
/// have had.
///
/// # Errors
/// If it is no WebAssembly.
pub fn similar_together(wasm: &[u8]) -> Result<Vec<u8>> {
    let found = Found::read(wasm)?;
    let mut order: Vec<usize> = (0..found.bodies.len()).collect();
    let name = |function: usize| found.names.get(found.imported + function).map_or("", |name| source(name));
    let ends = |function: usize| found.bodies[function].iter().rev();
    order.sort_by(|one, other| name(*one).cmp(name(*other)).then_with(|| ends(*one).cmp(ends(*other))));
    let mut places = vec![0; order.len()];
    for (place, function) in order.iter().enumerate() {
        places[*function] = place;
    }
    let mut module = Module::new();
    let mut sorted = Sorted { imported: found.imported, order, places };
    sorted
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|cause| anyhow!("the functions of a part could not be sorted: {cause}"))?;
    Ok(module.finish())
}

/// A mangled name without the hash that tells types apart.
fn source(name: &str) -> &str {
    match name.rfind("17h") {
        Some(at) if name[at + 3..].bytes().take(16).filter(u8::is_ascii_hexdigit).count() == 16 => {
            &name[..at]
        }
        _ => name,
    }
}

/// What the order follows.
#[derive(Default)]
struct Found<'a> {
    /// Functions of other files, which are counted before its own.
    imported: usize,
    /// Code of each function of its own.
    bodies: Vec<&'a [u8]>,
    /// By number; empty where there is none.
    names: Vec<&'a str>,
}

impl<'a> Found<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        found.imported +=
                            usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    found.bodies.push(body.as_bytes());
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(sections) = section.as_known() {
                        for section in sections {
                            if let Name::Function(names) = section? {
                                for named in names {
                                    let named = named?;
                                    let at = named.index as usize;
                                    found.names.resize(found.names.len().max(at + 1), "");
                                    found.names[at] = named.name;
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// Writes a file anew in another order.
struct Sorted {
    imported: usize,
    /// Numbers of functions, in the new order.
    order: Vec<usize>,
    /// By number, the new one.
    places: Vec<usize>,
}

impl Reencode for Sorted {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = (function as usize).checked_sub(self.imported);
        Ok(own.map_or(function, |own| (self.imported + self.places[own]) as u32))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for function in &self.order {
            functions.function(types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        // Names stand in the order of the numbers, which is another one now; nobody reads them.
        match section.name() {
            "name" => Ok(()),
            _ => utils::parse_custom_section(self, module, section),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ElementSection, Elements, ExportKind, ExportSection, Function, FunctionSection, NameMap,
        NameSection, TableSection, TableType, TypeSection,
    };

    /// Three functions: `b` calls `a`, `c` is in the table; `a` is exported.
    fn written(names: [&str; 3]) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut functions = FunctionSection::new();
        for _ in names {
            functions.function(0);
        }
        module.section(&functions);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: wasm_encoder::RefType::FUNCREF,
            table64: false,
            minimum: 1,
            maximum: None,
            shared: false,
        });
        module.section(&tables);
        let mut exports = ExportSection::new();
        exports.export("a", ExportKind::Func, 1);
        module.section(&exports);
        let mut elements = ElementSection::new();
        elements.active(None, &wasm_encoder::ConstExpr::i32_const(0), Elements::Functions((&[2]).into()));
        module.section(&elements);
        let mut code = CodeSection::new();
        for calls in [Some(1), None, None] {
            let mut function = Function::new([]);
            if let Some(called) = calls {
                function.instructions().call(called);
            }
            function.instructions().end();
            code.function(&function);
        }
        module.section(&code);
        let mut map = NameMap::new();
        for (at, name) in names.iter().enumerate() {
            map.append(at as u32, name);
        }
        let mut named = NameSection::new();
        named.functions(&map);
        module.section(&named);
        module.finish()
    }

    #[test]
    fn functions_are_sorted_and_everything_that_names_them_follows() {
        let sorted = similar_together(&written(["b", "a", "c"])).unwrap();
        let mut seen = Vec::new();
        for payload in Parser::new(0).parse_all(&sorted) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    seen.push(format!("export {}", exports.into_iter().next().unwrap().unwrap().index));
                }
                Payload::ElementSection(elements) => {
                    let items = elements.into_iter().next().unwrap().unwrap().items;
                    let wasmparser::ElementItems::Functions(listed) = items else { panic!("no functions") };
                    seen.push(format!(
                        "table {:?}",
                        listed.into_iter().map(Result::unwrap).collect::<Vec<_>>()
                    ));
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader().unwrap() {
                        if let wasmparser::Operator::Call { function_index } = operator.unwrap() {
                            seen.push(format!("call {function_index} in {}", seen.len()));
                        }
                    }
                    seen.push("function".into());
                }
                Payload::CustomSection(section) => panic!("{}", section.name()),
                _ => {}
            }
        }
        // a (empty), b (calls a), c (in the table).
        assert_eq!(seen, ["export 0", "table [2]", "function", "call 0 in 3", "function", "function"]);
    }

    #[test]
    fn a_hash_at_the_end_tells_no_functions_apart() {
        assert_eq!(source("_ZN3app4keep17h0123456789abcdefE"), "_ZN3app4keep");
        assert_eq!(source("_RNvC3app4keep"), "_RNvC3app4keep");
        assert_eq!(source("17hours"), "17hours");
    }

    #[test]
    fn what_is_no_webassembly_is_said() {
        assert!(similar_together(b"<!doctype html>").is_err());
    }
}
