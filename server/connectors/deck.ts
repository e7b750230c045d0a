import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";
import type { JsonObject } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import { fromWoff } from "../base/fonts/woff.ts";
import { keepDeck, readReviewFacts } from "../desk/qbr/deck.ts";
import { writePdf } from "../documents/deck/pdf.ts";
import { writePptx } from "../documents/deck/pptx.ts";
import { reviewSlides } from "../documents/deck/slides.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import type { World } from "./frame/world.ts";
import { expectInput } from "./input.ts";

const input = z.object({ review: z.object({ id: z.uuid() }).loose() });

/** `qbr.deck` writes a review as PowerPoint and PDF and keeps both as files of it. It takes time, so it is done outside. */
export function deckWork({ database, now }: World): Performer {
  return { types: ["qbr.deck"], perform: { kind: "outside", run: (job) => write({ database, now }, job) } };
}

async function write({ database, now }: Pick<World, "database" | "now">, job: LeasedJob): Promise<JsonObject> {
  const { review } = expectInput(input, job.input);
  const facts = await transact(database, job.tenantId, (tx) => readReviewFacts(tx, review.id));
  const slides = reviewSlides(facts);
  const title = { title: `${facts.number} ${facts.customer}`, author: facts.seller };
  const pptx = await writePptx(slides, title);
  const pdf = await writePdf(slides, title, { regular: await font(400), bold: await font(700) });
  const { number } = facts;
  const deck = { pptx, pdf, maker: job };
  return {
    deck: await transact(database, job.tenantId, (tx) => keepDeck(tx, { number, id: review.id }, deck, now())),
  };
}

async function font(weight: 400 | 700): Promise<Uint8Array> {
  const { resolve } = createRequire(import.meta.url);
  return fromWoff(await readFile(resolve(`@fontsource/arimo/files/arimo-latin-${weight}-normal.woff`)));
}
