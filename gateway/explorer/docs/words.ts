import { describeRequirement, type RequirementWords } from '../../../schema/access/describe-rules.ts';
import type { Requirement } from '../../../schema/access/requirement.ts';
import { type Html, html, inline } from './html.ts';

/** What the pages say by themselves, in both languages; descriptions are the SDL's, and in English. */
export type Words<Text extends string | Html = string> = { en: Text; vi: Text };

/** Both, of which docs.css shows one: Vietnamese where language.js has been told so, English without it. */
export const said = ({ en, vi }: Words<string | Html>): Html =>
  html`<span class="en" lang="en">${en}</span><span class="vi" lang="vi">${vi}</span>`;

/** The name of a part for who does not see it: language.js puts the other in its place. */
export const labelled = ({ en, vi }: Words): Html => html` aria-label="${en}" data-label-vi="${vi}"`;

const vietnamese: RequirementWords = {
  nobody: 'không ai: chưa có quy tắc',
  public: 'công khai',
  token: 'bất kỳ mã truy cập nào',
  or: 'hoặc',
  policy: 'chính sách',
  purpose: 'khai mục đích',
};

/** Who is told something, in both languages. */
export const ruleOf = (rule: Requirement): Words<Html> => ({
  en: html`${inline(describeRequirement(rule))}`,
  vi: html`${inline(describeRequirement(rule, vietnamese))}`,
});

export const words = {
  reference: { en: 'reference', vi: 'lược đồ' },
  skip: { en: 'Skip to the content', vi: 'Đến phần nội dung' },
  search: { en: 'Search types, fields and operations', vi: 'Tìm kiểu, trường và câu hỏi' },
  pages: { en: 'Pages', vi: 'Các trang' },
  overview: { en: 'Overview', vi: 'Tổng quan' },
  operations: { en: 'Operations', vi: 'Câu hỏi mẫu' },
  errors: { en: 'Errors', vi: 'Lỗi' },
  explorer: { en: 'Explorer', vi: 'Tra cứu' },
  schema: { en: 'The schema', vi: 'Lược đồ' },
  intro: {
    en: 'One GraphQL schema over separately owned national databases. Each page tells the questions that one of them answers, and its types; a record of one database leads to what the others tell of the same person, unit or employer.',
    vi: 'Một lược đồ GraphQL cho các cơ sở dữ liệu quốc gia do nhiều cơ quan quản lý. Mỗi trang nêu các câu hỏi mà một cơ sở dữ liệu trả lời và các kiểu của nó; từ một bản ghi có thể đến những gì cơ sở dữ liệu khác ghi về cùng cá nhân, đơn vị hành chính hay người sử dụng lao động. Phần mô tả của lược đồ bằng tiếng Anh, kèm thuật ngữ tiếng Việt.',
  },
  contracts: {
    en: 'Contracts: parts of it for one kind of client',
    vi: 'Hợp đồng: phần lược đồ cho từng loại bên dùng',
  },
  own: { en: 'The schema of your contract', vi: 'Lược đồ của hợp đồng' },
  aboutOwn: {
    en: 'Shown here is the part of the schema that your token is bound to. Put the token into the explorer first, then follow the link beside it; in another tab nobody knows of it.',
    vi: 'Trang này hiện phần lược đồ mà mã truy cập được dùng theo hợp đồng. Hãy đưa mã vào trang Tra cứu trước, rồi mở liên kết bên cạnh; thẻ trình duyệt khác không biết mã đó.',
  },
  ownRefused: {
    en: 'The token of this tab shows nothing here: it has ended, is bound to no contract or lacks the scope schema:introspect, or its contract has no such page.',
    vi: 'Mã truy cập của thẻ trình duyệt này không mở được gì ở đây: mã đã hết hạn, không gắn với hợp đồng nào hoặc thiếu phạm vi schema:introspect, hoặc hợp đồng không có trang này.',
  },
  types: { en: 'Types', vi: 'Các kiểu' },
  questions: { en: 'Questions', vi: 'Câu hỏi' },
  records: { en: 'Records', vi: 'Bản ghi' },
  inputs: { en: 'Filters and other input', vi: 'Điều kiện lọc và tham số' },
  values: { en: 'Values and scalars', vi: 'Giá trị và kiểu cơ bản' },
  committed: { en: 'Operations that come with the schema', vi: 'Các câu hỏi đi kèm lược đồ' },
  aboutCommitted: {
    en: 'Each is kept working by tests, and trusted for everyone where only trusted documents are executed.',
    vi: 'Mỗi câu hỏi đều được kiểm thử, và ai cũng được dùng ở nơi chỉ chạy các câu hỏi đã duyệt.',
  },
  aboutErrors: { en: 'Errors: what each code means, and what to do', vi: 'Lỗi: ý nghĩa của từng mã và cách xử lý' },
  todo: { en: 'What to do', vi: 'Cách xử lý' },
  who: { en: 'Who', vi: 'Ai được xem' },
  needs: { en: 'Needs', vi: 'Cần có' },
  personal: { en: 'personal data', vi: 'dữ liệu cá nhân' },
  masked: { en: 'masked without', vi: 'bị che khi không có' },
  toldBy: { en: 'told by', vi: 'do cơ sở dữ liệu khác trả lời:' },
  costs: { en: 'costs', vi: 'chi phí' },
  usedBy: { en: 'used by', vi: 'dùng trong' },
  deprecated: { en: 'Deprecated.', vi: 'Sắp bỏ.' },
  isA: { en: 'Is a', vi: 'Thuộc' },
  oneOf: { en: 'One of', vi: 'Một trong' },
  exactlyOne: { en: 'Takes exactly one of these.', vi: 'Nhận đúng một trong các trường này.' },
} as const satisfies Record<string, Words>;

/** What kinds of types are called. */
export const kinds = {
  values: { en: 'values', vi: 'tập giá trị' },
  input: { en: 'input', vi: 'tham số' },
  union: { en: 'union', vi: 'hợp' },
  interface: { en: 'interface', vi: 'giao diện' },
  object: { en: 'object', vi: 'đối tượng' },
  scalar: { en: 'scalar', vi: 'kiểu cơ bản' },
} as const satisfies Record<string, Words>;
