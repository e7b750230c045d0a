/** What a diagram shows besides itself. */
export type Look =
  | { readonly kind: "place"; readonly elementId: string }
  | { readonly kind: "tokens"; readonly states: States }
  | { readonly kind: "path"; readonly states: States }
  | { readonly kind: "heat"; readonly heats: ReadonlyMap<string, Heat> };
/** How hot an element is on a scale of five, and what is written there: a duration, a number. */
export type Heat = { readonly level: 0 | 1 | 2 | 3 | 4; readonly text: string };
/** How an element of an instance stands: tokens that wait there, faults, and how often it was passed. */
export type State = { readonly tokens: number; readonly faults: number; readonly passed: number };
export type States = ReadonlyMap<string, State>;

/** The states without the tokens at events that only listen. */
export function withoutListening(states: States, isListening: (id: string) => boolean): States {
  return new Map([...states].map(([id, state]) => [id, isListening(id) ? { ...state, tokens: 0 } : state]));
}

type Instance = {
  readonly waits: readonly { readonly elementId: string; readonly kind: string }[];
  readonly faultList: readonly { readonly elementId: string }[];
  readonly path: readonly { readonly elementId: string; readonly count: number }[];
};

/** The states of an instance's elements, read off its waits, faults and path. */
export function statesOf({ waits, faultList, path }: Instance): States {
  const states = new Map<string, State>();
  const add = (id: string, more: Partial<State>) => {
    const before = states.get(id) ?? { tokens: 0, faults: 0, passed: 0 };
    states.set(id, {
      tokens: before.tokens + (more.tokens ?? 0),
      faults: before.faults + (more.faults ?? 0),
      passed: before.passed + (more.passed ?? 0),
    });
  };
  for (const { elementId, count } of path) add(elementId, { passed: count });
  for (const { elementId } of faultList) add(elementId, { faults: 1 });
  for (const { elementId, kind } of waits) if (kind !== "fault") add(elementId, { tokens: 1 });
  return states;
}
