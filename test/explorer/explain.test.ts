import { expect, test } from 'vitest';
import { documents } from '../../gateway/access/legal-basis.ts';
import { vietnameseTitle } from '../../gateway/explorer/page/refusals/explain.ts';

test('legal grounds are told in Vietnamese by their Vietnamese titles alone', () => {
  expect(vietnameseTitle('Law on the protection of personal data (Luật Bảo vệ dữ liệu cá nhân)')).toBe(
    'Luật Bảo vệ dữ liệu cá nhân',
  );
  for (const { title } of documents) expect(vietnameseTitle(title)).toMatch(/^(Luật|Nghị định)/);
  expect(vietnameseTitle('An agreement')).toBe('An agreement');
});
