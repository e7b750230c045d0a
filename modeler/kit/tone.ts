/** What a chip's colour says; its text and icon say it too. */
export type Tone = "neutral" | "ok" | "warn" | "bad" | "info";
