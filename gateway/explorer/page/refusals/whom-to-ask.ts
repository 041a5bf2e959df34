import type { Worded } from '../frame/language.tsx';

/**
 * Who grants a scope. Owners of the data decide about it, and their own names are the same in every installation; whoever runs
 * this one knows the desk.
 */
export const whomToAsk: Worded<Record<string, string>> = {
  vi: {
    'officials:read': 'Bộ Nội vụ, chủ quản cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức',
    'labour:read': 'Bộ Nội vụ, chủ quản dữ liệu lao động, việc làm',
    'insurance:read': 'chủ quản cơ sở dữ liệu quốc gia về an sinh xã hội',
    'person:identify': 'chủ quản của cơ sở dữ liệu đó và bộ phận bảo vệ dữ liệu cá nhân của cơ quan mình',
    'person:sensitive': 'chủ quản của cơ sở dữ liệu đó và bộ phận bảo vệ dữ liệu cá nhân của cơ quan mình',
    'statistics:read': 'trung tâm điều hành dữ liệu của Bộ Nội vụ',
    'quality:read': 'trung tâm điều hành dữ liệu của Bộ Nội vụ',
    'quality:write': 'trung tâm điều hành dữ liệu của Bộ Nội vụ',
  },
  en: {
    'officials:read': 'the Ministry of Home Affairs, owner of the national database on officials',
    'labour:read': 'the Ministry of Home Affairs, owner of the data on labour and employment',
    'insurance:read': 'the owner of the national database on social security',
    'person:identify': "the owner of that database, and your own agency's office for personal data protection",
    'person:sensitive': "the owner of that database, and your own agency's office for personal data protection",
    'statistics:read': 'the data operations centre of the Ministry of Home Affairs',
    'quality:read': 'the data operations centre of the Ministry of Home Affairs',
    'quality:write': 'the data operations centre of the Ministry of Home Affairs',
  },
};

export const administrator: Worded<string> = {
  vi: 'người quản trị cổng dữ liệu này',
  en: 'whoever administers this gateway',
};
