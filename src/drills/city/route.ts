/** Dijkstra over the street graph from spot to spot. Small enough to own: a few thousand joints. */
import { assert } from '../../core/assert.ts';
import { costOf, pieceOf, type Route, type RoutePart, type Spot, type StreetGraph, type Travel } from './streets.ts';

interface Entry {
  readonly joint: number;
  readonly cost: number;
}

/** Binary heap by cost; ties by joint, so that equal ways are always chosen alike. */
function heap() {
  const items: Entry[] = [];
  const less = (a: Entry, b: Entry) => a.cost < b.cost || (a.cost === b.cost && a.joint < b.joint);
  return {
    push(entry: Entry) {
      items.push(entry);
      let i = items.length - 1;
      while (i > 0) {
        const up = (i - 1) >> 1;
        if (!less(items[i]!, items[up]!)) break;
        [items[i], items[up]] = [items[up]!, items[i]!];
        i = up;
      }
    },
    pop(): Entry | undefined {
      const top = items[0];
      const last = items.pop();
      if (items.length === 0 || !last) return top;
      items[0] = last;
      let i = 0;
      for (;;) {
        const left = 2 * i + 1;
        let least = i;
        if (left < items.length && less(items[left]!, items[least]!)) least = left;
        if (left + 1 < items.length && less(items[left + 1]!, items[least]!)) least = left + 1;
        if (least === i) return top;
        [items[i], items[least]] = [items[least]!, items[i]!];
        i = least;
      }
    },
  };
}

interface Reached {
  readonly cost: number[];
  /** Edge by which each joint was reached; -1 at the start. */
  readonly via: number[];
}

/** Ends as soon as both ends of the goal's edge are settled. */
function search(graph: StreetGraph, from: Spot, to: Spot, travel: Travel): Reached {
  const cost = new Array<number>(graph.joints.length).fill(Infinity);
  const via = new Array<number>(graph.joints.length).fill(-1);
  const open = heap();
  const goal = graph.edges[to.edge]!;
  const left = new Set([goal.from, goal.to]);
  const start = graph.edges[from.edge]!;
  const unit = costOf(travel, start.class);
  const seed = (joint: number, value: number) => {
    if (value >= cost[joint]!) return;
    cost[joint] = value;
    open.push({ joint, cost: value });
  };
  seed(start.from, from.offsetM * unit);
  seed(start.to, (start.lengthM - from.offsetM) * unit);
  for (let top = open.pop(); top; top = open.pop()) {
    if (top.cost > cost[top.joint]!) continue;
    if (top.joint === goal.from) left.delete(goal.from);
    if (top.joint === goal.to) left.delete(goal.to);
    if (left.size === 0) break;
    for (const number of graph.at[top.joint]!) {
      const edge = graph.edges[number]!;
      const next = edge.from === top.joint ? edge.to : edge.from;
      const total = top.cost + edge.lengthM * costOf(travel, edge.class);
      if (total >= cost[next]!) continue;
      cost[next] = total;
      via[next] = number;
      open.push({ joint: next, cost: total });
    }
  }
  return { cost, via };
}

function partOf(graph: StreetGraph, number: number, fromM: number, toM: number, endJoint: number | null): RoutePart[] {
  const edge = graph.edges[number]!;
  if (Math.abs(fromM - toM) < 0.01) return [];
  const endsAtLights = endJoint !== null && graph.lights.has(endJoint);
  return [{ points: pieceOf(edge.points, fromM, toM), class: edge.class, endsAtLights }];
}

/** The way from one spot to another. The graph is one connected part, so there always is one. */
export function findRoute(graph: StreetGraph, from: Spot, to: Spot, travel: Travel): Route {
  if (from.edge === to.edge) {
    const parts = partOf(graph, from.edge, from.offsetM, to.offsetM, null);
    return { parts, lengthM: Math.abs(from.offsetM - to.offsetM) };
  }
  const { cost, via } = search(graph, from, to, travel);
  const last = graph.edges[to.edge]!;
  const unit = costOf(travel, last.class);
  const byFrom = cost[last.from]! + to.offsetM * unit;
  const byTo = cost[last.to]! + (last.lengthM - to.offsetM) * unit;
  assert(Number.isFinite(Math.min(byFrom, byTo)), 'the street network is connected');
  let joint = byFrom <= byTo ? last.from : last.to;
  const parts: RoutePart[][] = [partOf(graph, to.edge, joint === last.from ? 0 : last.lengthM, to.offsetM, null)];
  while (via[joint] !== -1) {
    const number = via[joint]!;
    const edge = graph.edges[number]!;
    const forward = edge.to === joint;
    parts.push(partOf(graph, number, forward ? 0 : edge.lengthM, forward ? edge.lengthM : 0, joint));
    joint = forward ? edge.from : edge.to;
  }
  const first = graph.edges[from.edge]!;
  parts.push(partOf(graph, from.edge, from.offsetM, joint === first.to ? first.lengthM : 0, joint));
  const ordered = parts.reverse().flat();
  let lengthM = 0;
  for (const part of ordered) {
    for (let i = 1; i < part.points.length; i++) {
      lengthM += Math.hypot(part.points[i]!.xM - part.points[i - 1]!.xM, part.points[i]!.yM - part.points[i - 1]!.yM);
    }
  }
  return { parts: ordered, lengthM };
}
