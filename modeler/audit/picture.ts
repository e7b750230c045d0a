import type { Language } from "../api/types.ts";

/** Where the server draws a version of a process. */
export function pictureOf(id: string, format: "svg" | "pdf", language: Language): string {
  return `/api/definitions/${id}/picture.${format}?language=${language}`;
}
