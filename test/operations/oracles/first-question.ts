import type { Oracle } from './oracle.ts';
import { insuredByPerson } from './people.ts';
import { successionsOf, unitsById, unitToday } from './units.ts';

const firstQuestion: Oracle = async (databases, { code }: { code: string }) => {
  const { units, officials, labour, insurance } = databases;
  const found = await unitToday(databases, code);
  const unit = found && (await unitsById(databases, [found.id])).get(found.id);
  if (!unit) return { administrativeUnit: null };
  const predecessors = await successionsOf(databases, 'to', [unit.id]);
  const [counted] = await officials`select count(*)::int as total from officials where unit_id = ${unit.id}`;
  const [workers] = await labour`select count(*)::int as total from workers where unit_id = ${unit.id}`;
  const people = await officials<
    { fullName: string; category: string; status: string; agencyId: string; personId: string }[]
  >`
    select full_name as "fullName", category, status, agency_id as "agencyId", person_id as "personId" from officials
    where unit_id = ${unit.id} order by full_name collate "vi-x-icu", id limit 2`;
  const insured = await insuredByPerson(
    databases,
    people.map(({ personId }) => personId),
  );
  const nodes = people.map(async ({ fullName, category, status, agencyId, personId }) => {
    const [agency] = await units`select name from agencies where id = ${agencyId}`;
    const [worker] = await labour`select status from workers where person_id = ${personId}`;
    const record = insured.get(personId)?.[0];
    const months = record
      ? await insurance`select to_char(month, 'YYYY-MM') as month, base from contribution_months
          where insured_person_id = ${record.id} and month = '2026-10-01'`
      : [];
    return {
      fullName,
      category,
      status,
      agency: { name: agency?.name },
      person: {
        worker: worker ? { status: worker.status } : null,
        insuredPerson: record ? { contributions: months.map(({ month, base }) => ({ month, base })) } : null,
      },
    };
  });
  return {
    administrativeUnit: {
      fullName: unit.fullName,
      parent: unit.parent && { name: unit.parent.fullName.replace(/^(Tỉnh|Thành phố) /, '') },
      predecessors: predecessors.map(({ from, extent }) => ({ unit: { fullName: from.fullName }, extent })),
      workerCount: workers?.total,
      officialCount: counted?.total,
      officials: { nodes: await Promise.all(nodes) },
    },
  };
};

export const firstQuestionOracles: Record<string, Oracle> = { 'first-question': firstQuestion };
