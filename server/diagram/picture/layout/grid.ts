import type { Point } from "../dom/path.ts";
import { layersOf, type Arc } from "./layers.ts";
import type { Size } from "./model.ts";

/** A node to be placed: its size, and the number of the band (lane) it must stay in. */
export interface Cell extends Size {
  readonly band: number;
}

/** Nodes placed on a grid and connections routed between its columns and rows. */
export interface Grid extends Size {
  /** The upper left corner of each node. */
  readonly places: readonly Point[];
  /** The way of each connection, from the right of its first node to the left of its last. */
  readonly ways: readonly (readonly Point[])[];
  /** Top and bottom of each band. */
  readonly bands: readonly { readonly top: number; readonly bottom: number }[];
  /** Below the row of each node: free for a connection that starts at the node's lower edge. */
  readonly gaps: readonly number[];
}

const columnGap = 60;
const rowGap = 50;
const channel = 16;

interface Slot extends Cell {
  readonly layer: number;
  row: number;
}

/** Places nodes by layer and row, and routes connections through the gaps between them (after Sugiyama). */
export function arrange(cells: readonly Cell[], arcs: readonly Arc[], bandCount: number): Grid {
  const { layers, back } = layersOf(cells.length, arcs);
  const slots: Slot[] = cells.map((cell, index) => ({ ...cell, layer: layers[index] ?? 0, row: 0 }));
  const chains = arcs.map((arc) => (back.has(arc) ? [arc.from, arc.to] : chainOf(slots, arc)));
  assignRows(
    slots,
    chains.filter((_, index) => !back.has(arcs[index] as Arc)),
  ); // one chain for each arc
  const columns = columnsOf(slots);
  const { rows, bands, bottom } = rowsOf(slots, bandCount);
  const centre = (index: number): Point => {
    const slot = slots[index] as Slot; // a number of a slot
    return { x: columns.at(slot.layer).centre, y: rows.at(slot.band, slot.row).centre };
  };
  let channels = 0;
  const ways = arcs.map((arc, index) => {
    const chain = chains[index] ?? [];
    const stops = chain.map((number) => ({ at: centre(number), slot: slots[number] as Slot })); // as above
    return back.has(arc) ? around(stops, columns, bottom + (channels += 1) * channel) : through(stops, columns);
  });
  return {
    width: columns.width,
    height: bottom + (channels + 1) * channel,
    places: cells.map(({ width, height }, index) => {
      const { x, y } = centre(index);
      return { x: x - width / 2, y: y - height / 2 };
    }),
    ways,
    bands,
    gaps: cells.map((_, index) => {
      const slot = slots[index] as Slot; // as above
      return rows.at(slot.band, slot.row).bottom - rowGap / 2 + 12;
    }),
  };
}

/** The nodes on the way of a connection: where it crosses layers, an empty cell in each is kept free for it. */
function chainOf(slots: Slot[], { from, to }: Arc): number[] {
  const [first, last] = [slots[from], slots[to]];
  const chain = [from];
  if (first === undefined || last === undefined) return chain;
  for (let layer = first.layer + 1; layer < last.layer; layer++) {
    chain.push(slots.length);
    slots.push({ layer, row: 0, band: last.band, width: 0, height: 20 });
  }
  return [...chain, to];
}

/** Layer by layer each node takes the row of what leads to it, or the next that is free. */
function assignRows(slots: readonly Slot[], chains: readonly (readonly number[])[]): void {
  const before: Slot[][] = slots.map(() => []);
  for (const chain of chains)
    for (const [index, number] of chain.entries()) {
      const previous = slots[chain[index - 1] ?? -1];
      if (previous !== undefined) before[number]?.push(previous);
    }
  const byLayer = Map.groupBy(slots.keys(), (index) => slots[index]?.layer ?? 0);
  const taken = new Set<string>();
  for (const [layer, numbers] of [...byLayer].toSorted(([one], [other]) => one - other)) {
    const wishes = numbers.map((number) => ({ number, row: wishedRow(slots[number] as Slot, before[number] ?? []) })); // its own numbers
    for (const { number, row } of wishes.toSorted((one, other) => one.row - other.row)) {
      const slot = slots[number] as Slot; // as above
      slot.row = Math.floor(row);
      while (taken.has(`${layer} ${slot.band} ${slot.row}`)) slot.row += 1;
      taken.add(`${layer} ${slot.band} ${slot.row}`);
    }
  }
}

function wishedRow({ band }: Slot, before: readonly Slot[]): number {
  const rows = before.filter((slot) => slot.band === band).map(({ row }) => row);
  return rows.length === 0 ? 0 : Math.min(...rows);
}

interface Columns {
  readonly width: number;
  at(layer: number): { readonly left: number; readonly right: number; readonly centre: number };
}

function columnsOf(slots: readonly Slot[]): Columns {
  const layerCount = slots.reduce((most, { layer }) => Math.max(most, layer + 1), 0);
  const widths = Array.from({ length: layerCount }, () => 36);
  for (const { layer, width } of slots) widths[layer] = Math.max(widths[layer] ?? 36, width);
  let x = 0;
  const columns = widths.map((width) => {
    const left = x + columnGap / 2;
    x = left + width + columnGap / 2;
    return { left, right: left + width, centre: left + width / 2 };
  });
  return { width: x, at: (layer) => columns[layer] ?? { left: 0, right: 0, centre: 0 } };
}

function rowsOf(slots: readonly Slot[], bandCount: number) {
  const heights: number[][] = Array.from({ length: bandCount }, () => [80]);
  for (const { band, row, height } of slots) {
    const rows = heights[band];
    if (rows !== undefined) rows[row] = Math.max(rows[row] ?? 20, height);
  }
  let y = 0;
  const bands: { top: number; bottom: number }[] = [];
  const rows = heights.map((band) => {
    const top = y;
    const placed = Array.from(band.keys(), (row) => {
      const height = band[row] ?? 20;
      const centre = y + rowGap / 2 + height / 2;
      y += height + rowGap;
      return { centre, bottom: y };
    });
    bands.push({ top, bottom: y });
    return placed;
  });
  return {
    bands,
    bottom: y,
    rows: { at: (band: number, row: number) => rows[band]?.[row] ?? { centre: 0, bottom: 0 } },
  };
}

interface Stop {
  readonly at: Point;
  readonly slot: Slot;
}

/** A connection to the right: it changes rows in the gap before each column. */
function through(stops: readonly Stop[], columns: Columns): Point[] {
  const way: Point[] = [];
  for (const [index, { at, slot }] of stops.entries()) {
    const previous = way.at(-1);
    if (previous !== undefined && previous.y !== at.y) {
      const bend = columns.at(slot.layer).left - columnGap / 2;
      way.push({ x: bend, y: previous.y }, { x: bend, y: at.y });
    }
    way.push({ x: index === 0 ? at.x + slot.width / 2 : at.x - slot.width / 2, y: at.y });
  }
  return straightened(way);
}

/** A connection back to the left: below everything, in a channel of its own. */
function around(stops: readonly Stop[], columns: Columns, y: number): Point[] {
  const [first, last] = [stops[0], stops.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [right, left] = [
    columns.at(first.slot.layer).right + columnGap / 3,
    columns.at(last.slot.layer).left - columnGap / 3,
  ];
  return straightened([
    { x: first.at.x + first.slot.width / 2, y: first.at.y },
    { x: right, y: first.at.y },
    { x: right, y },
    { x: left, y },
    { x: left, y: last.at.y },
    { x: last.at.x - last.slot.width / 2, y: last.at.y },
  ]);
}

/** Leaves out the points on a straight line between their neighbours. */
export function straightened(way: readonly Point[]): Point[] {
  return way.filter((point, index) => {
    const [before, after] = [way[index - 1], way[index + 1]];
    if (before === undefined || after === undefined) return true;
    return !(before.x === point.x && point.x === after.x) && !(before.y === point.y && point.y === after.y);
  });
}
