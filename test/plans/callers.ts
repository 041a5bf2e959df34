import { anonymous, type Caller } from '../../schema/caller.ts';

const scopes = [
  'statistics:read',
  'officials:read',
  'labour:read',
  'insurance:read',
  'person:identify',
  'person:sensitive',
  'quality:read',
];

/** Sees everything. */
export const auditor: Caller = { subject: 'test', agency: null, jurisdiction: 'national', scopes, purpose: 'AUDIT' };

const officer = (agency: string | null, jurisdiction: string[]): Caller => ({
  ...anonymous,
  ...auditor,
  agency,
  jurisdiction,
});

/** Who asks, from all to little. */
export const callers: Record<string, Caller> = {
  auditor,
  'of a province': officer('H29', ['79']),
  'of a commune': officer(null, ['26740']),
  'of an office': officer('H29.102', []),
};
