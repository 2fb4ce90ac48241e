//! The data types that elements are made of.

use crate::record::fate::{
    Fate::{Kept, Told, Unless},
    Table,
};

pub(crate) const TABLES: &[Table] = &[
    Table { of: "CodeableConcept", elements: &[("coding", Told, "Coding"), ("text", Told, "")] },
    Table {
        of: "Coding",
        elements: &[
            ("system", Told, ""),
            ("version", Kept, ""),
            ("code", Told, ""),
            ("display", Told, ""),
            ("userSelected", Kept, ""),
        ],
    },
    Table {
        of: "Quantity",
        elements: &[
            ("value", Told, ""),
            ("comparator", Told, ""),
            ("unit", Told, ""),
            ("system", Kept, ""),
            ("code", Told, ""),
        ],
    },
    Table { of: "Period", elements: &[("start", Told, ""), ("end", Told, "")] },
    Table { of: "Range", elements: &[("low", Told, "Quantity"), ("high", Told, "Quantity")] },
    Table { of: "Ratio", elements: &[("numerator", Told, "Quantity"), ("denominator", Told, "Quantity")] },
    Table {
        of: "Identifier",
        elements: &[
            ("use", Unless(&["usual", "official", "secondary"]), ""),
            ("type", Kept, "CodeableConcept"),
            ("system", Told, ""),
            ("value", Told, ""),
            ("period", Kept, "Period"),
            ("assigner", Kept, "Reference"),
        ],
    },
    Table {
        of: "Reference",
        elements: &[
            ("reference", Told, ""),
            ("type", Kept, ""),
            ("identifier", Kept, "Identifier"),
            ("display", Told, ""),
        ],
    },
    Table {
        of: "Annotation",
        elements: &[
            ("authorReference", Kept, "Reference"),
            ("authorString", Kept, ""),
            ("time", Kept, ""),
            ("text", Told, ""),
        ],
    },
    Table {
        of: "Meta",
        elements: &[
            ("versionId", Kept, ""),
            ("lastUpdated", Told, ""),
            ("source", Kept, ""),
            ("profile", Kept, ""),
            ("security", Kept, "Coding"),
            ("tag", Told, "Coding"),
        ],
    },
    Table { of: "Narrative", elements: &[("status", Kept, ""), ("div", Told, "")] },
    Table {
        of: "Attachment",
        elements: &[
            ("contentType", Told, ""),
            ("language", Kept, ""),
            ("data", Told, ""),
            ("url", Kept, ""),
            ("size", Kept, ""),
            ("hash", Kept, ""),
            ("title", Told, ""),
            ("creation", Kept, ""),
        ],
    },
    Table {
        of: "SampledData",
        elements: &[
            ("origin", Kept, "Quantity"),
            ("period", Kept, ""),
            ("factor", Kept, ""),
            ("lowerLimit", Kept, ""),
            ("upperLimit", Kept, ""),
            ("dimensions", Kept, ""),
            ("data", Kept, ""),
        ],
    },
];
