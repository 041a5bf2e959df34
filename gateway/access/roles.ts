/** What a development token of a role says; a real provider gives the same claims by its own means. */
type RoleClaims = {
  /** Who that is, for the help. */
  description: string;
  agency: string | null;
  jurisdiction: 'national' | readonly string[];
  scopes: readonly string[];
};

const records = ['officials:read', 'labour:read', 'insurance:read'] as const;

/** The kinds of caller that the rules were written for: see README.md beside this file. */
export const roles = {
  analyst: {
    description: 'a clerk who asks for figures of the whole country and sees no person',
    agency: null,
    jurisdiction: 'national',
    scopes: ['statistics:read'],
  },
  'ministry-officer': {
    description: "a ministry's personnel officer: the officials of its agencies, with sensitive data",
    agency: 'G09',
    jurisdiction: [],
    scopes: [
      'statistics:read',
      'officials:read',
      'insurance:read',
      'person:identify',
      'person:sensitive',
      'quality:read',
    ],
  },
  'provincial-officer': {
    description: 'an officer of a province: the people of its units, numbers masked',
    agency: 'H29',
    jurisdiction: ['79'],
    scopes: ['statistics:read', ...records, 'quality:read'],
  },
  partner: {
    description:
      'an agency that is connected for labour and insurance records, numbers masked; its programs read the schema',
    agency: null,
    jurisdiction: 'national',
    scopes: ['statistics:read', 'labour:read', 'insurance:read', 'schema:introspect'],
  },
  developer: {
    description:
      'who writes programs against the schema: reads it in production too, and who uses what of it; public data alone',
    agency: null,
    jurisdiction: [],
    scopes: ['schema:introspect', 'schema:usage'],
  },
  auditor: {
    description: 'an inspector of the whole country, with sensitive data',
    agency: null,
    jurisdiction: 'national',
    scopes: ['statistics:read', ...records, 'person:identify', 'person:sensitive', 'quality:read'],
  },
  'data-steward': {
    description: 'who keeps the records correct: all of them with their numbers, without sensitive data',
    agency: null,
    jurisdiction: 'national',
    scopes: ['statistics:read', ...records, 'person:identify', 'quality:read', 'quality:write'],
  },
} as const satisfies Record<string, RoleClaims>;

export type Role = keyof typeof roles;

export const isRole = (name: string): name is Role => Object.hasOwn(roles, name);
