import { lazy, type ComponentType } from "react";
import { whenReached } from "../live/reach.ts";
import type { Row } from "./read.ts";
import type { DialogKey } from "./register.ts";

/** What a dialog of its own is given. */
export type OwnDialogProps = {
  /** The record that something is done with; empty beside a list. */
  readonly row: Row;
  /** Opens another record of the register. */
  readonly onLead: (id: string) => void;
  readonly onClose: () => void;
};

/** The dialogs of what no form can ask, fetched when they are opened. */
export const dialogs: Readonly<Record<DialogKey, ComponentType<OwnDialogProps>> & { none?: undefined }> = {
  assetImport: lazy(async () => ({
    default: (await whenReached(() => import("./assets/AssetImport.tsx"))).AssetImport,
  })),
  priceImport: lazy(async () => ({
    default: (await whenReached(() => import("./prices/PriceImport.tsx"))).PriceImport,
  })),
  projectPlan: lazy(async () => ({
    default: (await whenReached(() => import("./projects/PlanDialog.tsx"))).PlanDialog,
  })),
  projectTemplate: lazy(async () => ({
    default: (await whenReached(() => import("./projects/TemplateDialog.tsx"))).TemplateDialog,
  })),
};
