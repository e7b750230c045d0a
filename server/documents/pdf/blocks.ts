import { ink } from "./paper.ts";
import type { Box, Paper, Style } from "./paper.ts";

/** A piece of a document that flows over pages: invoices, quotes and reports are made of these. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly isQuiet?: boolean }
  | { readonly kind: "note"; readonly title?: string; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "space"; readonly height: number }
  | Table
  | Sums
  | Drawing;

/** A table; its head is repeated on each page, and a row is never cut in two. */
export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A column: its share of the width, and where its text stands. */
export interface Column {
  readonly title: string;
  readonly share: number;
  readonly align?: "left" | "right";
}

/** What a cell says, and quieter, below it, what else there is to say. */
export type Cell = string | { readonly text: string; readonly below: string };

/** What something adds up to, at the right, the last line in bold; never cut in two. */
export interface Sums {
  readonly kind: "sums";
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** Something that draws itself, beside text. */
export interface Drawing {
  readonly kind: "drawing";
  readonly height: number;
  readonly draw: (paper: Paper, at: Box) => void;
}

/** A part of a block that stays together, with its height in points. */
export interface Piece {
  readonly height: number;
  readonly draw: (at: Box) => void;
  /** Drawn again on top of each page that the block goes on. */
  readonly head?: Piece;
  /** Does not stand last on a page: what follows belongs to it. */
  readonly leads?: boolean;
}

const body: Style = { size: 9 };
const heading: Style = { size: 11, isBold: true, colour: ink.accent };
const quiet: Style = { size: 8, colour: ink.quiet };

/** Cuts a block into pieces for a width. */
export function piecesOf(paper: Paper, block: Block, width: number): Piece[] {
  switch (block.kind) {
    case "heading":
      return [{ ...textPiece(paper, block.text, width, heading), leads: true }];
    case "paragraph":
      return [textPiece(paper, block.text, width, block.isQuiet === true ? quiet : body)];
    case "note":
      return [notePiece(paper, block, width)];
    case "facts":
      return block.rows.map((row) => factPiece(paper, row, width));
    case "space":
      return [{ height: block.height, draw: () => undefined }];
    case "table":
      return tablePieces(paper, block, width);
    case "sums":
      return [sumsPiece(paper, block)];
    case "drawing":
      return [{ height: block.height, draw: (at) => block.draw(paper, at) }];
  }
}

function textPiece(paper: Paper, text: string, width: number, style: Style): Piece {
  const gap = style === heading ? 10 : 4;
  return {
    height: paper.heightOf(text, width, style) + gap,
    draw: (at) => void paper.write(text, { ...at, y: at.y + gap / 2 }, style),
  };
}

function notePiece(paper: Paper, { title, text }: Extract<Block, { kind: "note" }>, width: number): Piece {
  const inner = width - 20;
  const bold: Style = { size: 9, isBold: true };
  const titleHeight = title === undefined ? 0 : paper.heightOf(title, inner, bold);
  const height = titleHeight + paper.heightOf(text, inner, body) + 14;
  return {
    height: height + 8,
    draw: (at) => {
      paper.page.rect(at.x, at.y + 4, width, height).fill(ink.shade);
      paper.page.rect(at.x, at.y + 4, 2.5, height).fill(ink.accent);
      const box = { x: at.x + 12, y: at.y + 10, width: inner };
      if (title !== undefined) paper.write(title, box, bold);
      paper.write(text, { ...box, y: box.y + titleHeight }, body);
    },
  };
}

function factPiece(paper: Paper, [label, value]: readonly [string, string], width: number): Piece {
  const left = Math.min(150, width * 0.35);
  return {
    height: Math.max(paper.heightOf(value, width - left, body), paper.heightOf(label, left - 8, body)) + 2,
    draw: (at) => {
      paper.write(label, { ...at, width: left - 8 }, { ...body, colour: ink.quiet });
      paper.write(value, { x: at.x + left, y: at.y, width: width - left }, body);
    },
  };
}

const padding = 4;

function tablePieces(paper: Paper, { columns, rows }: Table, width: number): Piece[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const boxes = columns.map((column, index) => {
    const before = columns.slice(0, index).reduce((sum, { share }) => sum + share, 0);
    return {
      x: (width * before) / all + padding,
      width: (width * column.share) / all - 2 * padding,
      align: column.align,
    };
  });
  const head = headPiece(paper, columns, boxes, width);
  const pieces = rows.map((row) => rowPiece(paper, row, boxes, width));
  return [
    { height: 4, draw: () => undefined, leads: true },
    { ...head, leads: true },
    ...pieces.map((piece) => ({ ...piece, head })),
    { height: 6, draw: () => undefined },
  ];
}

interface CellBox {
  readonly x: number;
  readonly width: number;
  readonly align: Column["align"];
}

function headPiece(paper: Paper, columns: readonly Column[], boxes: readonly CellBox[], width: number): Piece {
  const style: Style = { size: 8, isBold: true, colour: ink.quiet };
  const height =
    Math.max(...columns.map(({ title }, index) => paper.heightOf(title, boxes[index]?.width ?? 0, style))) + 9;
  return {
    height,
    draw: (at) => {
      paper.page.rect(at.x, at.y, width, height - 2).fill(ink.shade);
      for (const [index, { title }] of columns.entries()) {
        const box = boxes[index] as CellBox; // there is one for each column
        paper.write(
          title,
          { x: at.x + box.x, y: at.y + 3, width: box.width },
          { ...style, align: box.align ?? "left" },
        );
      }
    },
  };
}

function rowPiece(paper: Paper, row: readonly Cell[], boxes: readonly CellBox[], width: number): Piece {
  const cells = row.map((cell) => (typeof cell === "string" ? { text: cell, below: "" } : cell));
  const heightOf = ({ text, below }: { text: string; below: string }, at: CellBox | undefined): number =>
    paper.heightOf(text, at?.width ?? 0, body) + (below === "" ? 0 : paper.heightOf(below, at?.width ?? 0, quiet));
  const height = Math.max(...cells.map((cell, index) => heightOf(cell, boxes[index]))) + 8;
  return {
    height,
    draw: (at) => {
      for (const [index, { text, below }] of cells.entries()) {
        const box = boxes[index] as CellBox; // a row has a cell for each column
        const place = { x: at.x + box.x, y: at.y + 3, width: box.width };
        const used = paper.write(text, place, { ...body, align: box.align ?? "left" });
        if (below !== "") paper.write(below, { ...place, y: place.y + used }, { ...quiet, align: box.align ?? "left" });
      }
      const y = at.y + height - 0.5;
      paper.page
        .moveTo(at.x, y)
        .lineTo(at.x + width, y)
        .lineWidth(0.5)
        .strokeColor(ink.line)
        .stroke();
    },
  };
}

function sumsPiece(paper: Paper, { rows }: Sums): Piece {
  const [row, total] = [15, 22];
  return {
    height: rows.length * row + total - row + 10,
    draw: (at) => {
      const left = at.x + at.width * 0.5;
      const width = at.width * 0.5 - padding;
      for (const [index, [label, value]] of rows.entries()) {
        const isLast = index === rows.length - 1;
        const y = at.y + 4 + index * row + (isLast ? 5 : 0);
        if (isLast) paper.page.rect(left, y - 4, at.width * 0.5, total).fill(ink.shade);
        const style: Style = isLast ? { size: 10.5, isBold: true } : body;
        paper.write(label, { x: left + padding, y, width: width * 0.6 }, style);
        paper.write(value, { x: left, y, width }, { ...style, align: "right" });
      }
    },
  };
}
