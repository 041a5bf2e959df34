import { expect, test } from 'vitest';
import { createPopulation } from '../../subgraphs/population/create-population.ts';
import type { OfficialRecord } from '../../subgraphs/population/official-record.ts';
import { rareFaultOf } from '../../subgraphs/population/rare-faults.ts';

// As many as the databases of other tests have: every action must occur there.
const population = createPopulation({ officials: 2000, personKey: Buffer.alloc(32) });
const records = [...population.people({ part: 'officials' })]
  // Rare faults take appointments away, or the day of leaving.
  .filter(({ faults }) => rareFaultOf(faults) === null)
  .flatMap((story) => story.officials().slice(0, 1));
const careerOf = ({ appointments }: OfficialRecord) => appointments.filter(({ action }) => action !== 'SECONDMENT');
const secondments = records.flatMap((record) =>
  record.appointments.filter(({ action }) => action === 'SECONDMENT').map((secondment) => ({ record, secondment })),
);

test('appointments follow each other from entering service on, earliest first, none of them empty', () => {
  for (const record of records) {
    const career = careerOf(record);
    expect(career[0]?.effectiveFrom).toBe(record.hiredOn);
    career.forEach((each, at) => {
      const following = career[at + 1];
      if (following) expect(each.effectiveTo).toBe(following.effectiveFrom);
    });
    for (const { effectiveFrom, effectiveTo } of record.appointments)
      expect(effectiveTo === null || effectiveTo > effectiveFrom, JSON.stringify(record.appointments)).toBe(true);
    const starts = record.appointments.map(({ effectiveFrom }) => effectiveFrom);
    expect(starts).toEqual(starts.toSorted());
  }
});

test('the last appointment is what the status says: the dead have no decision, and what they held ended with them', () => {
  const ends = { ACTIVE: null, SECONDED: null, RETIRED: 'RETIREMENT', LEFT: 'EXIT', DECEASED: null };
  for (const record of records) {
    const last = careerOf(record).at(-1);
    const ending = last?.action === 'RETIREMENT' || last?.action === 'EXIT' ? last.action : null;
    expect(ending).toBe(ends[record.status]);
    expect(last?.effectiveTo).toBe(record.status === 'DECEASED' ? record.leftOn : null);
    if (ending) expect(last?.effectiveFrom).toBe(record.leftOn);
  }
  expect(records.filter(({ status }) => status === 'DECEASED').length).toBeGreaterThan(2);
});

test('cadres are elected, at once or after two years and more as recruited civil servants; nobody else is', () => {
  let served = 0;
  for (const record of records) {
    const [first, second] = record.appointments;
    const elected = record.appointments.some(({ action }) => action === 'ELECTION');
    expect(elected).toBe(record.category === 'CAN_BO');
    expect(first?.action === 'RECRUITMENT' || elected).toBe(true);
    if (!elected || first?.action === 'ELECTION') continue;
    served++;
    expect([first?.action, second?.action]).toEqual(['RECRUITMENT', 'ELECTION']);
    expect(first?.title).toBe('Chuyên viên');
    expect(Number(second?.effectiveFrom.slice(0, 4)) - Number(first?.effectiveFrom.slice(0, 4))).toBeGreaterThan(1);
  }
  expect(served).toBeGreaterThan(10);
});

test('nobody is recruited as a leader', () => {
  for (const { title, category, appointments } of records) {
    if (title === null || category === 'CAN_BO') continue;
    expect(appointments[0]?.title).not.toBe(title);
    expect(appointments.find(({ action }) => action === 'APPOINTMENT')?.title).toBe(title);
  }
});

test('secondments are to another agency; the official stays with their own, and those seconded now are away still', () => {
  for (const { record, secondment } of secondments) {
    expect(secondment.agencyId).not.toBe(record.agencyId);
    expect(careerOf(record).at(-1)?.effectiveTo).toBeNull();
    expect(secondment.effectiveTo === null).toBe(record.status === 'SECONDED');
    expect(record.category).not.toBe('CAN_BO');
  }
  const away = records.filter(({ status }) => status === 'SECONDED').length;
  expect(secondments.filter(({ record }) => record.status === 'SECONDED').length).toBe(away);
  expect(away).toBeGreaterThan(5);
  expect(secondments.length).toBeGreaterThan(away);
});
