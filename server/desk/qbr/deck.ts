import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { ReviewFacts, ReviewKpi } from "../../documents/deck/facts.ts";
import { storeOnce } from "../files/files.ts";
import type { Maker } from "../files/files.ts";
import { plannedItems } from "./roadmap.ts";
import { lockReview } from "./review.ts";

interface Frozen {
  readonly seller: string;
  readonly customer: string;
  readonly language: "de" | "en";
  readonly gaps: ReviewFacts["gaps"];
  readonly assessment: { readonly messages?: string[]; readonly risks?: string[] } | null;
}

/** Everything a deck shows, from what was frozen in the review. @throws {Refusal} `review.missing` */
export async function readReviewFacts(tx: Tx, id: string): Promise<ReviewFacts> {
  const review = await lockReview(tx, id);
  const [frozen] = await tx.query<Frozen>(
    `select coalesce((select name from sellers where tenant_id = $1), '') as seller, c.name as customer, c.language, r.gaps, r.assessment
     from reviews r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  if (frozen === undefined)
    throw new Refusal("missing", "review.missing", `Expected a review ${id}, but there is none`);
  const { seller, customer, language, gaps, assessment } = frozen;
  const kpis = await tx.query<ReviewKpi>(
    `select case when $4 = 'de' then d.label_de else d.label_en end as label, d.unit, v.value::float8 as value, d.target::float8 as target, d.better,
       coalesce(v.color, 'grey') as color, v.source
     from kpi_values v join kpi_definitions d on d.tenant_id = v.tenant_id and d.key = v.kpi
     where v.tenant_id = $1 and v.customer_id = $2 and v.period_from = $3 order by d.position`,
    [tx.tenantId, review.customer_id, review.period_from, language],
  );
  const { tickets, assets } = review.facts as Readonly<Record<string, JsonObject | undefined>>;
  return {
    language,
    seller,
    customer,
    number: review.number,
    periodFrom: review.period_from,
    periodTo: review.period_to,
    kpis,
    messages: assessment?.messages ?? [],
    risks: assessment?.risks ?? [],
    gaps,
    months: (tickets?.["months"] ?? []) as unknown as ReviewFacts["months"], // as `desk.qbr.collect` wrote it
    assets: (assets ?? null) as unknown as ReviewFacts["assets"], // likewise
    roadmap: await plannedItems(tx, id),
  };
}

/** The two files of a review. */
export interface Deck {
  readonly pptx: Buffer;
  readonly pdf: Buffer;
  readonly maker: Maker;
}

/** Keeps the deck with the review. */
export async function keepDeck(
  tx: Tx,
  { number, id }: { readonly number: string; readonly id: string },
  deck: Deck,
  now: Date,
): Promise<JsonObject> {
  const subject = { kind: "review", id: number };
  const file = (ending: string, body: Buffer) =>
    storeOnce(tx, deck.maker, { name: `${number}.${ending}`, body, subject, createdBy: "system" }, now);
  const pptx = await file("pptx", deck.pptx);
  const pdf = await file("pdf", deck.pdf);
  await tx.query("update reviews set pptx_file_id = $3, pdf_file_id = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    pptx.id,
    pdf.id,
  ]);
  return { pptxFileId: pptx.id, pdfFileId: pdf.id, pptxSha256: pptx.sha256, pdfSha256: pdf.sha256 };
}
