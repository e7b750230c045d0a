import { FilePlus2, PencilLine } from "lucide-react";
import { Button } from "../../../kit/Button.tsx";
import { useWords } from "../../../words/language.tsx";
import { Choose } from "../../fields/Choose.tsx";
import { Known } from "../../fields/Known.tsx";
import { Several } from "../../fields/Several.tsx";
import { extension, textOf } from "../../island/moddle.ts";
import { setExtension } from "../../island/write.ts";
import { NewPart } from "../NewPart.tsx";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";
import { Section } from "../Section.tsx";
import { ServiceTime } from "./Timer.tsx";
import { When } from "../../fields/When.tsx";

/** Who does a task: roles that are offered it, or one person. */
export function Assignment() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, catalogue } = place;
  const assignment = extension(owner, "zeebe:AssignmentDefinition");
  const priority = extension(owner, "zeebe:PriorityDefinition");
  const write = (attributes: Record<string, string>) => setExtension(place, "zeebe:AssignmentDefinition", attributes);
  return (
    <Section title={t("panel.assignment")}>
      <Several
        label={t("panel.roles")}
        value={textOf(assignment, "candidateGroups")}
        choices={catalogue.roles}
        onChange={(candidateGroups) => write({ candidateGroups })}
        help={t("panel.rolesHelp")}
        style="feel"
      />
      <Several
        label={t("panel.people")}
        value={textOf(assignment, "candidateUsers")}
        choices={catalogue.people}
        onChange={(candidateUsers) => write({ candidateUsers })}
        help={t("panel.peopleHelp")}
        style="feel"
      />
      <Known
        label={t("panel.assignee")}
        value={textOf(assignment, "assignee")}
        choices={catalogue.people}
        onChange={(assignee) => write({ assignee })}
        written="plain"
        help={t("panel.assigneeHelp")}
        unknown={(login) => t("panel.personUnknown", { login })}
      />
      <Known
        label={t("panel.priority")}
        value={textOf(priority, "priority")}
        choices={catalogue.priorities}
        onChange={(value) => setExtension(place, "zeebe:PriorityDefinition", { priority: value })}
        written="number"
        help={t("panel.priorityHelp")}
        unknown={(level) => (isLevel(level) ? undefined : t("panel.priorityUnknown", { level }))}
      />
    </Section>
  );
}

/** The level of a task, from 0 to 100. */
function isLevel(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 100;
}

/** What a task asks. */
export function FormChoice() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, catalogue, openPart } = place;
  const form = extension(owner, "zeebe:FormDefinition");
  const formId = textOf(form, "formId");
  const isKnown = formId === "" || catalogue.forms.some((each) => each.id === formId);
  return (
    <Section title={t("panel.form")}>
      <Choose
        label={t("panel.formKey")}
        value={formId}
        choices={catalogue.forms}
        onChange={(id) => setExtension(place, "zeebe:FormDefinition", { formId: id })}
        error={isKnown ? undefined : t("panel.formUnknown")}
        help={t("panel.formHelp")}
        takesOthers
      />
      <div className={css["row"]}>
        {formId === "" && (
          <NewPart
            kind="form"
            known={catalogue.forms}
            onMade={(id) => setExtension(place, "zeebe:FormDefinition", { formId: id })}
          />
        )}
        {formId !== "" && isKnown && (
          <Button icon={<PencilLine aria-hidden="true" />} onPress={() => openPart("form", formId)}>
            {t("panel.formOpen")}
          </Button>
        )}
        {!isKnown && (
          <Button icon={<FilePlus2 aria-hidden="true" />} onPress={() => openPart("form", formId)}>
            {t("panel.formNew", { key: formId })}
          </Button>
        )}
      </div>
    </Section>
  );
}

/** By when a task should be done, and when to come back to it. */
export function Schedule() {
  const { t } = useWords();
  const place = usePlace();
  const schedule = extension(place.owner, "zeebe:TaskSchedule");
  const dueDate = textOf(schedule, "dueDate");
  const followUpDate = textOf(schedule, "followUpDate");
  const write = (attributes: Record<string, string>) => setExtension(place, "zeebe:TaskSchedule", attributes);
  return (
    <Section title={t("panel.schedule")}>
      <When
        label={t("panel.due")}
        value={dueDate}
        onChange={(value) => write({ dueDate: value })}
        moments={[{ id: "=ticket.slaDueAt", name: t("panel.dueBySla") }]}
        help={t("panel.dueHelp")}
      />
      {dueDate !== "" && !dueDate.startsWith("=ticket.") && <ServiceTime />}
      <When label={t("panel.followUp")} value={followUpDate} onChange={(value) => write({ followUpDate: value })} />
    </Section>
  );
}
