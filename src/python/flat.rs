//! The tree-sitter tree as one vector in source order, filled by a single walk.
//!
//! A `TreeCursor` costs an allocation and each step a call into C; the lowering looks at most nodes
//! several times. One walk also finds the comments, which may stand anywhere, and the depth.

use std::sync::LazyLock;

use tree_sitter::{Language, Tree};

use super::ast::Span;

static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_python::LANGUAGE.into());

static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    // The number of kinds fits in u16 by tree-sitter's own types.
    #[allow(clippy::cast_possible_truncation)]
    (0..LANGUAGE.node_kind_count() as u16)
        .map(|id| LANGUAGE.node_kind_for_id(id).unwrap_or_default())
        .collect()
});

static FIELDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    #[allow(clippy::cast_possible_truncation)] // as above
    (0..=LANGUAGE.field_count() as u16)
        .map(|id| LANGUAGE.field_name_for_id(id).unwrap_or_default())
        .collect()
});

struct FlatNode {
    kind: u16,
    field: u16,
    named: bool,
    extra: bool,
    span: Span,
    /// Index of the first node behind this one's descendants.
    next: u32,
}

/// All nodes of a tree.
pub(super) struct Flat {
    nodes: Vec<FlatNode>,
    /// The comments in order of place.
    pub comments: Vec<Span>,
    /// How deep the tree is.
    pub depth: usize,
}

/// One node.
#[derive(Clone, Copy)]
pub(super) struct Node<'f> {
    flat: &'f Flat,
    index: u32,
}

impl Flat {
    /// Walks a tree once.
    // Texts stay below 4 GiB, and a tree has fewer nodes than its text has bytes, or so.
    #[allow(clippy::cast_possible_truncation)]
    pub fn of(tree: &Tree) -> Self {
        let mut flat = Self { nodes: Vec::with_capacity(1024), comments: Vec::new(), depth: 0 };
        let mut open: Vec<u32> = Vec::new();
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            let span = Span { start: node.start_byte() as u32, end: node.end_byte() as u32 };
            let kind = node.kind_id();
            let extra = node.is_extra();
            if extra && KINDS.get(usize::from(kind)) == Some(&"comment") {
                flat.comments.push(span);
            }
            let index = flat.nodes.len() as u32;
            flat.nodes.push(FlatNode {
                kind,
                field: cursor.field_id().map_or(0, std::num::NonZeroU16::get),
                named: node.is_named(),
                extra,
                span,
                next: 0,
            });
            if cursor.goto_first_child() {
                open.push(index);
                flat.depth = flat.depth.max(open.len());
                continue;
            }
            flat.nodes[index as usize].next = index + 1;
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return flat;
                }
                let end = flat.nodes.len() as u32;
                if let Some(parent) = open.pop() {
                    flat.nodes[parent as usize].next = end;
                }
            }
        }
    }

    /// The root.
    pub fn root(&self) -> Node<'_> {
        Node { flat: self, index: 0 }
    }
}

impl<'f> Node<'f> {
    fn node(self) -> &'f FlatNode {
        &self.flat.nodes[self.index as usize]
    }

    /// The node's kind as the grammar names it.
    pub fn kind(self) -> &'static str {
        KINDS.get(usize::from(self.node().kind)).copied().unwrap_or("ERROR")
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.node().span
    }

    fn children(self) -> impl Iterator<Item = Node<'f>> {
        let end = self.node().next;
        let flat = self.flat;
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            if index >= end {
                return None;
            }
            let child = Node { flat, index };
            index = child.node().next;
            Some(child)
        })
    }

    /// Children that are no punctuation and no comment.
    pub fn named(self) -> impl Iterator<Item = Node<'f>> {
        self.children().filter(|c| c.node().named && !c.node().extra)
    }

    /// Children of a field, punctuation included.
    pub fn of_field(self, name: &'static str) -> impl Iterator<Item = Node<'f>> {
        self.children().filter(move |c| FIELDS.get(usize::from(c.node().field)) == Some(&name))
    }

    /// The first child of a field.
    pub fn child_by_field_name(self, name: &'static str) -> Option<Node<'f>> {
        self.of_field(name).next()
    }

    /// Whether it is more than punctuation.
    pub fn is_named(self) -> bool {
        self.node().named
    }

    /// Whether it may stand anywhere, as comments do.
    pub fn is_extra(self) -> bool {
        self.node().extra
    }
}
