import { CircleX, MoveRight } from "lucide-react";
import type { PricePlan } from "../../../server/http/wirePriceLists.ts";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { moneyText } from "../written.ts";
import { tags } from "../../words/tags.ts";
import css from "../Files.module.css";

/** Lines that are drawn; a list of thousands is looked through in a spreadsheet. */
const most = 200;

const counted: readonly (readonly [kinds: readonly string[], key: Key, tone: Tone])[] = [
  [["new"], "imports.priceNew", "ok"],
  [["changed"], "imports.priceChanged", "info"],
  [["removed"], "imports.priceRemoved", "warn"],
  [["same", "kept"], "imports.priceSame", "neutral"],
];

/** What a file would change: how much of what, the lines with mistakes, and each price before and after. */
export function PriceChanges({ plan }: { plan: PricePlan }) {
  const { t } = useWords();
  const changes = plan.differences.filter(({ kind }) => kind !== "same" && kind !== "kept");
  return (
    <>
      <p className={css["chips"]} role="status">
        {plan.mistakes.length > 0 && <Chip tone="bad">{t("imports.mistakes", { count: plan.mistakes.length })}</Chip>}
        {counted.map(([kinds, key, tone]) => {
          const count = plan.differences.filter(({ kind }) => kinds.includes(kind)).length;
          return count === 0 ? null : (
            <Chip key={key} tone={tone}>
              {t(key, { count })}
            </Chip>
          );
        })}
      </p>
      {plan.mistakes.length > 0 && <Mistakes mistakes={plan.mistakes} />}
      {plan.ignored.length > 0 && (
        <p className={css["text"]}>{t("imports.ignored", { names: plan.ignored.join(", ") })}</p>
      )}
      {changes.length > 0 && <Changes changes={changes} />}
    </>
  );
}

function Mistakes({ mistakes }: Pick<PricePlan, "mistakes">) {
  const { t, pick } = useWords();
  return (
    <ul className={css["mistakes"]} tabIndex={0}>
      {mistakes.slice(0, most).map(({ line, sku, message }) => (
        <li key={`${line} ${sku}`}>
          <CircleX size={16} aria-hidden="true" />
          <b>{t("imports.line", { line })}</b>
          <span>{pick(message)}</span>
        </li>
      ))}
      <More count={mistakes.length} />
    </ul>
  );
}

function Changes({ changes }: { changes: PricePlan["differences"] }) {
  const { t } = useWords();
  return (
    <div className={css["scroll"]} role="group" aria-label={t("imports.changes")} tabIndex={0}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("imports.sku")}</th>
            <th scope="col">{t("imports.minQty")}</th>
            <th scope="col">{t("imports.before")}</th>
            <th scope="col">{t("imports.after")}</th>
            <th scope="col">{t("imports.cost")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, most).map((change) => (
            <Line key={`${change.sku} ${change.minQty}`} change={change} />
          ))}
        </tbody>
      </table>
      <More count={changes.length} />
    </div>
  );
}

function Line({ change }: { change: PricePlan["differences"][number] }) {
  const { t, language } = useWords();
  const { product, sku, minQty, beforeCents, unitPriceCents, costBeforeCents, costCents, isBelowCost } = change;
  const money = (cents: number | null) => (cents === null ? "–" : moneyText(cents, language));
  return (
    <tr>
      <td>
        {product} <span className={css["sku"]}>{sku}</span>
      </td>
      <td>{new Intl.NumberFormat(tags[language]).format(minQty)}</td>
      <td>{money(beforeCents)}</td>
      <td>
        {unitPriceCents === null ? (
          <Chip tone="warn">{t("imports.gone")}</Chip>
        ) : (
          <b data-changed={beforeCents !== unitPriceCents}>{money(unitPriceCents)}</b>
        )}{" "}
        {isBelowCost && <Chip tone="warn">{t("imports.belowCost")}</Chip>}
      </td>
      <td>
        {costCents === null || costCents === costBeforeCents ? (
          money(costBeforeCents)
        ) : (
          <span className={css["cost"]}>
            {money(costBeforeCents)}
            <MoveRight size={14} aria-hidden="true" />
            <b>{money(costCents)}</b>
          </span>
        )}
      </td>
    </tr>
  );
}

function More({ count }: { count: number }) {
  const { t } = useWords();
  return count > most ? <p className={css["text"]}>{t("imports.more", { count: count - most })}</p> : null;
}
