import test from "ava";
import { z } from "zod";
import { choiceSources } from "../desk/reads/choices.ts";
import { allRoutes } from "../http/routes/index.ts";
import type { Route } from "../http/route.ts";
import { registers } from "../../modeler/desk/registers/index.ts";
import type { Change, Member, Section } from "../../modeler/desk/register.ts";
import { deskFilters } from "../../modeler/searchDesk.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly required?: readonly string[];
}

const routes = allRoutes("test");
const keys = new Set(registers.map(({ key }) => key));
const withPages = new Set(registers.filter(({ record }) => record !== undefined).map(({ key }) => key));

function routeOf(method: string, path: string): Route {
  const route = routes.find((each) => each.method === method.toLowerCase() && each.path === path);
  if (route === undefined) throw new Error(`Expected a route ${method} ${path}, but there is none`);
  return route;
}

function answerOf(route: Route): Schema {
  return z.toJSONSchema(route.answer ?? z.never(), { io: "output", unrepresentable: "any" }) as Schema;
}

/** The schema at a place; what the server leaves open may hold anything. */
function at(schema: Schema, names: readonly string[]): Schema | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return schema;
  const shape = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
  const property = shape.properties?.[name];
  if (property !== undefined) return at(property, rest);
  const isOpen = shape.properties === undefined || typeof shape.additionalProperties === "object";
  return isOpen ? {} : undefined;
}

function lost(schema: Schema, members: readonly (Member | string)[]): string[] {
  const places = members.map((member) => (typeof member === "string" ? member : member.at));
  return places.filter((place) => at(schema, place.split(".")) === undefined);
}

function membersOf(section: Section): readonly Member[] {
  return section.members;
}

for (const register of registers) {
  const list = routeOf("GET", register.path);
  const row = at(answerOf(list), ["items"])?.items ?? {};

  test(`${register.key}: the list tells of every column, and narrows as it is asked to`, (t) => {
    const named = [register.id, register.title, ...(register.customer === undefined ? [] : [register.customer])];

    t.deepEqual(lost(row, [...register.columns, ...named]), []);
    t.deepEqual(
      register.filters.map((filter) => filter.at).filter((name) => list.query?.[name] === undefined),
      [],
    );
    t.true(register.filters.every((filter) => (deskFilters as readonly string[]).includes(filter.at)));
    t.deepEqual(lost(row, register.sorts ?? []), []);
    t.is(register.search === "server", list.query?.["search"] !== undefined);
    t.is(list.permission, "desk.read");
  });

  const { record, create } = register;
  if (record !== undefined)
    test(`${register.key}: the record tells of every member of its page`, (t) => {
      const whole = answerOf(routeOf("GET", record.path));
      const facts = record.sections.filter((section) => section.kind === "facts").flatMap(membersOf);
      const more = [record.state, record.caseKey, register.title].filter((each) => each !== undefined);

      t.deepEqual(lost(whole, [...facts, ...more]), []);
      for (const section of record.sections) {
        if (section.kind !== "table") continue;
        const lines = at(whole, section.at.split("."));
        t.not(lines, undefined, section.at);
        t.deepEqual(lost(lines?.items ?? {}, section.members), [], section.at);
      }
    });

  test(`${register.key}: what leads elsewhere leads to a page`, (t) => {
    const members = [...register.columns, ...(record?.sections.flatMap(membersOf) ?? [])];
    const ways = members.flatMap((member) => (member.kind === "record" ? [member.register] : []));

    t.deepEqual(
      ways.filter((way) => !withPages.has(way)),
      [],
    );
  });

  test(`${register.key}: what can be chosen comes from a list of the server, or from the record itself`, (t) => {
    const whole = record === undefined ? {} : answerOf(routeOf("GET", record.path));
    const chosen = [create, record?.edit, ...(record?.actions ?? [])].flatMap((change) =>
      Object.values(change?.choices ?? {}),
    );
    for (const choosing of chosen) {
      if ("source" in choosing) {
        t.true(choiceSources.some((each) => each === choosing.source));
        t.deepEqual(lost(whole, ["customerId"]), []);
        continue;
      }
      const lines =
        "path" in choosing
          ? at(answerOf(routeOf("GET", choosing.path.replace(/\?.*/, ""))), ["items"])
          : at(whole, choosing.at.split("."));
      t.deepEqual(lost(lines?.items ?? {}, [choosing.id, choosing.label]), []);
    }
    t.pass();
  });

  const changes = [create, record?.edit, ...(record?.actions ?? [])].filter((change) => change !== undefined);
  if (changes.length > 0)
    test(`${register.key}: the server takes every field that is asked for, from whom it is said`, (t) => {
      for (const change of changes) {
        const route = routeOf(change.method, change.path);
        t.is<string | undefined, string>(route.permission, change.permission, change.path);
        t.deepEqual(refusedFields(route, change), [], change.path);
        t.deepEqual(missingFields(route, change), [], change.path);
      }
    });
}

test("no register is there twice", (t) => {
  t.is(keys.size, registers.length);
});

function bodyOf({ body }: Route): Schema {
  if (body?.kind !== "json") return { properties: {}, additionalProperties: false };
  return z.toJSONSchema(body.schema, { io: "input", unrepresentable: "any" }) as Schema;
}

/** Fields that the server does not know. */
function refusedFields(route: Route, { fields, carries = [], sends = {} }: Change): string[] {
  const { properties = {} } = bodyOf(route);
  return [...fields.map(({ key }) => key), ...carries, ...Object.keys(sends)].filter(
    (key) => properties[key] === undefined,
  );
}

/** What the server wants in any case and nobody is asked for. */
function missingFields(route: Route, { fields, carries = [], sends = {} }: Change): string[] {
  const required = fields.filter((field) => field.required === true).map(({ key }) => key);
  const asked = new Set([...required, ...carries, ...Object.keys(sends)]);
  return (bodyOf(route).required ?? []).filter((key) => !asked.has(key));
}
