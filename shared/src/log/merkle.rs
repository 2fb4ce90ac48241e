//! RFC 6962 (and 9162) hash trees: what a proof consists of, and whether it holds.
//!
//! Only the nodes of complete subtrees are ever stored: those never change, so that the tables can be
//! insert-only. The ragged right edge is hashed together when it is needed.

use super::Hash;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// RFC 6962, 2.1: `SHA-256(0x00 ‖ leaf)`.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(leaf).finalize().into())
}

/// RFC 6962, 2.1: `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The root of no leaves at all.
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The number under which the root of a complete subtree is stored: its place when the tree is walked
/// from left to right (leaf `i` is `2i`). `level` 0 are leaves; `position` counts subtrees of that level.
pub fn node_id(level: u32, position: u64) -> u64 {
    ((2 * position + 1) << level) - 1
}

/// A range of leaves whose subtree is one step of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    from: u64,
    to: u64,
}

impl Range {
    /// The complete subtrees it is made of, from left to right. `from` is a multiple of every one's size
    /// whenever the range is a subtree of RFC 6962.
    fn complete(self) -> impl Iterator<Item = u64> {
        let mut from = self.from;
        std::iter::from_fn(move || {
            let left = self.to.checked_sub(from).filter(|left| *left > 0)?;
            let level = left.ilog2();
            let id = node_id(level, from >> level);
            from += 1 << level;
            Some(id)
        })
    }
}

/// The largest power of two below `size`, which is at least 2: where RFC 6962 splits a tree.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// Plan of a proof: the ids of stored nodes, and how they are put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofPlan(Vec<Range>);

impl ProofPlan {
    /// RFC 6962, 2.1.1. `None`: there is no such leaf.
    pub fn inclusion(index: u64, size: u64) -> Option<Self> {
        if index >= size {
            return None;
        }
        let (mut from, mut to) = (0, size);
        let mut steps = Vec::new();
        while to - from > 1 {
            let middle = from + split(to - from);
            if index < middle {
                steps.push(Range { from: middle, to });
                to = middle;
            } else {
                steps.push(Range { from, to: middle });
                from = middle;
            }
        }
        steps.reverse();
        Some(Self(steps))
    }

    /// RFC 6962, 2.1.2. `None`: the older tree is empty or larger than the newer one.
    pub fn consistency(old: u64, new: u64) -> Option<Self> {
        if old == 0 || old > new {
            return None;
        }
        let (mut from, mut to) = (0, new);
        let mut steps = Vec::new();
        while to != old {
            let middle = from + split(to - from);
            if old <= middle {
                steps.push(Range { from: middle, to });
                to = middle;
            } else {
                steps.push(Range { from, to: middle });
                from = middle;
            }
        }
        // The older root itself is known to whoever verifies.
        if from > 0 {
            steps.push(Range { from, to });
        }
        steps.reverse();
        Some(Self(steps))
    }

    /// The root of a whole tree.
    pub fn root(size: u64) -> Self {
        Self(vec![Range { from: 0, to: size }])
    }

    /// The ids of every node that must be known.
    pub fn needs(&self) -> BTreeSet<u64> {
        self.0.iter().flat_map(|range| range.complete()).collect()
    }

    /// The hashes of the proof. `None`: a node is missing.
    pub fn build(&self, nodes: &BTreeMap<u64, Hash>) -> Option<Vec<Hash>> {
        self.0.iter().map(|range| bagged(range.complete().map(|id| nodes.get(&id).copied()))).collect()
    }
}

/// One hash of complete subtrees that stand side by side, the largest first.
fn bagged(hashes: impl Iterator<Item = Option<Hash>>) -> Option<Hash> {
    let hashes: Vec<Hash> = hashes.collect::<Option<_>>()?;
    match hashes.into_iter().rev().reduce(|right, left| node_hash(left, right)) {
        Some(root) => Some(root),
        None => Some(empty_root()),
    }
}

/// The right edge of a growing tree: the roots of its complete subtrees.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// The largest first: one for each 1 in the binary size.
    peaks: Vec<Hash>,
}

impl Edge {
    /// `None` unless there is a node for each complete subtree of a tree of `size` leaves.
    pub fn of(size: u64, nodes: &BTreeMap<u64, Hash>) -> Option<Self> {
        let whole = Range { from: 0, to: size };
        let peaks = whole.complete().map(|id| nodes.get(&id).copied()).collect::<Option<_>>()?;
        Some(Self { size, peaks })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; `store` gets each node that will never change again, with its id.
    pub fn push(&mut self, leaf: Hash, mut store: impl FnMut(u64, Hash)) {
        let (mut hash, mut level, mut position) = (leaf, 0, self.size);
        store(node_id(level, position), hash);
        while position % 2 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(left, hash);
            (level, position) = (level + 1, position / 2);
            store(node_id(level, position), hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    pub fn root(&self) -> Hash {
        bagged(self.peaks.iter().copied().map(Some)).unwrap_or_else(empty_root)
    }
}

/// RFC 9162, 2.1.3.2: whether `leaf` is the leaf number `index` of the tree.
pub fn includes(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut this, mut last, mut hash) = (index, size - 1, leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if this % 2 == 1 || this == last {
            hash = node_hash(*step, hash);
            while this % 2 == 0 && this != 0 {
                (this, last) = (this / 2, last / 2);
            }
        } else {
            hash = node_hash(hash, *step);
        }
        (this, last) = (this / 2, last / 2);
    }
    last == 0 && hash == root
}

/// RFC 9162, 2.1.4.2: whether the tree of `new` leaves begins with the one of `old` leaves.
pub fn continues(old: (u64, Hash), new: (u64, Hash), proof: &[Hash]) -> bool {
    let ((old, old_root), (new, new_root)) = (old, new);
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    if old == 0 || old > new {
        return false;
    }
    let mut steps = proof.iter().copied();
    // The proof leaves out the older root where that is one complete subtree.
    let first = if old.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(first) = first else { return false };
    let (mut this, mut last) = (old - 1, new - 1);
    while this % 2 == 1 {
        (this, last) = (this / 2, last / 2);
    }
    let (mut old_hash, mut new_hash) = (first, first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if this % 2 == 1 || this == last {
            (old_hash, new_hash) = (node_hash(step, old_hash), node_hash(step, new_hash));
            while this % 2 == 0 && this != 0 {
                (this, last) = (this / 2, last / 2);
            }
        } else {
            new_hash = node_hash(new_hash, step);
        }
        (this, last) = (this / 2, last / 2);
    }
    last == 0 && old_hash == old_root && new_hash == new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The test vectors of the Certificate Transparency project: eight inputs, and the roots after each.
    const INPUTS: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn hex(hash: Hash) -> String {
        hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Straight from the definition in RFC 6962, 2.1.
    fn defined(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [one] => *one,
            more => {
                let (left, right) = more.split_at(split(more.len() as u64) as usize);
                node_hash(defined(left), defined(right))
            }
        }
    }

    fn tree(size: u64) -> (Vec<Hash>, BTreeMap<u64, Hash>, Edge) {
        let (mut leaves, mut nodes, mut edge) = (Vec::new(), BTreeMap::new(), Edge::default());
        for number in 0..size {
            let leaf = leaf_hash(&number.to_be_bytes());
            leaves.push(leaf);
            edge.push(leaf, |id, hash| assert_eq!(nodes.insert(id, hash), None));
        }
        (leaves, nodes, edge)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn known_roots() {
        assert_eq!(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let mut edge = Edge::default();
        for (input, root) in INPUTS.into_iter().zip(ROOTS) {
            edge.push(leaf_hash(input), |_, _| {});
            assert_eq!(hex(edge.root()), root);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn every_proof_of_every_tree_up_to_70_leaves_holds_for_itself_alone() {
        for size in 1..=70 {
            let (leaves, nodes, edge) = tree(size);
            let root = edge.root();
            assert_eq!(root, defined(&leaves));
            assert_eq!(Edge::of(size, &nodes).unwrap(), edge);
            assert_eq!(ProofPlan::root(size).build(&nodes).unwrap(), [root]);
            for index in 0..size {
                let proof = ProofPlan::inclusion(index, size).unwrap().build(&nodes).unwrap();
                let leaf = leaves[index as usize];
                assert!(includes(leaf, index, size, &proof, root));
                assert!(!includes(leaf, index + 1, size, &proof, root));
                assert!(!includes(leaf_hash(b"another"), index, size, &proof, root));
                assert!(size == 1 || !includes(leaf, index, size, &proof, leaf));
                let longer: Vec<Hash> = proof.iter().copied().chain([root]).collect();
                assert!(!includes(leaf, index, size, &longer, root));
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(!includes(leaf, index, size, shorter, root));
                }
            }
            for old in 1..=size {
                let proof = ProofPlan::consistency(old, size).unwrap().build(&nodes).unwrap();
                let old_root = defined(&leaves[..old as usize]);
                assert!(continues((old, old_root), (size, root), &proof), "{old} {size}");
                assert!(!continues((old, leaf_hash(b"fork")), (size, root), &proof));
                assert!(!continues((old, old_root), (size, leaf_hash(b"fork")), &proof));
                for at in 0..proof.len() {
                    let mut changed = proof.clone();
                    changed[at].0[0] ^= 1;
                    assert!(!continues((old, old_root), (size, root), &changed));
                }
            }
            assert_eq!(ProofPlan::inclusion(size, size), None);
            assert_eq!(ProofPlan::consistency(size + 1, size), None);
            assert_eq!(ProofPlan::consistency(0, size), None);
        }
    }
}
