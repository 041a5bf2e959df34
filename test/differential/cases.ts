import { print } from 'graphql';
import { type Role, roles } from '../../gateway/access/roles.ts';
import { type FaultKind, type Faults, unaskedNames } from './faults.ts';
import { createDice, type Dice } from './generate/dice.ts';
import { type Generated, type Grammar, generateOperation } from './generate/operation.ts';

/** Who asks: one for whom nothing is refused, one of the roles, or one without a token. */
export type Asker = 'everything' | 'anonymous' | Role;

/** One question, all of it made of its seed. */
export type Case = Generated & { seed: number; asker: Asker; faults: Faults };

export type CaseOptions = {
  /** Share of the cases in which subgraphs fail. */
  faults: number;
  /** How many cases one operation makes: asked by others, with other values and faults. Its plan is made once. */
  each?: number;
};

/** The case of a seed, always the same for the same options. */
export function makeCase(seed: number, grammar: Grammar, { faults, each = 1 }: CaseOptions): Case {
  const { document, variables } = generateOperation(grammar, createDice(Math.floor(seed / each)));
  const dice = createDice(~seed);
  const isFirst = seed % each === 0;
  return {
    seed,
    document,
    variables: isFirst ? variables : vary(variables, dice),
    asker: dice.chance(0.6) ? 'everything' : dice.pick(['anonymous', ...(Object.keys(roles) as Role[])]),
    faults: chooseFaults(seed, faults, dice, print(document)),
  };
}

function chooseFaults(seed: number, share: number, dice: Dice, text: string): Faults {
  const kind: FaultKind = dice.chance(share) ? dice.pick(['errors', 'errors', 'wild']) : 'none';
  const unasked = unaskedNames.filter((name) => !text.includes(`${name}:`));
  return { kind, seed, share: dice.pick([0.3, 0.06, 0.02]), unasked };
}

/** Other values: what is true is false, a few are null or not given. */
function vary(given: Record<string, unknown>, dice: Dice): Record<string, unknown> {
  const varied: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'boolean') varied[name] = dice.chance(0.5);
    else if (!dice.chance(0.04)) varied[name] = dice.chance(0.04) ? null : value;
  }
  return varied;
}
