import { useQuery } from "@tanstack/react-query";
import { addressOf } from "../../desk/read.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { useWords } from "../../words/language.tsx";
import type { Key } from "../../words/dictionary.ts";
import { Awaited } from "../Awaited.tsx";
import css from "../Admin.module.css";
import { HousePart, type Asked } from "./HouseTable.tsx";
import { editRange } from "./changes.ts";
import { rangesQuery, type NumberRange } from "./queries.ts";

/** How the numbers of this year look, and which comes next. */
export function Numbers() {
  const { t } = useWords();
  const ranges = useQuery(rangesQuery);
  return (
    <HousePart about={t("numbers.about")}>
      {(ask) => (
        <Awaited query={ranges} rows={8}>
          {({ items }) => (
            <table className={css["table"]}>
              <TableHead
                columns={[t("numbers.kind"), t("numbers.next"), t("numbers.last")]}
                actions={t("person.actions")}
              />
              <tbody>
                {items.map((range) => (
                  <Line key={range.key} range={range} onAsk={ask} />
                ))}
              </tbody>
            </table>
          )}
        </Awaited>
      )}
    </HousePart>
  );
}

function Line({ range, onAsk }: { range: NumberRange; onAsk: (asked: Asked) => void }) {
  const { t } = useWords();
  const name = t(`numbers.of.${range.key}` as Key); // the server knows no other ranges
  const isFixed = range.isGapless && range.lastDrawn !== null;
  const edit = () =>
    onAsk({
      title: t("house.editOf", { name }),
      change: editRange,
      address: addressOf(editRange.path, range.key),
      submit: t("records.save"),
      row: range,
    });
  return (
    <tr>
      <th scope="row">
        {name} {range.isGapless && <Chip>{t("numbers.gapless")}</Chip>}
      </th>
      <td className={css["when"]}>{range.next}</td>
      <td className={css["when"]}>{range.lastDrawn ?? t("numbers.unused")}</td>
      <td className={css["rowActions"]}>
        <Button
          kind="plain"
          label={t("house.editOf", { name })}
          declined={isFixed ? t("numbers.fixed") : undefined}
          onPress={edit}
        >
          {t("house.edit")}
        </Button>
      </td>
    </tr>
  );
}
