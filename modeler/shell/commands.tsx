import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Languages, ListTodo, Monitor, Moon, Plus, Sun, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { keysOf, type ShortcutId } from "../keys/shortcuts.ts";
import { Keys } from "../kit/Keys.tsx";
import { useMay } from "../processes/may.ts";
import { opsPlaces } from "../ops/lists/places.ts";
import { taskViews } from "../search.ts";
import { useWords } from "../words/language.tsx";
import type { Found } from "./find.ts";
import { places } from "./places.ts";
import { useSpeak } from "./speak.ts";
import { useTheme, type Theme } from "./theme.tsx";

/** One line of the palette. */
export type Command = {
  readonly id: string;
  readonly kind: "task" | "instance" | "record" | "process" | "ruleSet" | "view" | "command";
  readonly text: string;
  readonly hint?: string;
  readonly icon: ReactNode;
  readonly keys?: ReactNode;
  readonly run: () => void;
};

const themeIcons = { light: Sun, dark: Moon, system: Monitor } satisfies Record<Theme, typeof Sun>;
const themes: readonly Theme[] = ["light", "dark", "system"];

/** The commands and views that are always there. */
export function useCommands(onHelp: () => void): readonly Command[] {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { choose } = useTheme();
  const speak = useSpeak();
  const may = useMay();
  const other = language === "de" ? "en" : "de";

  const views = taskViews.map((view): Command => ({
    id: `view-${view}`,
    kind: "view",
    text: `${t("shell.tasks")}: ${t(`view.${view}`)}`,
    icon: <ListTodo size={17} aria-hidden="true" />,
    run: () => void navigate({ to: "/tasks", search: { view } }),
  }));
  const others = places
    .filter(({ to }) => to !== "/tasks")
    .map(({ to, name, keys, icon: Icon }): Command => ({
      id: to,
      kind: "view",
      text: t(name),
      icon: <Icon size={17} aria-hidden="true" />,
      keys: <Shortcut id={keys} />,
      run: () => void navigate({ to, search: {} }),
    }));
  const lists = opsPlaces
    .filter(({ to }) => to !== "/ops")
    .map(({ to, name, icon: Icon }): Command => ({
      id: to,
      kind: "view",
      text: `${t("shell.ops")}: ${t(name)}`,
      icon: <Icon size={17} aria-hidden="true" />,
      run: () => void navigate({ to, search: {} }),
    }));
  const looks = themes.map((theme): Command => {
    const Icon = themeIcons[theme];
    return {
      id: `theme-${theme}`,
      kind: "command",
      text: `${t("profile.theme")}: ${t(`theme.${theme}`)}`,
      icon: <Icon size={17} aria-hidden="true" />,
      run: () => choose(theme),
    };
  });
  const open: readonly Command[] = !may("tasks.work")
    ? []
    : [
        {
          id: "new-ticket",
          kind: "command",
          text: t("palette.newTicket"),
          icon: <Plus size={17} aria-hidden="true" />,
          run: () => void navigate({ to: "/desk/$register", params: { register: "tickets" }, search: { create: "1" } }),
        },
      ];
  return [
    ...views,
    ...others,
    ...lists,
    ...open,
    {
      id: "language",
      kind: "command",
      text: t("palette.language"),
      icon: <Languages size={17} aria-hidden="true" />,
      run: () => speak(other),
    },
    ...looks,
    {
      id: "help",
      kind: "command",
      text: t("help.title"),
      icon: <Keyboard size={17} aria-hidden="true" />,
      keys: <Shortcut id="help" />,
      run: onHelp,
    },
  ];
}

/** What the server found, as lines of the palette. */
export function useFound(found: Found | undefined): readonly Command[] {
  const navigate = useNavigate();
  if (found === undefined) return [];
  return [
    ...found.tasks.map((task): Command => ({
      id: `task-${task.id}`,
      kind: "task",
      text: join(task.businessKey, task.name, task.title),
      ...(task.customer === null ? {} : { hint: task.customer }),
      icon: <ListTodo size={17} aria-hidden="true" />,
      run: () => void navigate({ to: "/tasks", search: { view: "all", task: task.id } }),
    })),
    ...found.instances.map((instance): Command => ({
      id: `instance-${instance.id}`,
      kind: "instance",
      text: join(instance.businessKey, instance.processName, instance.title),
      ...(instance.customer === null ? {} : { hint: instance.customer }),
      icon: <Workflow size={17} aria-hidden="true" />,
      run: () => void navigate({ to: "/ops/$id", params: { id: instance.id }, search: {} }),
    })),
  ];
}

/** Whether every word typed occurs in the command. */
export function matches(command: Command, text: string): boolean {
  const name = command.text.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}

function Shortcut({ id }: { id: ShortcutId }) {
  return <Keys keys={keysOf(id)} />;
}

function join(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(" · ");
}
