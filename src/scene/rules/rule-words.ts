/** A rule's text in pieces that must not be broken apart: an option with its values. */
export interface RuleWords {
  /** What a packet must look like: `-d 10.96.0.10/32`, `! -s 10.244.0.0/16`, `--dport 53`. */
  readonly matches: readonly string[];
  /** What is done with it: `-j DNAT`, `--to-destination 10.244.1.4:9376`. */
  readonly target: readonly string[];
}

/** Options that a reader knows already: the chain, the names of match modules, comments, the only mode of `statistic` we meet. */
const LEFT_OUT = new Set(['-A', '-m', '--comment', '--mode']);

/** The words of a comment, which may be broken apart. */
function commentOf(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.filter(([option]) => option === '--comment').flatMap((group) => group.join(' ').split(' '));
}

/** The short form of a rule, in the spelling of its text. What is left out is in the full text. */
export function ruleWords(text: string): RuleWords {
  const tokens = text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  const groups: string[][] = [];
  tokens.forEach((token, index) => {
    const afterNot = tokens[index - 1] === '!';
    if (token === '!' || (token.startsWith('-') && !afterNot)) groups.push([token]);
    else groups.at(-1)?.push(token);
  });
  const matches: string[] = [];
  const target: string[] = [];
  for (const group of groups) {
    const option = group[0] === '!' ? group[1] : group[0];
    if (option === '-j' || option === '-g' || target.length > 0) target.push(group.join(' '));
    else if (option !== undefined && !LEFT_OUT.has(option)) matches.push(group.join(' '));
  }
  // A rule that asks nothing and does nothing is there for what it says.
  if (matches.length === 0 && target.length === 0) matches.push(...commentOf(groups));
  return { matches, target };
}
