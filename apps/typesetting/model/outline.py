"""The body as a tree: chapters hold articles and levels, a level holds the deeper ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from apps.typesetting.model.blocks import Block, Paragraph


@dataclass
class Node:
    """A block and what stands under it; the root has no block."""

    block: Block | None = None
    children: list["Node"] = field(default_factory=list)


def depth_of(block: Block) -> int:
    """Return 0 for a chapter, 1 to 4 for the levels, 9 for everything that heads nothing."""
    if isinstance(block, Paragraph):
        if block.kind == "chapter":
            return 0
        if block.level:
            return block.level
    return 9


def tree(blocks: Iterable[Block]) -> Node:
    """Return the root of the tree; a walk in order gives the blocks back."""
    root = Node()
    open_nodes: list[tuple[int, Node]] = [(-1, root)]
    for block in blocks:
        depth, node = depth_of(block), Node(block)
        while open_nodes[-1][0] >= depth:
            open_nodes.pop()
        open_nodes[-1][1].children.append(node)
        if depth < 9:
            open_nodes.append((depth, node))
    return root


def is_heading(block: Block) -> bool:
    """Say whether a block is nothing but a heading: a chapter, or a level wholly in its face."""
    if not isinstance(block, Paragraph):
        return False
    return block.kind == "chapter" or bool(block.level and block.lead >= len(block.text) > 0)
