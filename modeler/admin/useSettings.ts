import { useState } from "react";
import type { Form, FormField } from "../api/types.ts";
import { mistakes } from "../form/validate.ts";
import { firstValues, isVisible, toSend, type Values } from "../form/values.ts";
import { useWords } from "../words/language.tsx";
import type { ConnectorKind } from "./queries.ts";

export type Settings = {
  readonly fields: readonly FormField[];
  readonly values: Values;
  readonly change: (key: string, value: unknown) => void;
  /** What is wrong with a field, once somebody wanted to send it. */
  readonly problem: (key: string) => string | undefined;
  /** What is sent, or null when something is wrong. */
  readonly read: () => Values | null;
};

/** The settings form of a kind, as forms of tasks work. */
export function useSettings(kind: ConnectorKind, settings: Values | null): Settings {
  const { t } = useWords();
  const form: Form = { key: kind.key, version: 1, title: kind.label, fields: kind.fields };
  const [values, setValues] = useState(() => firstValues(form, {}, settings));
  const [isAsked, setAsked] = useState(false);
  const wrong = mistakes(form, values);
  return {
    fields: form.fields.filter((field) => isVisible(field, values)),
    values,
    change: (key, value) => setValues((before) => ({ ...before, [key]: value })),
    problem: (key) => {
      const mistake = isAsked ? wrong[key] : undefined;
      return mistake === undefined ? undefined : t(mistake.key, mistake.places);
    },
    read: () => {
      setAsked(true);
      return Object.keys(wrong).length > 0 ? null : withoutBlanks(toSend(form, values));
    },
  };
}

/** A setting that is not said is left out: its kind knows what holds then. */
function withoutBlanks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
