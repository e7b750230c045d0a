/** The package ships no types at its entry; this is what we use of it. */
declare module "bpmnlint" {
  export interface Report {
    readonly id?: string;
    readonly message: string;
    readonly category: "warn" | "error" | "info" | "rule-error";
  }
  export type RuleFactory = (options?: unknown) => unknown;
  export class Linter {
    constructor(options: {
      config: { readonly rules: Readonly<Record<string, "warn" | "error" | "info" | "off">> };
      resolver: {
        resolveRule(pkg: string, name: string): RuleFactory | undefined;
        resolveConfig(pkg: string, name: string): undefined;
      };
    });
    lint(root: unknown): Promise<Readonly<Record<string, readonly Report[]>>>;
  }
}

declare module "bpmnlint/rules/*" {
  const rule: import("bpmnlint").RuleFactory;
  export default rule;
}
