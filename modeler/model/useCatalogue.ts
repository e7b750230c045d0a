import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { calendarsQuery } from "../admin/calendars/queries.ts";
import { peopleQuery, rolesQuery } from "../api/queries.ts";
import type { Labels } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import {
  catalogueQuery,
  partQuery,
  versionQuery,
  type CatalogueRow,
  type Draft,
  type PartKind,
} from "../processes/queries.ts";
import type { Catalogue, Pick } from "./catalogue/catalogue.ts";
import { connectors } from "./catalogue/connectors.ts";
import { roleName } from "../words/roles.ts";

/** The usual levels of urgency; 50 is what a task has that says nothing. */
const levels = [
  ["100", "level.critical"],
  ["80", "level.high"],
  ["50", "level.normal"],
  ["30", "level.low"],
] as const;

/** What there is to choose from in a draft: its own parts first, then what is published. */
export function useCatalogue(draft: Draft): Catalogue {
  const { t, pick, language } = useWords();
  const forms = usePicks("form", draft);
  const ruleSets = usePicks("ruleSet", draft);
  const templates = usePicks("template", draft);
  const processes = usePicks("process", draft);
  const { data: people } = useQuery(peopleQuery);
  const { data: roles } = useQuery(rolesQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  const fieldsOf = useFields(draft);
  return useMemo(() => {
    return {
      forms,
      ruleSets,
      templates,
      processes,
      roles: (roles?.items ?? []).map(({ key }) => ({ id: key, name: roleName(key, language), hint: key })),
      people: (people?.items ?? []).map(({ login, name }) => ({ id: login, name, hint: login })),
      calendars: (calendars?.items ?? []).map(({ key, name }) => ({ id: key, name, hint: key })),
      priorities: levels.map(([id, key]) => ({ id, name: t(key), hint: id })),
      connectors: connectors.map((connector) => ({
        id: connector.type,
        name: pick(connector.name),
        hint: `${pick(connector.text)} · ${connector.type}`,
      })),
      fieldsOf,
    };
  }, [forms, ruleSets, templates, processes, people, roles, calendars, fieldsOf, t, pick, language]);
}

function usePicks(kind: PartKind, draft: Draft): readonly Pick[] {
  const { data } = useQuery(catalogueQuery(kind));
  const names = useOwnNames(kind, draft);
  return useMemo(() => {
    const own = draft.parts.filter((part) => part.kind === kind).map((part) => part.key);
    const rows: readonly CatalogueRow[] = data?.items ?? [];
    const named = new Map(rows.map((row) => [row.key, row.name]));
    const keys = [...new Set([...own, ...rows.map((row) => row.key)])];
    return keys.map((key) => ({ id: key, name: names.get(key) ?? named.get(key) ?? key, hint: key }));
  }, [data, draft.parts, kind, names]);
}

/** What the draft itself calls its forms and rule sets: the catalogue knows only what is published. */
function useOwnNames(kind: PartKind, draft: Draft): ReadonlyMap<string, string> {
  const { pick } = useWords();
  const isNamed = kind === "form" || kind === "ruleSet";
  const own = isNamed ? draft.parts.filter((part) => part.kind === kind) : [];
  const bodies = useQueries({
    queries: own.map(({ key }) => partQuery(draft.id, kind, key)),
    combine: (answers) => answers.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
  return useMemo(() => {
    const named = bodies.flatMap(({ key, body }) => {
      const label = labelOf(body);
      return label === undefined ? [] : [[key, pick(label)] as const];
    });
    return new Map(named);
  }, [bodies, pick]);
}

function labelOf(body: unknown): Labels | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const label: unknown = Reflect.get(body, "title") ?? Reflect.get(body, "label");
  const isLabel = typeof label === "object" && label !== null && "de" in label && "en" in label;
  return isLabel ? (label as Labels) : undefined; // forms and rule sets are titled in both languages
}

/** The fields of forms, those of the draft as they stand there. */
function useFields(draft: Draft): (formKey: string) => readonly string[] {
  const { data } = useQuery(catalogueQuery("form"));
  const own = draft.parts.filter((part) => part.kind === "form").map((part) => part.key);
  const published = (data?.items ?? []).filter((row) => !own.includes(row.key));
  const bodies = useQueries({
    queries: [
      ...own.map((key) => partQuery(draft.id, "form", key)),
      ...published.map((row) => versionQuery("form", row.key, row.version)),
    ],
    combine: (answers) => answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data])),
  });
  return useMemo(() => {
    const fields = new Map(bodies.map(({ key, body }) => [key, keysOf(body)]));
    return (formKey) => fields.get(formKey) ?? [];
  }, [bodies]);
}

function keysOf(form: unknown): readonly string[] {
  const fields: unknown = typeof form === "object" && form !== null ? Reflect.get(form, "fields") : null;
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) => {
    const key: unknown = typeof field === "object" && field !== null ? Reflect.get(field, "key") : null;
    return typeof key === "string" ? [key] : [];
  });
}
