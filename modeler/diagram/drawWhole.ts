import { complete } from "../../server/diagram/picture/layout/complete.ts";

/** Lays out what a file that was just read does not say where to draw, before it is drawn. */
export function drawWhole(definitions: object): void {
  complete(definitions as Parameters<typeof complete>[0]); // moddle has read it
}
