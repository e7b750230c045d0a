import type { Json } from "../base/json.ts";
import { isTrueYet } from "./flow.ts";
import type { TimerSpec } from "./model.ts";
import type { Run } from "./run.ts";
import { isStanding } from "./state.ts";
import type { Item } from "./state.ts";
import { triggerOf } from "./triggers.ts";
import { variablesOf } from "./variables.ts";

/**
 * Looks at the timers whose clock can stand (`ablauf:clock/@pausedWhile`). One that stands is no wait; when it goes on it
 * is a new one, with as long to go as when it was stopped. Service time is counted by whoever knows the calendar.
 */
export function settleClocks(run: Run): void {
  if (!run.model.hasClocks) return;
  for (const item of run.state.items.values()) {
    const pausedWhile = clockOf(run, item);
    if (!pausedWhile) continue;
    const stands = isTrueYet(pausedWhile, variablesOf(run, run.item(item.up)));
    if (stands && !isStanding(item)) stop(run, item);
    else if (!stands && isStanding(item)) goOn(run, item);
  }
}

function clockOf(run: Run, item: Item): TimerSpec["pausedWhile"] {
  if (!item.wait || !("b" in item.wait) || item.fault || item.fresh === true) return undefined;
  const trigger = triggerOf(run.node(item.el), item);
  return trigger?.kind === "timer" ? trigger.timer.pausedWhile : undefined;
}

function stop(run: Run, item: Item): void {
  run.touch(item);
  item.wait = { ...item.wait, hold: run.now.getTime() };
}

function goOn(run: Run, item: Item): void {
  const { id: _stopped, ...rest } = item;
  run.add({ ...rest, wait: resumed(item.wait ?? {}, run.now.getTime()) });
  run.remove(item);
}

function resumed({ hold, ...memo }: Record<string, Json>, now: number): Record<string, Json> {
  const since = Number(hold);
  if (typeof memo["s"] === "string") {
    const before = Array.isArray(memo["p"]) ? (memo["p"] as readonly Json[]) : []; // an array of JSON holds JSON
    return { ...memo, p: [...before, since, now] };
  }
  const later = (key: string): Record<string, Json> =>
    typeof memo[key] === "number" ? { [key]: memo[key] + now - since } : {};
  return { ...memo, ...later("d"), ...later("a") };
}
