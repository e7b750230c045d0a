import { keepCompiled } from "./cli/keepCompiled.ts";

keepCompiled();
const [{ Refusal }, { begin }] = await Promise.all([import("./base/refusal.ts"), import("./cli/begin.ts")]);

try {
  await begin(process.env);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
