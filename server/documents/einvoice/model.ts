/**
 * An invoice as EN 16931-1 sees it, whatever the file: business terms (BT) and groups (BG) by readable names. Amounts,
 * quantities and rates are decimal numbers as text (`1190.00`), exactly as they stand or shall stand; days are
 * `YYYY-MM-DD`. What a document does not say is undefined.
 */
export interface Invoice {
  /** BT-24, the standard that is kept. */
  readonly specification?: string;
  /** BT-23 */
  readonly process?: string;
  /** BT-1 */
  readonly number?: string;
  /** BT-2 */
  readonly issuedOn?: string;
  /** BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384 correction, 326 partial invoice. */
  readonly type?: string;
  /** BT-5 */
  readonly currency?: string;
  /** BT-6 */
  readonly taxCurrency?: string;
  /** BT-7 */
  readonly taxPointOn?: string;
  /** BT-9 */
  readonly dueOn?: string;
  /** BT-10; the Leitweg-ID of German authorities. */
  readonly buyerReference?: string;
  /** BT-11 */
  readonly project?: string;
  /** BT-12 */
  readonly contract?: string;
  /** BT-13 */
  readonly order?: string;
  /** BT-14 */
  readonly salesOrder?: string;
  /** BT-19 */
  readonly accounting?: string;
  /** BT-20 */
  readonly terms?: string;
  /** BG-1: BT-21 and BT-22 */
  readonly notes?: readonly { readonly subject?: string; readonly text?: string }[];
  /** BG-3: BT-25 and BT-26 */
  readonly preceding?: readonly { readonly number?: string; readonly issuedOn?: string }[];
  /** BG-4 */
  readonly seller?: Party;
  /** BG-7 */
  readonly buyer?: Party;
  /** BG-10 */
  readonly payee?: { readonly name?: string; readonly id?: string; readonly legalId?: string };
  /** BG-11 */
  readonly representative?: { readonly name?: string; readonly vatId?: string; readonly address?: Address };
  /** BG-13 */
  readonly delivery?: { readonly name?: string; readonly on?: string; readonly address?: Address };
  /** BG-14 */
  readonly period?: Period;
  /** BG-16 with BG-17, an entry for each account. */
  readonly payments?: readonly Payment[];
  /** BT-83 */
  readonly remittance?: string;
  /** BT-89 */
  readonly mandate?: string;
  /** BT-90 */
  readonly creditor?: string;
  /** BG-20 and BG-21 */
  readonly adjustments?: readonly Adjustment[];
  /** BG-22 */
  readonly totals?: Totals;
  /** BG-23 */
  readonly taxes?: readonly TaxBreakdown[];
  /** BG-25 */
  readonly lines?: readonly Line[];
}

/** BG-4 or BG-7 */
export interface Party {
  /** BT-27, BT-44 */
  readonly name?: string;
  /** BT-28, BT-45 */
  readonly tradeName?: string;
  /** BT-29, BT-46 */
  readonly ids?: readonly { readonly id?: string; readonly scheme?: string }[];
  /** BT-30, BT-47 */
  readonly legalId?: string;
  readonly legalIdScheme?: string;
  /** BT-31, BT-48 */
  readonly vatId?: string;
  /** BT-32 */
  readonly taxNumber?: string;
  /** BT-33 */
  readonly legalForm?: string;
  /** BT-34, BT-49 */
  readonly endpoint?: string;
  readonly endpointScheme?: string;
  /** BG-5, BG-8 */
  readonly address?: Address;
  /** BG-6, BG-9 */
  readonly contact?: { readonly name?: string; readonly phone?: string; readonly email?: string };
}

/** BG-5, BG-8, BG-12, BG-15 */
export interface Address {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly city?: string;
  readonly zip?: string;
  readonly region?: string;
  readonly country?: string;
}

/** BG-14, BG-26 */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** BG-16 and one of its accounts. */
export interface Payment {
  /** BT-81, UNTDID 4461: 58 SEPA credit transfer, 59 SEPA direct debit, 48 card. */
  readonly code?: string;
  /** BT-82 */
  readonly text?: string;
  /** BT-84 */
  readonly iban?: string;
  /** BT-84 of an account that has no IBAN, where the file tells them apart. */
  readonly account?: string;
  /** BT-85 */
  readonly accountName?: string;
  /** BT-86 */
  readonly bic?: string;
  /** BT-87 */
  readonly card?: string;
  /** BT-91 */
  readonly debitedIban?: string;
}

/** An allowance (BG-20, BG-27) or a charge (BG-21, BG-28). */
export interface Adjustment {
  readonly isCharge?: "true" | "false";
  readonly amount?: string;
  readonly base?: string;
  readonly percent?: string;
  readonly reason?: string;
  readonly reasonCode?: string;
  /** Of a document's adjustment only. */
  readonly category?: string;
  readonly rate?: string;
}

/** BG-22, by their terms BT-106 to BT-115. */
export interface Totals {
  readonly lines?: string;
  readonly allowances?: string;
  readonly charges?: string;
  readonly net?: string;
  readonly vat?: string;
  readonly gross?: string;
  readonly paid?: string;
  readonly rounding?: string;
  readonly due?: string;
}

/** BG-23 */
export interface TaxBreakdown {
  /** BT-116 */
  readonly base?: string;
  /** BT-117 */
  readonly amount?: string;
  /** BT-118 */
  readonly category?: string;
  /** BT-119 */
  readonly rate?: string;
  /** BT-120 */
  readonly reason?: string;
  /** BT-121 */
  readonly reasonCode?: string;
}

/** BG-25 */
export interface Line {
  /** BT-126 */
  readonly id?: string;
  /** BT-127 */
  readonly note?: string;
  /** BT-129 */
  readonly quantity?: string;
  /** BT-130 */
  readonly unit?: string;
  /** BT-131 */
  readonly net?: string;
  /** BT-132 */
  readonly orderLine?: string;
  /** BT-133 */
  readonly accounting?: string;
  /** BG-26 */
  readonly period?: Period;
  /** BG-27 and BG-28 */
  readonly adjustments?: readonly Adjustment[];
  /** BT-146 */
  readonly price?: string;
  /** BT-147 */
  readonly priceDiscount?: string;
  /** BT-148 */
  readonly grossPrice?: string;
  /** BT-149 */
  readonly baseQuantity?: string;
  readonly baseUnit?: string;
  /** BT-151 */
  readonly category?: string;
  /** BT-152 */
  readonly rate?: string;
  /** BT-153 */
  readonly name?: string;
  /** BT-154 */
  readonly description?: string;
  /** BT-155 */
  readonly sellerItem?: string;
  /** BT-156 */
  readonly buyerItem?: string;
  /** BT-157 */
  readonly standardItem?: string;
  readonly standardItemScheme?: string;
  /** BG-32 */
  readonly attributes?: readonly { readonly name?: string; readonly value?: string }[];
}
