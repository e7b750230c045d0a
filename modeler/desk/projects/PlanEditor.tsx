import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import {
  nextTask,
  type DraftMilestone,
  type DraftPhase,
  type DraftTask,
  type PlanDraft,
  type PlanKind,
} from "./planDraft.ts";
import css from "./Plan.module.css";

type EditorProps = {
  readonly kind: PlanKind;
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
};

/** A plan line by line: phases with milestones with tasks. */
export function PlanEditor({ kind, draft, onChange }: EditorProps) {
  const { t } = useWords();
  const change = (phases: readonly DraftPhase[]) => onChange({ ...draft, phases });
  return (
    <div className={css["editor"]}>
      {draft.phases.map((phase, index) => (
        <Phase
          key={index}
          kind={kind}
          draft={draft}
          phase={phase}
          onChange={(next) => change(put(draft.phases, index, next))}
        />
      ))}
      <div>
        <Button
          icon={<Plus aria-hidden="true" />}
          onPress={() => change([...draft.phases, { name: "", milestones: [] }])}
        >
          {t("plans.addPhase")}
        </Button>
      </div>
    </div>
  );
}

type PhaseProps = {
  readonly kind: PlanKind;
  readonly draft: PlanDraft;
  readonly phase: DraftPhase;
  readonly onChange: (phase: DraftPhase | undefined) => void;
};

function Phase({ kind, draft, phase, onChange }: PhaseProps) {
  const { t } = useWords();
  const { milestones } = phase;
  const change = (next: readonly DraftMilestone[]) => onChange({ ...phase, milestones: next });
  const fresh: DraftMilestone = {
    name: "",
    due: milestones.at(-1)?.due ?? "",
    amount: "0",
    needsAcceptance: false,
    material: null,
    materialNetCents: 0,
    tasks: [],
  };
  return (
    <fieldset className={css["phase"]} aria-label={`${t("plans.phase")}: ${phase.name}`}>
      <div className={css["line"]}>
        <Entry name="plans.phase" size="wide" value={phase.name} onChange={(name) => onChange({ ...phase, name })} />
        <Remove name={phase.name || t("plans.phase")} onPress={() => onChange(undefined)} />
      </div>
      {milestones.map((milestone, index) => (
        <Milestone
          key={index}
          kind={kind}
          draft={draft}
          milestone={milestone}
          onChange={(next) => change(put(milestones, index, next))}
        />
      ))}
      <div>
        <Button kind="plain" icon={<Plus aria-hidden="true" />} onPress={() => change([...milestones, fresh])}>
          {t("plans.addMilestone")}
        </Button>
      </div>
    </fieldset>
  );
}

type MilestoneProps = {
  readonly kind: PlanKind;
  readonly draft: PlanDraft;
  readonly milestone: DraftMilestone;
  readonly onChange: (milestone: DraftMilestone | undefined) => void;
};

function Milestone({ kind, draft, milestone, onChange }: MilestoneProps) {
  const { t } = useWords();
  const { tasks } = milestone;
  const set = (part: Partial<DraftMilestone>) => onChange({ ...milestone, ...part });
  const last = tasks.at(-1);
  const like = { from: last?.to ?? "", to: last?.to ?? milestone.due };
  return (
    <fieldset className={css["phase"]} aria-label={`${t("plans.milestone")}: ${milestone.name}`}>
      <div className={css["line"]}>
        <Entry name="plans.milestone" size="wide" value={milestone.name} onChange={(name) => set({ name })} />
        <Entry
          name={kind === "plan" ? "plans.dueOn" : "plans.dueDay"}
          type={kind === "plan" ? "date" : "text"}
          size={kind === "plan" ? "middle" : "small"}
          value={milestone.due}
          onChange={(due) => set({ due })}
        />
        <Entry
          name={kind === "plan" ? "plans.price" : "plans.percent"}
          size={kind === "plan" ? "middle" : "small"}
          value={milestone.amount}
          onChange={(amount) => set({ amount })}
        />
        <label className={css["entry"]}>
          {t("plans.acceptance")}
          <input
            type="checkbox"
            checked={milestone.needsAcceptance}
            onChange={(event) => set({ needsAcceptance: event.target.checked })}
          />
        </label>
        <Remove name={milestone.name || t("plans.milestone")} onPress={() => onChange(undefined)} />
      </div>
      {tasks.map((task, index) => (
        <Task key={index} kind={kind} task={task} onChange={(next) => set({ tasks: put(tasks, index, next) })} />
      ))}
      <div>
        <Button
          kind="plain"
          icon={<Plus aria-hidden="true" />}
          onPress={() => set({ tasks: [...tasks, nextTask(draft, like)] })}
        >
          {t("plans.addTask")}
        </Button>
      </div>
    </fieldset>
  );
}

type TaskProps = {
  readonly kind: PlanKind;
  readonly task: DraftTask;
  readonly onChange: (task: DraftTask | undefined) => void;
};

function Task({ kind, task, onChange }: TaskProps) {
  const set = (part: Partial<DraftTask>) => onChange({ ...task, ...part });
  const days =
    kind === "plan" ? ({ type: "date", size: "middle" } as const) : ({ type: "text", size: "small" } as const);
  return (
    <div className={css["line"]}>
      <Entry name="plans.number" size="small" value={task.no} onChange={(no) => set({ no })} />
      <Entry name="plans.task" size="wide" value={task.name} onChange={(name) => set({ name })} />
      <Entry name="plans.hours" size="small" value={task.hours} onChange={(hours) => set({ hours })} />
      <Entry name="plans.skill" size="middle" value={task.skill} onChange={(skill) => set({ skill })} />
      {kind === "plan" && (
        <Entry name="plans.assignee" size="middle" value={task.assignee} onChange={(assignee) => set({ assignee })} />
      )}
      <Entry
        name={kind === "plan" ? "plans.from" : "plans.dayFrom"}
        {...days}
        value={task.from}
        onChange={(from) => set({ from })}
      />
      <Entry
        name={kind === "plan" ? "plans.to" : "plans.dayTo"}
        {...days}
        value={task.to}
        onChange={(to) => set({ to })}
      />
      <Entry name="plans.after" size="small" value={task.after} onChange={(after) => set({ after })} />
      <Remove name={task.name || task.no} onPress={() => onChange(undefined)} />
    </div>
  );
}

type EntryProps = {
  readonly name: Key;
  readonly size: "wide" | "middle" | "small";
  readonly type?: "text" | "date";
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Entry({ name, size, type = "text", value, onChange }: EntryProps) {
  const { t } = useWords();
  return (
    <label className={css["entry"]} data-size={size}>
      {t(name)}
      <input type={type} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function Remove({ name, onPress }: { name: string; onPress: () => void }) {
  const { t } = useWords();
  return (
    <Button kind="plain" icon={<Trash2 aria-hidden="true" />} label={t("plans.remove", { name })} onPress={onPress} />
  );
}

/** The list with another entry at a place; without one it is taken out. */
function put<T>(list: readonly T[], place: number, entry: T | undefined): readonly T[] {
  return list.flatMap((each, index) => (index !== place ? [each] : entry === undefined ? [] : [entry]));
}
