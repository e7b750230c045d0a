import { opsWords } from "./ops.ts";
import { opsActWords } from "./opsActs.ts";
import { opsListWords } from "./opsLists.ts";

/** Where instances are looked after: alone, in lists and by batches. */
export const operationWords = { ...opsWords, ...opsActWords, ...opsListWords };
