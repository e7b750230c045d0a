import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

const input = z.object({
  ticketId: z.uuid(),
  message: z
    .object({ text: z.string().nullish(), subject: z.string().nullish(), isUnsolved: z.boolean().nullish() })
    .loose()
    .nullish(),
});

interface Facts {
  readonly title: string;
  readonly days: number;
  readonly invoiced: boolean;
}

/** `desk.reopen.facts`: what the rule `reopen_policy` asks when a customer writes on a solved ticket. Days are 24 hours. */
export const reopenFacts: Operation = async ({ tx, now }, given) => {
  const { ticketId, message } = expectInput(input, given);
  const [row] = await tx.query<Facts>(
    `select t.title, floor(extract(epoch from $3::timestamptz - coalesce(t.resolved_at, $3)) / 86400)::int as days,
       t.status = 'closed_invoiced' or exists (select 1 from billing_proposals p where p.tenant_id = t.tenant_id
         and p.origin = 'ticket' and p.origin_id = t.id and p.state = 'invoiced') as invoiced
     from tickets t where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticketId, now],
  );
  return {
    variables: {
      reopenFacts: {
        daysSinceClosed: row?.days ?? 0,
        invoiced: row?.invoiced ?? false,
        ...reading(row?.title ?? "", message ?? {}),
      },
    },
  };
};

interface Written {
  readonly text?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly isUnsolved?: boolean | null | undefined;
}

/** Who says by the link of the mail that it is not solved means this problem, whatever the words. */
function reading(title: string, { text, subject, isUnsolved }: Written): JsonObject {
  if (isUnsolved === true) return { sameSymptom: true, thankYouMail: false };
  const words = text ?? "";
  return { sameSymptom: sharesWords(title, `${subject ?? ""} ${words}`), thankYouMail: isThanks(words) };
}

/** A short text of thanks that asks nothing and complains of nothing. */
export function isThanks(text: string): boolean {
  const own = text.trim().toLowerCase();
  if (own === "" || own.length > 200 || own.includes("?")) return false;
  if (!/\b(danke|dank|vielen dank|merci|thanks|thank you|thx|super|perfekt|perfect)\b/.test(own)) return false;
  return !/\b(aber|leider|nicht|noch|wieder|trotzdem|but|still|again|not|unfortunately|doesn't|isn't)\b/.test(own);
}

/** Two words of the title that are longer than three letters come again, or "again" is said. */
function sharesWords(title: string, text: string): boolean {
  const words = new Set(title.toLowerCase().match(/[\p{L}\d]{4,}/gu));
  const again = text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [];
  const common = new Set(again.filter((word) => words.has(word)));
  return common.size >= 2 || /\b(wieder|erneut|nochmals|again|still)\b/i.test(text);
}
