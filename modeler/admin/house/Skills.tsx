import { useQuery } from "@tanstack/react-query";
import { GraduationCap } from "lucide-react";
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
import { addSkill, editSkill } from "./changes.ts";
import { skillsQuery, type Skill } from "./queries.ts";

/** What technicians can, and categories ask for. */
export function Skills() {
  const { t } = useWords();
  const skills = useQuery(skillsQuery);
  return (
    <HousePart about={t("skill.about")} add={{ name: t("skill.add"), change: addSkill }}>
      {(ask) => (
        <Awaited query={skills} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("skill.none")} text={t("skill.noneText")} icon={<GraduationCap aria-hidden="true" />} />
            ) : (
              <table className={css["table"]}>
                <TableHead
                  columns={[t("house.name"), t("house.key"), t("skill.staff"), t("skill.categories")]}
                  actions={t("person.actions")}
                />
                <tbody>
                  {items.map((skill) => (
                    <Line key={skill.key} skill={skill} onAsk={ask} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Awaited>
      )}
    </HousePart>
  );
}

function Line({ skill, onAsk }: { skill: Skill; onAsk: (asked: Asked) => void }) {
  const { t, pick } = useWords();
  const { key, labelDe, labelEn, staff, categories } = skill;
  const name = pick({ de: labelDe, en: labelEn });
  const edit = () =>
    onAsk({
      title: t("house.editOf", { name }),
      change: editSkill,
      address: addressOf(editSkill.path, key),
      submit: t("records.save"),
      row: skill,
    });
  return (
    <tr>
      <th scope="row">
        {name} {!skill.isActive && <Chip>{t("house.retired")}</Chip>}
      </th>
      <td className={css["wrap"]}>{key}</td>
      <td>{staff}</td>
      <td>{categories}</td>
      <td className={css["rowActions"]}>
        <Button kind="plain" label={t("house.editOf", { name })} onPress={edit}>
          {t("house.edit")}
        </Button>
        <Retire path="/api/skills/:id" row={skill} name={name} text={t("skill.retireText")} />
      </td>
    </tr>
  );
}
