/**
 * Whether a regular expression is free of repetition inside repetition (`(a+)+`) and of repeated alternatives, the two
 * shapes that make backtracking run for ever. A few harmless patterns are refused with them.
 */
export function isSafePattern(pattern: string): boolean {
  return pattern.length <= 500 && !hasNestedRepetition(withoutLiterals(pattern));
}

/** Escapes and character classes stand for one letter each. */
function withoutLiterals(pattern: string): string {
  return pattern.replace(/\\[\s\S]/g, "x").replace(/\[[^\]]*\]/g, "x");
}

function hasNestedRepetition(pattern: string): boolean {
  /** For each open group: whether something in it repeats or chooses. */
  const groups: boolean[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    if (letter === "(") groups.push(false);
    else if (letter === ")") {
      const inner = groups.pop() ?? false;
      if (inner && /^[*+{]/.test(pattern.slice(at + 1))) return true;
      if (inner && groups.length > 0) groups[groups.length - 1] = true;
    } else if (/[*+{|]/.test(letter) && groups.length > 0) groups[groups.length - 1] = true;
  }
  return false;
}
