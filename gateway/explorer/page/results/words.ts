import type { Language } from '../frame/language.tsx';
import type { PagesEnd } from './fetch-pages.ts';

const ends: Record<Language, Record<PagesEnd, string>> = {
  vi: {
    complete: 'Đã tải hết các trang.',
    full: 'Đã đủ số dòng tối đa được giữ; phần còn lại chưa tải.',
    stopped: 'Đã dừng; giữ lại phần đã tải.',
    failed: 'Dừng vì lỗi; giữ lại phần đã tải.',
  },
  en: {
    complete: 'All pages are fetched.',
    full: 'As many rows as are kept; the rest is not fetched.',
    stopped: 'Stopped; what was fetched is kept.',
    failed: 'Ended by an error; what was fetched is kept.',
  },
};

/** What the table, its files, its pages and its chart say. */
export const words = {
  vi: {
    ends: ends.vi,
    results: 'Kết quả dạng bảng',
    show: 'Bảng',
    rowsAre: 'Mỗi dòng là',
    rows: (count: string) => `${count} dòng`,
    shown: (count: string) => `đang hiện ${count}`,
    more: 'Hiện thêm',
    about:
      'Mỗi phần tử của danh sách đã chọn là một dòng; thông tin của cấp trên lặp lại ở từng dòng; danh sách khác chỉ ghi số phần tử (n).',
    refused: 'không được xem',
    failed: 'lỗi',
    csv: 'CSV',
    excel: 'CSV cho Excel',
    excelAbout: 'Giữ nguyên mã số như 01 khi mở bằng Excel',
    json: 'JSON',
    save: 'Lưu',
    fetchAll: 'Tải tất cả các trang',
    stop: 'Dừng',
    fetched: (fetched: string, total: string | null) => `đã tải ${fetched}${total === null ? '' : ` trên ${total}`}`,
    waiting: (seconds: string) => `chờ ${seconds} giây theo yêu cầu của cổng`,
    chart: 'Biểu đồ',
    measure: 'Số liệu',
    shareOf: 'Tỷ lệ trên',
    nothing: '(giá trị)',
    sum: 'tổng các dòng',
    bar: 'tổng của mỗi cột',
    series: 'Chia màu theo',
    nothingSplit: '(không chia)',
    untold: 'không ghi',
    rest: (count: string) => `còn ${count} dòng chỉ có trong bảng`,
    chartOf: (measure: string, labels: string) => `Biểu đồ cột: ${measure} theo ${labels}. Số liệu đầy đủ ở bảng bên.`,
  },
  en: {
    ends: ends.en,
    results: 'Result as a table',
    show: 'Table',
    rowsAre: 'A row is one of',
    rows: (count: string) => `${count} rows`,
    shown: (count: string) => `${count} shown`,
    more: 'Show more',
    about:
      'Each item of the chosen list is a row; what surrounds it is repeated in each; of other lists the number of items is told (n).',
    refused: 'refused',
    failed: 'error',
    csv: 'CSV',
    excel: 'CSV for Excel',
    excelAbout: 'Keeps codes such as 01 as they are when Excel opens it',
    json: 'JSON',
    save: 'Save',
    fetchAll: 'Fetch all pages',
    stop: 'Stop',
    fetched: (fetched: string, total: string | null) => `${fetched}${total === null ? '' : ` of ${total}`} fetched`,
    waiting: (seconds: string) => `waiting ${seconds} s, as the gateway asks`,
    chart: 'Chart',
    measure: 'Figure',
    shareOf: 'As a share of',
    nothing: '(the value)',
    sum: 'the sum of all rows',
    bar: 'the sum of each bar',
    series: 'Colours by',
    nothingSplit: '(none)',
    untold: 'not recorded',
    rest: (count: string) => `${count} more rows are in the table alone`,
    chartOf: (measure: string, labels: string) => `Bar chart: ${measure} by ${labels}. All figures are in the table.`,
  },
};

export type Words = (typeof words)['vi'];
