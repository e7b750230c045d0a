import { useQuery } from "@tanstack/react-query";
import { Tags } from "lucide-react";
import { themes } from "../../desk/registers/values.ts";
import { addressOf } from "../../desk/read.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty } from "../../kit/states.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import css from "../Admin.module.css";
import { HousePart, type Asked } from "./HouseTable.tsx";
import { Retire } from "./Retire.tsx";
import { addCategory, alertDomains, editCategory } from "./changes.ts";
import { categoriesQuery, skillsQuery, type Category } from "./queries.ts";

/** What tickets are about. */
export function Categories() {
  const { t } = useWords();
  const categories = useQuery(categoriesQuery);
  return (
    <HousePart about={t("category.about")} add={{ name: t("category.add"), change: addCategory }}>
      {(ask) => (
        <Awaited query={categories} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("category.none")} text={t("category.noneText")} icon={<Tags aria-hidden="true" />} />
            ) : (
              <CategoryTable categories={items} onAsk={ask} />
            )
          }
        </Awaited>
      )}
    </HousePart>
  );
}

type TableProps = { readonly categories: readonly Category[]; readonly onAsk: (asked: Asked) => void };

function CategoryTable({ categories, onAsk }: TableProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[
          t("house.name"),
          t("house.key"),
          t("category.skill"),
          t("category.alerts"),
          t("category.theme"),
          t("category.tickets"),
        ]}
        actions={t("person.actions")}
      />
      <tbody>
        {categories.map((category) => (
          <Line key={category.key} category={category} depth={depthOf(category, categories)} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

/** How many categories are above one. */
function depthOf({ parent }: Category, all: readonly Category[]): number {
  const above = all.find(({ key }) => key === parent);
  return above === undefined ? 0 : 1 + depthOf(above, all);
}

type LineProps = { readonly category: Category; readonly depth: number; readonly onAsk: (asked: Asked) => void };

function Line({ category, depth, onAsk }: LineProps) {
  const { t, pick } = useWords();
  const { data: skills } = useQuery(skillsQuery);
  const { key, labelDe, labelEn, defaultSkill, skillLevel, roadmapTheme } = category;
  const name = pick({ de: labelDe, en: labelEn });
  const skill = skills?.items.find((each) => each.key === defaultSkill);
  const theme = roadmapTheme === null ? undefined : themes[roadmapTheme];
  const edit = () =>
    onAsk({
      title: t("house.editOf", { name }),
      change: editCategory,
      address: addressOf(editCategory.path, key),
      submit: t("records.save"),
      row: category,
    });
  return (
    <tr>
      <th scope="row" style={{ paddingInlineStart: `calc(var(--space-3) + ${depth} * var(--space-4))` }}>
        {name} {category.isSecurity && <Chip tone="warn">{t("category.security")}</Chip>}{" "}
        {!category.isActive && <Chip>{t("house.retired")}</Chip>}
      </th>
      <td className={css["wrap"]}>{key}</td>
      <td>{skill === undefined ? "–" : `${pick({ de: skill.labelDe, en: skill.labelEn })} (${skillLevel})`}</td>
      <td>{category.alertDomains.map((domain) => domainName(domain, pick)).join(", ") || "–"}</td>
      <td>{theme === undefined ? (roadmapTheme ?? "–") : pick(theme)}</td>
      <td>{category.tickets}</td>
      <td className={css["rowActions"]}>
        <Button kind="plain" label={t("house.editOf", { name })} onPress={edit}>
          {t("house.edit")}
        </Button>
        <Retire path="/api/categories/:id" row={category} name={name} text={t("category.retireText")} />
      </td>
    </tr>
  );
}

function domainName(domain: string, pick: ReturnType<typeof useWords>["pick"]): string {
  const known = Object.entries(alertDomains).find(([each]) => each === domain)?.[1];
  return known === undefined ? domain : pick(known);
}
