"""Where boxes and links go: columns from left to right, every link by its own way.

Takes a picture and the measure of its text; gives places. The order within columns and the
ways of long links are those of Sugiyama's method as grandalf has it; the rows within a box follow
what they are linked to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from doudi.compiler.graph.model import NodeKind
from doudi.compiler.graph.picture import Box, Link, Picture

ROW: Final = 22.0
HEAD: Final = 26.0
_BETWEEN_BOXES: Final = 16.0
_BETWEEN_COLUMNS: Final = 110.0
_ROUNDS: Final = 6
_PASSES: Final = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its left upper corner; its rows in the order they are drawn."""

    box: Box
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """From a side of one row to a side of another, by the points between."""

    link: Link
    points: tuple[Point, ...]
    beside: bool = False  # both ends in one column: the way goes round the left of it


@dataclass(frozen=True, slots=True)
class Laid:
    boxes: tuple[Placed, ...]
    ways: tuple[Way, ...]
    width: float
    height: float


@dataclass(slots=True)
class _View:
    """What grandalf asks of a vertex: it lays out downwards, so width and height are swapped."""

    w: float
    h: float
    xy: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class _Path:
    points: list[tuple[float, float]] = field(default_factory=list)

    def setpath(self, points: list[tuple[float, float]]) -> None:
        self.points = list(points)


def lay(picture: Picture, widths: Mapping[str, float]) -> Laid:
    """`widths`: of each box by its key."""
    holder = {it.key: it.key for it in picture.boxes}
    holder.update({row.key: box.key for box in picture.boxes for row in box.rows})
    sizes = {it.key: (widths[it.key], HEAD + ROW * len(it.rows)) for it in picture.boxes}
    placed, between = _columns(picture, holder, sizes)
    boxes = {it.box.key: it for it in placed}
    for _ in range(_PASSES):
        boxes = _rows_in_order(boxes, picture.links)
    ways = tuple(_way(it, boxes, holder, between) for it in picture.links)
    left = min((x for way in ways for x, _ in way.points), default=0.0)
    shift = max(0.0, -left)
    return Laid(
        tuple(replace(it, x=it.x + shift) for it in boxes.values()),
        tuple(replace(it, points=tuple((x + shift, y) for x, y in it.points)) for it in ways),
        shift + max((it.x + it.width for it in boxes.values()), default=0.0),
        max((it.y + it.height for it in boxes.values()), default=0.0),
    )


def _columns(
    picture: Picture, holder: Mapping[str, str], sizes: Mapping[str, tuple[float, float]]
) -> tuple[list[Placed], dict[tuple[str, str], tuple[Point, ...]]]:
    from grandalf.graphs import Edge, Graph, Vertex  # noqa: PLC0415 - only where SVG is asked for
    from grandalf.layouts import SugiyamaLayout  # noqa: PLC0415 - as above

    vertices: dict[str, Any] = {}
    for box in picture.boxes:
        vertex = vertices[box.key] = Vertex(box.key)
        width, height = sizes[box.key]
        vertex.view = _View(height, width)
    edges: dict[tuple[str, str], Any] = {}
    for source, target in _between_boxes(picture, holder):
        edge = edges[source, target] = Edge(vertices[source], vertices[target])
        edge.view = _Path()
    whole = Graph(list(vertices.values()), list(edges.values()))
    below = 0.0
    at: dict[str, Point] = {}
    bends: dict[tuple[str, str], tuple[Point, ...]] = {}
    for part in sorted(whole.C, key=lambda it: -len(it.sV)):
        layout = SugiyamaLayout(part)
        layout.xspace, layout.yspace = _BETWEEN_BOXES, _BETWEEN_COLUMNS
        layout.dw, layout.dh = ROW, 1.0
        roots = [it for it in part.sV if not it.e_in()]
        layout.init_all(roots=roots, inverted_edges=[])
        layout.draw(_ROUNDS)
        inside = [it.data for it in part.sV]
        top = min(vertices[it].view.xy[0] - vertices[it].view.w / 2 for it in inside)
        left = min(vertices[it].view.xy[1] - vertices[it].view.h / 2 for it in inside)
        down = below - top
        for it in inside:
            down_x, along = vertices[it].view.xy
            at[it] = (along - left, down_x + down)
        for pair, edge in edges.items():
            if pair[0] in inside:
                bends[pair] = tuple((y - left, x + down) for x, y in edge.view.points[1:-1])
        ends = (vertices[it].view for it in inside)
        below = max(it.xy[0] + it.w / 2 for it in ends) + down + _BETWEEN_BOXES
    column = {round(x): 0.0 for x, _ in at.values()}
    for key, (x, _) in at.items():
        column[round(x)] = max(column[round(x)], sizes[key][0])
    placed = []
    for box in picture.boxes:
        x, y = at[box.key]
        width, height = column[round(x)], sizes[box.key][1]
        placed.append(Placed(box, x - width / 2, y - height / 2, width, height))
    return placed, {pair: _straight(points, column) for pair, points in bends.items()}


def _straight(points: Sequence[Point], column: Mapping[int, float]) -> tuple[Point, ...]:
    """A way crosses a column level, so that it passes between its boxes and not behind them."""
    return tuple(
        (x + side * column.get(round(x), 0.0) / 2, y) for x, y in points for side in (-1, 1)
    )


def _between_boxes(picture: Picture, holder: Mapping[str, str]) -> list[tuple[str, str]]:
    """One edge for each pair of boxes, none of which closes a circle."""
    import networkx as nx  # noqa: PLC0415 - only where SVG is asked for

    free: nx.DiGraph[str] = nx.DiGraph()
    kept = list(picture.ahead)
    free.add_edges_from(kept)
    # What makes and uses decides the columns; who cites and overrides whom is fitted in.
    for columns in (True, False):
        for link in picture.links:
            source, target = holder[link.source], holder[link.target]
            if source == target or free.has_edge(source, target) or columns is not link.tone.leads:
                continue
            if not columns and (source in free and target in free):
                continue
            if source in free and target in free and nx.has_path(free, target, source):
                continue
            free.add_edge(source, target)
            kept.append((source, target))
    return kept


def _rows_in_order(boxes: dict[str, Placed], links: Sequence[Link]) -> dict[str, Placed]:
    heights = {key: y for it in boxes.values() for key, y in _heights(it).items()}
    ends: dict[str, list[float]] = {}
    for link in links:
        ends.setdefault(link.source, []).append(heights[link.target])
        ends.setdefault(link.target, []).append(heights[link.source])

    def middle(key: str) -> float:
        reached = ends.get(key)
        return heights[key] if reached is None else sum(reached) / len(reached)

    ordered = {}
    for name, it in boxes.items():
        rows = it.box.rows
        if it.box.kind not in (NodeKind.DOCUMENT, NodeKind.CITED):  # those are read in order
            rows = tuple(sorted(rows, key=lambda row: (middle(row.key), row.key)))
        ordered[name] = replace(it, box=replace(it.box, rows=rows))
    return ordered


def _heights(placed: Placed) -> dict[str, float]:
    heights = {placed.box.key: placed.y + HEAD / 2}
    for number, row in enumerate(placed.box.rows):
        heights[row.key] = placed.y + HEAD + ROW * (number + 0.5)
    return heights


def _way(
    link: Link,
    boxes: Mapping[str, Placed],
    holder: Mapping[str, str],
    between: Mapping[tuple[str, str], tuple[Point, ...]],
) -> Way:
    source, target = boxes[holder[link.source]], boxes[holder[link.target]]
    start, end = _heights(source)[link.source], _heights(target)[link.target]
    if source.x + source.width < target.x:
        bends = between.get((source.box.key, target.box.key), ())
        return Way(link, ((source.x + source.width, start), *bends, (target.x, end)))
    if target.x + target.width < source.x:
        bends = between.get((target.box.key, source.box.key), ())[::-1]
        return Way(link, ((source.x, start), *bends, (target.x + target.width, end)))
    far = min(28.0 + abs(start - end) / 8, 90.0)
    out = min(source.x, target.x) - far
    return Way(link, ((source.x, start), (out, (start + end) / 2), (target.x, end)), beside=True)
