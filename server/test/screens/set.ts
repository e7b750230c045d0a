import { keepingScreens } from "./keeping.ts";
import { modellingScreens } from "./modelling.ts";
import { operationsScreens } from "./operations.ts";
import type { Screen } from "./screen.ts";
import { taskScreens } from "./tasks.ts";

/** Every screen of the product, as pictures are taken of it and its layout is measured. */
export const screens: readonly Screen[] = [
  ...taskScreens,
  ...operationsScreens,
  ...modellingScreens,
  ...keepingScreens,
];
