/** What a review with a customer shows. Money in cents; days as `2026-12-31`. Nothing here is looked up: it was frozen before. */
export interface ReviewFacts {
  readonly language: "de" | "en";
  readonly seller: string;
  readonly customer: string;
  readonly number: string;
  readonly periodFrom: string;
  /** The first day after the period. */
  readonly periodTo: string;
  readonly kpis: readonly ReviewKpi[];
  readonly messages: readonly string[];
  readonly risks: readonly string[];
  /** Sources that had nothing to tell, by name and reason. */
  readonly gaps: readonly { readonly source: string; readonly reason: string }[];
  readonly months: readonly { readonly month: string; readonly opened: number; readonly solved: number }[];
  readonly assets: {
    readonly total: number;
    readonly withoutWarranty: number;
    readonly unsupported: number;
    readonly ending: readonly { readonly quarter: string; readonly count: number }[];
  } | null;
  readonly roadmap: readonly ReviewItem[];
}

/** A figure; what is not known has no value and is grey. */
export interface ReviewKpi {
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly target: number;
  readonly better: "higher" | "lower";
  readonly color: "green" | "amber" | "red" | "grey";
  readonly source: string;
}

/** A measure of the roadmap. */
export interface ReviewItem {
  readonly title: string;
  readonly theme: string;
  /** Such as `2027-Q1`; null as long as nobody has planned it. */
  readonly quarter: string | null;
  readonly priority: "high" | "medium" | "low";
  readonly capexCents: number;
  readonly opexMonthCents: number;
  readonly risk: string;
  readonly evidence: number;
}
