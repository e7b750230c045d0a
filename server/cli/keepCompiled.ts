import { enableCompileCache } from "node:module";
import path from "node:path";

/**
 * Keeps what V8 makes of the modules loaded from here on, so that the next start need not make it again. Where the folder cannot be
 * written, every start compiles for itself.
 */
export function keepCompiled(): void {
  enableCompileCache(path.join(import.meta.dirname, "..", "..", "node_modules", ".cache", "ablauf"));
}
