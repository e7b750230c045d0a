/** The rules of bpmnlint ship no types; this is what the chosen ones are. */
declare module "bpmnlint/rules/*" {
  /** Makes a rule: told every element of a file, it reports the ids of those that break it. */
  const rule: () => {
    readonly check: (
      element: unknown,
      reporter: { report(id: string | undefined, message: string, path?: unknown): void },
    ) => unknown;
  };
  export default rule;
}

/** Its own linter, for a test that compares. */
declare module "bpmnlint" {
  export class Linter {
    constructor(options: object);
    lint(root: unknown): Promise<Readonly<Record<string, readonly { readonly id: string }[]>>>;
  }
}
