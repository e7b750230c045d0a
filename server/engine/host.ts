import { Process } from "bpmn-elements";
import { Engine } from "bpmn-engine";
import type { JsonObject } from "../base/json.ts";
import { compileModels } from "./compile.ts";
import { KernelExecution } from "./hostExecution.ts";
import type { HostProcess, Message } from "./hostApi.ts";
import type { HostState } from "./hostExecution.ts";
import type { Model } from "./model.ts";

/** bpmn-elements shares its private fields through the symbol registry; this one holds what runs a process. */
const executionOf = Symbol.for("execution");

/** What runs a process, as bpmn-elements keeps it. */
interface Executions {
  readonly [executionOf]: Map<string, unknown>;
}

/**
 * The elements to give to bpmn-engine (`new Engine({ elements })`, or a type resolver of bpmn-elements): its `Process`
 * hands execution to the kernel, everything else of the host stays as it is. One binding serves any number of instances.
 */
export function kernelElements(models: readonly Model[], clock: () => Date): { readonly Process: unknown } {
  const byId = new Map(models.map((model) => [model.processId, model]));

  class KernelProcess extends Process {
    /** The host asks to execute: there is an execution already, ours. */
    _onRunMessage(routingKey: string, message: Message): unknown {
      if (routingKey === "run.execute") this.provide();
      return hostMethod("_onRunMessage").call(this, routingKey, message);
    }

    override recover(state?: Parameters<Process["recover"]>[0]): this {
      const { execution, ...rest } = { ...state } as { execution?: HostState }; // written by `KernelExecution.getState`
      hostMethod("recover").call(this, state && rest);
      if (execution) this.provide().recover(execution);
      return this;
    }

    private provide(): KernelExecution {
      // the registry of symbols is how bpmn-elements itself reaches these
      const executions = (this as unknown as Executions)[executionOf];
      const present = executions.get("execution");
      if (present instanceof KernelExecution) return present;
      const model = byId.get(this.id);
      if (!model) throw new Error(`Expected a compiled model of process ${this.id}, but there is none.`);
      const execution = new KernelExecution(this as unknown as HostProcess, model, clock);
      executions.set("execution", execution);
      return execution;
    }
  }

  return { Process: KernelProcess };
}

/** A method of the host's own process; its types leave the internal ones out. */
function hostMethod(name: string): (...args: readonly unknown[]) => unknown {
  const method: unknown = Reflect.get(Process.prototype, name);
  if (typeof method !== "function") throw new Error(`Expected bpmn-elements to have Process.${name}, but it has not.`);
  return method as (...args: readonly unknown[]) => unknown;
}

/** How an engine is set up. */
export interface HostOptions {
  readonly name?: string;
  readonly variables?: JsonObject;
  readonly clock?: () => Date;
}

/**
 * A bpmn-engine of this file that executes with the kernel: its public interface (execute, signal, getState, recover,
 * resume, stop) for simulation, tests and whoever knows bpmn-engine.
 */
export async function hostEngine(xml: string, options: HostOptions = {}): Promise<Engine> {
  const { definitions } = await compileModels(xml);
  const { clock = () => new Date(), ...rest } = options;
  return new Engine({ ...rest, source: xml, elements: { ...kernelElements(definitions, clock) } });
}
