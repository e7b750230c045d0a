import type { Json, JsonObject } from "../base/json.ts";
import { serviceCalendar } from "../calendar/calendar.ts";
import type { ServiceCalendar } from "../calendar/calendar.ts";
import type { Definition, Ending, Effect, InstanceValue, Wait } from "../engine/types.ts";
import type { Repertoire } from "./repertoire.ts";
import type { LogEntry } from "./report.ts";
import type { Plan, Texts } from "./scenario.ts";
import { filled, logTexts } from "./texts.ts";
import type { LogCode, Words } from "./texts.ts";

/** One instance that takes part. */
export interface Actor {
  readonly id: number;
  readonly definition: Definition;
  readonly caller: { readonly actor: Actor; readonly waitId: string } | undefined;
  businessKey: string | undefined;
  value: InstanceValue | undefined;
  waits: readonly Wait[];
  ending: Ending | undefined;
  /** The order in which waits were opened, over all actors, by wait id. */
  readonly since: Map<string, number>;
  /** When timers are due, by wait id. */
  readonly dueAt: Map<string, Date>;
  /** Waits that stay open by an answer `open`, or by a technical failure with its reason. */
  readonly resting: Map<string, { readonly failure?: string }>;
  /** Elements entered, in order. */
  readonly path: string[];
}

/** A decision that was made. */
export interface Made {
  readonly process: string;
  readonly elementId: string;
  readonly ruleSet: string;
  readonly facts: JsonObject;
  readonly verdict: Json;
  /** The rows that hit; none of a fixed verdict. */
  readonly rows: readonly string[];
}

/** A job that was handed out. */
export interface Handed {
  readonly process: string;
  readonly elementId: string;
  readonly type: string;
  readonly input: JsonObject;
}

/** A mail or notice that was written. */
export interface Written {
  readonly template: string;
  readonly language: string;
  readonly to: Json;
  readonly subject: string;
  readonly text: string;
}

/** A message on its way; `expiresAt` ends its waiting for somebody who takes it. */
export interface Letter {
  readonly name: string;
  readonly key: string | undefined;
  readonly businessKey: string | undefined;
  readonly variables: JsonObject;
  readonly expiresAt: Date;
}

type Counts = Record<string, Record<string, number>>;

/** One scenario being played: the instances and all that has come of them. Lives as long as the run. */
export class Play {
  readonly plan: Plan;
  readonly repertoire: Repertoire;
  readonly actors: Actor[] = [];
  /** What was thrown and has not been delivered yet. */
  readonly effects: { readonly effect: Effect; readonly from: Actor }[] = [];
  readonly kept: Letter[] = [];
  readonly thrown: (Effect & { readonly kind: "message" })[] = [];
  readonly signals: string[] = [];
  readonly made: Made[] = [];
  readonly handed: Handed[] = [];
  readonly written: Written[] = [];
  readonly log: LogEntry[] = [];
  readonly elements: Counts = {};
  readonly flows: Counts = {};
  readonly rows: Counts = {};
  /** How often each declared answer was used. */
  readonly used = new Map<object, number>();
  /** The keys of the calendars that something was counted in. */
  readonly counted = new Set<string>();
  now: Date;
  /** The step that is being played; -1 while the process starts. */
  step = -1;
  #opened = 0;
  readonly #calendars = new Map<string, ServiceCalendar>();

  constructor(repertoire: Repertoire, plan: Plan) {
    this.repertoire = repertoire;
    this.plan = plan;
    this.now = new Date(plan.clock.now);
  }

  /** Whether a process takes part: its messages, signals and instances are played, not only noted. */
  takesPart(process: string): boolean {
    return process === this.plan.process || this.plan.participants.includes(process);
  }

  /** The instance that the scenario is about. */
  get first(): Actor | undefined {
    return this.actors[0];
  }

  get live(): readonly Actor[] {
    return this.actors.filter((actor) => actor.value !== undefined && actor.ending === undefined);
  }

  add(definition: Definition, caller: Actor["caller"], businessKey: string | undefined): Actor {
    const actor: Actor = {
      id: this.actors.length + 1,
      definition,
      caller,
      businessKey: businessKey ?? caller?.actor.businessKey,
      value: undefined,
      waits: [],
      ending: undefined,
      since: new Map(),
      dueAt: new Map(),
      resting: new Map(),
      path: [],
    };
    this.actors.push(actor);
    return actor;
  }

  /** The next number in the order of what is opened. */
  nextOpened(): number {
    this.#opened += 1;
    return this.#opened;
  }

  /** A service calendar of the scenario; without key `default`: working days from 8 to 17. */
  calendar(key: string | undefined): ServiceCalendar {
    const name = key ?? "default";
    this.counted.add(name);
    const known = this.#calendars.get(name);
    if (known) return known;
    const built = serviceCalendar(this.plan.calendars[name] ?? usual(name, this.plan.clock.timeZone));
    this.#calendars.set(name, built);
    return built;
  }

  note(code: LogCode, actor: Actor, about: { elementId?: string; words?: Words; detail?: JsonObject } = {}): void {
    const { elementId, words = {}, detail } = about;
    const element: Words = elementId === undefined ? {} : { element: nameOf(actor.definition, elementId) };
    this.log.push({
      step: this.step,
      at: this.now.toISOString(),
      code,
      process: actor.definition.processId,
      ...(elementId === undefined ? {} : { elementId }),
      message: filled(logTexts[code], {
        process: nameOf(actor.definition, actor.definition.processId),
        ...element,
        ...words,
      }),
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

/** Calendars that need no declaration. */
function usual(name: string, timeZone: string): object {
  if (name === "24x7") return { timeZone, hours: { all: ["00:00-24:00"] } };
  const day = ["08:00-17:00"];
  return { timeZone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day } };
}

/** What people call an element, in both languages; its id when it has no name. */
export function nameOf(definition: Definition, elementId: string): Texts {
  const found = definition.elements.get(elementId);
  const de = found?.name ?? elementId;
  return { de, en: found?.names["en"] ?? de };
}

/** Counts one more of something. */
export function countIn(counts: Counts, group: string, name: string): void {
  const inner = (counts[group] ??= {});
  inner[name] = (inner[name] ?? 0) + 1;
}
