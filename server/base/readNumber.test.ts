import test from "ava";
import { readNumber } from "./readNumber.ts";

test("a whole number is read as it stands, and separators are never dropped", (t) => {
  t.is(readNumber(" 15 ", "int"), 15);
  t.is(readNumber("-3", "int"), -3);
  t.is(readNumber("1.234.567", "int"), 1_234_567);
  t.is(readNumber("1 234", "int"), 1_234);
  for (const text of ["1,5", "15.5", "1.5", "0,5", "15,00", "1.234", "1,234"])
    t.is(readNumber(text, "int"), "whole", text);
});

test("money and decimals are read as both languages write them", (t) => {
  for (const text of ["1.234,56", "1,234.56", "1234,56", "1234.56", "1 234,56", "1'234.56", "1’234.56", "+1234.56"]) {
    t.is(readNumber(text, "money"), 1_234.56, text);
    t.is(readNumber(text, "decimal"), 1_234.56, text);
  }
  t.is(readNumber("12,50 €", "money"), 12.5);
  t.is(readNumber("−12,5", "decimal"), -12.5);
  t.is(readNumber(",5", "decimal"), 0.5);
  t.is(readNumber("0,125", "decimal"), 0.125);
  t.is(readNumber("1234,567", "decimal"), 1_234.567);
});

test("what could be a thousand or a fraction is refused", (t) => {
  for (const text of ["1.234", "1,234", "12.345", "123,456"]) {
    t.is(readNumber(text, "decimal"), "ambiguous", text);
    t.is(readNumber(text, "money"), "ambiguous", text);
  }
});

test("what is no number, and more digits than are kept, are refused", (t) => {
  for (const text of ["", "abc", "1e5", "1,2,3", "1.23.456", "1,234,56", "12 h", "--1", "1234567890123456"])
    t.is(readNumber(text, "decimal"), "number", text);
  t.is(readNumber("1,2345", "money"), "decimals");
  t.is(readNumber("0,1234567", "decimal"), "decimals");
});
